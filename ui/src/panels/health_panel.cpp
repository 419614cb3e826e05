// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/health_panel.h"

#include <algorithm>
#include <cmath>

#include <QVBoxLayout>

#include "panels/device_words.h"
#include "panels/health_row.h"
#include "panels/recording_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr std::int64_t kPointEveryNs = 1'000'000'000;
/// From here on the gateway calls itself not ready.
constexpr double kFullQueueShare = 0.8;

QString dotted(const QString& text) {
    return QStringLiteral("\u00b7 ") + text;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

HealthPanel::HealthPanel(const Theme& theme, QWidget* parent) : QScrollArea(parent) {
    using Gadget = HealthRow::Gadget;
    auto* rows = new QWidget(this);
    m_queue = new HealthRow(tr("Queue"), Gadget::Curve, theme, rows);
    m_dropped = new HealthRow(tr("Dropped"), Gadget::None, theme, rows);
    m_rate = new HealthRow(tr("Rate"), Gadget::Curve, theme, rows);
    m_latency = new HealthRow(tr("Latency"), Gadget::None, theme, rows);
    m_workers = new HealthRow(tr("Workers"), Gadget::Bar, theme, rows);
    m_history = new HealthRow(tr("History"), Gadget::Bar, theme, rows);
    m_recording = new HealthRow(tr("Recording"), Gadget::None, theme, rows);
    m_recorder = new HealthRow(tr("Live CSV"), Gadget::None, theme, rows);
    m_listener = new HealthRow(tr("REST"), Gadget::None, theme, rows);
    m_progress = new HealthRow(tr("Progress"), Gadget::None, theme, rows);
    auto* layout = new QVBoxLayout(rows);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(0);
    // Nothing else counts while a stage stands still.
    for (auto* row : {m_progress, m_queue, m_dropped, m_rate, m_latency, m_workers, m_history,
                      m_recording, m_recorder, m_listener})
        layout->addWidget(row);
    layout->addStretch(1);
    setWidget(rows);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Health"));
    viewport()->setAutoFillBackground(false);
    rows->setAutoFillBackground(false);
}

void HealthPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_addsPoints = snapshot->time.steadyNs >= m_nextPointNs;
    if (m_addsPoints) m_nextPointNs = snapshot->time.steadyNs + kPointEveryNs;
    showQueue(*snapshot);
    showDropped(*snapshot);
    showRate(*snapshot);
    m_latency->setContent({tr("%1 p50").arg(millisecondsText(snapshot->latencyP50Ms)),
                           dotted(tr("%1 p99").arg(millisecondsText(snapshot->latencyP99Ms))),
                           {},
                           {}});
    showWorkers(*snapshot);
    showHistory(*snapshot);
    showRecording(*snapshot);
    showRecorder(*snapshot);
    showProgress(*snapshot);
}

void HealthPanel::showProgress(const engine::Snapshot& snapshot) {
    m_progress->setVisible(!snapshot.health.ok());
    if (snapshot.health.ok()) return;
    const engine::Health::Stall& first = snapshot.health.stalls.front();
    HealthRow::Content content;
    content.tone = HealthRow::Tone::Critical;
    content.figure = QString::fromStdString(first.stage);
    content.more = dotted(tr("still for %1").arg(durationText(first.forNs)));
    content.sentence = stallText(snapshot.health);
    m_progress->setContent(content);
}

void HealthPanel::showQueue(const engine::Snapshot& snapshot) {
    const auto& queue = snapshot.queue;
    HealthRow::Content content;
    content.figure = tr("%1 of %2").arg(countText(queue.depth), countText(queue.capacity));
    content.more = dotted(tr("high %1").arg(countText(queue.highWater)));
    if (share(queue.depth, queue.capacity) >= kFullQueueShare) {
        content.tone = HealthRow::Tone::Warning;
        content.sentence =
            tr("The queue is nearly full: samples arrive faster than they are "
               "processed. A lower rate or more workers help.");
    }
    m_queue->setContent(content);
    if (m_addsPoints)
        m_queue->addPoint(static_cast<double>(queue.depth), static_cast<double>(queue.capacity));
}

