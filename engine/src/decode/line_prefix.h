// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// A line without what a logger or a terminal put before it: a clock (`12:00:00.123 ->`, `00:55`),
/// fields in brackets (`[ 1000][I][main.cpp:42] loop():`, `[00:00:01.000,000] <inf> app:`), a level
/// with a time and a tag (`I (1000) main:`). A line of nothing else is returned whole.
[[nodiscard]] std::string_view withoutLogPrefix(std::string_view line);

}  // namespace telemetryhub::engine
