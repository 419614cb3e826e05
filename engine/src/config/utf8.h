// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// Whether `text` is well-formed UTF-8: nothing cut, overlong, or beyond U+10FFFF.
[[nodiscard]] bool isUtf8(std::string_view text);

/// Whether `text` holds a control character, the tab aside.
[[nodiscard]] bool hasControlCharacter(std::string_view text);

}  // namespace telemetryhub::engine
