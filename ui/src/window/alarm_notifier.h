// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/hub/hub.h"

class QSettings;
class QSystemTrayIcon;
class QTimer;
class QWidget;

namespace telemetryhub::ui {

/// Tells of critical alarms and of SafeState by the system's notifications while the window is
/// not in front. What comes within a few seconds is told as one.
///
/// Threads: main.
class AlarmNotifier : public QObject {
    Q_OBJECT

public:
    /// \pre everything outlives this object; `settings` may be null.
    AlarmNotifier(engine::Hub& gateway, QSettings* settings, QWidget* window);

    [[nodiscard]] bool isOn() const { return m_on; }
    /// Remembered.
    void setOn(bool on);
    /// Whether the system shows notifications at all.
    [[nodiscard]] static bool isAvailable();

signals:
    /// What the system was asked to show.
    void notified(const QString& title, const QString& text);

private:
    void take(const engine::Event& event);
    void tell();

    engine::Hub& m_gateway;
    QSettings* m_settings;
    QWidget* m_window;
    QSystemTrayIcon* m_icon = nullptr;  ///< where the system has a place for it
    QTimer* m_pause;
    QString m_latest;
    int m_waiting = 0;
    bool m_on = true;
};

}  // namespace telemetryhub::ui
