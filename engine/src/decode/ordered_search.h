// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// The item of a name among items that are asked for in about the same order every time: `next`
/// is where the search begins, and is moved behind what was found.
template <typename Item>
[[nodiscard]] Item* findInOrder(std::vector<Item>& items, std::size_t& next,
                                std::string_view name) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        const std::size_t at = next + i < items.size() ? next + i : next + i - items.size();
        if (items[at].name != name) continue;
        next = at + 1 < items.size() ? at + 1 : 0;
        return &items[at];
    }
    return nullptr;
}

}  // namespace telemetryhub::engine
