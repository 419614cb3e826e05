// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/rate_meter.h"

namespace telemetryhub::engine {

const RateMeter::Mark& RateMeter::oldest() const {
    return m_used < kMarks ? m_marks[0] : m_marks[m_next];
}

void RateMeter::add(std::uint64_t count, std::int64_t nowNs) {
    m_count += count;
    ++m_arrivals;
    m_lastNs = nowNs;
    const std::size_t newest = (m_next + kMarks - 1) % kMarks;
    if (m_used > 0 && nowNs - m_marks[newest].timeNs < kMarkSpacingNs) return;
    m_marks[m_next] = {nowNs, m_count, m_arrivals};
    m_next = (m_next + 1) % kMarks;
    if (m_used < kMarks) ++m_used;
}

void RateMeter::restart() {
    m_used = 0;
    m_next = 0;
}

std::int64_t RateMeter::usualIntervalNs() const {
    if (m_used == 0 || m_arrivals == oldest().arrivals) return 0;
    return (m_lastNs - oldest().timeNs) / static_cast<std::int64_t>(m_arrivals - oldest().arrivals);
}

double RateMeter::perSecond(std::int64_t nowNs) const {
    if (m_used == 0 || m_arrivals == oldest().arrivals) return 0;
    // A silence of up to three intervals is usual; a longer one counts in full.
    const std::int64_t silence = nowNs - m_lastNs;
    const std::int64_t end =
        silence > 3 * usualIntervalNs() && silence > kMarkSpacingNs ? nowNs : m_lastNs;
    const double seconds = static_cast<double>(end - oldest().timeNs) * 1e-9;
    return seconds > 0 ? static_cast<double>(m_count - oldest().count) / seconds : 0;
}

}  // namespace telemetryhub::engine
