// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/lane_plan.h"

#include <algorithm>

namespace telemetryhub::ui {

namespace {

/// The earlier lane that lane `from` should join.
std::size_t partnerOf(std::size_t from, std::span<const ChartChannel> channels,
                      const std::vector<LaneChannels>& lanes) {
    const engine::DeviceId device = channels[lanes[from].front()].device;
    for (std::size_t i = from; i-- > 0;) {
        if (channels[lanes[i].front()].device == device) return i;
    }
    return from - 1;
}

void joinLast(std::span<const ChartChannel> channels, std::vector<LaneChannels>& lanes) {
    const std::size_t last = lanes.size() - 1;
    LaneChannels& partner = lanes[partnerOf(last, channels, lanes)];
    partner.insert(partner.end(), lanes[last].begin(), lanes[last].end());
    std::sort(partner.begin(), partner.end());
    lanes.pop_back();
}

}  // namespace

std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels, LaneLayout layout,
                                    std::size_t maxLanes) {
    std::vector<LaneChannels> lanes;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto fits = [&](const LaneChannels& lane) {
            const ChartChannel& first = channels[lane.front()];
            return layout == LaneLayout::OnePlot ||
                   (first.device == channels[i].device && first.unit == channels[i].unit);
        };
        const auto lane = std::find_if(lanes.begin(), lanes.end(), fits);
        if (lane == lanes.end())
            lanes.push_back({i});
        else
            lane->push_back(i);
    }
    while (lanes.size() > std::max<std::size_t>(maxLanes, 1))
        joinLast(channels, lanes);
    return lanes;
}

}  // namespace telemetryhub::ui
