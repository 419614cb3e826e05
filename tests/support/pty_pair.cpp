// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pty_pair.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace telemetryhub::test {

namespace {

void require(bool holds, const char* what) {
    if (holds) return;
    std::perror(what);
    std::abort();
}

void closeOnce(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
}

}  // namespace

PtyPair::PtyPair() {
    termios raw{};
    ::cfmakeraw(&raw);
    raw.c_cflag |= CREAD | CLOCAL | CS8;
    std::array<char, 128> path{};
    require(::openpty(&m_master, &m_slave, path.data(), &raw, nullptr) == 0, "openpty");
    m_slavePath = path.data();
    const int flags = ::fcntl(m_master, F_GETFL);
    require(::fcntl(m_master, F_SETFL, flags | O_NONBLOCK) == 0, "O_NONBLOCK on a pty");
    // A child process that inherits the pair would keep it alive after a hang-up.
    require(::fcntl(m_master, F_SETFD, FD_CLOEXEC) == 0, "FD_CLOEXEC on a pty");
    require(::fcntl(m_slave, F_SETFD, FD_CLOEXEC) == 0, "FD_CLOEXEC on a pty");
}

PtyPair::~PtyPair() {
    hangUp();
}

void PtyPair::link(const std::string& path) {
    std::error_code error;
    std::filesystem::create_symlink(m_slavePath, path, error);
    require(!error, "a link to a pty");
    m_link = path;
}

std::size_t PtyPair::write(std::string_view bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::write(m_master, bytes.data() + sent, bytes.size() - sent);
        if (count <= 0) break;
        sent += static_cast<std::size_t>(count);
    }
    return sent;
}

std::size_t PtyPair::unreadBytes() const {
    int count = 0;
    require(::ioctl(m_slave, FIONREAD, &count) == 0, "FIONREAD on a pty");
    return static_cast<std::size_t>(count);
}

std::string PtyPair::read() {
    std::string bytes;
    std::array<char, 4096> chunk{};
    for (ssize_t count = 0; (count = ::read(m_master, chunk.data(), chunk.size())) > 0;)
        bytes.append(chunk.data(), static_cast<std::size_t>(count));
    return bytes;
}

void PtyPair::hangUp() {
    // Before the number of the pty is free: the next one to get it may be another program's, and a
    // device that follows a link would open that.
    std::error_code error;
    if (!m_link.empty()) std::filesystem::remove(std::exchange(m_link, {}), error);
    closeOnce(m_slave);
    closeOnce(m_master);
}

}  // namespace telemetryhub::test
