// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/health_words.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "panels/device_words.h"
#include "panels/recording_words.h"
#include "theme/numbers.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using Content = HealthRow::Content;
using Tone = HealthRow::Tone;

/// From here on the gateway calls itself not ready.
constexpr double kFullQueueShare = 0.8;
/// From here on a burst finds no idle worker.
constexpr double kBusyWorkersShare = 0.9;
/// A recording promises a fifth of a second; this is beyond a slow disk.
constexpr std::int64_t kLateCommitNs = 2'000'000'000;
/// A buffer of the system is full after so long at 115 200 baud.
constexpr std::int64_t kLongReadingStallNs = 300'000'000;
constexpr std::int64_t kLittleTimeLeftSeconds = 3600;
constexpr qsizetype kNamedLosers = 2;

double msOf(std::int64_t ns) {
    return static_cast<double>(ns) / 1e6;
}

QString dottedMore(const QString& text) {
    return QStringLiteral("\u00b7 ") + text;
}

/// `Bench rig`, `Bench rig, Pump and 3 more`.
QString losersText(const engine::Snapshot& snapshot) {
    QStringList names;
    for (const auto& device : snapshot.devices)
        if (device.ledger.samplesDropped.total() > 0) names << deviceName(device);
    if (names.size() <= kNamedLosers) return names.join(QStringLiteral(", "));
    return Words::tr("%1 and %2 more")
        .arg(names.mid(0, kNamedLosers).join(QStringLiteral(", ")))
        .arg(names.size() - kNamedLosers);
}

QString reasonsText(const engine::DropCounts& dropped) {
    QStringList reasons;
    for (const auto reason : {engine::DropReason::Overflow, engine::DropReason::Rejected})
        if (dropped[reason] > 0) reasons << dropReasonWord(reason);
    return reasons.join(QStringLiteral("; "));
}

}  // namespace

