// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/frame_pace.h"

namespace telemetryhub::ui {

namespace {
/// One slow frame, after a resize for instance, is not overload.
constexpr double kWeight = 0.2;
constexpr double kQuickMs = FramePace::kSlowMs / 4;
}  // namespace

bool FramePace::tick() {
    m_ticks = (m_ticks + 1) % m_divisor;
    return m_ticks == 0;
}

void FramePace::frameTook(double ms) {
    m_averageMs += kWeight * (ms - m_averageMs);
    if (m_averageMs > kSlowMs && m_divisor < kLargestDivisor) {
        m_divisor *= 2;
        m_averageMs = kSlowMs / 2;
    } else if (m_averageMs < kQuickMs && m_divisor > 1) {
        m_divisor /= 2;
        m_averageMs = kSlowMs / 2;
    }
}

}  // namespace telemetryhub::ui
