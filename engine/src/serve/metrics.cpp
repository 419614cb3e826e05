// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "serve/api_parts.h"
#include "serve/device_json.h"
#include "serve/handlers.h"
#include "serve/prometheus_text.h"
#include "serve/status.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

namespace {

constexpr double kSecondsPerNano = 1e-9;
constexpr double kSecondsPerMs = 1e-3;

using Text = PrometheusText;

struct Metric {
    std::string_view name;
    std::string_view type;
    std::string_view help;
};

/// One metric with a sample a device.
template <typename Value>
void eachDevice(Text& text, const Snapshot& snapshot, const Metric& metric, Value value) {
    text.begin(metric.name, metric.type, metric.help);
    for (const DeviceSnapshot& device : snapshot.devices)
        text.sample(value(device), {{"device", device.settings.id}});
}

/// The device of a counter's sample that keeps the sum of removed ones, so that no total falls.
constexpr std::string_view kRemoved = "(removed)";

bool hasRemoved(const Snapshot& snapshot) {
    return snapshot.removed.bytesRead > 0 || snapshot.removed.samplesIn > 0;
}

/// One counter of the ledger with a sample a device.
template <typename Value>
void eachLedger(Text& text, const Snapshot& snapshot, const Metric& metric, Value value) {
    eachDevice(text, snapshot, metric,
               [&value](const DeviceSnapshot& device) { return value(device.ledger); });
    if (hasRemoved(snapshot)) text.sample(value(snapshot.removed), {{"device", kRemoved}});
}

/// One counter of the ledger with a sample a device and reason.
template <typename Enum, typename Counts>
void eachReason(Text& text, const Snapshot& snapshot, const Metric& metric,
                std::string_view (*reasonName)(Enum), Counts Ledger::*counts) {
    text.begin(metric.name, metric.type, metric.help);
    const auto write = [&](std::string_view device, const Counts& set) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(Enum::Count); ++i) {
            const auto reason = static_cast<Enum>(i);
            text.sample(set[reason], {{"device", device}, {"reason", reasonName(reason)}});
        }
    };
    for (const DeviceSnapshot& device : snapshot.devices)
        write(device.settings.id, device.ledger.*counts);
    if (hasRemoved(snapshot)) write(kRemoved, snapshot.removed.*counts);
}

void writeDeviceStates(Text& text, const Snapshot& snapshot) {
    text.begin("telemetryhub_device_state", "gauge",
               "1 for the state that the device is in, else 0.");
    for (const DeviceSnapshot& device : snapshot.devices)
        for (const auto state : {DeviceState::Idle, DeviceState::Measuring, DeviceState::Error,
                                 DeviceState::SafeState})
            text.sample(device.state == state ? 1.0 : 0.0,
                        {{"device", device.settings.id}, {"state", deviceStateName(state)}});
    eachDevice(text, snapshot,
               {"telemetryhub_device_consecutive_faults", "gauge",
                "Faults of the device without a good sample between them."},
               [](const auto& device) { return static_cast<double>(device.consecutiveFaults); });
    text.begin("telemetryhub_device_safe_reaction_seconds", "gauge",
               "From the last fault being known to the safe command being handed over.");
    for (const DeviceSnapshot& device : snapshot.devices)
        if (device.safeReactionNs)
            text.sample(static_cast<double>(*device.safeReactionNs) * kSecondsPerNano,
                        {{"device", device.settings.id}});
    text.begin("telemetryhub_device_silence_limit_seconds", "gauge",
               "A longer silence of the device is a fault.");
    for (const DeviceSnapshot& device : snapshot.devices)
        if (device.silenceLimitNs)
            text.sample(static_cast<double>(*device.silenceLimitNs) * kSecondsPerNano,
                        {{"device", device.settings.id}});
    eachDevice(text, snapshot,
               {"telemetryhub_device_text_lines_dropped_total", "counter",
                "Lines without data that are older than the console keeps."},
               [](const auto& device) { return device.textLinesDropped; });
    eachDevice(text, snapshot,
               {"telemetryhub_device_alarms_active", "gauge",
                "Alarms of the device that are not back to normal."},
               [](const auto& device) { return static_cast<double>(device.alarms.size()); });
}

