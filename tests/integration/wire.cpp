// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <algorithm>
#include <random>

#include <poll.h>

#include "program.h"

namespace telemetryhub::test {

bool sendAll(PtyPair& pty, std::string_view bytes) {
    while (!bytes.empty()) {
        bytes.remove_prefix(pty.write(bytes));
        if (bytes.empty()) break;
        pollfd room{pty.masterDescriptor(), POLLOUT, 0};
        if (::poll(&room, 1, Program::kDeadlineMs) <= 0) return false;
    }
    return true;
}

bool sendInPieces(PtyPair& pty, std::string_view bytes, std::uint32_t seed, std::size_t largest) {
    std::mt19937 random(seed);
    while (!bytes.empty()) {
        const std::size_t length = std::min(bytes.size(), 1 + random() % largest);
        if (!sendAll(pty, bytes.substr(0, length))) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string randomBytes(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::string bytes(count, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random() & 0xFF);
    return bytes;
}

}  // namespace telemetryhub::test
