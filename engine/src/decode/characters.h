// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

/// What bytes mean in a line of text, without regard to the locale.
namespace telemetryhub::engine {

[[nodiscard]] constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isBlank(char c) {
    return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool isLineEnd(char c) {
    return c == '\n' || c == '\r';
}
[[nodiscard]] constexpr char asLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr bool isLetter(char c) {
    return asLower(c) >= 'a' && asLower(c) <= 'z';
}
[[nodiscard]] constexpr bool isBeyondAscii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}
[[nodiscard]] constexpr bool isWordCharacter(char c) {
    return isLetter(c) || isDigit(c) || c == '_' || isBeyondAscii(c);
}
/// What the name of a quantity can begin with.
[[nodiscard]] constexpr bool startsName(char c) {
    return isLetter(c) || c == '_' || isBeyondAscii(c);
}

/// A digit, or a point and a digit.
[[nodiscard]] constexpr bool startsWithDigits(std::string_view text) {
    if (!text.empty() && text.front() == '.') text.remove_prefix(1);
    return !text.empty() && isDigit(text.front());
}

[[nodiscard]] constexpr std::string_view trimmedBlanks(std::string_view text) {
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Length of the UTF-8 sequence of a character beyond ASCII at the beginning, 0 when it is none.
/// Control characters are none.
[[nodiscard]] std::size_t utf8Length(std::string_view text);

/// Text that a person can read: valid UTF-8 without control characters. Tab and escape are let
/// through, because logs are indented and coloured with them.
[[nodiscard]] bool isPrintableText(std::string_view text);

}  // namespace telemetryhub::engine
