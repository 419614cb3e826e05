// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The ways in which a time stands in a CSV file.
///
/// Units: nanoseconds.
namespace telemetryhub::engine {

/// A date, a time of day or both.
struct CalendarText {
    std::optional<std::int64_t> day;  ///< since the Unix epoch
    std::optional<std::int64_t> nsOfDay;
    std::int64_t zoneNs = 0;  ///< east of UTC
};

/// `2024-05-01T12:30:05.25+02:00`, also with a blank for the T, slashes in the date, without
/// seconds or zone; `01.05.2024 12:30:05`; the date or the time of day alone.
[[nodiscard]] std::optional<CalendarText> calendarIn(std::string_view cell);
/// Since the Unix epoch. Nothing without a date, or outside 64 bits; a time that is missing is
/// midnight.
[[nodiscard]] std::optional<std::int64_t> unixNsOf(const CalendarText& time);

/// A decimal number of units, to the nanosecond whatever its size.
[[nodiscard]] std::optional<std::int64_t> durationIn(std::string_view cell, std::int64_t unitNs,
                                                     char decimalSign = '.');

}  // namespace telemetryhub::engine
