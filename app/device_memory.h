// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QSettings>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::app {

/// Remembers the devices of the window from one start to the next, as specifications.
///
/// Devices of the command line belong to that start alone and are not remembered.
///
/// Threads: main.
class DeviceMemory : public QObject {
    Q_OBJECT

public:
    /// \pre the arguments outlive this object
    DeviceMemory(QSettings& settings, engine::GatewayCore& gateway);

    /// The devices of the last time; the simulated one on the first start. Specifications that
    /// cannot be read any more are left out and logged.
    [[nodiscard]] std::vector<engine::DeviceSettings> remembered() const;
    /// From now on, changes are stored. `passing` are the ids not to remember.
    void follow(const std::vector<engine::DeviceSettings>& passing);

private:
    void store();

    QSettings& m_settings;
    engine::GatewayCore& m_gateway;
    QStringList m_passingIds;
};

}  // namespace telemetryhub::app