/// Of the ports that count; another one has no sample here.
void writeLines(Text& text, const Snapshot& snapshot) {
    text.begin("telemetryhub_device_line_lost_bytes_total", "counter",
               "Bytes lost on the line before they could be read, as the driver counts them.");
    for (const DeviceSnapshot& device : snapshot.devices)
        for (std::size_t i = 0; device.ledger.line && i < kLineLosses; ++i) {
            const auto loss = static_cast<LineLoss>(i);
            text.sample(device.ledger.line->lost[loss],
                        {{"device", device.settings.id}, {"reason", lineLossName(loss)}});
        }
    text.begin("telemetryhub_device_line_breaks_total", "counter", "Breaks on the line.");
    for (const DeviceSnapshot& device : snapshot.devices)
        if (device.ledger.line)
            text.sample(device.ledger.line->breaks, {{"device", device.settings.id}});
}

void writeBytes(Text& text, const Snapshot& snapshot) {
    eachLedger(text, snapshot,
               {"telemetryhub_device_read_bytes_total", "counter", "Bytes read from the device."},
               [](const Ledger& ledger) { return ledger.bytesRead; });
    eachLedger(text, snapshot,
               {"telemetryhub_device_decoded_bytes_total", "counter",
                "Bytes that became samples, text or separators."},
               [](const Ledger& ledger) { return ledger.bytesDecoded; });
    eachReason<DiscardReason>(text, snapshot,
                              {"telemetryhub_device_discarded_bytes_total", "counter",
                               "Bytes that could not be decoded, by reason."},
                              discardReasonName, &Ledger::bytesDiscarded);
    eachDevice(text, snapshot,
               {"telemetryhub_device_pending_bytes", "gauge",
                "Bytes of a frame that is not complete yet."},
               [](const auto& device) { return device.ledger.bytesPending; });
}

void writeSamples(Text& text, const Snapshot& snapshot) {
    eachLedger(
        text, snapshot,
        {"telemetryhub_device_samples_total", "counter", "Samples that came from the device."},
        [](const Ledger& ledger) { return ledger.samplesIn; });
    eachLedger(text, snapshot,
               {"telemetryhub_device_samples_processed_total", "counter",
                "Samples that went through the workers."},
               [](const Ledger& ledger) { return ledger.samplesProcessed; });
    eachReason<DropReason>(text, snapshot,
                           {"telemetryhub_device_samples_dropped_total", "counter",
                            "Samples that the queue lost, by reason."},
                           dropReasonName, &Ledger::samplesDropped);
    eachDevice(text, snapshot,
               {"telemetryhub_device_samples_queued", "gauge", "Samples that wait for a worker."},
               [](const auto& device) { return device.ledger.samplesQueued; });
    eachDevice(text, snapshot,
               {"telemetryhub_device_sample_rate_hertz", "gauge",
                "Samples a second over the last seconds."},
               [](const auto& device) { return device.rateHz; });
    text.begin("telemetryhub_device_last_sample_timestamp_seconds", "gauge",
               "When the last sample came, in seconds since the Unix epoch.");
    for (const DeviceSnapshot& device : snapshot.devices)
        if (device.lastSample)
            text.sample(static_cast<double>(device.lastSample->wallNs) * kSecondsPerNano,
                        {{"device", device.settings.id}});
}

void writeValues(Text& text, const Snapshot& snapshot) {
    text.begin("telemetryhub_channel_value", "gauge",
               "The newest value of a channel, in the unit that the label names.");
    for (const DeviceSnapshot& device : snapshot.devices) {
        const std::size_t count = device.channels ? device.channels->size() : 0;
        for (std::size_t i = 0; i < std::min(count, device.latest.size()); ++i) {
            const Channel& channel = (*device.channels)[i];
            if (!isAbsent(device.latest[i].value))
                text.sample(device.latest[i].value, {{"device", device.settings.id},
                                                     {"channel", channel.name},
                                                     {"unit", channel.unit}});
        }
    }
}

void writeLatency(Text& text, const LatencyTotals& latency) {
    text.begin("telemetryhub_latency_seconds", "histogram",
               "From the bytes being read to the samples being processed.");
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < latency.counts.size(); ++i) {
        below += latency.counts[i];
        std::string edge = "+Inf";
        if (i < LatencyTotals::kEdgesNs.size()) {
            edge.clear();
            appendNumber(edge, static_cast<double>(LatencyTotals::kEdgesNs[i]) / 1'000'000'000.0);
        }
        text.sampleOf("_bucket", static_cast<double>(below), {{"le", edge}});
    }
    text.sampleOf("_sum", static_cast<double>(latency.sumNs) * kSecondsPerNano, {});
    text.sampleOf("_count", static_cast<double>(below), {});
}

void gauge(Text& text, std::string_view name, std::string_view help, double value) {
    text.begin(name, "gauge", help);
    text.sample(value);
}

