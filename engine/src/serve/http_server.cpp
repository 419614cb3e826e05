// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/http_server.h"

#include <array>
#include <cerrno>
#include <exception>
#include <future>
#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include "serve/connection_table.h"
#include "serve/host_names.h"
#include "serve/listen_rules.h"
#include "serve/rest_thread.h"
#include "serve/socket_channels.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using AcceptError = boost::system::error_code;
using TcpAcceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

constexpr std::chrono::milliseconds kDescriptorPause{100};

/// Whom limits are kept for: an address, or the network that one IPv6 host usually has.
std::string peerOf(const tcp::endpoint& endpoint) {
    const asio::ip::address address = endpoint.address();
    if (!address.is_v6()) return address.to_string();
    const asio::ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_string();
    if (v6.is_loopback()) return "::1";
    auto bytes = v6.to_bytes();
    for (std::size_t i = 8; i < bytes.size(); ++i)
        bytes[i] = 0;
    return asio::ip::address_v6(bytes).to_string() + "/64";
}

Error listenError(const AcceptError& error, const ListenerSettings& settings) {
    const std::string where = hostAndPort(settings.host, settings.port);
    if (error == asio::error::address_in_use)
        return {ErrorCode::PortBusy, "Another program listens at " + where +
                                         ". Stop it, or choose another port; 0 takes a free one."};
    if (error == asio::error::access_denied)
        return {ErrorCode::PortForbidden,
                "This user may not listen at " + where + ". Choose a port above 1023."};
    return {ErrorCode::InvalidArgument, "Cannot listen at " + where + ": " + error.message() +
                                            ". Choose an address of this machine."};
}

}  // namespace

/// What the server is made of; its calls that are under way keep it.
struct HttpServer::Listening : std::enable_shared_from_this<Listening> {
    Listening(const ListenerSettings& given, const Parts& parts)
        : settings(given),
          thread(parts.thread),
          shared{parts.handler, settings.limits, parts.clock, AccessLog(parts.accessLog)},
          table(thread, shared),
          acceptor(thread.context()) {}

    Result<void> open();
    void finish(std::chrono::milliseconds grace);
    void accept();
    void accepted(TcpSocket socket, const tcp::endpoint& from);
    void acceptFailed(const AcceptError& error);

    const ListenerSettings settings;
    RestThread& thread;
    ServerParts shared;
    ConnectionTable table;
    std::unique_ptr<TlsIdentity> identity;
    TcpAcceptor acceptor;
    tcp::endpoint from;
    std::unique_ptr<RestLoop::Timer> pause;
    std::uint16_t port = 0;
    bool isStopped = false;
};

Result<void> HttpServer::Listening::open() {
    AcceptError error;
    const bool isName = settings.host == "localhost";
    const auto address = asio::ip::make_address(isName ? "127.0.0.1" : settings.host, error);
    if (error) return listenError(error, settings);
    const tcp::endpoint endpoint(address, settings.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(TcpAcceptor::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(TcpAcceptor::max_listen_connections, error);
    if (error) return listenError(error, settings);
    port = acceptor.local_endpoint(error).port();
    if (error) return listenError(error, settings);
    return {};
}

void HttpServer::Listening::accept() {
    acceptor.async_accept(from,
                          [self = shared_from_this()](const AcceptError& error, TcpSocket socket) {
                              if (!self->acceptor.is_open()) return;
                              if (error) return self->acceptFailed(error);
                              self->accepted(std::move(socket), self->from);
                              self->accept();
                          });
}

void HttpServer::Listening::accepted(TcpSocket socket, const tcp::endpoint& endpoint) {
    const std::string peer = peerOf(endpoint);
    if (!table.admits()) return;
    AcceptError error;
    socket.set_option(tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    if (error) return;
    table.add(
        identity ? identity->makeChannel(std::move(socket)) : makePlainChannel(std::move(socket)),
        peer);
}

// Out of descriptors, most likely: asking again at once would only spin.
void HttpServer::Listening::acceptFailed(const AcceptError& error) {
    if (error == asio::error::connection_aborted) return accept();
    pause = thread.after(kDescriptorPause, [this] { accept(); });
}

void HttpServer::Listening::finish(std::chrono::milliseconds grace) {
    const auto ended = std::make_shared<std::promise<void>>();
    std::future<void> isEnded = ended->get_future();
    thread.post([this, ended] {
        AcceptError error;
        acceptor.close(error);
        pause.reset();
        table.finish([this, ended] {
            shared.log.flush(shared.clock.steadyNs());
            ended->set_value();
        });
    });
    if (isEnded.wait_for(grace) == std::future_status::ready) return;
    thread.post([this] { table.closeAll(); });
    isEnded.wait();
}

HttpServer::HttpServer(std::shared_ptr<Listening> listening) : m_listening(std::move(listening)) {}

HttpServer::~HttpServer() {
    stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const ListenerSettings& settings,
                                                       Parts parts) {
    if (auto checked = checkListenRules(settings); !checked) return checked.error();
    auto listening = std::make_shared<Listening>(settings, parts);
    if (!settings.certificateFile.empty()) {
        auto identity = TlsIdentity::load(settings.certificateFile, settings.keyFile);
        if (!identity) return identity.error();
        listening->identity = std::move(identity).value();
    }
    if (auto opened = listening->open(); !opened) return opened.error();
    parts.thread.post([listening] { listening->accept(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(listening)));
}

std::uint16_t HttpServer::port() const {
    return m_listening->port;
}

const ServerCounters& HttpServer::counters() const {
    return m_listening->shared.counters;
}

// What there is no memory to ask the loop for, the end of the loop brings as well.
void HttpServer::stop(std::chrono::milliseconds grace) noexcept {
    Listening& listening = *m_listening;
    if (std::exchange(listening.isStopped, true) || listening.thread.isStopped()) return;
    try {
        listening.finish(grace);
    } catch (const std::exception&) {
        listening.thread.stop();
    }
}

}  // namespace telemetryhub::engine
