// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace telemetryhub::bench {

/// What wrk measured.
struct Load {
    double requestsPerSecond = 0;
    double p99Ms = 0;
    long errors = 0;  ///< sockets that broke or timed out, and answers that were no success
};

/// Loads `url` for `seconds` with so many keep-alive connections; `script` is wrk's, or empty.
[[nodiscard]] Load loadOf(const std::string& url, int connections, int seconds,
                          const std::string& script);

}  // namespace telemetryhub::bench
