// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

    std::vector<Stall> stalls;
    [[nodiscard]] bool ok() const { return stalls.empty(); }
};

}  // namespace telemetryhub::engine
