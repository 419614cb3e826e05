// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/no_value.h"

#include <algorithm>
#include <array>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

constexpr std::array<std::string_view, 7> kNoValues = {"err",  "ovf", "ovl", "null",
                                                       "none", "n/a", "na"};

bool isEqualInAnyCase(std::string_view word, std::string_view lower) {
    return std::equal(word.begin(), word.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return asLower(a) == b; });
}

}  // namespace

bool isNoValue(std::string_view word) {
    if (word.empty()) return false;
    if (word.find_first_not_of('-') == std::string_view::npos) return true;
    return std::any_of(kNoValues.begin(), kNoValues.end(),
                       [word](std::string_view known) { return isEqualInAnyCase(word, known); });
}

}  // namespace telemetryhub::engine
