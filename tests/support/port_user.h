// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <sys/types.h>

namespace telemetryhub::test {

/// Another program (`cat`) that holds a port open as its standard input until this object goes.
///
/// Started without QProcess, whose way to fork the thread sanitizer of clang 14 does not survive.
class PortUser {
public:
    explicit PortUser(const std::string& path);
    ~PortUser();
    PortUser(const PortUser&) = delete;
    PortUser& operator=(const PortUser&) = delete;

    [[nodiscard]] bool started() const { return m_pid > 0; }
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = -1;
};

}  // namespace telemetryhub::test
