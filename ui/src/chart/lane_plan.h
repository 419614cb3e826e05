// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "chart/chart_channel.h"

namespace telemetryhub::ui {

enum class LaneLayout { Lanes, OnePlot };

/// Indices of the channels of one lane.
using LaneChannels = std::vector<std::size_t>;

/// Shares channels out to lanes, in order: the same unit of the same device shares one. Beyond
/// `maxLanes` the last ones join an earlier lane of their device, or else the one before.
[[nodiscard]] std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels,
                                                  LaneLayout layout, std::size_t maxLanes = 6);

}  // namespace telemetryhub::ui
