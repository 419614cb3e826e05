// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::ui {

/// The devices that play a file again: of a session one for each recorded device, of any other
/// file one that plays its bytes.
///
/// Their ids are the recorded ones with `-replay` behind; those in `taken` get a number, too.
///
/// Threads: runs on the caller's and waits for the disk.
/// Errors:  those of SessionReader and parseDeviceSpec; NotFound for a session without devices.
[[nodiscard]] engine::Result<std::vector<engine::DeviceSettings>> replayDevices(
    const QString& path, const QStringList& taken);

}  // namespace telemetryhub::ui
