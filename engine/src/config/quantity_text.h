// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// A stretch of time: seconds, or with a unit of `ms`, `s`, `m` or `h`, such as `2`, `250ms`,
/// `1.5h`. Nothing when it is no time, or not from `least` to `most`.
[[nodiscard]] std::optional<std::chrono::milliseconds> parsedTime(std::string_view text,
                                                                  std::chrono::milliseconds least,
                                                                  std::chrono::milliseconds most);
/// How long a device may be silent or away: 10 ms to 24 h.
[[nodiscard]] std::optional<std::chrono::milliseconds> parsedPause(std::string_view text);
/// `10s`, `250ms`
[[nodiscard]] std::string timeText(std::chrono::milliseconds time);

/// An amount of memory: bytes, or with a unit of `kB`, `MB`, `GB`, `TB` (thousands) or `KiB`,
/// `MiB`, `GiB`, `TiB`, in any case. Nothing when it is none, or not from `least` to `most`.
[[nodiscard]] std::optional<std::uint64_t> parsedBytes(std::string_view text, std::uint64_t least,
                                                       std::uint64_t most);
/// `512MB`; reads back as exactly the same amount.
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

}  // namespace telemetryhub::engine
