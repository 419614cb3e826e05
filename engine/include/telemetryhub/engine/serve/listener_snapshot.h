// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace telemetryhub::engine {

/// The figures of the REST listener at one moment.
struct ListenerSnapshot {
    std::string address;  ///< `http://127.0.0.1:8080`
    std::size_t clients = 0;
    std::size_t streams = 0;       ///< of them, those that follow `/stream`
    std::uint64_t requests = 0;    ///< that were answered
    std::uint64_t refused = 0;     ///< of them, answered with a status of 400 or more
    std::uint64_t turnedAway = 0;  ///< connections beyond the limits
    std::uint64_t timedOut = 0;    ///< connections of clients that were too slow
};

}  // namespace telemetryhub::engine
