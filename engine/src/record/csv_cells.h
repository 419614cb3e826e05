// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/channel_set.h"

/// What stands in the cells of a CSV file that is read.
namespace telemetryhub::engine {

[[nodiscard]] std::string_view trimmedCell(std::string_view cell);

/// A number and nothing else but blanks, also `nan` and `inf` in any case; what is too small
/// becomes 0. Nothing when it is none or too large for a double.
[[nodiscard]] std::optional<double> numberIn(std::string_view cell, char decimalSign = '.');
[[nodiscard]] std::optional<std::uint64_t> countIn(std::string_view cell);
/// Empty, or a word that people write for "no value", such as `N/A`.
[[nodiscard]] bool saysAbsent(std::string_view cell);

/// What `appendTextCell` made the cell of.
[[nodiscard]] std::string textIn(std::string_view cell);
/// What `columnTitle` made the title of, exactly.
[[nodiscard]] Channel channelOfTitle(std::string_view title);

/// A text out of a file that a person can read: short, without control characters.
[[nodiscard]] std::string readable(std::string_view text, std::size_t maxBytes = 60);

}  // namespace telemetryhub::engine
