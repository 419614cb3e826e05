// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QLocale>
#include <QString>

#include "theme/shown_time.h"

namespace telemetryhub::ui {

// Spans in nanoseconds.
inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;

/// A figure for people: grouped by narrow no-break spaces from four digits on, a real minus,
/// the locale's decimal separator, `–` when absent. `decimals` digits after the separator; a value
/// that would round to 0 shows as `< 0.01`, or `> −0.01` below zero. Not a number and the
/// infinities are written so.
[[nodiscard]] QString valueText(double value, int decimals, const QLocale& locale = QLocale());
/// A whole count, exact: `7 905 956`.
[[nodiscard]] QString countText(std::uint64_t count, const QLocale& locale = QLocale());
/// `0.12 s`, `48 s`, `2 min`: the age of something, in one unit.
[[nodiscard]] QString ageText(std::int64_t ns, const QLocale& locale = QLocale());
/// `2 min 57 s`, `21 min`, `2 h 14 min`: two units at most; seconds only under ten minutes.
[[nodiscard]] QString durationText(std::int64_t ns);
/// `2.24 kB`, `145 MB`: powers of 1 000.
[[nodiscard]] QString bytesText(std::uint64_t bytes, const QLocale& locale = QLocale());
/// `5.00 Hz`, `10.0 kHz`: three significant digits with an SI prefix.
[[nodiscard]] QString rateText(double perSecond, const QString& unit,
                               const QLocale& locale = QLocale());
/// `6.00 samples/s`, `10 000 samples/s`: three significant digits, whole from 100 on, no prefix.
[[nodiscard]] QString samplesRateText(double perSecond, const QLocale& locale = QLocale());
/// `0.3 %`, `28 %`: one decimal under 10.
[[nodiscard]] QString percentText(double share, const QLocale& locale = QLocale());
/// `0.21 ms`, `1.30 s`: three significant digits.
[[nodiscard]] QString millisecondsText(double ms, const QLocale& locale = QLocale());
/// Digits after the separator that tell values `step` apart, for axes: 0.25 -> 2, 10 -> 0.
[[nodiscard]] int decimalsForStep(double step);

/// `figure` and `unit` with the narrow no-break space between them; the figure alone without unit.
[[nodiscard]] QString withUnit(const QString& figure, const QString& unit);
/// What stands for something unknown or absent.
[[nodiscard]] QString absentText();

}  // namespace telemetryhub::ui
