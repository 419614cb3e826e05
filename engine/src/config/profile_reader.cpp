// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <string>
#include <utility>

#include "config/json_tree.h"
#include "config/profile_parts.h"
#include "config/quantity_text.h"
#include "config/spec_keys.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/processing_text.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxTitleBytes = 128;
constexpr std::size_t kMaxDescriptionBytes = 2000;
constexpr std::string_view kOff = "off";

template <typename T, std::size_t Count>
auto wordReader(const SpecWord<T> (&words)[Count]) {
    return [&words](std::string_view text) -> Result<T> {
        std::vector<std::string_view> names;
        for (const auto& [word, meaning] : words) {
            if (word == text) return meaning;
            if (word.size() > 1) names.push_back(word);
        }
        return Error{ErrorCode::InvalidArgument,
                     "expected " + listed(names) + didYouMean(text, names)};
    };
}

void readStopBits(JsonObject& object, StopBits& place) {
    double number = 0;
    if (!object.number("stop", number)) return;
    if (number == 1)
        place = StopBits::One;
    else if (number == 1.5)
        place = StopBits::OneAndHalf;
    else if (number == 2)
        place = StopBits::Two;
    else
        object.fail("stop", "expected 1, 1.5 or 2");
}

void readLine(JsonObject& object, std::string_view key, std::optional<bool>& place) {
    bool isOn = false;
    if (object.onOff(key, isOn)) place = isOn;
}

void readSerial(const JsonValue& value, JsonObject& root, SerialSettings& serial) {
    JsonObject object(value, "serial", root.mistakes());
    object.whole("baud", kMinBaud, kMaxBaud, serial.baud);
    object.whole("data", 5, 8, serial.dataBits);
    object.word("parity", wordReader(kParities), serial.parity);
    readStopBits(object, serial.stopBits);
    object.word("flow", wordReader(kFlowControls), serial.flow);
    readLine(object, "dtr", serial.dtr);
    readLine(object, "rts", serial.rts);
    object.word("low_latency", wordReader(kLowLatencies), serial.lowLatency);
    object.finish();
    const auto checked = checkSerial(serial);
    if (checked) return;
    const std::string& detail = checked.error().detail;
    const std::size_t end = detail.find_first_of("=:");
    object.fail(detail.substr(0, end), detail.substr(detail.find(": ") + 2));
}

/// Bytes as `text` or as `hex`.
bool readBytes(JsonObject& object, std::string& bytes) {
    const JsonValue* const text = object.take("text");
    const bool isHex = object.hex("hex", bytes);
    if (text && object.has("hex")) return object.fail("hex", "expected text or hex, not both");
    if (isHex || (!text && object.has("hex"))) return isHex;
    if (!text) return object.fail("text", "expected text or hex");
    if (!object.expectKind(*text, "text", JsonValue::Kind::Text, "a text in quotes")) return false;
    bytes = text->text;
    return true;
}

void readCommand(JsonObject& object, std::vector<CommandPreset>& commands) {
    CommandPreset command;
    object.text("label", command.label);
    const bool hasBytes = readBytes(object, command.bytes);
    object.onOff("confirm", command.confirm);
    std::chrono::nanoseconds every{0};
    if (object.time("every", std::chrono::milliseconds(10), every))
        command.every = std::chrono::duration_cast<std::chrono::milliseconds>(every);
    object.finish();
    const auto checked = checkCommand(command);
    if (!checked && (hasBytes || command.label.empty()))
        object.mistakes().add(object.line(), object.path(), checked.error().detail);
    commands.push_back(std::move(command));
}

void readCommands(JsonObject& root, std::vector<CommandPreset>& commands) {
    const auto* const list = root.list("commands", kMaxCommands);
    if (!list) return;
    std::set<std::string> labels;
    for (std::size_t i = 0; i < list->size(); ++i) {
        JsonObject object((*list)[i], "commands[" + std::to_string(i) + ']', root.mistakes());
        if ((*list)[i].kind != JsonValue::Kind::Object) continue;
        readCommand(object, commands);
        if (!labels.insert(commands.back().label).second)
            object.fail("label", "expected each label once");
    }
}

/// A text, or an object with `text` or `hex`.
void readSafeCommand(JsonObject& root, std::string& bytes) {
    const JsonValue* const value = root.take("safe_command");
    if (!value) return;
    if (value->kind == JsonValue::Kind::Text) {
        bytes = value->text;
    } else {
        JsonObject object(*value, "safe_command", root.mistakes());
        if (value->kind == JsonValue::Kind::Object) readBytes(object, bytes);
        object.finish();
    }
    if (bytes.size() > kMaxCommandBytes) root.fail("safe_command", "expected at most 1024 bytes");
}

bool isOff(const JsonValue& value) {
    return value.kind == JsonValue::Kind::Text && value.text == kOff;
}

std::optional<std::chrono::milliseconds> pauseOf(const JsonValue& value) {
    return value.kind == JsonValue::Kind::Text ? parsedPause(value.text) : std::nullopt;
}

void readSupervision(JsonObject& root, DeviceProfile& profile) {
    root.whole("failure_threshold", 1, 1000, profile.failureThreshold);
    if (const JsonValue* const silence = root.take("silence_timeout")) {
        profile.silenceTimeout.off = isOff(*silence);
        profile.silenceTimeout.set = pauseOf(*silence);
        if (!profile.silenceTimeout.off && !profile.silenceTimeout.set)
            root.fail("silence_timeout", "expected \"off\", or a time from \"10ms\" to \"24h\"");
    }
    if (const JsonValue* const share = root.take("damage_limit")) {
        const bool isShare =
            share->kind == JsonValue::Kind::Number && share->number >= 0 && share->number <= 1;
        if (isShare || isOff(*share))
            profile.damageLimit.share = isShare ? share->number : 1;
        else
            root.fail("damage_limit", "expected \"off\", or a share from 0 to 1");
    }
    if (const JsonValue* const window = root.take("damage_window")) {
        if (const auto time = pauseOf(*window))
            profile.damageLimit.window = *time;
        else
            root.fail("damage_window", "expected a time from \"10ms\" to \"24h\"");
    }
}

void readRoot(const JsonValue& value, ProfileMistakes& mistakes, DeviceProfile& profile) {
    JsonObject root(value, {}, mistakes);
    if (value.kind != JsonValue::Kind::Object) return;
    root.text("title", profile.title, kMaxTitleBytes);
    root.text("description", profile.description, kMaxDescriptionBytes);
    if (const JsonValue* const serial = root.take("serial"))
        readSerial(*serial, root, profile.serial);
    readDecodePart(root, profile.decode);
    readProcessingPart(root, profile.decode, profile.processing);
    readCommands(root, profile.commands);
    readSafeCommand(root, profile.safeCommand);
    readSupervision(root, profile);
    root.take("$schema");
    root.finish();
}

}  // namespace

ReadProfile readProfile(const std::string& name, std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    ReadProfile read;
    read.name = name;
    ProfileMistakes mistakes(name);
    if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
    if (text.size() > kMaxProfileBytes) {
        mistakes.add(0, {}, "expected at most 1 MiB");
    } else {
        const JsonTree tree = readJson(text);
        if (tree.mistake)
            mistakes.add(tree.mistake->line, {}, tree.mistake->detail);
        else
            readRoot(tree.root, mistakes, read.profile);
    }
    read.errors = std::move(mistakes).sorted();
    return read;
}

}  // namespace telemetryhub::engine
