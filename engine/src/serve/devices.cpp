// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "config/file_access.h"
#include "config/json_tree.h"
#include "serve/api_parts.h"
#include "serve/device_json.h"
#include "serve/handlers.h"
#include "serve/status.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/core/send_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kDevicesAge{50};
constexpr std::chrono::milliseconds kNow{0};
constexpr std::size_t kMaxCommandBytes = 4096;
constexpr std::size_t kMaxSpecBytes = std::size_t{16} * 1024;

Error deviceError(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

/// The members of a body, each of which is known and given once.
class BodyObject {
public:
    [[nodiscard]] static Result<BodyObject> read(std::string_view body,
                                                 std::initializer_list<std::string_view> known);

    /// Null when it is not given.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
    /// Empty when it is not given.
    [[nodiscard]] Result<std::string> text(std::string_view key, std::size_t mostBytes) const;

private:
    explicit BodyObject(JsonTree tree) : m_tree(std::move(tree)) {}
    JsonTree m_tree;
};

Result<BodyObject> BodyObject::read(std::string_view body,
                                    std::initializer_list<std::string_view> known) {
    BodyObject object(readJson(body));
    const auto& tree = object.m_tree;
    if (tree.mistake)
        return deviceError("Line " + std::to_string(tree.mistake->line) +
                           " of the body: " + tree.mistake->detail + ".");
    std::string names;
    for (const std::string_view name : known)
        names += (names.empty() ? "" : ", ") + std::string(name);
    if (tree.root.kind != JsonValue::Kind::Object)
        return deviceError("The body: expected an object with " + names + ".");
    for (const JsonMember& member : tree.root.members) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            return deviceError("There is no key '" + member.key + "'; known are: " + names + ".");
        if (object.find(member.key) != &member.value)
            return deviceError("The key '" + member.key + "' is given twice.");
    }
    return object;
}

const JsonValue* BodyObject::find(std::string_view key) const {
    for (const JsonMember& member : m_tree.root.members)
        if (member.key == key) return &member.value;
    return nullptr;
}

Result<std::string> BodyObject::text(std::string_view key, std::size_t mostBytes) const {
    const JsonValue* const value = find(key);
    if (!value) return std::string();
    if (value->kind == JsonValue::Kind::Text && value->text.size() <= mostBytes) return value->text;
    return deviceError("The key '" + std::string(key) + "': expected a text of at most " +
                       std::to_string(mostBytes) + " bytes.");
}

void appendPercentEncoded(std::string& spec, std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                             (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
        if (isPlain) {
            spec += c;
            continue;
        }
        spec += '%';
        spec += kHex[byte >> 4U];
        spec += kHex[byte & 0xFU];
    }
}

/// The specification with the keys of `settings` behind it.
Result<std::string> specWith(std::string spec, const JsonValue* settings) {
    if (!settings) return spec;
    if (settings->kind != JsonValue::Kind::Object)
        return deviceError("The key 'settings': expected an object of keys and texts.");
    for (const JsonMember& member : settings->members) {
        if (member.value.kind != JsonValue::Kind::Text)
            return deviceError("The key 'settings': expected a text for '" + member.key + "'.");
        spec += spec.find('?') == spec.npos ? '?' : '&';
        appendPercentEncoded(spec, member.key);
        spec += '=';
        appendPercentEncoded(spec, member.value.text);
    }
    return spec;
}

struct NewDevice {
    DeviceSettings settings;
    bool starts = true;
};

Result<NewDevice> newDeviceIn(std::string_view body, const FileAccess& files) {
    const auto object = BodyObject::read(body, {"spec", "settings", "start"});
    if (!object) return object.error();
    auto spec = object.value().text("spec", kMaxSpecBytes);
    if (!spec) return spec.error();
    if (spec.value().empty())
        return deviceError("The key 'spec' is missing; expected such as \"push:bench\".");
    const auto whole = specWith(std::move(spec).value(), object.value().find("settings"));
    if (!whole) return whole.error();
    auto settings = parseDeviceSpec(whole.value(), files);
    if (!settings) return settings.error();
    NewDevice device{std::move(settings).value(), true};
    const JsonValue* const starts = object.value().find("start");
    if (starts && starts->kind != JsonValue::Kind::Switch)
        return deviceError("The key 'start': expected true or false.");
    if (starts) device.starts = starts->isOn;
    return device;
}

