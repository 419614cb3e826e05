// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QScrollArea>

#include "telemetryhub/engine/gateway/snapshot.h"

namespace telemetryhub::ui {

class HealthRow;
class Theme;

/// How the gateway itself is: queue, losses, rate, latency, workers, history, recorders.
///
/// Threads: main.
class HealthPanel : public QScrollArea {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    HealthPanel(const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);

private:
    void showQueue(const engine::Snapshot& snapshot);
    void showDropped(const engine::Snapshot& snapshot);
    void showRate(const engine::Snapshot& snapshot);
    void showWorkers(const engine::Snapshot& snapshot);
    void showHistory(const engine::Snapshot& snapshot);
    void showProgress(const engine::Snapshot& snapshot);
    void showRecording(const engine::Snapshot& snapshot);
    void showRecorder(const engine::Snapshot& snapshot);

    HealthRow* m_queue;
    HealthRow* m_dropped;
    HealthRow* m_rate;
    HealthRow* m_latency;
    HealthRow* m_workers;
    HealthRow* m_history;
    HealthRow* m_recording;
    HealthRow* m_recorder;
    HealthRow* m_progress;
    std::int64_t m_nextPointNs = 0;
    bool m_addsPoints = false;
};

}  // namespace telemetryhub::ui