void HealthPanel::showDropped(const engine::Snapshot& snapshot) {
    const engine::DropCounts dropped = snapshot.total().samplesDropped;
    HealthRow::Content content;
    content.figure = tr("%1 samples").arg(countText(dropped.total()));
    if (dropped.total() > 0) {
        content.tone = HealthRow::Tone::Warning;
        QStringList reasons;
        for (const auto reason : {engine::DropReason::Overflow, engine::DropReason::Rejected})
            if (dropped[reason] > 0) reasons << dropReasonWord(reason);
        content.sentence =
            tr("Lost because %1. More than %2 blocks of queue, a lower rate or more workers "
               "keep them.")
                .arg(reasons.join(QStringLiteral("; ")), countText(snapshot.queue.capacity));
    }
    m_dropped->setContent(content);
}

void HealthPanel::showRate(const engine::Snapshot& snapshot) {
    double samples = 0;
    double bytes = 0;
    for (const auto& device : snapshot.devices) {
        if (device.state != engine::DeviceState::Measuring) continue;
        samples += device.rateHz;
        bytes += device.byteRate;
    }
    const auto wholeBytes = static_cast<std::uint64_t>(std::llround(bytes));
    m_rate->setContent(
        {samplesRateText(samples), dotted(tr("%1/s").arg(bytesText(wholeBytes))), {}, {}});
    if (m_addsPoints) m_rate->addPoint(samples);
}

void HealthPanel::showWorkers(const engine::Snapshot& snapshot) {
    const auto& workers = snapshot.workers;
    const QString threads = workers.threads == 1
                                ? tr("of 1 thread")
                                : tr("of %1 threads").arg(countText(workers.threads));
    m_workers->setContent({percentText(workers.utilisation), threads, {}, {}});
    m_workers->setShare(workers.utilisation);
}

void HealthPanel::showHistory(const engine::Snapshot& snapshot) {
    m_history->setContent({bytesText(snapshot.historyBytes),
                           tr("of %1").arg(bytesText(snapshot.historyBudgetBytes)),
                           {},
                           {}});
    m_history->setShare(share(snapshot.historyBytes, snapshot.historyBudgetBytes));
}

void HealthPanel::showRecording(const engine::Snapshot& snapshot) {
    HealthRow::Content content;
    if (!snapshot.recording) {
        content.figure = tr("off");
        m_recording->setContent(content);
        return;
    }
    const auto& recording = *snapshot.recording;
    content.figure = tr("%1 samples safe").arg(countText(recording.durable));
    content.more = dotted(recordingSpaceText(recording));
    content.sentence = recordingProblemText(recording);
    if (recording.state == engine::RecordingState::Suspended)
        content.tone = HealthRow::Tone::Warning;
    if (recording.state == engine::RecordingState::Failed) content.tone = HealthRow::Tone::Critical;
    m_recording->setContent(content);
}

void HealthPanel::showRecorder(const engine::Snapshot& snapshot) {
    HealthRow::Content content;
    if (!snapshot.recorder) {
        content.figure = tr("off");
        m_recorder->setContent(content);
        return;
    }
    const auto& recorder = *snapshot.recorder;
    content.figure = tr("%1 samples safe").arg(countText(recorder.durable));
    content.more = dotted(recorder.path == "-" ? tr("standard output")
                                               : QString::fromStdString(recorder.path));
    if (recorder.error) {
        content.tone = HealthRow::Tone::Critical;
        content.sentence =
            tr("Recording stopped: %1 Monitoring goes on; %2 samples were not "
               "recorded.")
                .arg(QString::fromStdString(recorder.error->detail), countText(recorder.lost));
    }
    m_recorder->setContent(content);
}

void HealthPanel::displayListener(const std::optional<engine::ListenerSnapshot>& listener) {
    HealthRow::Content content;
    if (!listener) {
        m_requests = 0;
        content.figure = tr("off");
        m_listener->setContent(content);
        return;
    }
    // As often as the curves get a point: once a second.
    if (m_addsPoints) {
        m_requestsPerSecond = listener->requests - std::min(m_requests, listener->requests);
        m_requests = listener->requests;
    }
    content.figure = listener->clients == 1 ? tr("1 client")
                                            : tr("%1 clients").arg(countText(listener->clients));
    content.more = dotted(tr("%1 requests/s \u00b7 %2 refused \u00b7 %3")
                              .arg(countText(m_requestsPerSecond), countText(listener->refused),
                                   QString::fromStdString(listener->address)));
    m_listener->setContent(content);
}

}  // namespace telemetryhub::ui
