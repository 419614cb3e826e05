// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// The same character in lower case, if it is a letter of ASCII; no locale has a say in HTTP.
[[nodiscard]] constexpr char asciiLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether two texts are the same but for the case of ASCII letters.
[[nodiscard]] bool isSameText(std::string_view a, std::string_view b);

/// Whether a `Content-Type` is `application/json`, with or without parameters.
[[nodiscard]] bool isJsonType(std::string_view contentType);

}  // namespace telemetryhub::engine
