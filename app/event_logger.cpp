// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_logger.h"

#include <string>

#include <QStringList>

#include "log.h"

namespace telemetryhub::app {

using engine::Event;
using engine::EventKind;
using engine::Hub;
using engine::Severity;

EventLogger::EventLogger(Hub& gateway) : m_gateway(gateway) {
    connect(&gateway, &Hub::eventAdded, this, &EventLogger::write);
    connect(&m_reminder, &QTimer::timeout, this, &EventLogger::remind);
    m_reminder.start(kReminderMs);
    const auto priority = gateway.snapshot()->health.reading.priority;
    qCDebug(logHub).noquote() << QStringLiteral("devices are read at the priority %1")
                                     .arg(QString::fromStdString(
                                         std::string(engine::threadPriorityName(priority))));
}

void EventLogger::write(const Event& event) {
    QString line = QString::fromStdString(event.text);
    if (const auto device = m_gateway.settingsOf(event.device))
        line.prepend(QString::fromStdString(device->id) + QLatin1Char(' '));
    // A change of state is one line: the command and the gap around it say the same once more.
    const bool isDetail = event.severity == Severity::Info &&
                          (event.kind == EventKind::Command || event.kind == EventKind::Gap);
    if (isDetail) {
        qCDebug(logHub).noquote() << line;
    } else if (event.severity == Severity::Info) {
        qCInfo(logHub).noquote() << line;
    } else {
        qCWarning(logHub).noquote() << line;
    }
}

void EventLogger::remind() const {
    QStringList waiting;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices)
        if (device.state == engine::DeviceState::Error)
            waiting << QString::fromStdString(device.settings.id);
    if (waiting.isEmpty()) return;
    constexpr qsizetype kNamed = 10;
    QString names = waiting.mid(0, kNamed).join(QStringLiteral(", "));
    if (waiting.size() > kNamed)
        names += QStringLiteral(" and %1 more").arg(waiting.size() - kNamed);
    qCWarning(logHub).noquote() << "Still in Error:" << names;
}

}  // namespace telemetryhub::app
