// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "telemetryhub/engine/core/decode_settings.h"

namespace telemetryhub::ui {

/// What people call a format: `NMEA 0183`.
[[nodiscard]] QString formatWord(engine::Format format);
/// The formats that a device with `settings` can be read in, the automatic one first: those that
/// need nothing but their name, and binary frames when a layout is known.
[[nodiscard]] std::vector<engine::Format> formatsFor(const engine::DecodeSettings& settings);

}  // namespace telemetryhub::ui
