// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace telemetryhub::engine {

/// Whether a text right behind a number can be its unit: letters, `%`, what is beyond ASCII, and
/// digits behind a slash or a power: `C`, `°C`, `*C`, `%`, `m/s2`, `m/s^2`.
[[nodiscard]] bool isUnit(std::string_view text);

/// Whether a word apart from a number is surely its unit: one of the field, such as `hPa`, or one
/// that no other word looks like, such as `%`, `*C`, `km/h`.
[[nodiscard]] bool isKnownUnit(std::string_view word);

}  // namespace telemetryhub::engine
