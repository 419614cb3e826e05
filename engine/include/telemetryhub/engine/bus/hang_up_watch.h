// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include <QTimer>

namespace telemetryhub::engine {

/// Whether the far end of an open descriptor is gone.
[[nodiscard]] bool isHungUp(int descriptor);
/// Whether nothing is left at the path of a device node.
[[nodiscard]] bool isNodeGone(const std::string& path);

/// Finds hang-ups that a port does not report, or reports only to a reader.
///
/// One timer and one system call look after the descriptors of all ports, because a timer and a
/// call each cost a thousand idle ports 4 % of a core.
///
/// Threads: one, which runs a Qt event loop.
class HangUpWatch {
public:
    static constexpr std::chrono::milliseconds kInterval{500};

    /// One open port that is looked after, until this object goes.
    class Watching {
    public:
        ~Watching() { m_watch.m_ports.erase(m_id); }
        Watching(const Watching&) = delete;
        Watching& operator=(const Watching&) = delete;

        /// Calls `gone` from the event loop, and again each time it looks until this object goes.
        /// \pre `watch` outlives this object, and the descriptor this object
        Watching(HangUpWatch& watch, int descriptor, std::string node, std::function<void()> gone);

    private:
        HangUpWatch& m_watch;
        std::uint64_t m_id;
    };

    HangUpWatch();
    HangUpWatch(const HangUpWatch&) = delete;
    HangUpWatch& operator=(const HangUpWatch&) = delete;

private:
    struct Port {
        int descriptor;
        std::string node;
        std::function<void()> gone;
    };

    void look();

    std::map<std::uint64_t, Port> m_ports;
    std::uint64_t m_lastId = 0;
    QTimer m_timer;
};

}  // namespace telemetryhub::engine
