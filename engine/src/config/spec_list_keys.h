// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "config/spec_text.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

/// \file
/// The keys of a specification that may stand several times. Each adds an item, or replaces the
/// one of that name that a profile has; the value `none` takes away all that were there.
namespace telemetryhub::engine {

inline constexpr std::string_view kNone = "none";

[[nodiscard]] Result<void> addScale(const SpecEntry& entry, DeviceSettings& settings);
[[nodiscard]] Result<void> addChannel(const SpecEntry& entry, DeviceSettings& settings);
[[nodiscard]] Result<void> addDerived(const SpecEntry& entry, DeviceSettings& settings);
[[nodiscard]] Result<void> addAlarm(const SpecEntry& entry, DeviceSettings& settings);
[[nodiscard]] Result<void> addCommand(const SpecEntry& entry, DeviceSettings& settings);
[[nodiscard]] Result<void> addRegister(const SpecEntry& entry, DeviceSettings& settings);

/// What an entry of these keys speaks of, such as `channel soc`; empty for other keys.
[[nodiscard]] std::string subjectOf(const SpecEntry& entry);

}  // namespace telemetryhub::engine
