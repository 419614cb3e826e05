// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/stall_meter.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kMinuteSeconds = 60;

}  // namespace

void StallMeter::tick(std::int64_t nowNs) {
    const MutexLock lock(m_mutex);
    const std::int64_t late = latenessAt(nowNs);
    m_tickedNs = nowNs;
    m_longestNs = std::max(m_longestNs, late);
    const std::int64_t number = nowNs / kSecondNs;
    Second& second = m_seconds[static_cast<std::size_t>(number % kMinuteSeconds)];
    if (second.number != number) second = {number, 0};
    second.longestNs = std::max(second.longestNs, late);
}

std::int64_t StallMeter::latenessAt(std::int64_t nowNs) const {
    return std::max<std::int64_t>(nowNs - m_tickedNs - kTickNs, 0);
}

std::int64_t StallMeter::longestNs(std::int64_t nowNs) const {
    const MutexLock lock(m_mutex);
    return std::max(m_longestNs, latenessAt(nowNs));
}

std::int64_t StallMeter::lastMinuteNs(std::int64_t nowNs) const {
    const MutexLock lock(m_mutex);
    std::int64_t longest = latenessAt(nowNs);
    for (const Second& second : m_seconds)
        if (nowNs / kSecondNs - second.number < kMinuteSeconds)
            longest = std::max(longest, second.longestNs);
    return longest;
}

}  // namespace telemetryhub::engine
