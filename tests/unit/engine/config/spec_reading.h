// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>
#include <QtDebug>

#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::engine {

inline QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// The settings of a specification; a mistake is printed, and the settings are the usual ones.
inline DeviceSettings parsed(const std::string& spec) {
    const auto settings = parseDeviceSpec(spec);
    if (settings) return settings.value();
    qWarning() << text(spec) << text(settings.error().detail);
    return {};
}

}  // namespace telemetryhub::engine
