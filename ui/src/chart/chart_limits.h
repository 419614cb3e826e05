// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "chart/chart_source.h"
#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/processing_settings.h"

namespace telemetryhub::ui {

/// What there is to draw across the curve of a channel: its usual range, and the alarms that
/// compare its value with a limit.
[[nodiscard]] std::vector<ChartLimit> chartLimits(const engine::Channel& channel,
                                                  std::span<const engine::AlarmRule> alarms);

}  // namespace telemetryhub::ui
