// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace telemetryhub::bench {

/// A process of the benchmark; it ends with its object.
class Child {
public:
    /// Runs a program; its output goes nowhere.
    explicit Child(const std::vector<std::string>& command);
    /// Runs a function in a process of its own. \pre this one has no other threads
    explicit Child(const std::function<void()>& work);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Resident memory in kB, without what it shares with others.
    [[nodiscard]] double residentKb() const;

private:
    pid_t m_pid = -1;
};

/// Whether a program can be found in the path.
[[nodiscard]] bool isInstalled(const std::string& program);

/// A socket to a port of loopback; nothing when nobody listens there.
[[nodiscard]] std::optional<int> connectedTo(int port);

/// Waits until somebody listens at a port of loopback; false after ten seconds.
[[nodiscard]] bool waitForPort(int port);

/// The length of the body that a GET of `path` answers at a port of loopback; 0 when none came.
[[nodiscard]] std::size_t bodyBytes(int port, const std::string& path);

}  // namespace telemetryhub::bench
