// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QScrollArea>

#include "telemetryhub/engine/hub/snapshot.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

class QVBoxLayout;

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
    void addRows(const Theme& theme, QWidget* parent);
    void addPoints(const engine::Snapshot& snapshot);
    void noteLoss(const engine::Snapshot& snapshot);
    void noteWriting(const engine::Snapshot& snapshot);
    /// A row over its limit comes first.
    void orderRows();

    HealthRow* m_progress;
    HealthRow* m_queue;
    HealthRow* m_dropped;
    HealthRow* m_rate;
    HealthRow* m_latency;
    HealthRow* m_reading;
    HealthRow* m_workers;
    HealthRow* m_history;
    HealthRow* m_recording;
    HealthRow* m_disk;
    HealthRow* m_liveCsv;
    HealthRow* m_listener;
    std::vector<HealthRow*> m_rows;     ///< in their usual order
    std::vector<HealthRow*> m_ordered;  ///< as they stand
    QVBoxLayout* m_layout;
    std::uint64_t m_requests = 0;  ///< of the listener, a second ago
    std::uint64_t m_requestsPerSecond = 0;
    std::uint64_t m_written = 0;  ///< bytes of the recording, a second ago
    double m_bytesPerSecond = 0;
    std::optional<std::uint64_t> m_lost;  ///< when it was looked at last
    std::optional<std::int64_t> m_lastLossWallNs;
    std::int64_t m_nextPointNs = 0;
    bool m_addsPoints = false;
};

}  // namespace telemetryhub::ui
