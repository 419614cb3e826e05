// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/frame_pace.h"

#include <algorithm>

namespace telemetryhub::ui {

namespace {
/// One slow frame, after a resize for instance, is not overload.
constexpr double kWeight = 0.2;

// A frame should cost no more than about its share of the beats that are left to it.
double limitMs(int divisor) {
    return std::max(FramePace::kSlowMs, FramePace::kSlowMs / 2 * divisor);
}
}  // namespace

bool FramePace::tick() {
    m_ticks = (m_ticks + 1) % m_divisor;
    return m_ticks == 0;
}

void FramePace::frameTook(double ms) {
    m_averageMs += kWeight * (ms - m_averageMs);
    if (m_averageMs > limitMs(m_divisor) && m_divisor < kLargestDivisor) {
        m_divisor *= 2;
        m_averageMs = kSlowMs / 2;
    } else if (m_divisor > 1 && m_averageMs < limitMs(m_divisor / 2) / 3) {
        m_divisor /= 2;
        m_averageMs = kSlowMs / 2;
    }
}

}  // namespace telemetryhub::ui
