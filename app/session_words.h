// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::app {

/// `12 345 678 bytes` as a person reads it: `12.3 MB`.
[[nodiscard]] std::string sizeText(std::uint64_t bytes);
/// `1 h 02 min`, `3.250 s`
[[nodiscard]] std::string spanText(std::int64_t nanoseconds);
/// Text of a file that somebody else may have made, without what steers a terminal.
[[nodiscard]] std::string plainText(std::string text);
/// `closed`, `recording`, `abandoned`
[[nodiscard]] const char* sessionStateName(engine::SessionInfo::State state);

}  // namespace telemetryhub::app
