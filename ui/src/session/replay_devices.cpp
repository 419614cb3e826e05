// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/replay_devices.h"

#include <QCoreApplication>
#include <QUrl>

#include "session/opened_session.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/record/session_paths.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::ui {
namespace {

using engine::Result;

QString encoded(const QString& text, const char* kept) {
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

/// The names of the devices in a session; one empty name for another file.
Result<QStringList> recordedNames(const QString& path) {
    if (!engine::isSession(path.toStdString())) return QStringList{QString()};
    auto session = engine::SessionReader::open(path.toStdString());
    if (!session) return session.error();
    QStringList names;
    for (const engine::RecordedDeviceInfo& device : session.value()->info().devices)
        names << QString::fromStdString(device.device.name);
    if (names.isEmpty())
        return engine::Error{
            engine::ErrorCode::NotFound,
            QCoreApplication::translate("replay", "No device was recorded in %1. Choose another.")
                .arg(path)
                .toStdString()};
    return names;
}

QString freeId(QString id, const QStringList& taken) {
    const QString wanted = id;
    for (int number = 2; taken.contains(id); ++number)
        id = wanted + QString::number(number);
    return id;
}

}  // namespace

Result<std::vector<engine::DeviceSettings>> replayDevices(const QString& path,
                                                          const QStringList& taken) {
    const auto names = recordedNames(path);
    if (!names) return names.error();
    std::vector<engine::DeviceSettings> devices;
    QStringList ids = taken;
    for (const QString& name : names.value()) {
        QString spec = QStringLiteral("replay:") + encoded(path, "/");
        if (!name.isEmpty()) spec += QStringLiteral("?device=") + encoded(name, "");
        auto settings = engine::parseDeviceSpec(spec.toStdString());
        if (!settings) return settings.error();
        if (!name.isEmpty()) settings.value().id = (name + QStringLiteral("-replay")).toStdString();
        const QString id = freeId(QString::fromStdString(settings.value().id), ids);
        settings.value().id = id.toStdString();
        ids << id;
        devices.push_back(std::move(settings).value());
    }
    return devices;
}

}  // namespace telemetryhub::ui
