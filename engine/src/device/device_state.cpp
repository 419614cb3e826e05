// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/device_state.h"

namespace telemetryhub::engine {

std::string_view deviceStateName(DeviceState state) {
    switch (state) {
        case DeviceState::Idle: return "Idle";
        case DeviceState::Measuring: return "Measuring";
        case DeviceState::Error: return "Error";
        case DeviceState::SafeState: return "SafeState";
    }
    return "";
}

}  // namespace telemetryhub::engine
