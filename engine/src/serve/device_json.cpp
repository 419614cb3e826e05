// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/device_json.h"

#include <algorithm>
#include <optional>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/frame_text.h"
#include "telemetryhub/engine/config/processing_text.h"

namespace telemetryhub::engine {

namespace {

constexpr double kNanosecondsInMs = 1e6;

template <typename Enum>
void writeCounts(JsonOutput& json, const CounterSet<Enum>& counts, std::string_view (*name)(Enum)) {
    json.object();
    for (std::size_t i = 0; i < static_cast<std::size_t>(Enum::Count); ++i) {
        const auto reason = static_cast<Enum>(i);
        if (counts[reason] > 0) json.key(name(reason)).count(counts[reason]);
    }
    json.end('}');
}

/// What the port tells of its line; null when it tells nothing.
void writeLine(JsonOutput& json, const Ledger& ledger) {
    json.key("line");
    const auto onTheWire = ledger.bytesOnTheWire();
    if (!onTheWire) {
        json.null();
        return;
    }
    json.object().key("bytes").count(*onTheWire).key("lost_before_us");
    writeCounts(json, ledger.line->lost, lineLossName);
    json.key("breaks").count(ledger.line->breaks).end('}');
}

/// In ms; null when it is not known.
void writeNs(JsonOutput& json, std::string_view key, std::optional<std::int64_t> ns) {
    json.key(key);
    if (ns)
        json.number(static_cast<double>(*ns) / kNanosecondsInMs);
    else
        json.null();
}

void writeLastError(JsonOutput& json, const DeviceSnapshot& device) {
    json.key("last_error");
    if (!device.lastError) {
        json.null();
        return;
    }
    json.object().key("code").text(errorCodeName(device.lastError->code));
    json.key("message").text(device.lastError->detail);
    json.key("time_utc").time(device.lastErrorTime.wallNs).end('}');
}

void writeChannels(JsonOutput& json, const DeviceSnapshot& device) {
    json.key("channels").array();
    const std::size_t count = device.channels ? device.channels->size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Channel& channel = (*device.channels)[i];
        json.object().key("name").text(channel.name).key("unit").text(channel.unit);
        json.key("value");
        const bool isThere = i < device.latest.size();
        if (isThere)
            json.number(device.latest[i].value);
        else
            json.null();
        json.end('}');
    }
    json.end(']');
}

void writeAlarms(JsonOutput& json, const std::vector<AlarmStatus>& alarms) {
    json.key("alarms").array();
    for (const AlarmStatus& alarm : alarms) {
        json.object().key("name").text(alarm.name).key("channel").text(alarm.channel);
        json.key("level").text(alarmLevelName(alarm.level));
        json.key("state").text(alarmStateName(alarm.state));
        json.key("since_utc").time(alarm.raised.time.wallNs);
        json.key("text").text(alarm.text).end('}');
    }
    json.end(']');
}

/// When a device in Error is tried again. It is told from now on, so that whoever asks needs no
/// clock that agrees with ours.
void writeAttempts(JsonOutput& json, const DeviceSnapshot& device, const ReadTime& now) {
    json.key("consecutive_faults").whole(device.consecutiveFaults);
    json.key("open_attempts").whole(device.openAttempts);
    std::optional<std::int64_t> untilNext;
    if (device.nextAttemptNs)
        untilNext = std::max<std::int64_t>(0, *device.nextAttemptNs - now.steadyNs);
    writeNs(json, "next_attempt_in_ms", untilNext);
}

/// `last_damage`; the bytes of the frame are told of one device alone.
void writeDamage(JsonOutput& json, const DeviceSnapshot& device, DeviceDetail detail) {
    json.key("frames_damaged");
    writeCounts(json, device.framesDamaged, discardReasonName);
    json.key("last_damage");
    if (!device.lastDamage) {
        json.null();
        return;
    }
    json.object().key("reason").text(discardReasonName(device.lastDamage->reason));
    json.key("time_utc").time(device.lastDamage->time.wallNs);
    if (detail == DeviceDetail::Whole) json.key("hex").text(hexText(device.lastDamage->bytes));
    json.end('}');
}

void writeReplay(JsonOutput& json, const std::optional<ReplayStatus>& replay) {
    json.key("replay");
    if (!replay) {
        json.null();
        return;
    }
    json.object().key("paused").onOff(replay->isPaused).key("speed").number(replay->speed);
    json.key("share").number(replay->share);
    const bool isLengthKnown = replay->lengthNs > 0;
    writeNs(json, "length_ms", isLengthKnown ? std::optional(replay->lengthNs) : std::nullopt);
    json.end('}');
}

void writeFormat(JsonOutput& json, std::string_view key, std::optional<Format> format) {
    json.key(key);
    if (format)
        json.text(formatName(*format));
    else
        json.null();
}

void writeDecision(JsonOutput& json, const AutoDecision* decision) {
    json.key("decision");
    if (!decision) {
        json.null();
        return;
    }
    json.object();
    writeFormat(json, "chosen", decision->chosen);
    json.key("reason").text(decision->reason).key("confidence").text(decision->confidence);
    writeFormat(json, "nearest", decision->nearest);
    json.key("candidates").array();
    for (const AutoDecision::Candidate& candidate : decision->candidates) {
        json.object().key("format").text(formatName(candidate.format));
        json.key("reason").text(candidate.reason).end('}');
    }
    json.end(']').end('}');
}

void writeStream(JsonOutput& json, const DeviceSnapshot& device) {
    json.key("link").text(device.linkText).key("format").text(device.formatText);
    json.key("rate_hz").number(device.rateHz).key("bytes_per_second").number(device.byteRate);
    json.key("last_seq").count(device.lastSequence).key("last_sample_utc");
    if (device.lastSample)
        json.time(device.lastSample->wallNs);
    else
        json.null();
    const bool isUsualKnown = device.usualIntervalNs > 0;
    writeNs(json, "usual_interval_ms",
            isUsualKnown ? std::optional(device.usualIntervalNs) : std::nullopt);
    writeNs(json, "silence_limit_ms", device.silenceLimitNs);
    json.key("text_cells").count(device.textCells).key("text_lines").count(device.textLines);
    json.key("text_lines_dropped").count(device.textLinesDropped);
}

}  // namespace

