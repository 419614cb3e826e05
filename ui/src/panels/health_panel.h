// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QScrollArea>

#include "telemetryhub/engine/gateway/snapshot.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

namespace telemetryhub::ui {

class HealthRow;
class Theme;

/// How the gateway itself is: queue, losses, rate, latency, workers, history, recorders, listener.
///
/// Threads: main.
class HealthPanel : public QScrollArea {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object.
    HealthPanel(const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    /// The REST listener; nothing while it is off.
    void displayListener(const std::optional<engine::ListenerSnapshot>& listener);

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
    HealthRow* m_listener;
    HealthRow* m_progress;
    std::uint64_t m_requests = 0;  ///< of the listener, a second ago
    std::uint64_t m_requestsPerSecond = 0;
    std::int64_t m_nextPointNs = 0;
    bool m_addsPoints = false;
};

}  // namespace telemetryhub::ui
