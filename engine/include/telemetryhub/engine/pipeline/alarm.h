// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/processing_settings.h"

namespace telemetryhub::engine {

enum class AlarmState : std::uint8_t {
    Normal,
    Raised,
    Acknowledged,  ///< raised, and somebody knows
    Returned,      ///< over, and latched until somebody acknowledges it
};
[[nodiscard]] std::string_view alarmStateName(AlarmState state);

enum class AlarmChange : std::uint8_t { None, Raised, Cleared, Acknowledged };

/// Where and with what value something happened to an alarm.
struct AlarmMoment {
    ReadTime time;
    std::optional<double> value;
    Sequence sequence = 0;  ///< 0: between samples
};

/// One alarm that is not Normal.
struct AlarmStatus {
    std::string name;
    std::string channel;
    AlarmLevel level = AlarmLevel::Warning;
    AlarmState state = AlarmState::Normal;
    AlarmMoment raised;
    std::string text;  ///< why, as a sentence
};

}  // namespace telemetryhub::engine
