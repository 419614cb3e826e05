// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What is known of a stream in which nothing was decoded.
struct UndecodedStream {
    std::string_view tail;  ///< its newest bytes
    std::uint64_t bytes = 0;
    const BusSettings& bus;
};

/// What the bytes look like, and what would help. The code is `Undecoded`.
[[nodiscard]] Error undecoded(const UndecodedStream& stream);

/// Whether bytes are text, apart from noise.
[[nodiscard]] bool isReadable(std::string_view bytes);

/// The parity with which 7-bit text was sent that was read with 8 data bits; nothing when the
/// bytes are not of that kind.
[[nodiscard]] std::optional<Parity> parityInside(std::string_view bytes);

/// The rate a sender has that is slower than `baud`, from the shortest time its line stayed as it
/// was; nothing when the bytes do not show one.
[[nodiscard]] std::optional<int> slowerRate(std::string_view bytes, int baud);

}  // namespace telemetryhub::engine
