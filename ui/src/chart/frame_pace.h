// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace telemetryhub::ui {

/// Redraws less often while frames are slow, so that the rest of the window stays usable.
class FramePace {
public:
    static constexpr double kSlowMs = 33;
    static constexpr int kLargestDivisor = 8;

    /// Called once a tick of the display; true when this tick should draw.
    [[nodiscard]] bool tick();
    /// What the last drawn frame cost.
    void frameTook(double ms);
    /// Only every n-th tick draws.
    [[nodiscard]] int divisor() const { return m_divisor; }

private:
    int m_divisor = 1;
    int m_ticks = 0;
    double m_averageMs = 0;
};

}  // namespace telemetryhub::ui
