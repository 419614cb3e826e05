// SPDX-License-Identifier: GPL-3.0-or-later
#include "bus/low_latency_mode.h"

#include <utility>

namespace telemetryhub::engine {

namespace {

/// The shortest an adapter can be set to.
constexpr int kShortestTimerMs = 1;

}  // namespace

LowLatencyMode::LowLatencyMode(SerialLineControl& lines, int descriptor, std::string node)
    : m_lines(lines), m_descriptor(descriptor), m_node(std::move(node)) {
    setFlag();
    setTimer();
}

LowLatencyMode::~LowLatencyMode() {
    // Nobody can act on a driver that does not take its own setting back.
    if (m_timerBefore) (void)m_lines.setLatencyTimer(m_node, *m_timerBefore);
    if (m_flagWasSet) (void)m_lines.setLowLatency(m_descriptor, false);
}

void LowLatencyMode::setFlag() {
    const auto before = m_lines.lowLatency(m_descriptor);
    if (!before) return;
    m_isOn = *before;
    if (m_isOn) return;
    const auto set = m_lines.setLowLatency(m_descriptor, true);
    m_isOn = m_flagWasSet = set.hasValue();
    if (!set) m_obstacle = set.error().detail;
}

/// The flag may have set it already.
void LowLatencyMode::setTimer() {
    const auto before = m_lines.latencyTimerMs(m_node);
    if (!before) return;
    m_isOn = *before <= kShortestTimerMs;
    if (m_isOn) return;
    const auto set = m_lines.setLatencyTimer(m_node, kShortestTimerMs);
    m_isOn = set.hasValue();
    if (set)
        m_timerBefore = before;
    else
        m_obstacle = set.error().detail;
}

}  // namespace telemetryhub::engine
