// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace telemetryhub::engine {

/// The known word that `typed` most probably meant: at most a third of its letters (at least two)
/// changed, added or left out; nothing when none is that near.
[[nodiscard]] std::optional<std::string_view> nearestWord(std::string_view typed,
                                                          std::span<const std::string_view> known);

}  // namespace telemetryhub::engine
