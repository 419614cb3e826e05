// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace telemetryhub::engine {

/// When a lost link is tried again: exponential backoff with full jitter, 100 ms to 10 s.
///
/// The jitter keeps a hundred devices behind one hub from opening at the same moment.
class RetrySchedule {
public:
    static constexpr std::chrono::milliseconds kFirst{100};
    static constexpr std::chrono::milliseconds kLongest{10'000};

    explicit RetrySchedule(std::uint32_t seed) : m_random(seed) {}
    /// The wait before the next try: between `kFirst` and the doubled ceiling of this try.
    [[nodiscard]] std::chrono::milliseconds next();
    void restart() { m_ceiling = kFirst; }

private:
    std::minstd_rand m_random;
    std::chrono::milliseconds m_ceiling = kFirst;
};

}  // namespace telemetryhub::engine
