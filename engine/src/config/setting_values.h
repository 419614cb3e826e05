// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/spec_text.h"
#include "telemetryhub/engine/core/error.h"

/// \file
/// Reads the values of settings. An error says what was expected; who gave the value adds its name.
namespace telemetryhub::engine {

[[nodiscard]] Error expected(const std::string& what);

/// yes, no; also on, off, true, false, 1 and 0.
Result<void> readSwitch(std::string_view text, bool& value);
[[nodiscard]] std::string switchText(bool value);

/// A whole number from 1 to `most`.
Result<void> readCount(std::string_view text, std::size_t most, std::size_t& value);

/// Any text but an empty one; `what` it names.
Result<void> readText(std::string_view text, const std::string& what, std::string& value);

template <typename T, std::size_t Count, typename Value>
Result<void> readWord(std::string_view text, const SpecWord<T> (&words)[Count], Value& value) {
    std::vector<std::string_view> names;
    for (const auto& [word, meaning] : words) {
        names.push_back(word);
        if (word != text) continue;
        value = meaning;
        return {};
    }
    return expected(listed(names) + didYouMean(text, names));
}

}  // namespace telemetryhub::engine
