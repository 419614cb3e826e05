// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/rate_schedule.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::engine {

namespace {

constexpr double kNsPerSecond = 1e9;

}  // namespace

std::uint64_t RateSchedule::due(std::int64_t nowNs) {
    const auto nextNs =
        static_cast<std::int64_t>(static_cast<double>(m_taken + 1) / m_perSecond * kNsPerSecond);
    const std::int64_t lagNs = nowNs - m_startNs - nextNs;
    if (lagNs > kMaxLag.count()) m_startNs += lagNs - kMaxLag.count();
    const double elapsed = static_cast<double>(std::max<std::int64_t>(nowNs - m_startNs, 0));
    const auto total = static_cast<std::uint64_t>(elapsed * m_perSecond / kNsPerSecond);
    return total > m_taken ? total - m_taken : 0;
}

void RateSchedule::holdBack(std::int64_t nowNs) {
    m_startNs = nowNs;
    m_taken = 0;
}

std::chrono::nanoseconds RateSchedule::untilDue(std::uint64_t count, std::int64_t nowNs) const {
    const double atNs = static_cast<double>(m_taken + count) / m_perSecond * kNsPerSecond;
    const auto waitNs = static_cast<std::int64_t>(std::ceil(atNs)) - (nowNs - m_startNs);
    return std::chrono::nanoseconds(std::max<std::int64_t>(waitNs, 0));
}

}  // namespace telemetryhub::engine
