// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "chart/chart_frame.h"
#include "chart/span_statistics.h"

namespace telemetryhub::ui {

/// The values of two channels at one moment.
struct XyPoint {
    std::int64_t ns = 0;
    double x = 0;
    double y = 0;
    bool isJoined = false;  ///< to the one before: no gap lies between
};

struct XyPairs {
    std::vector<XyPoint> points;  ///< oldest first
    std::uint64_t every = 1;      ///< only every n-th sample was taken
};

/// Every sample of `y` in the span with the value that `x` had then: of the same row, else the
/// newest one that is not older than a gap. What is not finite is left out. At most about `most`
/// points.
///
/// Units: nanoseconds of the steady clock.
[[nodiscard]] XyPairs readPairs(const SpanReading& reading, ChannelKey x, ChannelKey y,
                                std::size_t most);

}  // namespace telemetryhub::ui
