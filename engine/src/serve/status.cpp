// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/status.h"

#include <algorithm>

#include "serve/api_parts.h"
#include "serve/device_json.h"
#include "serve/handlers.h"

namespace telemetryhub::engine {

namespace {

constexpr double kSecondsPerNs = 1e-9;
constexpr double kNsPerMs = 1e6;

/// The state of everything: the worst one of a device.
DeviceState overallState(const Snapshot& snapshot) {
    // In the order of the enumeration a later state is a worse one.
    DeviceState worst = DeviceState::Idle;
    for (const DeviceSnapshot& device : snapshot.devices)
        worst = std::max(worst, device.state);
    return worst;
}

const DeviceSnapshot* newestSample(const Snapshot& snapshot) {
    const DeviceSnapshot* newest = nullptr;
    for (const DeviceSnapshot& device : snapshot.devices) {
        if (!device.lastSample || !device.channels) continue;
        if (!newest || device.lastSample->steadyNs > newest->lastSample->steadyNs) newest = &device;
    }
    return newest;
}

void writeDurable(JsonOutput& json, const Snapshot& snapshot) {
    json.key("durable_seq").object();
    for (const RecordedDevice& recorded : snapshot.recording->devices)
        if (const DeviceSnapshot* device = snapshot.find(recorded.device))
            json.key(device->settings.id).count(recorded.durableSequence);
    json.end('}');
}

void writeStalls(JsonOutput& json, const Health& health) {
    json.key("stalled").array();
    for (const Health::Stall& stall : health.stalls)
        json.text(stall.stage);
    json.end(']');
}

void writeOutlets(JsonOutput& json, const Snapshot& snapshot) {
    json.key("outlets").array();
    for (const OutletSnapshot& outlet : snapshot.outlets) {
        json.object().key("name").text(outlet.name).key("target").text(outlet.target);
        json.key("state").text(outletStateName(outlet.state));
        json.key("offered").count(outlet.offered).key("delivered").count(outlet.delivered);
        json.key("waiting").count(outlet.waiting).key("lost").object();
        for (std::size_t i = 0; i < kLossReasons; ++i) {
            const auto reason = static_cast<LossReason>(i);
            json.key(lossReasonName(reason)).count(outlet.lost[reason]);
        }
        json.end('}').key("error");
        if (outlet.error)
            json.text(outlet.error->detail);
        else
            json.null();
        json.end('}');
    }
    json.end(']');
}

void writeReading(JsonOutput& json, const Health::Reading& reading) {
    json.key("reading").object().key("priority").text(threadPriorityName(reading.priority));
    json.key("longest_stall_ms");
    json.number(static_cast<double>(reading.longestStallNs) / kNsPerMs);
    json.key("longest_stall_last_minute_ms");
    json.number(static_cast<double>(reading.lastMinuteNs) / kNsPerMs).end('}');
}

void writeUnsavedLatches(JsonOutput& json, const Health& health) {
    json.key("unsaved_latches").array();
    for (const Health::UnsavedLatch& unsaved : health.unsavedLatches)
        json.text(unsaved.device);
    json.end(']');
}

void writeListener(JsonOutput& json, const ListenerSnapshot& listener) {
    json.key("listener").object().key("address").text(listener.address);
    json.key("clients").count(listener.clients).key("streams").count(listener.streams);
    json.key("requests").count(listener.requests).key("refused").count(listener.refused);
    json.key("turned_away").count(listener.turnedAway);
    json.key("timed_out").count(listener.timedOut).end('}');
}

std::string renderStatus(const Snapshot& snapshot, const ListenerSnapshot& listener) {
    JsonOutput json;
    json.object().key("state").text(deviceStateName(overallState(snapshot)));
    json.key("time_utc").time(snapshot.time.wallNs);
    json.key("latest_sample");
    if (const DeviceSnapshot* newest = newestSample(snapshot))
        writeLatestSample(json, *newest);
    else
        json.null();
    json.key("metrics");
    writeFigures(json, snapshot);
    json.key("devices").array();
    for (const DeviceSnapshot& device : snapshot.devices)
        writeDevice(json, device, snapshot.time);
    json.end(']').key("removed");
    writeLedger(json, snapshot.removed);
    json.key("recording");
    writeRecording(json, snapshot);
    writeOutlets(json, snapshot);
    writeStalls(json, snapshot.health);
    writeReading(json, snapshot.health.reading);
    writeUnsavedLatches(json, snapshot.health);
    writeListener(json, listener);
    return json.end('}').take();
}

}  // namespace

const DeviceSnapshot* deviceNamed(const Snapshot& snapshot, std::string_view id) {
    const auto found =
        std::find_if(snapshot.devices.begin(), snapshot.devices.end(),
                     [id](const DeviceSnapshot& device) { return device.settings.id == id; });
    return found == snapshot.devices.end() ? nullptr : &*found;
}

Error unknownDevice(const std::string& id) {
    return {ErrorCode::NotFound, "There is no device '" + id + "'. GET /devices names them."};
}

void writeLatestSample(JsonOutput& json, const DeviceSnapshot& device) {
    const std::size_t count = std::min(device.channels->size(), device.latest.size());
    std::size_t first = 0;
    while (first < count && isAbsent(device.latest[first].value))
        ++first;
    json.object().key("device").text(device.settings.id);
    json.key("seq").count(device.lastSequence);
    json.key("time_utc").time(device.lastSample ? device.lastSample->wallNs : 0);
    json.key("value");
    if (first < count)
        json.number(device.latest[first].value);
    else
        json.null();
    json.key("unit").text(first < count ? (*device.channels)[first].unit : "");
    json.key("channels").object();
    for (std::size_t i = 0; i < count; ++i)
        if (!isAbsent(device.latest[i].value))
            json.key((*device.channels)[i].name).number(device.latest[i].value);
    json.end('}').end('}');
}

void writeFigures(JsonOutput& json, const Snapshot& snapshot) {
    const Ledger total = snapshot.total();
    json.object().key("samples_processed").count(total.samplesProcessed);
    json.key("samples_dropped").count(total.samplesDropped.total());
    json.key("queue_depth").count(snapshot.queue.depth);
    json.key("queue_capacity").count(snapshot.queue.capacity);
    json.key("pool_jobs_processed").count(snapshot.workers.jobsProcessed);
    json.key("pool_jobs_queued").count(snapshot.queue.depth);
    json.key("pool_avg_processing_ms").number(snapshot.workers.averageMs);
    json.key("pool_num_threads").count(snapshot.workers.threads);
    json.key("pool_utilisation").number(snapshot.workers.utilisation);
    json.key("latency_p50_ms").number(snapshot.latencyP50Ms);
    json.key("latency_p99_ms").number(snapshot.latencyP99Ms);
    json.key("history_bytes").count(snapshot.historyBytes);
    json.key("uptime_seconds");
    json.number(static_cast<double>(snapshot.time.steadyNs - snapshot.start.steadyNs) *
                kSecondsPerNs);
    json.end('}');
}

void writeRecording(JsonOutput& json, const Snapshot& snapshot) {
    if (!snapshot.recording) {
        json.null();
        return;
    }
    const RecordingSnapshot& recording = *snapshot.recording;
    json.object().key("path").text(recording.path);
    json.key("state").text(recordingStateName(recording.state));
    json.key("since_utc").time(recording.start.wallNs);
    writeDurable(json, snapshot);
    json.key("offered").count(recording.offered).key("durable").count(recording.durable);
    json.key("not_yet_durable").count(recording.notYetDurable);
    json.key("lost").count(recording.lost).key("bytes").count(recording.bytes);
    json.key("error");
    if (recording.error)
        json.text(recording.error->detail);
    else
        json.null();
    json.end('}');
}

void getStatus(ApiParts& parts, const ApiCall& call) {
    HttpResponse response;
    response.body = parts.status.get([&parts] {
        return renderStatus(*parts.snapshots.get(SharedBody::kMaxAge), parts.figures());
    });
    call.reply.send(std::move(response));
}

}  // namespace telemetryhub::engine
