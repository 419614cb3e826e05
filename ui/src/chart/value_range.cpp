// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/value_range.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::ui {

namespace {

constexpr double kLargest = 1e300;
constexpr double kHeadroom = 0.04;
constexpr double kSingleValueRoom = 0.05;
/// Below this part of the value the digits of a double no longer tell ticks apart.
constexpr double kLeastRelativeSpan = 1e-9;
/// A scale is roomy when the wanted one is smaller than this part of it.
constexpr double kRoomy = 0.67;

double niceStep(double span, int maxSteps) {
    const double rough = span / maxSteps;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1 - 1e-9)) return factor * power;
    }
    return 10.0 * power;
}

ValueRange withRoom(ValueRange seen) {
    const double lo = std::clamp(std::min(seen.lo, seen.hi), -kLargest, kLargest);
    const double hi = std::clamp(std::max(seen.lo, seen.hi), -kLargest, kLargest);
    const double size = std::max(std::abs(lo), std::abs(hi));
    const double span = hi - lo;
    if (size < 1e-300) return {-1, 1};
    if (span > size * kLeastRelativeSpan) return {lo - span * kHeadroom, hi + span * kHeadroom};
    return {lo - size * kSingleValueRoom, hi + size * kSingleValueRoom};
}

}  // namespace

std::vector<double> ValueScale::ticks() const {
    std::vector<double> values;
    constexpr double kRounding = 1e-6;
    const double first = std::ceil(range.lo / step - kRounding);
    const double last = std::floor(range.hi / step + kRounding);
    for (int i = 0; first + i <= last; ++i)
        values.push_back((first + i) * step);
    return values;
}

ValueScale niceScale(ValueRange seen, int maxSteps) {
    const ValueRange wanted = withRoom(seen);
    const int steps = std::max(maxSteps, 1);
    double step = niceStep(wanted.hi - wanted.lo, steps);
    // Rounding outwards can cost a step at each end; then the next larger step is taken.
    for (int attempt = 0;; ++attempt) {
        const ValueRange range{std::floor(wanted.lo / step) * step,
                               std::ceil(wanted.hi / step) * step};
        if (attempt == 3 || range.hi - range.lo <= step * (steps + 0.5)) return {range, step};
        step = niceStep(step * 1.5, 1);
    }
}

ValueScale fixedScale(ValueRange range, int maxSteps) {
    const double lo = std::clamp(std::min(range.lo, range.hi), -kLargest, kLargest);
    const double hi = std::clamp(std::max(range.lo, range.hi), -kLargest, kLargest);
    const double least = std::max(std::abs(lo), std::abs(hi)) * kLeastRelativeSpan;
    if (!(hi - lo > std::max(least, 1e-300))) return niceScale({lo, hi}, maxSteps);
    return {{lo, hi}, niceStep(hi - lo, std::max(maxSteps, 1))};
}

ValueScale alignedScale(ValueRange seen, int steps) {
    // No single step from a multiple of itself holds values on both sides of zero.
    if (steps < 2) return niceScale(seen, 1);
    const int count = steps;
    const double rough = (seen.hi - seen.lo) / count;
    double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (;; power *= 10) {
        for (const double factor : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0}) {
            const double step = factor * power;
            const double slack = step * 1e-6;
            const double lo = std::floor((seen.lo + slack) / step) * step;
            if (lo + count * step < seen.hi - slack) continue;
            // What is left over is shared out, so that the curves stand in the middle.
            const auto spare = std::floor((lo + count * step - seen.hi + slack) / step / 2);
            return {{lo - spare * step, lo + (count - spare) * step}, step};
        }
    }
}

bool AutoScale::update(std::optional<ValueRange> seen, int maxSteps, std::int64_t nowNs) {
    if (!seen) return false;
    const ValueScale wanted = niceScale(*seen, maxSteps);
    const ValueRange& now = m_scale.range;
    const bool fits = seen->lo >= now.lo && seen->hi <= now.hi;
    const bool keep = fits && maxSteps == m_maxSteps && !m_forgiven && !mayShrink(wanted, nowNs);
    if (keep) return false;
    m_forgiven = false;
    m_maxSteps = maxSteps;
    m_roomySinceNs.reset();
    if (wanted == m_scale) return false;
    m_scale = wanted;
    return true;
}

bool AutoScale::mayShrink(const ValueScale& wanted, std::int64_t nowNs) {
    if (m_fit == RangeFit::Tight) return true;
    const double wantedSpan = wanted.range.hi - wanted.range.lo;
    const bool roomy = wantedSpan < kRoomy * (m_scale.range.hi - m_scale.range.lo);
    if (!roomy) {
        m_roomySinceNs.reset();
        return false;
    }
    if (!m_roomySinceNs) m_roomySinceNs = nowNs;
    return nowNs - *m_roomySinceNs >= kPatienceNs;
}

}  // namespace telemetryhub::ui
