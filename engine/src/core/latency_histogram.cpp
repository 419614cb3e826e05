// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace telemetryhub::engine {

std::size_t LatencyHistogram::bucketOf(std::int64_t durationNs) {
    const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(durationNs, 0));
    if (value < kSubBuckets) return static_cast<std::size_t>(value);
    // Octave 0 is 16..31 ns; its 16 steps follow the 16 exact buckets below it.
    const auto octave = static_cast<std::size_t>(std::bit_width(value)) - 5;
    const auto step = static_cast<std::size_t>(value >> octave) - kSubBuckets;
    return std::min((octave + 1) * kSubBuckets + step, kBuckets - 1);
}

std::int64_t LatencyHistogram::upperEdge(std::size_t bucket) {
    if (bucket < kSubBuckets) return static_cast<std::int64_t>(bucket);
    const std::size_t octave = bucket / kSubBuckets - 1;
    const std::size_t step = bucket % kSubBuckets + kSubBuckets;
    return static_cast<std::int64_t>(((step + 1) << octave) - 1);
}

void LatencyHistogram::turn(std::int64_t nowNs) const {
    const std::int64_t age = nowNs - m_windowStartNs;
    if (age < kWindowNs) return;
    if (age >= 2 * kWindowNs) m_windows[m_current].fill(0);
    m_current = 1 - m_current;
    m_windows[m_current].fill(0);
    m_windowStartNs = nowNs;
}

void LatencyHistogram::record(std::int64_t durationNs, std::int64_t nowNs) {
    const MutexLock lock(m_mutex);
    turn(nowNs);
    ++m_windows[m_current][bucketOf(durationNs)];
    const auto& edges = LatencyTotals::kEdgesNs;
    const auto edge = std::lower_bound(edges.begin(), edges.end(), durationNs);
    ++m_totals.counts[static_cast<std::size_t>(edge - edges.begin())];
    m_totals.sumNs += durationNs;
}

LatencyTotals LatencyHistogram::totals() const {
    const MutexLock lock(m_mutex);
    return m_totals;
}

std::int64_t LatencyHistogram::quantile(double q, std::int64_t nowNs) const {
    const MutexLock lock(m_mutex);
    turn(nowNs);
    std::uint64_t total = 0;
    for (const Window& window : m_windows)
        for (const std::uint32_t count : window)
            total += count;
    if (total == 0) return 0;
    const auto wanted = static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(total)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        seen += m_windows[0][i] + m_windows[1][i];
        if (seen >= std::max<std::uint64_t>(wanted, 1)) return upperEdge(i);
    }
    return upperEdge(kBuckets - 1);
}

}  // namespace telemetryhub::engine
