// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace telemetryhub::ui {

/// How many digits after the point a channel shows: its own, else as many as its values were sent
/// with, at most six significant ones. The number grows with what is seen and then stays, so that
/// figures stand still while they change.
class ChannelDigits {
public:
    explicit ChannelDigits(std::optional<int> own = std::nullopt) : m_own(own) {}

    /// Learns from a value; absent and infinite ones teach nothing.
    void observe(double value);
    [[nodiscard]] int decimals() const;

private:
    std::optional<int> m_own;
    int m_seen = 0;         ///< decimals of the finest value
    int m_wholeDigits = 1;  ///< digits before the point of the largest value
};

}  // namespace telemetryhub::ui
