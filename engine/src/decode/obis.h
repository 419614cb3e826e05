// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// One line of a smart meter: `A-B:C.D.E(group)(group)...`, or only groups when it continues the
/// line before it.
struct ObisLine {
    std::string_view code;
    std::string_view first;       ///< group; empty when there is none
    std::string_view beforeLast;  ///< group
    std::string_view last;        ///< group
    std::size_t groups = 0;
};
/// Nothing for what is no such line.
[[nodiscard]] std::optional<ObisLine> readObisLine(std::string_view line);

/// A group `number*unit`.
struct ObisValue {
    double number = 0;
    std::string_view unit;
    int decimals = 0;
};
/// Nothing for a text. A number without a unit is read too. \pre a byte can be read behind `group`
[[nodiscard]] std::optional<ObisValue> readObisValue(std::string_view group);

/// What meters attached to the one that sends are, by their 24.1.0 line.
enum class AttachedMeter : std::uint8_t { Unknown, Electricity, Gas, Heat, Water };
[[nodiscard]] AttachedMeter attachedMeter(int type);

/// How a person calls what a code measures: `1-0:1.8.1` is `import tariff 1`. The code itself when
/// it is not known.
///
/// import and export, each also `tariff 1` and `tariff 2` (1.8.x, 2.8.x); reactive import and
/// export (3.8.x, 4.8.x); power import and power export, also of L1 to L3 (1.7.0, 2.7.0, 21.7.0
/// and so on); voltage L1 to L3, current L1 to L3; average demand, maximum demand, power
/// threshold, fuse threshold; tariff, power failures, long power failures, last power failure,
/// voltage sags and voltage swells L1 to L3; gas, water, heat and electricity with the number of
/// the attached meter; as texts version, meter id, meter type and message.
[[nodiscard]] std::string obisName(std::string_view code, AttachedMeter meter,
                                   std::string_view unit);
/// Whether a number without a unit is a quantity rather than an identification.
[[nodiscard]] bool isObisCount(std::string_view code);

}  // namespace telemetryhub::engine
