// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "chart/chart_channel.h"

namespace telemetryhub::ui {

enum class LaneLayout {
    Lanes,      ///< one a device and unit
    ByChannel,  ///< one a channel
    ByUnit,     ///< one a unit, whatever device
    ByDevice,   ///< one a device, whatever unit
    OnePlot,
    Arranged,  ///< as the operator put them; a channel nobody put anywhere as in `Lanes`
};

/// Indices of the channels of one lane.
using LaneChannels = std::vector<std::size_t>;

/// Lanes that nobody asked for one by one.
inline constexpr std::size_t kMostUsualLanes = 6;
/// Lanes beyond this join earlier ones whatever the layout.
inline constexpr std::size_t kMostLanes = 48;

/// Shares channels out to lanes, in order. Beyond `maxLanes` the last ones join an earlier lane of
/// their device, or else the one before.
[[nodiscard]] std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels,
                                                  LaneLayout layout, std::size_t maxLanes);
/// The same with as many lanes as the layout is good for.
[[nodiscard]] std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels,
                                                  LaneLayout layout);

}  // namespace telemetryhub::ui
