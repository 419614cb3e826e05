// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/request_ids.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <random>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxIdBytes = 64;

bool isIdText(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_';
}

void appendHex(std::string& text, std::uint64_t number) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), number, 16).ptr;
    text.append(digits.data(), end);
}

}  // namespace

bool isHarmlessRequestId(std::string_view id) {
    return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), isIdText);
}

RequestIds::RequestIds() {
    appendHex(m_prefix, std::random_device{}());
    m_prefix += '-';
}

void RequestIds::next(std::string& id) {
    id = m_prefix;
    appendHex(id, ++m_count);
}

}  // namespace telemetryhub::engine
