// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// Whether a device writes this word where it has no number: `ERR`, `ovf`, `null`, `---` in any
/// case. A NaN is no such word: it is a number that was sent.
///
/// Source: FORMATS, "Words for no number".
[[nodiscard]] bool isNoValue(std::string_view word);

}  // namespace telemetryhub::engine
