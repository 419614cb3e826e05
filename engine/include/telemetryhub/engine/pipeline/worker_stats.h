// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace telemetryhub::engine {

/// The figures of a pool at one moment.
struct WorkerStats {
    std::size_t threads = 0;
    std::uint64_t jobsProcessed = 0;  ///< blocks
    double averageMs = 0;             ///< processing time of a block since start
    double p50Ms = 0;                 ///< of the last 10 to 20 s
    double p99Ms = 0;
    double utilisation = 0;  ///< busy share of all workers, 0..1, over about a second
};

}  // namespace telemetryhub::engine
