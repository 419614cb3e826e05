// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/thread_priority.h"

namespace telemetryhub::engine {

/// Whether the gateway makes progress: the answer of a liveness probe.
///
/// A stage that has work and finishes none of it for `Watchdog::kLimitNs` is stalled; a busy one is
/// not.
struct Health {
    /// One stage that is stalled.
    struct Stall {
        std::string stage;  ///< `i/o`, `recorder`, `workers (ID)`
        std::int64_t forNs = 0;
        friend bool operator==(const Stall&, const Stall&) = default;
    };

    /// How the thread that reads the devices fared.
    struct Reading {
        ThreadPriority priority = ThreadPriority::Normal;
        std::int64_t longestStallNs = 0;  ///< did not run although it should have, since the start
        std::int64_t lastMinuteNs = 0;    ///< the same within the last minute
        friend bool operator==(const Reading&, const Reading&) = default;
    };

    std::vector<Stall> stalls;
    Reading reading;
    [[nodiscard]] bool ok() const { return stalls.empty(); }
};

}  // namespace telemetryhub::engine
