// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/hub/health.h"

namespace telemetryhub::engine {

/// Knows which stages have work and make no progress.
///
/// It is told what each stage has finished so far, again and again; it never asks, so a stalled
/// stage cannot stall it.
///
/// Threads: every method from any thread.
/// Units:   nanoseconds of the steady clock.
class Watchdog {
public:
    /// A disk may take seconds to answer; a stage that takes longer needs help.
    static constexpr std::int64_t kLimitNs = 5'000'000'000;

    explicit Watchdog(std::int64_t nowNs) : m_beatNs(nowNs) {}
    /// The I/O thread runs.
    void beat(std::int64_t nowNs);
    /// `finished` only grows; `waiting` is what it has to do yet, 0 when idle.
    void observe(const std::string& stage, std::uint64_t finished, std::uint64_t waiting,
                 std::int64_t nowNs);
    void forget(const std::string& stage);
    [[nodiscard]] Health health(std::int64_t nowNs) const;

private:
    struct Stage {
        std::uint64_t finished = 0;
        bool hasWork = false;
        std::int64_t sinceNs = 0;  ///< of the last progress, or of the work's arrival
    };

    mutable Mutex m_mutex;
    std::int64_t m_beatNs TH_GUARDED_BY(m_mutex);
    std::map<std::string, Stage> m_stages TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
