// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "chart/device_track.h"
#include "chart/time_ticks.h"

namespace telemetryhub::ui {

/// Why samples are missing, in a word or two: `silent`, `queue full`.
[[nodiscard]] QString gapWord(engine::ErrorCode reason);
/// `silent · 14:26:38.120 to 14:26:38.420 · 0.30 s`, and how many samples were lost.
[[nodiscard]] QString gapText(const ChartGap& gap, const TimeScale& scale);

}  // namespace telemetryhub::ui
