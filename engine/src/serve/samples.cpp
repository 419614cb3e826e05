// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/status.h"
#include "telemetryhub/engine/history/history.h"
#include "telemetryhub/engine/record/session_export.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kSamplesAge{50};
constexpr std::size_t kMaxColumns = 4096;
constexpr std::size_t kMaxRows = 10'000;
constexpr std::size_t kUsualRows = 1000;
/// Numbers in one answer: about 2 MB of text, rendered in some ten milliseconds.
constexpr std::size_t kMaxCells = 100'000;

/// What part of the history is asked for.
struct SampleRequest {
    const DeviceSnapshot* device = nullptr;
    std::vector<std::size_t> channels;
    TimeSpan span;
};

Error invalidSamples(std::string detail) {
    return {ErrorCode::InvalidArgument, std::move(detail)};
}

/// Seconds below zero count back from now, others from the start.
Result<std::int64_t> momentIn(const Query& query, const char* name, std::int64_t usual,
                              const Snapshot& snapshot) {
    const std::string* const text = query.find(name);
    if (!text) return usual;
    SessionInfo session;
    session.start = snapshot.start;
    auto time = sessionTime(*text, session);
    if (!time)
        return invalidSamples("The parameter '" + std::string(name) + "' is '" + *text +
                              "': " + time.error().detail + "; or below zero, before now.");
    if (text->starts_with('-'))
        return time.value() + (snapshot.time.steadyNs - snapshot.start.steadyNs);
    return time;
}

Result<TimeSpan> spanIn(const Query& query, const Snapshot& snapshot, DeviceId device,
                        const History& history) {
    // Without a `from` everything that is kept; `to` is outside, so now is inside.
    const auto extent = history.extent(device);
    const auto from =
        momentIn(query, "from", extent ? extent->fromNs : snapshot.start.steadyNs, snapshot);
    if (!from) return from.error();
    const auto to = momentIn(query, "to", snapshot.time.steadyNs + 1, snapshot);
    if (!to) return to.error();
    if (from.value() >= to.value())
        return invalidSamples("The parameter 'from' must be before 'to'.");
    return TimeSpan{from.value(), to.value()};
}

Result<std::vector<std::size_t>> channelsIn(const Query& query, const DeviceSnapshot& device) {
    std::vector<std::size_t> channels;
    const std::size_t count = device.channels ? device.channels->size() : 0;
    const std::string* const name = query.find("channel");
    for (std::size_t i = 0; i < count; ++i)
        if (!name || (*device.channels)[i].name == *name) channels.push_back(i);
    if (name && channels.empty())
        return Error{ErrorCode::NotFound, "The device '" + device.settings.id +
                                              "' has no channel '" + *name +
                                              "'. GET /devices names them."};
    return channels;
}

Result<SampleRequest> sampleRequestOf(const Query& query, const Snapshot& snapshot,
                                      const History& history) {
    const std::string* const id = query.find("device");
    if (!id) return invalidSamples("The parameter 'device' is missing. GET /devices names them.");
    SampleRequest request;
    request.device = deviceNamed(snapshot, *id);
    if (!request.device) return unknownDevice(*id);
    auto channels = channelsIn(query, *request.device);
    if (!channels) return channels.error();
    request.channels = std::move(channels).value();
    const auto span = spanIn(query, snapshot, request.device->device, history);
    if (!span) return span.error();
    request.span = span.value();
    return request;
}

void writeChannelHead(JsonOutput& json, const Channel& channel) {
    json.object().key("name").text(channel.name).key("unit").text(channel.unit);
}

void writeExtremes(JsonOutput& json, const std::vector<HistoryColumn>& columns,
                   std::string_view name, double HistoryColumn::*value) {
    json.key(name).array();
    for (const HistoryColumn& column : columns) {
        if (column.empty())
            json.null();
        else
            json.number(column.*value);
    }
    json.end(']');
}

