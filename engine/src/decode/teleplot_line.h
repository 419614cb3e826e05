// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace telemetryhub::engine {

/// One value of a Teleplot line.
struct TeleplotSample {
    double value = 0;
    double y = 0;  ///< of a point; `value` is its x
    std::optional<double> timeMs;
};

/// One line of Teleplot, read once and then asked. It does not own the text.
///
/// `>name[,widget]:[time:]value[;[time:]value...][§unit][|flags]`, for points `x:y[:time]`.
///
/// Source: FORMATS, "Teleplot on serial". The widget is ignored, and so are flags of words that are
/// not known; an empty piece between semicolons counts for nothing.
class TeleplotLine {
public:
    enum class Content {
        NoData,  ///< does not begin with `>`
        Broken,
        OutOfRange,  ///< a number that no double holds
        Numbers,
        Points,
        Text,     ///< or words for no number alone
        Nothing,  ///< shapes, or a command to the chart alone
    };

    /// Views of the line stay valid as long as it.
    [[nodiscard]] Content read(std::string_view line);

    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] std::string_view unit() const { return m_unit; }
    [[nodiscard]] std::string_view text() const { return m_text; }
    [[nodiscard]] std::span<const TeleplotSample> samples() const { return m_samples; }
    /// Pieces that held a word for no number; the last one is `text`.
    [[nodiscard]] std::size_t noValues() const { return m_noValues; }

private:
    struct Flags {
        bool text = false;
        bool points = false;
        bool clear = false;
        bool wellFormed = true;
    };

    [[nodiscard]] static Flags flagsIn(std::string_view list);
    [[nodiscard]] Content readValues(std::string_view values, const Flags& flags);
    [[nodiscard]] Content readSample(std::string_view piece, const Flags& flags);

    std::string_view m_name;
    std::string_view m_unit;
    std::string_view m_text;
    std::vector<TeleplotSample> m_samples;
    std::size_t m_noValues = 0;
};

}  // namespace telemetryhub::engine