void counter(Text& text, std::string_view name, std::string_view help, std::uint64_t value) {
    text.begin(name, "counter", help);
    text.sample(value);
}

void writePipeline(Text& text, const Snapshot& snapshot) {
    gauge(text, "telemetryhub_queue_depth_blocks", "Blocks that wait for a worker.",
          static_cast<double>(snapshot.queue.depth));
    gauge(text, "telemetryhub_queue_capacity_blocks", "Blocks that the queue holds at most.",
          static_cast<double>(snapshot.queue.capacity));
    gauge(text, "telemetryhub_queue_high_water_blocks", "The most blocks that ever waited.",
          static_cast<double>(snapshot.queue.highWater));
    gauge(text, "telemetryhub_worker_threads", "Threads that process samples.",
          static_cast<double>(snapshot.workers.threads));
    counter(text, "telemetryhub_worker_jobs_total", "Blocks that were processed.",
            snapshot.workers.jobsProcessed);
    gauge(text, "telemetryhub_worker_job_average_seconds", "Processing time of a block.",
          snapshot.workers.averageMs * kSecondsPerMs);
    gauge(text, "telemetryhub_worker_utilisation_ratio", "Busy share of the workers.",
          snapshot.workers.utilisation);
    gauge(text, "telemetryhub_history_bytes", "Memory of the live history.",
          static_cast<double>(snapshot.historyBytes));
    gauge(text, "telemetryhub_history_budget_bytes", "What the live history may use.",
          static_cast<double>(snapshot.historyBudgetBytes));
    counter(text, "telemetryhub_events_total", "Events since the start.", snapshot.eventCount);
    gauge(text, "telemetryhub_uptime_seconds", "Time since the start.",
          static_cast<double>(snapshot.time.steadyNs - snapshot.start.steadyNs) * kSecondsPerNano);
    const Health::Reading& reading = snapshot.health.reading;
    gauge(text, "telemetryhub_reading_stall_seconds",
          "The longest time that the reading thread did not run in the last minute.",
          static_cast<double>(reading.lastMinuteNs) * kSecondsPerNano);
    gauge(text, "telemetryhub_reading_stall_max_seconds", "The same, since the start.",
          static_cast<double>(reading.longestStallNs) * kSecondsPerNano);
    text.begin("telemetryhub_reading_priority", "gauge",
               "1 for the priority that the reading thread has, else 0.");
    for (const auto priority :
         {ThreadPriority::Normal, ThreadPriority::Raised, ThreadPriority::RealTime})
        text.sample(reading.priority == priority ? 1.0 : 0.0,
                    {{"priority", threadPriorityName(priority)}});
    gauge(text, "telemetryhub_healthy",
          "1 while every stage makes progress and every SafeState is saved, else 0.",
          snapshot.health.ok() ? 1 : 0);
    gauge(text, "telemetryhub_latches_unsaved",
          "SafeStates and resets of them that a restart would get wrong.",
          static_cast<double>(snapshot.health.unsavedLatches.size()));
}

void writeRecordingMetrics(Text& text, const Snapshot& snapshot) {
    const bool isThere = snapshot.recording.has_value();
    const RecordingSnapshot recording = snapshot.recording.value_or(RecordingSnapshot{});
    text.begin("telemetryhub_recording_state", "gauge",
               "1 for the state of the recording, else 0; all are 0 before the first.");
    for (const auto state : {RecordingState::Recording, RecordingState::Suspended,
                             RecordingState::Failed, RecordingState::Finished})
        text.sample(isThere && recording.state == state ? 1.0 : 0.0,
                    {{"state", recordingStateName(state)}});
    if (!isThere) return;
    counter(text, "telemetryhub_recording_samples_offered_total",
            "Samples that the recorder was given.", recording.offered);
    counter(text, "telemetryhub_recording_samples_durable_total",
            "Samples that survive a power cut.", recording.durable);
    counter(text, "telemetryhub_recording_samples_lost_total", "Samples that could not be written.",
            recording.lost);
    gauge(text, "telemetryhub_recording_samples_pending", "Samples that are not durable yet.",
          static_cast<double>(recording.notYetDurable));
    counter(text, "telemetryhub_recording_written_bytes_total", "Size of all files.",
            recording.bytes);
    if (recording.freeBytes)
        gauge(text, "telemetryhub_recording_disk_free_bytes", "Free space on the disk.",
              static_cast<double>(*recording.freeBytes));
}

