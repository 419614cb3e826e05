// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

/// One value of a plotter line.
struct PlotterPart {
    std::string_view label;  ///< empty: named by position
    NumberForm form = NumberForm::NotANumber;
    double value = 0;
    bool lenient = false;  ///< counts only in a line that holds nothing but parts
    bool hexadecimal = false;
    std::string_view text{};
    /// A word for no number.
    [[nodiscard]] bool isNoValue() const;
};

/// The parts of one line of the Arduino Serial Plotter, read once and then asked.
///
/// Source: the Arduino IDE, versions 1.8 and 2. A part is what stands between blanks, tabs and
/// commas. In a line with a colon that does not begin it, only `label:value` parts count, as in
/// IDE 2; with blanks round the colon, as in IDE 1.8, they count when the line holds nothing else,
/// and so do labels that do not begin like a name: `12:30 started` is no measurement.
class PlotterLine {
public:
    void read(std::string_view line);

    [[nodiscard]] bool labelled() const { return m_labelled; }
    [[nodiscard]] std::span<const PlotterPart> parts() const { return m_parts; }
    /// Words of a labelled line that belong to no part.
    [[nodiscard]] std::size_t looseWords() const { return m_looseWords; }
    /// Those of them that cannot be the unit of the number before them.
    [[nodiscard]] std::size_t strayWords() const { return m_strayWords; }
    [[nodiscard]] std::size_t numbers() const;
    /// Words for no number.
    [[nodiscard]] std::size_t noValues() const;
    [[nodiscard]] bool anyOutOfRange() const;

private:
    void readLabelled();
    void readBare();
    std::size_t readPart(std::size_t word);
    void addLooseWord();
    void add(std::string_view label, std::string_view value, bool lenient);

    std::vector<std::string_view> m_words;
    std::vector<PlotterPart> m_parts;
    std::size_t m_looseWords = 0;
    std::size_t m_strayWords = 0;
    bool m_behindNumber = false;  ///< the last word was a part with a number
    bool m_labelled = false;
};

/// The label of a measurement rather than of a clock: it begins like a name.
[[nodiscard]] bool isNameLike(std::string_view label);

}  // namespace telemetryhub::engine