Result<LineEnd> lineEndIn(const BodyObject& object) {
    const auto word = object.text("end", 8);
    if (!word) return word.error();
    if (word.value().empty() || word.value() == "none") return LineEnd::None;
    if (word.value() == "lf") return LineEnd::Lf;
    if (word.value() == "cr") return LineEnd::Cr;
    if (word.value() == "crlf") return LineEnd::CrLf;
    return deviceError("The key 'end': expected none, lf, cr or crlf.");
}

Result<std::string> commandBytesIn(std::string_view body) {
    const auto object = BodyObject::read(body, {"text", "end", "hex"});
    if (!object) return object.error();
    const bool hasText = object.value().find("text") != nullptr;
    const bool hasHex = object.value().find("hex") != nullptr;
    if (hasText == hasHex) return deviceError("Expected either 'text' or 'hex'.");
    const auto text = object.value().text(hasText ? "text" : "hex", 4 * kMaxCommandBytes);
    if (!text) return text.error();
    const auto end = lineEndIn(object.value());
    if (!end) return end.error();
    if (hasHex && object.value().find("end"))
        return deviceError("The key 'end' belongs to 'text'.");
    auto bytes = hasHex ? hexBytes(text.value()) : lineBytes(text.value(), end.value());
    if (!bytes) return bytes.error();
    if (bytes.value().empty() || bytes.value().size() > kMaxCommandBytes)
        return deviceError("Expected 1 to 4096 bytes to send.");
    return bytes;
}

void answerAdded(const ApiReply& reply, const std::string& id) {
    JsonOutput json;
    reply.json(201, json.object().key("ok").onOff(true).key("id").text(id).end('}').take());
}

/// On the thread of a job, which may wait for the disk: a recording that is replayed is looked
/// into.
void addNewDevice(Hub& hub, const std::shared_ptr<Executor>& home, const ApiReply& reply,
                  const NewDevice& device) {
    const auto added = hub.addDevice(device.settings);
    if (!added) return home->post([reply, error = added.error()] { reply.fail(error); });
    // Whether it could be opened stands in its state; it is there in any case.
    const Reply done(
        home, [reply, id = device.settings.id](const Result<void>&) { answerAdded(reply, id); });
    if (device.starts)
        hub.command(added.value(), DeviceCommand::Start, done);
    else
        done({});
}

}  // namespace

void getDevices(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kDevicesAge);
    JsonOutput json;
    json.object().key("devices").array();
    for (const DeviceSnapshot& device : snapshot->devices)
        writeDevice(json, device, snapshot->time);
    call.reply.json(json.end(']').end('}').take());
}

void getDevice(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kDevicesAge);
    const DeviceSnapshot* const device = deviceNamed(*snapshot, call.names.front());
    if (!device) return call.reply.fail(unknownDevice(call.names.front()));
    JsonOutput json;
    writeDevice(json, *device, snapshot->time, DeviceDetail::Whole);
    call.reply.json(json.take());
}

// A profile is read and paths are followed, so it is a job, which may wait for the disk.
void postDevice(ApiParts& parts, const ApiCall& call) {
    std::vector<std::string> folders{parts.recording.folder};
    folders.insert(folders.end(), parts.fileFolders.begin(), parts.fileFolders.end());
    // The hub runs the job, so it is there.
    const auto add = [&hub = parts.hub, home = std::shared_ptr<Executor>(parts.home),
                      reply = call.reply, body = std::string(call.request.body),
                      folders = std::move(folders)] {
        const auto device = newDeviceIn(body, FileAccess(folders));
        if (!device) return home->post([reply, error = device.error()] { reply.fail(error); });
        addNewDevice(hub, home, reply, device.value());
    };
    if (const auto posted = parts.hub.runJob(add); !posted) call.reply.fail(posted.error());
}

void deleteDevice(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kNow);
    const DeviceSnapshot* const device = deviceNamed(*snapshot, call.names.front());
    if (!device) return call.reply.fail(unknownDevice(call.names.front()));
    parts.hub.removeDevice(device->device);
    call.reply.result({});
}

void postCommand(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kNow);
    const DeviceSnapshot* const device = deviceNamed(*snapshot, call.names.front());
    if (!device) return call.reply.fail(unknownDevice(call.names.front()));
    auto bytes = commandBytesIn(call.request.body);
    if (!bytes) return call.reply.fail(bytes.error());
    parts.hub.send(device->device, std::move(bytes).value(), replyTo(call, parts));
}

}  // namespace telemetryhub::engine
