// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/watchdog.h"

namespace telemetryhub::engine {

void Watchdog::beat(std::int64_t nowNs) {
    const MutexLock lock(m_mutex);
    m_beatNs = nowNs;
}

void Watchdog::observe(const std::string& stage, std::uint64_t finished, std::uint64_t waiting,
                       std::int64_t nowNs) {
    const MutexLock lock(m_mutex);
    Stage& known = m_stages[stage];
    const bool progressed = finished != known.finished || !known.hasWork;
    if (progressed) known.sinceNs = nowNs;
    known.finished = finished;
    known.hasWork = waiting > 0;
}

void Watchdog::forget(const std::string& stage) {
    const MutexLock lock(m_mutex);
    m_stages.erase(stage);
}

Health Watchdog::health(std::int64_t nowNs) const {
    const MutexLock lock(m_mutex);
    Health health;
    // Without the I/O thread nothing is observed, so the others may well go on.
    if (nowNs - m_beatNs >= kLimitNs) {
        health.stalls.push_back({"i/o", nowNs - m_beatNs});
        return health;
    }
    for (const auto& [name, stage] : m_stages) {
        const std::int64_t stalledNs = nowNs - stage.sinceNs;
        if (stage.hasWork && stalledNs >= kLimitNs) health.stalls.push_back({name, stalledNs});
    }
    return health;
}

}  // namespace telemetryhub::engine
