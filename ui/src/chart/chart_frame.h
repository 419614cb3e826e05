// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "chart/device_track.h"
#include "chart/span_statistics.h"
#include "chart/state_trail.h"
#include "chart/time_ticks.h"
#include "chart/view_state.h"

namespace telemetryhub::ui {

/// A device of the chart: what its curves share, and its states.
struct ChartDeviceView {
    DeviceTrack track;
    StateTrail trail;
};

/// One channel of one device.
using ChannelKey = std::pair<engine::DeviceId, std::size_t>;

/// The stretch between two cursors, both inside, and what is known of the channels there.
///
/// Units: nanoseconds since the session began.
struct ChartSelection {
    std::int64_t fromNs = 0;
    std::int64_t toNs = 0;
    std::map<ChannelKey, SpanStatistics> statistics{};  ///< of those that are known so far
};

/// What all lanes and the time axis of a chart share in one frame.
struct ChartFrame {
    std::int64_t nowNs = 0;  ///< since the session began
    ColumnWindow window;
    TimeScale time;
    std::vector<TimeTick> ticks;
    std::optional<std::int64_t> crosshair;  ///< column
    std::optional<ChartSelection> selection;
    std::map<engine::DeviceId, ChartDeviceView> devices;
};

/// Where things stand in a chart `width` logical pixels wide.
struct ChartMetrics {
    static constexpr double kLeft = 56;
    static constexpr double kRight = 16;
    static constexpr double kRightAxis = 52;  ///< instead, while some lane has a second axis
    static constexpr double kLegendHeight = 28;
    static constexpr double kRibbonHeight = 8;
    static constexpr double kLaneGap = 8;
    static constexpr double kLeastLaneHeight = 96;
    static constexpr double kAxisHeight = 24;
};

}  // namespace telemetryhub::ui
