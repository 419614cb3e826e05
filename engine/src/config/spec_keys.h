// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/spec_context.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

inline constexpr std::size_t kMaxIdBytes = 64;
inline constexpr int kMinBaud = 50;
inline constexpr int kMaxBaud = 20'000'000;

inline constexpr SpecWord<Parity> kParities[] = {
    {"none", Parity::None},   {"even", Parity::Even}, {"odd", Parity::Odd}, {"mark", Parity::Mark},
    {"space", Parity::Space}, {"n", Parity::None},    {"e", Parity::Even},  {"o", Parity::Odd}};
inline constexpr SpecWord<StopBits> kStopBits[] = {
    {"1", StopBits::One}, {"1.5", StopBits::OneAndHalf}, {"2", StopBits::Two}};
inline constexpr SpecWord<LowLatency> kLowLatencies[] = {
    {"auto", LowLatency::Auto}, {"on", LowLatency::On}, {"off", LowLatency::Off}};
inline constexpr SpecWord<FlowControl> kFlowControls[] = {{"none", FlowControl::None},
                                                          {"hardware", FlowControl::Hardware},
                                                          {"software", FlowControl::Software}};
inline constexpr SpecWord<bool> kSwitches[] = {{"on", true}, {"off", false}};

/// Whether `c` may stand in a device's id.
[[nodiscard]] bool isIdCharacter(char c);

/// Sets what `entry` says. `settings.bus` holds the alternative of the scheme.
/// \pre entries are applied in the order of their `rankOf`
[[nodiscard]] Result<void> applyEntry(const SpecEntry& entry, DeviceSettings& settings,
                                      SpecContext& context);

/// A key of a lower rank is applied first, wherever it stands: the profile before what overrules
/// it, a format before its parts.
[[nodiscard]] int rankOf(std::string_view key);

/// All keys there are, of whatever bus.
[[nodiscard]] std::vector<std::string_view> specKeyNames();

/// Whether a key may stand more than once.
[[nodiscard]] bool mayRepeat(std::string_view key);

/// What the settings of a port are to each other.
[[nodiscard]] Result<void> checkSerial(const SerialSettings& serial);

}  // namespace telemetryhub::engine
