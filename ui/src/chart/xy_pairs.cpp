// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/xy_pairs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace telemetryhub::ui {

namespace {

/// A sample's place among those of its channel: several may have one time.
using SamplePlace = std::pair<std::int64_t, std::uint32_t>;

/// Numbers the samples of one time.
class PlaceCounter {
public:
    [[nodiscard]] SamplePlace placeOf(std::int64_t ns) {
        m_last = m_last.first == ns ? SamplePlace(ns, m_last.second + 1) : SamplePlace(ns, 0);
        return m_last;
    }

private:
    SamplePlace m_last{std::numeric_limits<std::int64_t>::min(), 0};
};

struct WantedPair {
    SamplePlace place;
    XyPoint point;
};

std::vector<WantedPair> readWanted(const engine::SampleStore& store, ChannelKey y,
                                   engine::TimeSpan span, std::uint64_t every,
                                   const StopAsked& stop) {
    std::vector<WantedPair> wanted;
    PlaceCounter counter;
    std::uint64_t seen = 0;
    forEachPoint(store, y.first, y.second, span, [&](const engine::HistoryPoint& point) {
        const SamplePlace place = counter.placeOf(point.steadyNs);
        if (seen++ % every == 0 && std::isfinite(point.value))
            wanted.push_back({place, {point.steadyNs, engine::kAbsent, point.value, false}});
        return !(seen % 16'384 == 0 && stop && stop());
    });
    return wanted;
}

/// Gives each pair the newest value of `x` up to its place.
void joinValues(const SpanReading& reading, ChannelKey x, std::vector<WantedPair>& wanted) {
    const std::int64_t gapNs = reading.gapNs;
    std::size_t at = 0;
    std::optional<engine::HistoryPoint> newest;
    const auto settle = [&](const SamplePlace& before) {
        for (; at < wanted.size() && wanted[at].place < before; ++at)
            if (newest && wanted[at].point.ns - newest->steadyNs <= gapNs)
                wanted[at].point.x = newest->value;
    };
    PlaceCounter counter;
    std::uint64_t seen = 0;
    const engine::TimeSpan reach{reading.span.fromNs - gapNs, reading.span.toNs};
    forEachPoint(reading.store, x.first, x.second, reach, [&](const engine::HistoryPoint& point) {
        settle(counter.placeOf(point.steadyNs));
        newest = point;
        return at < wanted.size() && !(++seen % 16'384 == 0 && reading.stop && reading.stop());
    });
    settle({std::numeric_limits<std::int64_t>::max(), 0});
}

}  // namespace

XyPairs readPairs(const SpanReading& reading, ChannelKey x, ChannelKey y, std::size_t most) {
    const auto& [store, span, gapNs, stop] = reading;
    XyPairs pairs;
    pairs.every = std::max<std::uint64_t>(
        (store.sampleCount(y.first, span) + most - 1) / std::max<std::size_t>(most, 1), 1);
    std::vector<WantedPair> wanted = readWanted(store, y, span, pairs.every, stop);
    joinValues(reading, x, wanted);
    for (const WantedPair& pair : wanted) {
        if (!std::isfinite(pair.point.x)) continue;
        XyPoint point = pair.point;
        point.isJoined = !pairs.points.empty() && point.ns - pairs.points.back().ns < gapNs;
        pairs.points.push_back(point);
    }
    return pairs;
}

}  // namespace telemetryhub::ui
