// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/health_panel.h"

#include <algorithm>

#include <QVBoxLayout>

#include "panels/health_row.h"
#include "panels/health_words.h"
#include "panels/recording_words.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr std::int64_t kPointEveryNs = 1'000'000'000;
/// Of the newest second in the pace of writing, which comes in bursts.
constexpr double kPaceShare = 0.2;

}  // namespace

HealthPanel::HealthPanel(const Theme& theme, QWidget* parent) : QScrollArea(parent) {
    auto* rows = new QWidget(this);
    m_layout = new QVBoxLayout(rows);
    m_layout->setContentsMargins(0, 4, 0, 4);
    m_layout->setSpacing(0);
    addRows(theme, rows);
    m_layout->addStretch(1);
    setWidget(rows);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Health"));
    viewport()->setAutoFillBackground(false);
    rows->setAutoFillBackground(false);
}

void HealthPanel::addRows(const Theme& theme, QWidget* parent) {
    using Gadget = HealthRow::Gadget;
    const auto add = [&](const QString& label, Gadget gadget = Gadget::None) {
        auto* row = new HealthRow(label, gadget, theme, parent);
        m_layout->addWidget(row);
        m_rows.push_back(row);
        return row;
    };
    // Nothing else counts while a stage stands still.
    m_progress = add(tr("Progress"));
    m_queue = add(tr("Queue"), Gadget::Curve);
    m_dropped = add(tr("Dropped"));
    m_rate = add(tr("Rate"), Gadget::Curve);
    m_latency = add(tr("Latency"));
    m_reading = add(tr("Reading"));
    m_workers = add(tr("Workers"), Gadget::Bar);
    m_history = add(tr("History"), Gadget::Bar);
    m_recording = add(tr("Recording"));
    m_disk = add(tr("To disk"));
    m_liveCsv = add(tr("Live CSV"));
    m_listener = add(tr("REST"));
    m_ordered = m_rows;
    m_disk->hide();
}

void HealthPanel::display(const std::shared_ptr<const engine::Snapshot>& snapshot) {
    m_addsPoints = snapshot->time.steadyNs >= m_nextPointNs;
    if (m_addsPoints) m_nextPointNs = snapshot->time.steadyNs + kPointEveryNs;
    noteLoss(*snapshot);
    noteWriting(*snapshot);
    m_queue->setContent(queueContent(*snapshot));
    m_dropped->setContent(droppedContent(*snapshot, m_lastLossWallNs));
    m_rate->setContent(rateContent(*snapshot));
    m_latency->setContent(latencyContent(*snapshot));
    m_reading->setContent(readingContent(*snapshot));
    m_workers->setContent(workersContent(*snapshot));
    m_workers->setShare(snapshot->workers.utilisation);
    m_history->setContent(historyContent(*snapshot));
    m_history->setShare(shareOf(snapshot->historyBytes, snapshot->historyBudgetBytes));
    m_recording->setContent(recordingContent(*snapshot));
    m_liveCsv->setContent(liveCsvContent(*snapshot));
    m_progress->setVisible(!snapshot->health.ok());
    m_progress->setContent(snapshot->health.ok() ? HealthRow::Content{}
                                                 : progressContent(*snapshot));
    if (m_addsPoints) addPoints(*snapshot);
    orderRows();
}

void HealthPanel::addPoints(const engine::Snapshot& snapshot) {
    m_queue->addPoint(static_cast<double>(snapshot.queue.depth),
                      static_cast<double>(snapshot.queue.capacity));
    m_rate->addPoint(samplesPerSecond(snapshot));
}

void HealthPanel::noteLoss(const engine::Snapshot& snapshot) {
    const std::uint64_t lost = snapshot.total().samplesDropped.total();
    // What was lost before the first look has no time that anybody knows.
    if (m_lost && lost > *m_lost) m_lastLossWallNs = snapshot.time.wallNs;
    m_lost = lost;
}

void HealthPanel::noteWriting(const engine::Snapshot& snapshot) {
    const bool writes = snapshot.recording && isRunning(*snapshot.recording);
    m_disk->setVisible(writes);
    if (!writes) {
        m_written = 0;
        m_bytesPerSecond = 0;
        m_disk->setContent({});
        return;
    }
    const std::uint64_t bytes = snapshot.recording->bytes;
    if (m_addsPoints) {
        const auto newest = static_cast<double>(bytes - std::min(m_written, bytes));
        m_bytesPerSecond =
            m_written == 0 ? 0 : m_bytesPerSecond + kPaceShare * (newest - m_bytesPerSecond);
        m_written = bytes;
    }
    m_disk->setContent(diskContent(snapshot, m_bytesPerSecond));
}

void HealthPanel::orderRows() {
    const auto urgency = [](const HealthRow* row) {
        return -static_cast<int>(row->content().tone);
    };
    std::vector<HealthRow*> wanted = m_rows;
    // Progress keeps the first place: without it nothing else counts.
    std::stable_sort(wanted.begin() + 1, wanted.end(),
                     [&](HealthRow* a, HealthRow* b) { return urgency(a) < urgency(b); });
    if (wanted == m_ordered) return;
    m_ordered = std::move(wanted);
    for (std::size_t i = 0; i < m_ordered.size(); ++i)
        m_layout->insertWidget(static_cast<int>(i), m_ordered[i]);
}

void HealthPanel::displayListener(const std::optional<engine::ListenerSnapshot>& listener) {
    if (!listener) {
        m_requests = 0;
    } else if (m_addsPoints) {
        // As often as the curves get a point: once a second.
        m_requestsPerSecond = listener->requests - std::min(m_requests, listener->requests);
        m_requests = listener->requests;
    }
    m_listener->setContent(listenerContent(listener, m_requestsPerSecond));
}

}  // namespace telemetryhub::ui
