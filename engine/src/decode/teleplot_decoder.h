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
#include "decode/teleplot_line.h"

namespace telemetryhub::engine {

/// The lines of Teleplot: those that begin with `>` are data, all others are text.
///
/// A line brings values of one name, each of them a sample; points `x:y` go into the channels
/// `name.x` and `name.y`. A text value becomes a text line `name: text`. Shapes and commands to the
/// chart are read and dropped.
///
/// Errors: a line of data that breaks the rules is Syntax, and so are bytes that are no text; a
///         number that no double holds is Range; a name beyond the last channel is Length, and a
///         first value amid noise that no other line confirms Unrecognised.
/// Source: FORMATS, "Teleplot on serial".
class TeleplotDecoder final : public LineDecoder {
public:
    explicit TeleplotDecoder(const DecodeSettings& settings) : m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<TeleplotDecoder>(*this);
    }

private:
    struct Name {
        std::string text;
        bool point = false;
        std::optional<std::size_t> channel;
        std::optional<std::size_t> channelOfY;
    };

    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    void readSamples(std::string_view text, std::size_t bytes, TeleplotLine::Content content,
                     DecoderOutput& output);
    void readText(std::size_t bytes, DecoderOutput& output);
    /// Null when there is no room for its channels.
    [[nodiscard]] const Name* nameOf(bool point);
    void addSample(const Name& name, const TeleplotSample& sample, DecoderOutput& output);

    TeleplotLine m_line;
    NoiseGuard m_noise;
    DatedRows m_rows;
    std::vector<Name> m_names;
    std::size_t m_nextName = 0;  ///< devices send their names in the same order again and again
    std::vector<double> m_row;
    std::string m_text;
};

}  // namespace telemetryhub::engine
