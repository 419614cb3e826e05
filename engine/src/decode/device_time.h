// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "decode/device_clock.h"

/// The ways in which devices write a time.
namespace telemetryhub::engine {

/// A date and time of day of the Gregorian calendar.
struct CalendarTime {
    int year = 1970;
    int month = 1;
    int day = 1;
    std::int64_t nsOfDay = 0;
};

/// Nothing for a day that does not exist, or one outside the years 1970 to 2261, which is what
/// 64 bits of nanoseconds hold.
[[nodiscard]] std::optional<std::int64_t> unixNsOf(const CalendarTime& time);

/// Nanoseconds since midnight of `hh`, `mm` and `ss` with decimals; a leap second counts as the one
/// before it. Nothing when the text is no time of day: `hhmmss.sss`.
[[nodiscard]] std::optional<std::int64_t> nsOfDayFrom(std::string_view hhmmss);

/// Nanoseconds in the unit of a time channel: of its unit `ms`, `us`, `µs`, `ns`, or of a name such
/// as `time_ms`, `t(us)` or `millis`; seconds when neither tells.
[[nodiscard]] double nsPerUnit(std::string_view name, std::string_view unit);

/// A number of a time channel. From 100 000 000 s on it counts from the Unix epoch: no device runs
/// for three years. Nothing when it is no number or beyond 64 bits of nanoseconds.
[[nodiscard]] std::optional<DeviceTime> deviceTimeOf(double value, double nsPerUnit);

/// `2024-05-01T12:30:05.25+02:00`; a blank may stand for the T, and without a zone it is UTC.
/// Nothing when the text is anything else.
/// Source: ISO 8601, the extended format with a complete date and at least hours and minutes.
[[nodiscard]] std::optional<DeviceTime> parseIso8601(std::string_view text);

}  // namespace telemetryhub::engine
