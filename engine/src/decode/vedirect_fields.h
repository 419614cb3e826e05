// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace telemetryhub::engine {

/// What a field of VE.Direct text means. Its channel has the field's label as its name.
struct VeDirectField {
    enum class Kind : std::uint8_t {
        Number,
        Switch,  ///< ON or OFF: a channel of 1 or 0, and a text
        Text,    ///< also where it looks like a number: a firmware version, a model
    };

    std::string_view label;
    Kind kind = Kind::Number;
    std::string_view unit{};
    double divisor = 1;  ///< of the integer that is sent
    int decimals = 0;
};

/// A field that the table does not know is a number without a unit, or a text.
///
/// Source: Victron's public description of the VE.Direct text protocol.
[[nodiscard]] VeDirectField veDirectField(std::string_view label);

/// Whether the bytes of a HEX frame, from behind its colon up to its line end, add up: the command
/// and all bytes with the check make 0x55.
[[nodiscard]] bool veDirectHexIsValid(std::string_view digits);

}  // namespace telemetryhub::engine
