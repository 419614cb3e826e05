// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// A token that nobody had: 256 bits of the operating system's random numbers.
/// Errors: Internal when it has none.
[[nodiscard]] Result<std::string> makeToken();

/// `sha256:` and 64 hexadecimal digits: all that is kept of a token.
[[nodiscard]] std::string tokenHash(std::string_view token);
[[nodiscard]] bool isTokenHash(std::string_view hash);

}  // namespace telemetryhub::engine
