// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

namespace {

template <typename TimePoint>
std::int64_t nanosecondsOf(TimePoint time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

}  // namespace

ReadTime SystemClock::now() const {
    return {nanosecondsOf(std::chrono::steady_clock::now()),
            nanosecondsOf(std::chrono::system_clock::now())};
}

ReadTime ManualClock::now() const {
    return {m_steadyNs.load(std::memory_order_relaxed), m_wallNs.load(std::memory_order_relaxed)};
}

void ManualClock::advance(std::chrono::nanoseconds step) {
    m_steadyNs.fetch_add(step.count(), std::memory_order_relaxed);
    m_wallNs.fetch_add(step.count(), std::memory_order_relaxed);
}

void ManualClock::setWall(std::chrono::nanoseconds step) {
    m_wallNs.fetch_add(step.count(), std::memory_order_relaxed);
}

}  // namespace telemetryhub::engine
