// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QObject>
#include <QSettings>
#include <QString>
#include <QTimer>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::app {

/// Remembers the devices of the window from one start to the next, in a configuration file.
///
/// Devices of the command line and of configuration files belong to these and are not remembered.
/// Changes are stored when the event loop comes round, and at the end.
///
/// Threads: main.
/// Errors:  what cannot be read or written is logged. A file with mistakes is kept beside, as
///          `FILE.broken`.
class DeviceMemory : public QObject {
    Q_OBJECT

public:
    using IsPassing = std::function<bool(const std::string& id)>;

    /// \pre `gateway` outlives this object
    DeviceMemory(QString file, engine::Hub& gateway);
    ~DeviceMemory() override;

    /// Moves the list that `settings` has from an earlier version into the file, once.
    void migrate(QSettings& settings) const;
    /// Whether nothing was ever stored.
    [[nodiscard]] bool isNew() const;
    /// The devices of the last time; those that cannot be read any more are left out.
    [[nodiscard]] std::vector<engine::DeviceSettings> remembered() const;
    /// From now on, changes are stored, but for the devices that `isPassing`.
    void follow(IsPassing isPassing);

private:
    void store() const;

    const QString m_file;
    engine::Hub& m_gateway;
    IsPassing m_isPassing;
    QTimer m_storeSoon;
};

}  // namespace telemetryhub::app
