// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/characters.h"

namespace telemetryhub::engine {

[[nodiscard]] constexpr bool isHexDigit(char c) {
    return isDigit(c) || (asLower(c) >= 'a' && asLower(c) <= 'f');
}
/// \pre isHexDigit(c)
[[nodiscard]] constexpr unsigned hexDigitValue(char c) {
    return static_cast<unsigned>(isDigit(c) ? c - '0' : asLower(c) - 'a' + 10);
}

}  // namespace telemetryhub::engine
