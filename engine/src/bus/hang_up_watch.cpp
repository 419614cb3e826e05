// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/hang_up_watch.h"

#include <utility>
#include <vector>

#include <poll.h>
#include <sys/stat.h>

namespace telemetryhub::engine {

namespace {

constexpr short kGone = POLLHUP | POLLERR | POLLNVAL;  // reported without being asked for

}  // namespace

bool isHungUp(int descriptor) {
    pollfd state{descriptor, 0, 0};
    return ::poll(&state, 1, 0) > 0 && (state.revents & kGone) != 0;
}

bool isNodeGone(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0;
}

HangUpWatch::Watching::Watching(HangUpWatch& watch, int descriptor, std::string node,
                                std::function<void()> gone)
    : m_watch(watch), m_id(++watch.m_lastId) {
    watch.m_ports.emplace(m_id, Port{descriptor, std::move(node), std::move(gone)});
    if (!watch.m_timer.isActive()) watch.m_timer.start(kInterval);
}

HangUpWatch::HangUpWatch() {
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
}

void HangUpWatch::look() {
    if (m_ports.empty()) return m_timer.stop();
    std::vector<pollfd> states;
    std::vector<std::uint64_t> ids;
    for (const auto& [id, port] : m_ports) {
        states.push_back({port.descriptor, 0, 0});
        ids.push_back(id);
    }
    (void)::poll(states.data(), states.size(), 0);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto port = m_ports.find(ids[i]);
        if (port == m_ports.end()) continue;  // ended by one that was told before
        if ((states[i].revents & kGone) == 0 && !isNodeGone(port->second.node)) continue;
        // A copy, because the call may end the watching it belongs to.
        const auto gone = port->second.gone;
        gone();
    }
}

}  // namespace telemetryhub::engine
