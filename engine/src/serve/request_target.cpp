// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/request_target.h"

#include <algorithm>
#include <cstddef>

namespace telemetryhub::engine {

namespace {

bool isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isTargetText(std::string_view text) {
    constexpr std::string_view kNever = "#\"<>\\^`{|}";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c <= ' ' || c >= 0x7F || kNever.find(c) != std::string_view::npos) return false;
        if (c != '%') continue;
        const std::string_view digits = text.substr(i + 1, 2);
        if (digits.size() < 2 || !isHexDigit(digits[0]) || !isHexDigit(digits[1])) return false;
        if (digits == "00") return false;
    }
    return true;
}

/// What stands between the scheme and the path is taken off `target`.
std::optional<std::string_view> takeAuthority(std::string_view& target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        target.remove_prefix(scheme.size());
        const std::size_t length = std::min(target.find_first_of("/?"), target.size());
        const std::string_view authority = target.substr(0, length);
        target.remove_prefix(length);
        if (authority.empty() || authority.find('@') != std::string_view::npos) return std::nullopt;
        return authority;
    }
    return std::nullopt;
}

}  // namespace

std::optional<RequestTarget> splitTarget(std::string_view target) {
    if (target.empty() || !isTargetText(target)) return std::nullopt;
    if (target == "*") return RequestTarget{{}, target, {}};
    RequestTarget parts;
    if (target.front() != '/') {
        const auto authority = takeAuthority(target);
        if (!authority) return std::nullopt;
        parts.authority = *authority;
    }
    const std::size_t mark = target.find('?');
    parts.path = target.substr(0, mark);
    if (mark != std::string_view::npos) parts.query = target.substr(mark + 1);
    if (parts.path.empty()) parts.path = "/";
    return parts;
}

}  // namespace telemetryhub::engine
