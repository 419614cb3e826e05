// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace telemetryhub::engine {

/// Tells how many events of a steady rate are due, exact over any time however late it is asked.
///
/// What fell behind by more than `kMaxLag` is given up, so that a machine that slept does not wake
/// up to a flood.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds of the monotonic clock.
class RateSchedule {
public:
    static constexpr std::chrono::nanoseconds kMaxLag = std::chrono::seconds(1);

    /// \pre `perSecond > 0`
    RateSchedule(double perSecond, std::int64_t startNs)
        : m_perSecond(perSecond), m_startNs(startNs) {}

    /// Events due and not taken.
    [[nodiscard]] std::uint64_t due(std::int64_t nowNs);
    /// \pre `count <= due(now)`
    void take(std::uint64_t count) { m_taken += count; }
    /// Everything due is put off: the next event comes one period from now.
    void holdBack(std::int64_t nowNs);
    /// How long until `count` events are due; 0 when they are.
    [[nodiscard]] std::chrono::nanoseconds untilDue(std::uint64_t count, std::int64_t nowNs) const;

private:
    double m_perSecond;
    std::int64_t m_startNs;
    std::uint64_t m_taken = 0;
};

}  // namespace telemetryhub::engine
