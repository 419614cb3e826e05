// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QString>

#include "chart/time_ticks.h"

namespace telemetryhub::ui {

/// `60.000 s`, `12.345 ms`, `0.250 µs`: a difference of two times, three digits behind the
/// separator; `−12.000 s` when it is negative.
[[nodiscard]] QString timeDifferenceText(std::int64_t ns);
/// `16.67 mHz`, `1.000 kHz`: four significant digits.
[[nodiscard]] QString frequencyText(double hz);
/// `14:24:20.000`, with as many digits as `stepNs` tells apart and at least milliseconds.
[[nodiscard]] QString cursorTimeText(const TimeScale& scale, std::int64_t ns, std::int64_t stepNs);
/// A value with four significant digits and a prefix before its unit, `12.54 mV`.
[[nodiscard]] QString measuredText(double value, const QString& unit);

}  // namespace telemetryhub::ui
