// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Reads a device specification such as `serial:/dev/ttyUSB0?baud=115200&decode=csv`.
///
/// Schemes: `serial:PATH`, `sim:NAME`, `replay:FILE`. Without an `id` key the id is made from the
/// path or name. A bare path that begins with `/` is a serial port. `%XX` is decoded.
/// Errors: names the part that is wrong, what was expected, and the nearest key for a typo.
[[nodiscard]] Result<DeviceSettings> parseDeviceSpec(std::string_view spec);

/// The shortest specification that reads back as `settings`.
[[nodiscard]] std::string deviceSpec(const DeviceSettings& settings);

[[nodiscard]] Result<Overflow> parseOverflow(std::string_view text);
[[nodiscard]] std::string_view overflowName(Overflow policy);
[[nodiscard]] Result<Format> parseFormat(std::string_view text);
[[nodiscard]] std::string_view formatName(Format format);

}  // namespace telemetryhub::engine