/// The account of each: offered = delivered + waiting + lost.
void writeOutletMetrics(Text& text, const Snapshot& snapshot) {
    const auto each = [&](const Metric& metric, auto value) {
        text.begin(metric.name, metric.type, metric.help);
        for (const OutletSnapshot& outlet : snapshot.outlets)
            text.sample(value(outlet), {{"outlet", outlet.name}});
    };
    each({"telemetryhub_outlet_samples_offered_total", "counter",
          "Samples that the outlet was given."},
         [](const OutletSnapshot& outlet) { return outlet.offered; });
    each({"telemetryhub_outlet_samples_delivered_total", "counter",
          "Samples that are where they belong: durable, for a file."},
         [](const OutletSnapshot& outlet) { return outlet.delivered; });
    each({"telemetryhub_outlet_samples_waiting", "gauge", "Samples that are on their way."},
         [](const OutletSnapshot& outlet) { return static_cast<double>(outlet.waiting); });
    text.begin("telemetryhub_outlet_samples_lost_total", "counter",
               "Samples that were not delivered, by reason.");
    for (const OutletSnapshot& outlet : snapshot.outlets)
        for (std::size_t i = 0; i < kLossReasons; ++i) {
            const auto reason = static_cast<LossReason>(i);
            text.sample(outlet.lost[reason],
                        {{"outlet", outlet.name}, {"reason", lossReasonName(reason)}});
        }
    text.begin("telemetryhub_outlet_state", "gauge", "1 for the state of the outlet, else 0.");
    for (const OutletSnapshot& outlet : snapshot.outlets)
        for (const auto state : {OutletState::Running, OutletState::Suspended, OutletState::Failed,
                                 OutletState::Finished})
            text.sample(outlet.state == state ? 1.0 : 0.0,
                        {{"outlet", outlet.name}, {"state", outletStateName(state)}});
}

void writeListenerMetrics(Text& text, const ListenerSnapshot& listener) {
    gauge(text, "telemetryhub_http_connections", "Clients that are connected.",
          static_cast<double>(listener.clients));
    gauge(text, "telemetryhub_http_streams", "Clients that follow /stream.",
          static_cast<double>(listener.streams));
    counter(text, "telemetryhub_http_requests_total", "Requests that were answered.",
            listener.requests);
    counter(text, "telemetryhub_http_requests_refused_total",
            "Requests that were answered with a status of 400 or more.", listener.refused);
    counter(text, "telemetryhub_http_connections_turned_away_total",
            "Connections beyond the limits.", listener.turnedAway);
    counter(text, "telemetryhub_http_connections_timed_out_total",
            "Connections of clients that were too slow.", listener.timedOut);
}

std::string renderMetrics(const Snapshot& snapshot, const ListenerSnapshot& listener) {
    Text text;
    writeDeviceStates(text, snapshot);
    writeLines(text, snapshot);
    writeBytes(text, snapshot);
    writeSamples(text, snapshot);
    writeValues(text, snapshot);
    writeLatency(text, snapshot.latency);
    writePipeline(text, snapshot);
    writeRecordingMetrics(text, snapshot);
    writeOutletMetrics(text, snapshot);
    writeListenerMetrics(text, listener);
    return text.take();
}

std::string renderMetricsJson(const Snapshot& snapshot) {
    JsonOutput json;
    json.object().key("metrics");
    writeFigures(json, snapshot);
    json.key("devices").array();
    for (const DeviceSnapshot& device : snapshot.devices)
        writeDevice(json, device, snapshot.time);
    json.end(']').key("recording");
    writeRecording(json, snapshot);
    return json.end('}').take();
}

/// Whether JSON is asked for and text is not.
bool wantsJson(std::string_view accept) {
    return accept.find("application/json") != accept.npos &&
           accept.find("text/plain") == accept.npos &&
           accept.find("application/openmetrics-text") == accept.npos;
}

}  // namespace

void getMetrics(ApiParts& parts, const ApiCall& call) {
    HttpResponse response;
    response.fields = "Vary: Accept\r\n";
    if (wantsJson(call.request.head.accept)) {
        response.body = parts.metricsJson.get(
            [&parts] { return renderMetricsJson(*parts.snapshots.get(SharedBody::kMaxAge)); });
        return call.reply.send(std::move(response));
    }
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = parts.metricsText.get([&parts] {
        return renderMetrics(*parts.snapshots.get(SharedBody::kMaxAge), parts.figures());
    });
    call.reply.send(std::move(response));
}

}  // namespace telemetryhub::engine
