// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/lane_plan.h"

#include <algorithm>
#include <limits>

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

bool shareALane(const ChartChannel& a, const ChartChannel& b, LaneLayout layout) {
    switch (layout) {
        case LaneLayout::OnePlot: return true;
        case LaneLayout::ByChannel: return false;
        case LaneLayout::ByUnit: return a.unit == b.unit;
        case LaneLayout::ByDevice: return a.device == b.device;
        case LaneLayout::Lanes: break;
        case LaneLayout::Arranged:
            if (a.lane != 0 || b.lane != 0) return a.lane == b.lane;
            break;
    }
    return a.device == b.device && a.unit == b.unit;
}

/// Lanes that were put somewhere come first, in the order of their numbers.
void sortArranged(std::span<const ChartChannel> channels, std::vector<LaneChannels>& lanes) {
    const auto placeOf = [&](const LaneChannels& lane) {
        const int place = channels[lane.front()].lane;
        return place == 0 ? std::numeric_limits<int>::max() : place;
    };
    std::stable_sort(lanes.begin(), lanes.end(), [&](const LaneChannels& a, const LaneChannels& b) {
        return placeOf(a) < placeOf(b);
    });
}

}  // namespace

std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels, LaneLayout layout,
                                    std::size_t maxLanes) {
    std::vector<LaneChannels> lanes;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto fits = [&](const LaneChannels& lane) {
            return shareALane(channels[lane.front()], channels[i], layout);
        };
        const auto lane = std::find_if(lanes.begin(), lanes.end(), fits);
        if (lane == lanes.end())
            lanes.push_back({i});
        else
            lane->push_back(i);
    }
    if (layout == LaneLayout::Arranged) sortArranged(channels, lanes);
    while (lanes.size() > std::max<std::size_t>(maxLanes, 1))
        joinLast(channels, lanes);
    return lanes;
}

std::vector<LaneChannels> planLanes(std::span<const ChartChannel> channels, LaneLayout layout) {
    return planLanes(channels, layout, layout == LaneLayout::Lanes ? kMostUsualLanes : kMostLanes);
}

}  // namespace telemetryhub::ui
