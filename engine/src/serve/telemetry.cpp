// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/status.h"
#include "serve/telemetry_body.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kPushAge{50};
constexpr std::string_view kValueChannel = "value";

/// The samples of one device in a push.
struct PushGroup {
    DeviceId device;
    std::vector<std::size_t> items;  ///< their places in the body
    std::vector<PushedSample> samples;
    std::uint64_t highestNumber = 0;  ///< 0: none is numbered
    std::size_t withUnit = 0;         ///< samples that name a unit
};

/// One push from its body to its answer, which comes when every device has answered.
///
/// Threads: th-rest.
class Push : public std::enable_shared_from_this<Push> {
public:
    Push(ApiParts& parts, ApiReply reply, std::string key, std::vector<TelemetryItem> items)
        : m_parts(parts),
          m_reply(std::move(reply)),
          m_key(std::move(key)),
          m_items(std::move(items)) {}

    void run();

private:
    void sort(std::size_t place, const Snapshot& snapshot);
    [[nodiscard]] bool isNew(const DeviceSnapshot& device, TelemetryItem& item);
    void send(PushGroup group);
    void answered(const PushGroup& group, const Result<void>& result);
    void finish();
    void refuse();
    [[nodiscard]] std::string body(std::size_t accepted) const;

    ApiParts& m_parts;
    const ApiReply m_reply;
    const std::string m_key;  ///< of idempotency; empty: none
    std::vector<TelemetryItem> m_items;
    std::map<DeviceId, PushGroup> m_groups;
    std::size_t m_duplicates = 0;
    std::size_t m_waitingFor = 0;
};

Error noSuchDevice(const std::string& id) {
    return {ErrorCode::NotFound,
            "There is no device '" + id + "'. An admin adds one by POST /devices with {\"spec\":" +
                "\"push:" + id + "\"}; or start with --device push:" + id + "."};
}

/// Why a sample cannot be pushed to the device that it names.
std::optional<Error> pushProblem(const DeviceSnapshot* device, const TelemetryItem& item,
                                 std::int64_t nowNs) {
    constexpr std::int64_t kMostAgo = 86'400'000'000'000;
    constexpr std::int64_t kMostAhead = 300'000'000'000;
    if (!device) return noSuchDevice(item.device);
    if (traitsOf(device->settings.bus).comesAsBytes)
        return Error{
            ErrorCode::InvalidArgument,
            "The device '" + item.device + "' reads its own wire. Push to a device push:NAME."};
    if (item.sample.wallNs && *item.sample.wallNs < nowNs - kMostAgo)
        return Error{ErrorCode::InvalidArgument,
                     "ts is more than a day ago. Leave it out, or import such data as CSV."};
    if (item.sample.wallNs && *item.sample.wallNs > nowNs + kMostAhead)
        return Error{ErrorCode::InvalidArgument,
                     "ts is more than five minutes ahead. Set the clock of the sender."};
    return std::nullopt;
}

/// The unit that a sample names for its `value`; empty: none.
std::string unitOf(const PushedSample& sample) {
    return sample.values.empty() ? std::string() : sample.values.front().unit;
}

/// The unit in which a device has its `value`, as far as nothing renames or converts it.
std::string knownUnit(const DeviceSnapshot& device) {
    const auto& settings = device.settings.processing.channels;
    const bool isChanged = std::any_of(settings.begin(), settings.end(), [](const auto& channel) {
        return channel.channel == kValueChannel || channel.name == kValueChannel;
    });
    if (isChanged || !device.channels) return {};
    const auto place = device.channels->indexOf(kValueChannel);
    return place ? (*device.channels)[*place].unit : std::string();
}

Error otherUnit(const TelemetryItem& item, const std::string& known) {
    return {ErrorCode::InvalidArgument,
            "The values of '" + item.device + "' are in " + known + ", and this one in " +
                unitOf(item.sample) +
                ". Convert it, or push it to a channel of its own, as {\"channels\":{\"NAME\":" +
                "NUMBER}}."};
}

void Push::run() {
    std::shared_ptr<const Snapshot> snapshot = m_parts.snapshots.get(kPushAge);
    const bool knowsAll =
        std::all_of(m_items.begin(), m_items.end(), [&snapshot](const TelemetryItem& item) {
            return item.error || deviceNamed(*snapshot, item.device);
        });
    // A device that was added this moment is no unknown one.
    if (!knowsAll) snapshot = m_parts.snapshots.get(std::chrono::milliseconds{0});
    for (std::size_t i = 0; i < m_items.size(); ++i)
        sort(i, *snapshot);
    m_waitingFor = m_groups.size();
    if (m_waitingFor == 0) return finish();
    for (auto& [device, group] : m_groups)
        send(std::move(group));
}

void Push::sort(std::size_t place, const Snapshot& snapshot) {
    TelemetryItem& item = m_items[place];
    if (item.error) return;
    const DeviceSnapshot* const device = deviceNamed(snapshot, item.device);
    item.error = pushProblem(device, item, m_parts.clock.now().wallNs);
    if (item.error) return;
    const std::string unit = unitOf(item.sample);
    const std::string known =
        unit.empty() ? unit : m_parts.units.of(device->device, knownUnit(*device));
    if (!known.empty() && known != unit) item.error = otherUnit(item, known);
    if (item.error || !isNew(*device, item)) return;
    if (!unit.empty()) (void)m_parts.units.begin(device->device, unit, known);
    PushGroup& group = m_groups[device->device];
    group.device = device->device;
    group.withUnit += unit.empty() ? 0 : 1;
    group.items.push_back(place);
    group.samples.push_back(std::move(item.sample));
    group.highestNumber = std::max(group.highestNumber, item.number.value_or(0));
}

