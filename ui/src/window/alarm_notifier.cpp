// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/alarm_notifier.h"

#include <QIcon>
#include <QSettings>
#include <QSystemTrayIcon>
#include <QTimer>
#include <QWidget>

namespace telemetryhub::ui {
namespace {

constexpr QLatin1String kNotifyKey("window/notifyCritical");
constexpr int kPauseMs = 5'000;
constexpr int kShownMs = 10'000;

bool isForPeople(const engine::Event& event) {
    return event.severity == engine::Severity::Critical &&
           (event.kind == engine::EventKind::Alarm || event.kind == engine::EventKind::State ||
            event.kind == engine::EventKind::Health);
}

}  // namespace

AlarmNotifier::AlarmNotifier(engine::Hub& gateway, QSettings* settings, QWidget* window)
    : QObject(window),
      m_gateway(gateway),
      m_settings(settings),
      m_window(window),
      m_pause(new QTimer(this)) {
    if (settings) m_on = settings->value(kNotifyKey, true).toBool();
    m_pause->setSingleShot(true);
    m_pause->setInterval(kPauseMs);
    connect(m_pause, &QTimer::timeout, this, &AlarmNotifier::tell);
    connect(&gateway, &engine::Hub::eventAdded, this, &AlarmNotifier::take);
    if (!isAvailable()) return;
    m_icon =
        new QSystemTrayIcon(QIcon(QStringLiteral(":/telemetryhub/icons/telemetryhub.svg")), this);
    m_icon->setToolTip(QStringLiteral("TelemetryHub"));
    const auto raise = [window] {
        window->showNormal();
        window->raise();
        window->activateWindow();
    };
    connect(m_icon, &QSystemTrayIcon::messageClicked, window, raise);
    connect(m_icon, &QSystemTrayIcon::activated, window, raise);
    m_icon->setVisible(m_on);
}

bool AlarmNotifier::isAvailable() {
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void AlarmNotifier::setOn(bool on) {
    m_on = on;
    if (m_settings) m_settings->setValue(kNotifyKey, on);
    if (m_icon) m_icon->setVisible(on);
}

void AlarmNotifier::take(const engine::Event& event) {
    if (!m_on || !isForPeople(event) || m_window->isActiveWindow()) return;
    const auto snapshot = m_gateway.snapshot();
    const engine::DeviceSnapshot* device = snapshot->find(event.device);
    const QString text = QString::fromStdString(event.text);
    m_latest = device ? tr("%1: %2").arg(QString::fromStdString(device->settings.id), text) : text;
    ++m_waiting;
    if (!m_pause->isActive()) tell();
}

void AlarmNotifier::tell() {
    if (m_waiting == 0) return;
    const QString title = tr("%n critical event(s)", nullptr, m_waiting);
    m_waiting = 0;
    m_pause->start();
    if (m_icon) m_icon->showMessage(title, m_latest, QSystemTrayIcon::Critical, kShownMs);
    emit notified(title, m_latest);
}

}  // namespace telemetryhub::ui
