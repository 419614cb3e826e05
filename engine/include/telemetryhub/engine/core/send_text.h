// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What ends a line that is sent.
enum class LineEnd : std::uint8_t { None, Lf, Cr, CrLf };

/// The bytes of a line that a person typed.
[[nodiscard]] std::string lineBytes(std::string_view text, LineEnd end);

/// Text in which `\n`, `\r`, `\t`, `\0`, `\xFF` and `\\` stand for their bytes.
/// Errors: InvalidArgument, naming the first backslash that begins none of them.
[[nodiscard]] Result<std::string> unescaped(std::string_view text);

/// The bytes of hex digits such as `01 FF`, `01ff` or `0x01, 0xFF`.
/// Errors: InvalidArgument, naming the first part that is no byte.
[[nodiscard]] Result<std::string> hexBytes(std::string_view text);

}  // namespace telemetryhub::engine
