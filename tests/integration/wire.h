// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "support/pty_pair.h"

namespace telemetryhub::test {

/// Sends everything, waiting while the reader holds back.
/// Errors: false when the reader takes nothing for the deadline of a wait.
[[nodiscard]] bool sendAll(PtyPair& pty, std::string_view bytes);

/// Sends everything in pieces of 1 to `largest` bytes, cut by a seeded generator.
[[nodiscard]] bool sendInPieces(PtyPair& pty, std::string_view bytes, std::uint32_t seed,
                                std::size_t largest);

/// The same bytes for the same seed on every machine.
[[nodiscard]] std::string randomBytes(std::size_t count, std::uint32_t seed);

}  // namespace telemetryhub::test
