// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

/// A name and what the device says of it.
struct KeyValuePair {
    std::string_view key;
    std::string_view text;  ///< the value as it stands there, without quotes
    std::string_view unit;  ///< what follows the number
    NumberForm form = NumberForm::NotANumber;
    double value = 0;
};

/// The pairs of one line, read once and then asked. It does not own the text.
///
///     temp=20.5C,hum=30           Temp: 23.4 C, Hum: 45 %           A0 -> 500
///     Bus Voltage = 3.20 V        Temperature of probe 1 is: 21.5   temp_celsius 20.0
///
/// A pair is a name, a mark (`=`, `:`, `->`), a value and perhaps a unit, right behind the number
/// or apart. Pairs are parted by blanks, tabs, commas, semicolons and bars. A name begins with a
/// letter; it has several words where a blank or a colon parts it from its value. A value is a
/// number when nothing but a unit follows it; a comma stands for its point where it cannot part
/// pairs (`T:23,4`). What a logger wrote before the pairs is passed over (`withoutLogPrefix`).
/// What cannot be placed costs its own part.
class KeyValueLine {
public:
    void read(std::string_view line);

    [[nodiscard]] std::span<const KeyValuePair> pairs() const { return m_pairs; }
    [[nodiscard]] std::size_t numbers() const;
    [[nodiscard]] bool anyOutOfRange() const;
    /// Whether a value is an address rather than a measurement: `0x80`.
    [[nodiscard]] bool anyHexadecimal() const;
    /// Whether there are words that are neither part of a pair nor short enough to be the unit of
    /// the number before them.
    [[nodiscard]] bool hasStrayWords() const { return m_strayWords; }

private:
    /// A mark between a name and its value.
    struct Mark {
        std::size_t at = 0;      ///< where it begins; the end of the run when there is none
        std::size_t length = 0;  ///< 0: none
    };

    [[nodiscard]] std::size_t signBehindWord(std::size_t at) const;
    [[nodiscard]] Mark findMark(std::size_t at) const;
    [[nodiscard]] Mark markAt(std::size_t at) const;
    [[nodiscard]] bool isBehindNumber(std::size_t at) const;
    [[nodiscard]] std::string_view keyOf(std::string_view run, const Mark& mark);
    [[nodiscard]] std::string_view takeUnit(std::string_view run);
    [[nodiscard]] std::size_t readValue(std::size_t at, std::string_view key);
    [[nodiscard]] std::size_t readQuoted(std::size_t at, std::string_view key);
    [[nodiscard]] std::size_t endOfValue(std::size_t at) const;
    [[nodiscard]] bool belongsToNext(std::size_t begin, std::size_t end) const;
    void addPair(std::string_view key, std::string_view value);
    [[nodiscard]] NumberAt numberIn(std::string_view value);
    void readLoose(std::string_view run);
    [[nodiscard]] bool readNameAndNumber(std::string_view run);
    void addWord(std::string_view word);

    std::string_view m_line;
    std::vector<KeyValuePair> m_pairs;
    std::string m_point;  ///< a number whose comma became a point
    bool m_strayWords = false;
    bool m_behindNumber = false;  ///< the last word was a pair with a number
    bool m_atBoundary = true;     ///< nothing stands between here and the last separator
};

}  // namespace telemetryhub::engine
