// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// All durations since the start, counted by size.
struct LatencyTotals {
    /// Upper edges, inside; what is longer is counted last.
    static constexpr std::array<std::int64_t, 14> kEdgesNs{
        100'000,     250'000,       500'000,       1'000'000,     2'500'000,
        5'000'000,   10'000'000,    25'000'000,    50'000'000,    100'000'000,
        250'000'000, 1'000'000'000, 5'000'000'000, 30'000'000'000};

    std::array<std::uint64_t, kEdgesNs.size() + 1> counts{};
    std::int64_t sumNs = 0;
};

/// Quantiles of durations over the last 10 to 20 seconds, within 6 %.
///
/// Two windows of 10 s take turns; a quantile is read over both.
///
/// Threads: every method from any thread.
/// Units:   nanoseconds.
class LatencyHistogram {
public:
    static constexpr std::int64_t kWindowNs = 10'000'000'000;

    /// \param nowNs steady time, which turns the windows
    void record(std::int64_t durationNs, std::int64_t nowNs);
    /// The duration that the share `q` (0..1) of the records does not exceed; 0 without records.
    [[nodiscard]] std::int64_t quantile(double q, std::int64_t nowNs) const;
    [[nodiscard]] LatencyTotals totals() const;

private:
    // 16 steps an octave up to 2^40 ns (18 minutes); longer ones count as that.
    static constexpr std::size_t kSubBuckets = 16;
    static constexpr std::size_t kBuckets = kSubBuckets * 38;
    using Window = std::array<std::uint32_t, kBuckets>;

    static std::size_t bucketOf(std::int64_t durationNs);
    static std::int64_t upperEdge(std::size_t bucket);
    void turn(std::int64_t nowNs) const TH_REQUIRES(m_mutex);

    mutable Mutex m_mutex;
    mutable std::array<Window, 2> m_windows TH_GUARDED_BY(m_mutex){};
    LatencyTotals m_totals TH_GUARDED_BY(m_mutex);
    mutable std::size_t m_current TH_GUARDED_BY(m_mutex) = 0;
    mutable std::int64_t m_windowStartNs TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
