// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/dated_rows.h"
#include "decode/line_decoder.h"
#include "decode/noise_guard.h"
#include "decode/plotter_line.h"

namespace telemetryhub::engine {

/// The lines of the Arduino Serial Plotter: `label:value` parts or bare values.
///
/// A label is a channel wherever in the line it stands; a channel whose label is missing is absent
/// in that sample. Bare values are `value 1`, `value 2`, ... or have the names of a line of names
/// directly before the first of them. A line without any number is text, and so is a bare line
/// that is mostly words.
///
/// Errors: a number that no double holds is Range; more values than channels is Length; bytes that
///         are no text are Syntax, and a first value amid them that no other line confirms
///         Unrecognised.
class PlotterDecoder final : public LineDecoder {
public:
    explicit PlotterDecoder(const DecodeSettings& settings) : m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<PlotterDecoder>(*this);
    }

private:
    struct Label {
        std::string text;
        std::size_t channel;
    };

    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    void streamBegins() override { m_names.clear(); }

    void readText(std::string_view text, std::size_t bytes, DecoderOutput& output);
    [[nodiscard]] bool readValues(DecoderOutput& output);
    [[nodiscard]] bool holdsData() const;
    [[nodiscard]] std::optional<std::size_t> channelOf(const PlotterPart& part,
                                                       std::size_t position);
    [[nodiscard]] std::optional<std::size_t> channelOfLabel(std::string_view label,
                                                            std::size_t position);
    void addTextOf(const PlotterPart& part, std::size_t position, DecoderOutput& output);
    [[nodiscard]] std::optional<std::size_t> channelAtPosition(std::size_t position);
    void rememberNames(std::string_view text);

    PlotterLine m_line;
    DatedRows m_rows;
    NoiseGuard m_noise;
    std::vector<Label> m_labels;
    std::vector<std::size_t> m_labelAt;    ///< by position in the last line: nearly always right
    std::vector<std::size_t> m_positions;  ///< channels of bare values
    std::vector<std::string> m_names;      ///< of a line of names that was the last line
    std::size_t m_lastBareValues = 0;
    std::vector<double> m_row;
};

}  // namespace telemetryhub::engine
