// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace telemetryhub::engine {

/// Keeps noise from becoming channels: a wrong baud rate makes a line such as `5` by chance every
/// few hundred kilobytes. Shortly after bytes that are no text, a first line of data counts only
/// as the third in a row with as many values.
class NoiseGuard {
public:
    void sawNoise() {
        m_linesOfDoubt = kLinesNoiseIsRemembered;
        m_alike = 0;
    }
    void sawText() {
        m_alike = 0;
        if (m_linesOfDoubt > 0) --m_linesOfDoubt;
    }
    /// Whether a line of so many values may bring the first channels.
    [[nodiscard]] bool trusts(std::size_t values) {
        if (m_linesOfDoubt == 0) return true;
        --m_linesOfDoubt;
        m_alike = values == m_values ? m_alike + 1 : 1;
        m_values = values;
        return m_alike >= kLinesToTrust;
    }

private:
    static constexpr int kLinesNoiseIsRemembered = 16;
    static constexpr int kLinesToTrust = 3;

    int m_linesOfDoubt = 0;
    int m_alike = 0;
    std::size_t m_values = 0;
};

}  // namespace telemetryhub::engine