/// Whether a sample is to be sent; one that was taken before counts as taken.
bool Push::isNew(const DeviceSnapshot& device, TelemetryItem& item) {
    if (!item.number) return true;
    const auto state = m_parts.pushes.begin(device.device, *item.number);
    if (state == PushMemory::NumberState::Taken) ++m_duplicates;
    if (state == PushMemory::NumberState::InFlight)
        item.error = Error{ErrorCode::QueueFull,
                           "The sample with this seq, or a later one, is on its way. Send it "
                           "again a second later."};
    return state == PushMemory::NumberState::New;
}

void Push::send(PushGroup group) {
    std::vector<PushedSample> samples = std::move(group.samples);
    const DeviceId device = group.device;
    m_parts.hub.push(
        device, std::move(samples),
        {m_parts.home, [self = shared_from_this(), group = std::move(group)](
                           const Result<void>& result) { self->answered(group, result); }});
}

void Push::answered(const PushGroup& group, const Result<void>& result) {
    if (group.highestNumber > 0)
        m_parts.pushes.finish(group.device, group.highestNumber, result.hasValue());
    for (std::size_t i = 0; i < group.withUnit; ++i)
        m_parts.units.finish(group.device, result.hasValue());
    if (!result)
        for (const std::size_t place : group.items)
            m_items[place].error = result.error();
    if (--m_waitingFor == 0) finish();
}

std::string Push::body(std::size_t accepted) const {
    JsonOutput json;
    json.object().key("ok").onOff(accepted == m_items.size()).key("accepted").count(accepted);
    if (m_duplicates > 0) json.key("duplicates").count(m_duplicates);
    if (accepted == m_items.size()) return json.end('}').take();
    json.key("rejected").array();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (!m_items[i].error) continue;
        json.object().key("index").count(i).key("device_id").text(m_items[i].device);
        json.key("error").object().key("code").text(errorCodeName(m_items[i].error->code));
        json.key("message").text(m_items[i].error->detail).end('}').end('}');
    }
    return json.end(']').end('}').take();
}

void Push::finish() {
    const auto accepted = static_cast<std::size_t>(
        std::count_if(m_items.begin(), m_items.end(),
                      [](const TelemetryItem& item) { return !item.error.has_value(); }));
    if (accepted == 0) return refuse();
    const unsigned status = accepted == m_items.size() ? 200 : 207;
    std::string text = body(accepted);
    if (!m_key.empty()) m_parts.pushes.finish(m_key, {status, text}, m_parts.clock.steadyNs());
    m_reply.json(status, std::move(text));
}

/// Nothing was taken: the first reason stands for all.
void Push::refuse() {
    if (!m_key.empty()) m_parts.pushes.forget(m_key);
    const Error& first = *m_items.front().error;
    if (m_items.size() == 1) return m_reply.fail(first);
    m_reply.fail({first.code, "None of the samples was taken. The first: " + first.detail});
}

/// Whether the push is a new one; else it was answered.
bool beginsKey(ApiParts& parts, const ApiCall& call, const std::string& key) {
    if (key.size() > PushMemory::kMaxKeyBytes) {
        call.reply.fail({ErrorCode::InvalidArgument,
                         "Idempotency-Key: expected at most 255 "
                         "characters."});
        return false;
    }
    const auto state = parts.pushes.begin(key, call.request.body, parts.clock.steadyNs());
    switch (state) {
        case PushMemory::KeyState::New: return true;
        case PushMemory::KeyState::InFlight:
            call.reply.fail(503, "in_flight",
                            "The push with this Idempotency-Key is not answered yet. Send it "
                            "again a second later.");
            return false;
        case PushMemory::KeyState::OtherBody:
            call.reply.fail(409, "key_reused",
                            "This Idempotency-Key came with another body. Take a new key for new "
                            "samples.");
            return false;
        case PushMemory::KeyState::Answered: break;
    }
    const PushMemory::Answer& answer = parts.pushes.answer(key);
    call.reply.json(answer.status, answer.body);
    return false;
}

}  // namespace

void postTelemetry(ApiParts& parts, const ApiCall& call) {
    if (parts.stopping.load(std::memory_order_relaxed))
        return call.reply.fail(503, "stopping", "The program stops. Send the samples later.");
    // The queue itself refuses as well; this spares the work of reading what it would refuse.
    const auto snapshot = parts.snapshots.get(std::chrono::milliseconds{5});
    if (isNearlyFull(snapshot->queue))
        return call.reply.fail(503, "queue_full",
                               "The queue is more than 80 % full. Send the samples again later.");
    auto items = parts.telemetry.read(call.request.body);
    if (!items) return call.reply.fail(items.error());
    const std::string key(call.request.head.idempotencyKey);
    if (!key.empty() && !beginsKey(parts, call, key)) return;
    std::make_shared<Push>(parts, call.reply, key, std::move(items).value())->run();
}

}  // namespace telemetryhub::engine
