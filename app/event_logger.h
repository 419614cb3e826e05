// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::app {

/// Writes the events of the gateway into the log: a line a change, and once a minute one line for
/// all devices that are still in Error.
///
/// Threads: main.
class EventLogger : public QObject {
    Q_OBJECT

public:
    static constexpr int kReminderMs = 60'000;

    /// \pre `gateway` outlives this object
    explicit EventLogger(engine::Hub& gateway);

private:
    void write(const engine::Event& event);
    void remind() const;

    engine::Hub& m_gateway;
    QTimer m_reminder;
};

}  // namespace telemetryhub::app
