// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/nearest_word.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace telemetryhub::engine {

namespace {

/// Levenshtein distance, one row at a time.
std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string_view> nearestWord(std::string_view typed,
                                            std::span<const std::string_view> known) {
    std::optional<std::string_view> nearest;
    std::size_t limit = std::max<std::size_t>(2, typed.size() / 3) + 1;
    for (const std::string_view word : known) {
        const std::size_t distance = editDistance(typed, word);
        if (distance >= limit || distance >= word.size()) continue;
        limit = distance;
        nearest = word;
    }
    return nearest;
}

}  // namespace telemetryhub::engine
