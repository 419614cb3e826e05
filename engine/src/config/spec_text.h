// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// One `key=value` of a specification.
struct SpecEntry {
    std::string_view key;
    std::string_view raw;  ///< as written
    std::string value;     ///< `%XX` decoded
};

/// A word of a specification and what it stands for.
template <typename T>
struct SpecWord {
    std::string_view word;
    T meaning;
};

/// `%XX` decoded; nothing when a `%` is not followed by two hex digits.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text);

enum class Bytes { Text, Binary };
/// Encodes `%`, controls, space and what separates the parts of a specification, `:` included when
/// it is in `more`; with Binary also every byte beyond ASCII.
[[nodiscard]] std::string percentEncoded(std::string_view text, Bytes bytes = Bytes::Text,
                                         std::string_view more = {});

/// `a, b or c`
[[nodiscard]] std::string listed(std::span<const std::string_view> words);
/// `; did you mean x?`, or nothing when no word is near.
[[nodiscard]] std::string didYouMean(std::string_view typed,
                                     std::span<const std::string_view> known);
/// `baud=fast: expected a whole number from 50 to 20000000`
[[nodiscard]] Error unexpected(const SpecEntry& entry, const std::string& expected);

/// The same with what a parser of its own said.
[[nodiscard]] Error wrongValue(const SpecEntry& entry, const Error& error);

template <typename T>
[[nodiscard]] std::optional<T> parsedNumber(std::string_view text) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(number)) return std::nullopt;
    return number;
}

[[nodiscard]] std::string numberText(double number);

/// The parts between the separators: one at least.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// A whole number from `least` to `most`.
template <typename T>
[[nodiscard]] Result<T> wholeNumber(const SpecEntry& entry, T least, T most) {
    const auto number = parsedNumber<T>(entry.value);
    if (!number || *number < least || *number > most)
        return unexpected(
            entry, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return *number;
}

/// A number from `least` to `most`.
[[nodiscard]] Result<double> realNumber(const SpecEntry& entry, double least, double most);

/// The meaning of one of `words`; the names listed in an error are the first `shown` ones.
template <typename T, std::size_t Count>
[[nodiscard]] Result<T> choice(const SpecEntry& entry, const SpecWord<T> (&words)[Count],
                               std::size_t shown = Count) {
    std::vector<std::string_view> names;
    for (const auto& [word, meaning] : words) {
        if (entry.value == word) return meaning;
        if (names.size() < shown) names.push_back(word);
    }
    return unexpected(entry, listed(names) + didYouMean(entry.value, names));
}

/// The first word that stands for `meaning`.
template <typename T, std::size_t Count>
[[nodiscard]] std::string_view wordFor(T meaning, const SpecWord<T> (&words)[Count]) {
    for (const auto& entry : words)
        if (entry.meaning == meaning) return entry.word;
    return {};
}

}  // namespace telemetryhub::engine
