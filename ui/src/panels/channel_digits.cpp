// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/channel_digits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace telemetryhub::ui {
namespace {

constexpr int kMostDigits = 6;

/// Digits after the point in the shortest form that reads back equal.
int decimalsOf(double magnitude) {
    std::array<char, 32> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                                   std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
    const std::size_t exponentAt = text.find('e');
    const std::string_view mantissa = text.substr(0, exponentAt);
    const int digits = mantissa.size() > 1 ? static_cast<int>(mantissa.size()) - 2 : 0;
    int exponent = 0;
    const char* from = text.data() + exponentAt + 1;
    if (*from == '+') ++from;
    std::from_chars(from, text.data() + text.size(), exponent);
    return std::max(digits - exponent, 0);
}

}  // namespace

void ChannelDigits::observe(double value) {
    if (m_own || !std::isfinite(value) || value == 0) return;
    const double magnitude = std::fabs(value);
    const int whole = magnitude < 1 ? 1 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    m_wholeDigits = std::max(m_wholeDigits, whole);
    m_seen = std::max(m_seen, std::min(decimalsOf(magnitude), kMostDigits));
}

int ChannelDigits::decimals() const {
    if (m_own) return *m_own;
    return std::clamp(m_seen, 0, std::max(kMostDigits - m_wholeDigits, 0));
}

}  // namespace telemetryhub::ui
