// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/thread_priority.h"

namespace telemetryhub::engine {

/// Whether the gateway makes progress and keeps what it must: the answer of a health probe.
///
/// A stage that has work and finishes none of it for `Watchdog::kLimitNs` is stalled; a busy one is
/// not.
struct Health {
    /// One stage that is stalled.
    struct Stall {
        std::string stage;  ///< `i/o`, `session`, `csv`, `workers (ID)`
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
    /// A SafeState, or the reset of one, that is not on the disk: a restart would get it wrong.
    struct UnsavedLatch {
        std::string device;
        std::int64_t forNs = 0;
        bool isReset = false;
        friend bool operator==(const UnsavedLatch&, const UnsavedLatch&) = default;
    };

    std::vector<Stall> stalls;
    std::vector<UnsavedLatch> unsavedLatches;
    Reading reading;
    [[nodiscard]] bool ok() const { return stalls.empty() && unsavedLatches.empty(); }
};

}  // namespace telemetryhub::engine