void writeLedger(JsonOutput& json, const Ledger& ledger) {
    json.object();
    writeLine(json, ledger);
    json.key("bytes_read").count(ledger.bytesRead);
    json.key("bytes_decoded").count(ledger.bytesDecoded);
    json.key("bytes_discarded");
    writeCounts(json, ledger.bytesDiscarded, discardReasonName);
    json.key("bytes_pending").count(ledger.bytesPending);
    json.key("samples_in").count(ledger.samplesIn);
    json.key("samples_processed").count(ledger.samplesProcessed);
    json.key("samples_dropped");
    writeCounts(json, ledger.samplesDropped, dropReasonName);
    json.key("samples_queued").count(ledger.samplesQueued);
    json.key("closed").onOff(ledger.closes()).end('}');
}

void writeDevice(JsonOutput& json, const DeviceSnapshot& device, const ReadTime& now,
                 DeviceDetail detail) {
    json.object().key("id").text(device.settings.id);
    json.key("state").text(deviceStateName(device.state));
    json.key("since_utc").time(device.since.wallNs);
    json.key("ever_started").onOff(device.everStarted);
    writeLastError(json, device);
    writeAttempts(json, device, now);
    writeStream(json, device);
    json.key("safe_command").text(device.safeCommandText);
    writeNs(json, "safe_reaction_ms", device.safeReactionNs);
    json.key("faults").text(device.faultText);
    writeDamage(json, device, detail);
    writeReplay(json, device.replay);
    if (detail == DeviceDetail::Whole) {
        json.key("raw_tail").text(hexText(device.rawTail));
        writeDecision(json, device.decision.get());
    }
    writeChannels(json, device);
    writeAlarms(json, device.alarms);
    json.key("ledger");
    writeLedger(json, device.ledger);
    json.end('}');
}

}  // namespace telemetryhub::engine
