// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace telemetryhub::engine {

/// Whether the gateway makes progress and keeps what it must: the answer of a health probe.
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

    /// A SafeState, or the reset of one, that is not on the disk: a restart would get it wrong.
    struct UnsavedLatch {
        std::string device;
        std::int64_t forNs = 0;
        bool isReset = false;
        friend bool operator==(const UnsavedLatch&, const UnsavedLatch&) = default;
    };

    std::vector<Stall> stalls;
    std::vector<UnsavedLatch> unsavedLatches;
    [[nodiscard]] bool ok() const { return stalls.empty() && unsavedLatches.empty(); }
};

}  // namespace telemetryhub::engine
