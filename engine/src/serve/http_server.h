// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "serve/http_handler.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/serve/access_line.h"
#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

class RestThread;
struct ServerCounters;

/// Listens at an address and has its handler answer, within the limits of its settings.
///
/// Stopping comes in this order: `stop` of the server, `stop` of its thread; then both may go.
///
/// Threads: construct, stop and destroy on the owner's; everything else happens on th-rest.
class HttpServer {
public:
    static constexpr std::chrono::milliseconds kStopGrace{1'000};

    /// What a server is made of; all of it outlives the server.
    struct Parts {
        RestThread& thread;
        HttpHandler& handler;
        const Clock& clock;
        AccessSink accessLog{};
    };

    /// Errors: InvalidArgument for an address that is none, for one beyond loopback without TLS
    ///         and tokens, and for a certificate or key that cannot be used; PortBusy and
    ///         PortForbidden for a port that cannot be had.
    static Result<std::unique_ptr<HttpServer>> listen(const ListenerSettings& settings,
                                                      Parts parts);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// The one that was taken when 0 was asked for.
    [[nodiscard]] std::uint16_t port() const;
    /// Threads: any.
    [[nodiscard]] const ServerCounters& counters() const;

    /// Refuses new connections, lets what is being answered end within `grace`, then closes. Where
    /// memory is lacking even for that, it stops the thread, and with it all that runs there.
    void stop(std::chrono::milliseconds grace = kStopGrace) noexcept;

private:
    struct Listening;
    explicit HttpServer(std::shared_ptr<Listening> listening);

    std::shared_ptr<Listening> m_listening;
};

}  // namespace telemetryhub::engine
