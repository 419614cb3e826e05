// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/status.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kEventsAge{50};

/// Which events are asked for.
struct EventFilter {
    std::optional<DeviceId> device;
    std::optional<EventKind> kind;  ///< unset: all but text lines

    [[nodiscard]] bool lets(const Event& event) const {
        if (device && event.device != *device) return false;
        return kind ? event.kind == *kind : event.kind != EventKind::Text;
    }
};

constexpr std::array kEventKinds{EventKind::State,  EventKind::Gap,   EventKind::Loss,
                                 EventKind::Damage, EventKind::Alarm, EventKind::Command,
                                 EventKind::Health, EventKind::Mark,  EventKind::Text};

Result<EventFilter> filterIn(const Query& query, const Snapshot& snapshot) {
    EventFilter filter;
    if (const std::string* id = query.find("device")) {
        const DeviceSnapshot* device = deviceNamed(snapshot, *id);
        if (!device) return unknownDevice(*id);
        filter.device = device->device;
    }
    const std::string* const name = query.find("kind");
    if (!name) return filter;
    std::string known;
    for (const EventKind kind : kEventKinds) {
        if (eventKindName(kind) == *name) filter.kind = kind;
        known += (known.empty() ? "" : ", ") + std::string(eventKindName(kind));
    }
    if (filter.kind) return filter;
    return Error{ErrorCode::InvalidArgument,
                 "There is no kind of event '" + *name + "'; known are: " + known + "."};
}

Result<StreamRequest> streamIn(const ApiCall& call, const Snapshot& snapshot) {
    StreamRequest request;
    constexpr double kLeastRate = 0.01;
    const auto rate =
        call.query.number("rate", kLeastRate, EventStreams::kMaxRateHz, request.rateHz);
    if (!rate) return rate.error();
    request.rateHz = rate.value();
    if (const std::string* id = call.query.find("device")) {
        if (!deviceNamed(snapshot, *id)) return unknownDevice(*id);
        request.device = *id;
    }
    const std::string_view last = call.request.head.lastEventId;
    if (last.empty()) return request;
    std::uint64_t number = 0;
    const auto read = std::from_chars(last.data(), last.data() + last.size(), number);
    if (read.ec != std::errc() || read.ptr != last.data() + last.size())
        return Error{ErrorCode::InvalidArgument, "Last-Event-ID: expected the number of an event."};
    request.lastEvent = number;
    return request;
}

}  // namespace

void getEvents(ApiParts& parts, const ApiCall& call) {
    const auto snapshot = parts.snapshots.get(kEventsAge);
    constexpr std::size_t kUsualEvents = 1000;
    const auto since = call.query.count("since", 0, std::numeric_limits<std::size_t>::max(), 0);
    if (!since) return call.reply.fail(since.error());
    const auto limit = call.query.count("limit", 1, EventLog::kMaxEvents, kUsualEvents);
    if (!limit) return call.reply.fail(limit.error());
    const auto filter = filterIn(call.query, *snapshot);
    if (!filter) return call.reply.fail(filter.error());
    JsonOutput json;
    json.object().key("events").array();
    std::uint64_t last = since.value();
    std::size_t written = 0;
    for (const Event& event :
         parts.hub.events(since.value(), EventLog::kMaxEvents + EventLog::kMaxTexts)) {
        if (written == limit.value()) break;
        last = event.number;
        if (!filter.value().lets(event)) continue;
        const DeviceSnapshot* const device = snapshot->find(event.device);
        json.raw(eventJson(event, device ? device->settings.id : std::string()));
        ++written;
    }
    call.reply.json(json.end(']').key("last").count(last).end('}').take());
}

void getStream(ApiParts& parts, const ApiCall& call) {
    auto request = streamIn(call, *parts.snapshots.get(kEventsAge));
    if (!request) return call.reply.fail(request.error());
    HttpResponse response;
    response.contentType = "text/event-stream";
    response.fields = "Cache-Control: no-store\r\n";
    if (call.request.head.method == HttpMethod::Head) return call.reply.send(std::move(response));
    response.stream = parts.streams.open(std::move(request).value());
    if (!response.stream)
        return call.reply.fail(503, "too_many_streams",
                               "64 clients follow the stream already. Close one, or come back "
                               "later.");
    call.reply.send(std::move(response));
}

}  // namespace telemetryhub::engine
