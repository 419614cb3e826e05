// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace telemetryhub::bench {

/// Clients that keep a listener of loopback busy without asking anything: a third each drips its
/// head, drips its body, or asks for much and reads nothing. Who is closed comes again.
///
/// Threads: one of its own, until destruction.
class SlowClients {
public:
    SlowClients(int port, std::size_t count);
    ~SlowClients();
    SlowClients(const SlowClients&) = delete;
    SlowClients& operator=(const SlowClients&) = delete;

private:
    std::jthread m_thread;
};

/// How a listener answered one client meanwhile.
struct ProbeFigures {
    double p95Ms = 0;
    double worstMs = 0;
    long asked = 0;
    long failed = 0;  ///< no answer, or none of 200
};

/// Asks again and again on one connection, 50 times a second. `request` is sent as it is.
[[nodiscard]] ProbeFigures probe(int port, const char* request, int seconds);

}  // namespace telemetryhub::bench
