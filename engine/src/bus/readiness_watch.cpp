// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/readiness_watch.h"

#include <array>
#include <cstdint>
#include <utility>

#include <sys/epoll.h>
#include <unistd.h>

namespace telemetryhub::engine {

namespace {

/// Told at one turn of the event loop; the rest is told at the next.
constexpr int kMostAtOnce = 256;

}  // namespace

ReadinessWatch::Watching::Watching(ReadinessWatch& watch, int descriptor, Callback readable)
    : m_watch(watch), m_descriptor(descriptor), m_id(++watch.m_lastId) {
    watch.m_callbacks.emplace(m_id, std::move(readable));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = m_id;
    (void)::epoll_ctl(watch.m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

ReadinessWatch::Watching::~Watching() {
    (void)::epoll_ctl(m_watch.m_epoll, EPOLL_CTL_DEL, m_descriptor, nullptr);
    m_watch.m_callbacks.erase(m_id);
}

ReadinessWatch::ReadinessWatch() : m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {
    m_notifier = std::make_unique<QSocketNotifier>(m_epoll, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(),
                     [this] { dispatch(); });
}

ReadinessWatch::~ReadinessWatch() {
    m_notifier.reset();
    ::close(m_epoll);
}

void ReadinessWatch::dispatch() {
    std::array<epoll_event, kMostAtOnce> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), kMostAtOnce, 0);
    for (int i = 0; i < count; ++i) {
        // A copy, because the kernel's events are packed and nothing in them is aligned.
        const std::uint64_t id = events[static_cast<std::size_t>(i)].data.u64;
        const auto found = m_callbacks.find(id);
        if (found == m_callbacks.end()) continue;  // ended by one that was told before
        // A copy, because the call may end the watching it belongs to.
        const Callback readable = found->second;
        readable();
    }
}

}  // namespace telemetryhub::engine
