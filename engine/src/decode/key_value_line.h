// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

/// One `key=value`.
struct KeyValuePair {
    std::string_view key;
    std::string_view text;  ///< the value as it stands there, without quotes
    std::string_view unit;  ///< what follows the number
    NumberForm form = NumberForm::NotANumber;
    double value = 0;
};

/// The pairs of one line, read once and then asked. It does not own the text.
///
/// Pairs are parted by blanks, tabs, commas and semicolons; blanks may stand round the `=`. A value
/// is a number when nothing but a unit follows it; `%` and what begins with `°` may stand apart.
class KeyValueLine {
public:
    void read(std::string_view line);

    [[nodiscard]] std::span<const KeyValuePair> pairs() const { return m_pairs; }
    [[nodiscard]] std::size_t numbers() const;
    [[nodiscard]] bool anyOutOfRange() const;
    /// Whether there are words that are neither part of a pair nor short enough to be the unit of
    /// the number before them.
    [[nodiscard]] bool hasStrayWords() const { return m_strayWords; }

private:
    [[nodiscard]] std::size_t readValue(std::string_view line, std::size_t at,
                                        std::string_view key);
    void addPair(std::string_view key, std::string_view value);
    void addWord(std::string_view word);

    std::vector<KeyValuePair> m_pairs;
    bool m_strayWords = false;
    bool m_behindNumber = false;  ///< the last word was a pair with a number
};

}  // namespace telemetryhub::engine
