// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace telemetryhub::engine {

/// Something to be done a while after the need for it began.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds delay) : m_delay(delay) {}
    /// True when it is time; the next need begins anew.
    bool passed(bool needed, std::chrono::steady_clock::time_point now) {
        if (!needed) {
            m_at.reset();
            return false;
        }
        if (!m_at) m_at = now + m_delay;
        if (now < *m_at) return false;
        m_at.reset();
        return true;
    }
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> at() const { return m_at; }

private:
    std::chrono::milliseconds m_delay;
    std::optional<std::chrono::steady_clock::time_point> m_at;
};

}  // namespace telemetryhub::engine
