// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/uniform_samples.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::ui {

namespace {

/// Deviations below this share of the interval are no business of a spectrum.
constexpr double kEvenEnough = 0.02;
/// Samples nearer than this share of the usual interval came together.
constexpr double kTogether = 0.1;
constexpr std::size_t kBurstShare = 8;  ///< one interval in so many
/// A longer interval of a channel that comes evenly is a gap, in usual intervals.
constexpr double kGapIntervals = 5;
constexpr std::size_t kAskStopped = 16'384;

using Points = std::vector<engine::HistoryPoint>;

/// The newest `most` finite samples.
Points readNewest(const SpanReading& reading, ChannelKey channel, std::size_t most, bool& isCut) {
    Points points;
    std::size_t seen = 0;
    forEachPoint(reading.store, channel.first, channel.second, reading.span,
                 [&](const engine::HistoryPoint& point) {
                     if (!std::isfinite(point.value)) return true;
                     if (points.size() == 2 * most) {
                         points.erase(points.begin(),
                                      points.begin() + static_cast<std::ptrdiff_t>(most));
                         isCut = true;
                     }
                     points.push_back(point);
                     return !(++seen % kAskStopped == 0 && reading.stop && reading.stop());
                 });
    if (points.size() > most) {
        points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(most));
        isCut = true;
    }
    return points;
}

std::int64_t usualInterval(const Points& points) {
    std::vector<std::int64_t> intervals;
    intervals.reserve(points.size() - 1);
    for (std::size_t i = 1; i < points.size(); ++i)
        intervals.push_back(points[i].steadyNs - points[i - 1].steadyNs);
    const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>(intervals.size() / 2);
    std::nth_element(intervals.begin(), middle, intervals.end());
    return *middle;
}

struct Timing {
    double meanNs = 0;
    std::int64_t longestNs = 0;
    std::size_t longestAt = 0;  ///< the sample behind it
    double unevenness = 0;
    bool inBursts = false;
};

Timing timingOf(const Points& points) {
    Timing timing;
    const auto count = static_cast<double>(points.size() - 1);
    timing.meanNs = static_cast<double>(points.back().steadyNs - points.front().steadyNs) / count;
    std::size_t together = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const std::int64_t interval = points[i].steadyNs - points[i - 1].steadyNs;
        if (interval > timing.longestNs) {
            timing.longestNs = interval;
            timing.longestAt = i;
        }
        const auto length = static_cast<double>(interval);
        together += length < kTogether * timing.meanNs ? 1U : 0U;
        timing.unevenness =
            std::max(timing.unevenness, std::abs(length - timing.meanNs) / timing.meanNs);
    }
    timing.inBursts = together * kBurstShare > points.size();
    return timing;
}

/// A recorded gap inside, or a silence.
bool hasGap(const SpanReading& reading, ChannelKey channel, const Points& points,
            const Timing& timing, SpacingProblem& problem) {
    const std::int64_t from = points.front().steadyNs;
    const std::int64_t to = points.back().steadyNs;
    for (const engine::Gap& gap : reading.store.gaps(channel.first, {from, to})) {
        if (gap.from.steadyNs < from || gap.to.steadyNs > to) continue;
        problem.gap = gap;
        problem.silenceFromNs = gap.from.steadyNs;
        problem.silenceToNs = gap.to.steadyNs;
        return true;
    }
    const auto usual = static_cast<double>(usualInterval(points));
    const bool broken = !timing.inBursts && usual > 0 &&
                        static_cast<double>(timing.longestNs) > kGapIntervals * usual;
    if (timing.longestNs < reading.gapNs && !broken) return false;
    problem.silenceFromNs = points[timing.longestAt - 1].steadyNs;
    problem.silenceToNs = points[timing.longestAt].steadyNs;
    return true;
}

std::vector<double> valuesOf(const Points& points) {
    std::vector<double> values(points.size());
    std::transform(points.begin(), points.end(), values.begin(),
                   [](const engine::HistoryPoint& point) { return point.value; });
    return values;
}

std::vector<double> interpolated(const Points& points, double stepNs) {
    std::vector<double> values;
    values.reserve(points.size());
    std::size_t right = 1;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double at =
            static_cast<double>(points.front().steadyNs) + static_cast<double>(i) * stepNs;
        while (right + 1 < points.size() && static_cast<double>(points[right].steadyNs) < at)
            ++right;
        const engine::HistoryPoint& before = points[right - 1];
        const engine::HistoryPoint& after = points[right];
        const auto width = static_cast<double>(after.steadyNs - before.steadyNs);
        const double share =
            width > 0 ? std::clamp((at - static_cast<double>(before.steadyNs)) / width, 0.0, 1.0)
                      : 1.0;
        values.push_back(before.value + (after.value - before.value) * share);
    }
    return values;
}

}  // namespace

std::optional<UniformSamples> readUniform(const SpanReading& reading, ChannelKey channel,
                                          SpacingProblem& problem, std::size_t most) {
    using Kind = SpacingProblem::Kind;
    UniformSamples uniform;
    const Points points = readNewest(reading, channel, most, uniform.isCut);
    problem = {};
    problem.samples = points.size();
    if (reading.stop && reading.stop()) {
        problem.kind = Kind::Stopped;
        return std::nullopt;
    }
    if (points.size() < kLeastUniform || points.front().steadyNs == points.back().steadyNs) {
        problem.kind = Kind::TooFew;
        return std::nullopt;
    }
    const Timing timing = timingOf(points);
    if (hasGap(reading, channel, points, timing, problem)) {
        problem.kind = Kind::Gap;
        return std::nullopt;
    }
    uniform.fromNs = points.front().steadyNs;
    uniform.toNs = points.back().steadyNs;
    uniform.rateHz = 1e9 / timing.meanNs;
    uniform.unevenness = timing.unevenness;
    uniform.spacing = timing.unevenness <= kEvenEnough ? Spacing::Even
                      : timing.inBursts                ? Spacing::Bursts
                                                       : Spacing::Interpolated;
    uniform.values = uniform.spacing == Spacing::Interpolated ? interpolated(points, timing.meanNs)
                                                              : valuesOf(points);
    return uniform;
}

}  // namespace telemetryhub::ui
