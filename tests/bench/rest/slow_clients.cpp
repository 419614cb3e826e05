// SPDX-License-Identifier: GPL-3.0-or-later
#include "slow_clients.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <stop_token>
#include <string_view>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "child.h"

namespace telemetryhub::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kDrippedHead =
    "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Drip: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
constexpr std::string_view kDrippedBody =
    "POST /telemetry HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    "Content-Length: 100000\r\n\r\n                                                         ";
constexpr std::string_view kUnread =
    "GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /openapi.json HTTP/1.1\r\nHost: "
    "127.0.0.1\r\n\r\nGET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

struct SlowClient {
    std::string_view says;
    std::size_t startBytes = 0;  ///< that it sends at once
    int socket = -1;
    std::size_t sent = 0;
};

SlowClient slowClient(std::size_t number) {
    switch (number % 3) {
        case 0: return {kDrippedHead, 20};
        case 1: return {kDrippedBody, kDrippedBody.find("\r\n\r\n") + 4};
        default: return {kUnread, kUnread.size()};
    }
}

/// Sends the next byte, or begins again when the other side is gone or everything was said.
void drip(SlowClient& client, int port) {
    const bool isSaid = client.says.data() != kUnread.data() && client.sent == client.says.size();
    if (client.socket >= 0 && !isSaid) {
        if (client.sent == client.says.size()) return;
        if (::send(client.socket, client.says.data() + client.sent, 1, MSG_NOSIGNAL) == 1) {
            ++client.sent;
            return;
        }
    }
    if (client.socket >= 0) ::close(client.socket);
    const auto connected = connectedTo(port);
    client.socket = connected.value_or(-1);
    client.sent = 0;
    if (!connected) return;
    ::fcntl(client.socket, F_SETFL, O_NONBLOCK);
    const auto sent = ::send(client.socket, client.says.data(), client.startBytes, MSG_NOSIGNAL);
    client.sent = sent > 0 ? static_cast<std::size_t>(sent) : 0;
}

void dripUntilStopped(const std::stop_token& stop, int port, std::size_t count) {
    std::vector<SlowClient> clients;
    for (std::size_t i = 0; i < count; ++i)
        clients.push_back(slowClient(i));
    constexpr std::size_t kTurns = 10;
    for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
        for (std::size_t i = turn % kTurns; i < clients.size(); i += kTurns)
            drip(clients[i], port);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    for (const SlowClient& client : clients)
        if (client.socket >= 0) ::close(client.socket);
}

/// Whether one request was answered with 200.
bool ask(int socket, std::string_view request) {
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) return false;
    std::array<char, 4096> answer{};
    const ssize_t count = ::recv(socket, answer.data(), answer.size(), 0);
    return count > 0 && std::string_view(answer.data(), static_cast<std::size_t>(count))
                            .starts_with("HTTP/1.1 200");
}

}  // namespace

SlowClients::SlowClients(int port, std::size_t count)
    : m_thread(
          [port, count](const std::stop_token& stop) { dripUntilStopped(stop, port, count); }) {}

SlowClients::~SlowClients() = default;

ProbeFigures probe(int port, const char* request, int seconds) {
    ProbeFigures figures;
    std::vector<double> times;
    int socket = connectedTo(port).value_or(-1);
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    for (auto next = Clock::now(); next < end; next += std::chrono::milliseconds(20)) {
        std::this_thread::sleep_until(next);
        if (socket < 0) socket = connectedTo(port).value_or(-1);
        const auto began = Clock::now();
        ++figures.asked;
        if (socket < 0 || !ask(socket, request)) {
            ++figures.failed;
            if (socket >= 0) ::close(socket);
            socket = -1;
        }
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    }
    if (socket >= 0) ::close(socket);
    std::sort(times.begin(), times.end());
    figures.p95Ms = times.empty() ? 0 : times[times.size() * 95 / 100];
    figures.worstMs = times.empty() ? 0 : times.back();
    return figures;
}

}  // namespace telemetryhub::bench
