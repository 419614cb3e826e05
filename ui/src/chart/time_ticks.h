// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>
#include <QTimeZone>

namespace telemetryhub::ui {

/// Turns times since the session began into wall clock times.
struct TimeScale {
    std::int64_t startWallNs = 0;  ///< UTC
    QTimeZone zone = QTimeZone::systemTimeZone();
};

struct TimeTick {
    std::int64_t ns = 0;  ///< since the session began
    QString label;        ///< `14:26:38`; with the date where a day begins in the picture
};

/// Ticks at round wall clock times in [fromNs, toNs], at most about `maxTicks`.
[[nodiscard]] std::vector<TimeTick> timeTicks(const TimeScale& scale, std::int64_t fromNs,
                                              std::int64_t toNs, int maxTicks);

/// One moment with the digits that tell columns of `stepNs` apart: `14:24:52.41`.
[[nodiscard]] QString momentText(const TimeScale& scale, std::int64_t ns, std::int64_t stepNs);

}  // namespace telemetryhub::ui
