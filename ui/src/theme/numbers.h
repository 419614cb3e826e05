// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QLocale>
#include <QString>

namespace telemetryhub::ui {

/// A figure for people: grouped by narrow no-break spaces from four digits on, a real minus,
/// the locale's decimal separator, `–` when absent. `decimals` digits after the separator; a value
/// that would round to 0 shows as `< 0.01`.
[[nodiscard]] QString valueText(double value, int decimals, const QLocale& locale = QLocale());
/// A whole count, exact: `7 905 956`.
[[nodiscard]] QString countText(std::uint64_t count, const QLocale& locale = QLocale());
/// `0.12 s`, `48 s`, `2 min`: the age of something, in one unit.
[[nodiscard]] QString ageText(std::int64_t ns, const QLocale& locale = QLocale());
/// `2 min 57 s`, `2 h 14 min`: two units at most.
[[nodiscard]] QString durationText(std::int64_t ns);
/// `2.24 kB`, `145 MB`: powers of 1 000.
[[nodiscard]] QString bytesText(std::uint64_t bytes, const QLocale& locale = QLocale());
/// `5.00 Hz`, `10.0 kHz`: three significant digits with an SI prefix.
[[nodiscard]] QString rateText(double perSecond, const QString& unit,
                               const QLocale& locale = QLocale());
/// Digits after the separator that tell values `step` apart, for axes: 0.25 -> 2, 10 -> 0.
[[nodiscard]] int decimalsForStep(double step);

}  // namespace telemetryhub::ui
