// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace telemetryhub::engine {

enum class DeviceState : std::uint8_t {
    Idle,       ///< the bus is closed by command
    Measuring,  ///< the bus is open
    Error,      ///< a fault closed the bus, which is opened again; or nothing could be decoded yet
    SafeState,  ///< latched after repeated faults; only reset leaves it
};

/// The word of the API: `Idle`, `Measuring`, `Error`, `SafeState`.
[[nodiscard]] std::string_view deviceStateName(DeviceState state);

}  // namespace telemetryhub::engine
