// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/serve/rest_listener.h"

#include <atomic>
#include <utility>

#include "serve/gatekeeper.h"
#include "serve/http_server.h"
#include "serve/rest_api.h"
#include "serve/rest_thread.h"
#include "serve/server_parts.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

std::string addressOf(const ListenerSettings& settings, std::uint16_t port) {
    const char* const scheme = settings.certificateFile.empty() ? "http://" : "https://";
    return scheme + hostAndPort(settings.host, port);
}

}  // namespace

// In start order; destruction goes the other way.
struct RestListener::Impl {
    Impl(const ListenerSettings& settings, Parts parts)
        : gatekeeper(settings, clock),
          api(
              parts.hub, std::move(parts.recording), thread, clock,
              [this](const HttpHead& head) { return gatekeeper.identify(head); },
              [this] { return figures(); }) {
        api.allowFiles(settings.fileFolders);
    }

    [[nodiscard]] ListenerSnapshot figures() const;

    SystemClock clock;
    Gatekeeper gatekeeper;
    RestThread thread;
    RestApi api;
    std::string address;
    std::unique_ptr<HttpServer> server;
    // Release and acquire: the first request may come while `server` and `address` are being set.
    std::atomic<bool> isListening{false};
};

ListenerSnapshot RestListener::Impl::figures() const {
    ListenerSnapshot snapshot;
    if (!isListening.load(std::memory_order_acquire)) return snapshot;
    constexpr auto kRelaxed = std::memory_order_relaxed;
    const ServerCounters& counters = server->counters();
    snapshot.address = address;
    snapshot.clients = counters.connections.load(kRelaxed);
    snapshot.streams = api.streamCount();
    snapshot.requests = counters.requests.load(kRelaxed);
    snapshot.refused = counters.refused.load(kRelaxed);
    snapshot.turnedAway = counters.turnedAway.load(kRelaxed);
    snapshot.timedOut = counters.timedOut.load(kRelaxed);
    return snapshot;
}

Result<std::unique_ptr<RestListener>> RestListener::create(const ListenerSettings& settings,
                                                           Parts parts) {
    const AccessSink log = parts.accessLog;
    auto impl = std::make_unique<Impl>(settings, std::move(parts));
    auto listening = HttpServer::listen(settings, {impl->thread, impl->api, impl->clock, log});
    if (!listening) return listening.error();
    impl->server = std::move(listening).value();
    impl->address = addressOf(settings, impl->server->port());
    impl->isListening.store(true, std::memory_order_release);
    return std::unique_ptr<RestListener>(new RestListener(std::move(impl)));
}

RestListener::RestListener(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

RestListener::~RestListener() {
    stop();
}

std::uint16_t RestListener::port() const {
    return m_impl->server->port();
}

const std::string& RestListener::address() const {
    return m_impl->address;
}

ListenerSnapshot RestListener::snapshot() const {
    return m_impl->figures();
}

void RestListener::stop() {
    m_impl->api.stop();
    m_impl->server->stop();
    m_impl->thread.stop();
}

}  // namespace telemetryhub::engine
