// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/spec_text.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

inline constexpr std::size_t kMaxIdBytes = 64;

inline constexpr SpecWord<Parity> kParities[] = {
    {"none", Parity::None},   {"even", Parity::Even}, {"odd", Parity::Odd}, {"mark", Parity::Mark},
    {"space", Parity::Space}, {"n", Parity::None},    {"e", Parity::Even},  {"o", Parity::Odd}};
inline constexpr SpecWord<StopBits> kStopBits[] = {
    {"1", StopBits::One}, {"1.5", StopBits::OneAndHalf}, {"2", StopBits::Two}};
inline constexpr SpecWord<FlowControl> kFlowControls[] = {{"none", FlowControl::None},
                                                          {"hardware", FlowControl::Hardware},
                                                          {"software", FlowControl::Software}};
inline constexpr SpecWord<bool> kSwitches[] = {{"on", true}, {"off", false}};

/// Whether `c` may stand in a device's id.
[[nodiscard]] bool isIdCharacter(char c);

/// Sets what `entry` says. `settings.bus` holds the alternative of the scheme.
[[nodiscard]] Result<void> applyEntry(const SpecEntry& entry, DeviceSettings& settings);

/// Whether a key may stand more than once.
[[nodiscard]] bool mayRepeat(std::string_view key);

}  // namespace telemetryhub::engine