std::string columnsJson(const SampleRequest& request, const Snapshot& snapshot,
                        const History& history, std::size_t count) {
    const std::int64_t width = request.span.toNs - request.span.fromNs;
    const auto slotCount = static_cast<std::int64_t>(count);
    const std::int64_t step = std::max<std::int64_t>((width + slotCount - 1) / slotCount, 1);
    const std::int64_t toWall = snapshot.time.wallNs - snapshot.time.steadyNs;
    JsonOutput json;
    json.object().key("device").text(request.device->settings.id);
    json.key("from_utc").time(request.span.fromNs + toWall);
    json.key("step_s").number(static_cast<double>(step) / 1e9);
    json.key("channels").array();
    std::vector<HistoryColumn> columns(count);
    for (const std::size_t channel : request.channels) {
        history.columns(request.device->device, channel, request.span.fromNs, step, columns);
        writeChannelHead(json, (*request.device->channels)[channel]);
        writeExtremes(json, columns, "min", &HistoryColumn::min);
        writeExtremes(json, columns, "max", &HistoryColumn::max);
        writeExtremes(json, columns, "last", &HistoryColumn::last);
        json.end('}');
    }
    return json.end(']').end('}').take();
}

void writeRows(JsonOutput& json, const HistoryRows::Stretch& stretch, std::size_t first,
               const std::vector<std::size_t>& channels) {
    for (std::size_t row = first; row < stretch.steadyNs.size(); ++row) {
        json.object().key("seq").count(stretch.first + row);
        json.key("time_utc").time(stretch.steadyNs[row] + stretch.wallOffsetNs);
        json.key("values").array();
        for (const std::size_t channel : channels) {
            if (channel < stretch.columns.size())
                json.number(stretch.columns[channel][row]);
            else
                json.null();
        }
        json.end(']').end('}');
    }
}

/// The newest rows of the span, the oldest of them first.
std::string rowsJson(const SampleRequest& request, const History& history, std::size_t limit) {
    HistoryRows rows = history.rows(request.device->device, request.span);
    std::uint64_t skip = rows.size() > limit ? rows.size() - limit : 0;
    JsonOutput json;
    json.object().key("device").text(request.device->settings.id);
    json.key("is_cut").onOff(skip > 0).key("channels").array();
    for (const std::size_t channel : request.channels) {
        writeChannelHead(json, (*request.device->channels)[channel]);
        json.end('}');
    }
    json.end(']').key("samples").array();
    while (const auto stretch = rows.next()) {
        const std::size_t size = stretch->steadyNs.size();
        const auto left = static_cast<std::size_t>(std::min<std::uint64_t>(skip, size));
        skip -= left;
        writeRows(json, *stretch, left, request.channels);
    }
    return json.end(']').end('}').take();
}

Result<std::string> samplesJson(const ApiParts& parts, const Query& query,
                                const Snapshot& snapshot) {
    const History& history = parts.hub.history();
    if (query.find("columns") && query.find("limit"))
        return invalidSamples("Give either 'columns' or 'limit'.");
    const auto columns = query.count("columns", 1, kMaxColumns, 0);
    if (!columns) return columns.error();
    const auto limit = query.count("limit", 1, kMaxRows, kUsualRows);
    if (!limit) return limit.error();
    auto request = sampleRequestOf(query, snapshot, history);
    if (!request) return request.error();
    const std::size_t perChannel = columns.value() > 0 ? columns.value() : limit.value();
    if (perChannel * request.value().channels.size() > kMaxCells)
        return invalidSamples(
            "That would be more than 100000 numbers. Name a channel, or ask "
            "for fewer.");
    if (columns.value() > 0)
        return columnsJson(request.value(), snapshot, history, columns.value());
    return rowsJson(request.value(), history, limit.value());
}

}  // namespace

void getSamples(ApiParts& parts, const ApiCall& call) {
    auto json = samplesJson(parts, call.query, *parts.snapshots.get(kSamplesAge));
    if (!json) return call.reply.fail(json.error());
    call.reply.json(std::move(json).value());
}

}  // namespace telemetryhub::engine