double shareOf(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double samplesPerSecond(const engine::Snapshot& snapshot) {
    double samples = 0;
    for (const auto& device : snapshot.devices)
        if (device.state == engine::DeviceState::Measuring) samples += device.rateHz;
    return samples;
}

Content queueContent(const engine::Snapshot& snapshot) {
    const auto& queue = snapshot.queue;
    Content content;
    content.figure = Words::tr("%1 of %2").arg(countText(queue.depth), countText(queue.capacity));
    content.more = dottedMore(Words::tr("high %1").arg(countText(queue.highWater)));
    if (shareOf(queue.depth, queue.capacity) >= kFullQueueShare) {
        content.tone = Tone::Warning;
        content.sentence = Words::tr(
            "The queue is nearly full: samples arrive faster than they are "
            "processed. A lower rate or more workers help.");
    }
    return content;
}

Content droppedContent(const engine::Snapshot& snapshot,
                       std::optional<std::int64_t> lastLossWallNs) {
    const engine::DropCounts dropped = snapshot.total().samplesDropped;
    Content content;
    content.figure = Words::tr("%1 samples").arg(countText(dropped.total()));
    if (dropped.total() == 0) return content;
    content.tone = Tone::Warning;
    QStringList counts;
    if (const auto overflow = dropped[engine::DropReason::Overflow])
        counts << Words::tr("overflow %1").arg(countText(overflow));
    if (const auto rejected = dropped[engine::DropReason::Rejected])
        counts << Words::tr("refused %1").arg(countText(rejected));
    content.more = dottedMore(counts.join(QStringLiteral(" \u00b7 ")));
    const QString who = losersText(snapshot);
    const QString what = lastLossWallNs
                             ? Words::tr("%1 samples of %2 were lost, the last at %3: %4.")
                                   .arg(countText(dropped.total()), who, clockText(*lastLossWallNs),
                                        reasonsText(dropped))
                             : Words::tr("%1 samples of %2 were lost: %3.")
                                   .arg(countText(dropped.total()), who, reasonsText(dropped));
    content.sentence =
        Words::tr("%1 More than %2 blocks of queue, a lower rate or more workers keep them.")
            .arg(what, countText(snapshot.queue.capacity));
    return content;
}

Content rateContent(const engine::Snapshot& snapshot) {
    double bytes = 0;
    for (const auto& device : snapshot.devices)
        if (device.state == engine::DeviceState::Measuring) bytes += device.byteRate;
    const auto wholeBytes = static_cast<std::uint64_t>(std::llround(bytes));
    return {samplesRateText(samplesPerSecond(snapshot)),
            dottedMore(Words::tr("%1/s").arg(bytesText(wholeBytes))),
            {},
            {}};
}

Content latencyContent(const engine::Snapshot& snapshot) {
    return {Words::tr("%1 p50").arg(millisecondsText(snapshot.latencyP50Ms)),
            dottedMore(Words::tr("%1 p99").arg(millisecondsText(snapshot.latencyP99Ms))),
            {},
            {}};
}

Content readingContent(const engine::Snapshot& snapshot) {
    const engine::Health::Reading& reading = snapshot.health.reading;
    Content content;
    content.figure = Words::tr("%1 late at most").arg(millisecondsText(msOf(reading.lastMinuteNs)));
    QString more =
        Words::tr("%1 since the start").arg(millisecondsText(msOf(reading.longestStallNs)));
    if (reading.priority != engine::ThreadPriority::Normal)
        more += QStringLiteral(" \u00b7 ") + Words::tr("raised priority");
    content.more = dottedMore(more);
    if (reading.lastMinuteNs >= kLongReadingStallNs) {
        content.tone = Tone::Warning;
        content.sentence = Words::tr(
            "Reading stood still for a moment: a port without flow control may have lost bytes. "
            "The machine is busy, or the program may not raise its priority.");
    }
    return content;
}

Content workersContent(const engine::Snapshot& snapshot) {
    const auto& workers = snapshot.workers;
    const QString threads = workers.threads == 1
                                ? Words::tr("of 1 thread")
                                : Words::tr("of %1 threads").arg(countText(workers.threads));
    Content content{percentText(workers.utilisation), threads, {}, {}};
    if (workers.utilisation >= kBusyWorkersShare) {
        content.tone = Tone::Warning;
        content.sentence = Words::tr(
            "The workers are busy nearly all the time: a burst will fill the queue. More workers "
            "(--workers) or fewer calculated channels help.");
    }
    return content;
}

Content historyContent(const engine::Snapshot& snapshot) {
    return {bytesText(snapshot.historyBytes),
            Words::tr("of %1").arg(bytesText(snapshot.historyBudgetBytes)),
            {},
            {}};
}

Content progressContent(const engine::Snapshot& snapshot) {
    const engine::Health& health = snapshot.health;
    Content content;
    content.tone = Tone::Critical;
    content.sentence = stallText(health);
    if (!health.unsavedLatches.empty()) {
        const engine::Health::UnsavedLatch& first = health.unsavedLatches.front();
        content.figure = QString::fromStdString(first.device);
        content.more = dottedMore(Words::tr("not saved for %1").arg(durationText(first.forNs)));
    } else {
        const engine::Health::Stall& first = health.stalls.front();
        content.figure = QString::fromStdString(first.stage);
        content.more = dottedMore(Words::tr("still for %1").arg(durationText(first.forNs)));
    }
    return content;
}

Content recordingContent(const engine::Snapshot& snapshot) {
    if (!snapshot.recording) return {Words::tr("off"), {}, {}, {}};
    const auto& recording = *snapshot.recording;
    Content content;
    content.figure = Words::tr("%1 samples safe").arg(countText(recording.durable));
    content.more = dottedMore(recordingSpaceText(recording));
    content.sentence = recordingProblemText(recording);
    if (recording.state == engine::RecordingState::Suspended) content.tone = Tone::Warning;
    if (recording.state == engine::RecordingState::Failed) content.tone = Tone::Critical;
    const bool soonFull = recording.state == engine::RecordingState::Recording &&
                          recording.secondsToFull &&
                          *recording.secondsToFull < kLittleTimeLeftSeconds;
    if (soonFull) {
        content.tone = Tone::Warning;
        content.sentence = Words::tr(
                               "The disk is full in %1 at this pace. Make room, or record to "
                               "another disk.")
                               .arg(durationText(*recording.secondsToFull * kSecond));
    }
    return content;
}

Content diskContent(const engine::Snapshot& snapshot, double bytesPerSecond) {
    const auto& recording = *snapshot.recording;
    const std::int64_t behind =
        recording.notYetDurable == 0
            ? 0
            : std::max<std::int64_t>(snapshot.time.steadyNs - recording.lastCommitNs, 0);
    Content content;
    content.figure = recording.notYetDurable == 0 ? Words::tr("up to date")
                                                  : Words::tr("%1 behind").arg(ageText(behind));
    const auto bytes = static_cast<std::uint64_t>(std::llround(std::max(bytesPerSecond, 0.0)));
    content.more = dottedMore(Words::tr("%1/s").arg(bytesText(bytes)));
    if (recording.state == engine::RecordingState::Recording && behind >= kLateCommitNs) {
        content.tone = Tone::Warning;
        content.sentence = Words::tr(
                               "%1 samples wait for the disk: it has not answered for %2. "
                               "They are safe only when it does; look for what else writes.")
                               .arg(countText(recording.notYetDurable), durationText(behind));
    }
    return content;
}

Content liveCsvContent(const engine::Snapshot& snapshot) {
    if (!snapshot.recorder) return {Words::tr("off"), {}, {}, {}};
    const auto& recorder = *snapshot.recorder;
    Content content;
    content.figure = Words::tr("%1 samples safe").arg(countText(recorder.durable));
    content.more = dottedMore(recorder.path == "-" ? Words::tr("standard output")
                                                   : QString::fromStdString(recorder.path));
    const QString lost = Words::tr("%1 samples were not recorded.").arg(countText(recorder.lost));
    if (recorder.lost > 0) {
        content.tone = Tone::Warning;
        content.sentence = lost;
    }
    if (!recorder.error) return content;
    const QString reason = QString::fromStdString(recorder.error->detail);
    if (recorder.state == engine::RecordingState::Suspended) {
        content.sentence = Words::tr(
                               "Recording is suspended: %1 Monitoring goes on, and recording when "
                               "space returns. %2")
                               .arg(reason, lost);
    } else {
        content.tone = Tone::Critical;
        content.sentence =
            Words::tr("Recording stopped: %1 Monitoring goes on; %2 samples were not recorded.")
                .arg(reason, countText(recorder.lost));
    }
    return content;
}

Content listenerContent(const std::optional<engine::ListenerSnapshot>& listener,
                        std::uint64_t requestsPerSecond) {
    if (!listener) return {Words::tr("off"), {}, {}, {}};
    Content content;
    content.figure = listener->clients == 1
                         ? Words::tr("1 client")
                         : Words::tr("%1 clients").arg(countText(listener->clients));
    content.more = dottedMore(Words::tr("%1 requests/s \u00b7 %2 refused \u00b7 %3")
                                  .arg(countText(requestsPerSecond), countText(listener->refused),
                                       QString::fromStdString(listener->address)));
    return content;
}

}  // namespace telemetryhub::ui
