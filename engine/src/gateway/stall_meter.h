// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// How long a thread did not run its events although it should have: how late its ticks were.
///
/// Threads: every method from any thread; `tick` from the one that is measured.
/// Units:   nanoseconds of the steady clock.
class StallMeter {
public:
    static constexpr std::int64_t kTickNs = 100'000'000;

    explicit StallMeter(std::int64_t nowNs) : m_tickedNs(nowNs) {}
    /// To be called every `kTickNs`.
    void tick(std::int64_t nowNs);
    /// The longest since the start, also one that lasts.
    [[nodiscard]] std::int64_t longestNs(std::int64_t nowNs) const;
    /// The longest that ended within the last minute, also one that lasts.
    [[nodiscard]] std::int64_t lastMinuteNs(std::int64_t nowNs) const;

private:
    struct Second {
        std::int64_t number = -1;
        std::int64_t longestNs = 0;
    };
    [[nodiscard]] std::int64_t latenessAt(std::int64_t nowNs) const TH_REQUIRES(m_mutex);

    mutable Mutex m_mutex;
    std::int64_t m_tickedNs TH_GUARDED_BY(m_mutex);
    std::int64_t m_longestNs TH_GUARDED_BY(m_mutex) = 0;
    std::array<Second, 60> m_seconds TH_GUARDED_BY(m_mutex){};
};

}  // namespace telemetryhub::engine
