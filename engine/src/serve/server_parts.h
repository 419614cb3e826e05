// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "serve/access_log.h"
#include "serve/http_handler.h"
#include "serve/request_ids.h"
#include "serve/response_head.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

/// What a server counted since it began. Written on th-rest alone and read by anybody: relaxed,
/// because a reader needs numbers and no order between them.
struct ServerCounters {
    std::atomic<std::uint64_t> requests{0};     ///< answered, refused ones too
    std::atomic<std::uint64_t> refused{0};      ///< answered with 400 or more
    std::atomic<std::uint64_t> connections{0};  ///< that are open
    std::atomic<std::uint64_t> accepted{0};     ///< connections
    std::atomic<std::uint64_t> turnedAway{0};   ///< connections, because there were too many
    std::atomic<std::uint64_t> timedOut{0};     ///< connections, because the client was too slow
};

/// What all connections of a server share.
///
/// Threads: th-rest, the counters aside.
struct ServerParts {
    HttpHandler& handler;
    const ListenerLimits& limits;
    const Clock& clock;
    AccessLog log;
    RequestIds ids{};
    HttpDate date{};
    ServerCounters counters{};
    std::size_t bodyBytes = 0;  ///< of requests that are being read, in all
};

/// Bodies that are being read, in all connections together.
inline constexpr std::size_t kMaxBodyBytesInAll = std::size_t{64} << 20U;

}  // namespace telemetryhub::engine
