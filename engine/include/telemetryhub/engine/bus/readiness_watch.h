// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include <QSocketNotifier>

namespace telemetryhub::engine {

/// Tells which of many descriptors can be read, at a cost that does not grow with those that
/// cannot: the event loop looks at one descriptor (epoll) instead of a thousand at each turn.
///
/// Threads: the I/O thread, which runs a Qt event loop. A callback may end any watching.
class ReadinessWatch {
public:
    using Callback = std::function<void()>;

    /// Watches as long as it lives; called for data and for a hang-up, again and again until it is
    /// read.
    class Watching {
    public:
        /// \pre `watch` outlives this object; `descriptor` is open as long as it lives
        Watching(ReadinessWatch& watch, int descriptor, Callback readable);
        ~Watching();
        Watching(const Watching&) = delete;
        Watching& operator=(const Watching&) = delete;

    private:
        ReadinessWatch& m_watch;
        const int m_descriptor;
        const std::uint64_t m_id;
    };

    ReadinessWatch();
    ~ReadinessWatch();
    ReadinessWatch(const ReadinessWatch&) = delete;
    ReadinessWatch& operator=(const ReadinessWatch&) = delete;

private:
    void dispatch();

    int m_epoll = -1;
    std::uint64_t m_lastId = 0;
    std::map<std::uint64_t, Callback> m_callbacks;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace telemetryhub::engine
