// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/dated_rows.h"
#include "decode/json_line.h"
#include "decode/line_decoder.h"
#include "decode/noise_guard.h"
#include "decode/remembered_channels.h"

namespace telemetryhub::engine {

/// JSON Lines: the numbers of one object or array a line, and lines that are one number.
///
/// Nested names are joined by points, places in arrays count from 0; the members of an outermost
/// array, and a bare number, are `value 1`, `value 2`, ... True and false are 1 and 0, null is no
/// sample, texts are no channels. Valid JSON without a number, and a line that does not begin like
/// JSON, are text.
///
/// Errors: a line that begins with `{` or `[` and is no JSON, and bytes that are no text, are
///         Syntax; a number that no double holds is Range; more numbers, deeper or longer names
///         than the limits are Length; a first bare number amid noise that no other line confirms
///         is Unrecognised.
/// Source: FORMATS, "JSON Lines"; RFC 8259.
class JsonDecoder final : public LineDecoder {
public:
    explicit JsonDecoder(const DecodeSettings& settings)
        : m_json(settings.time == SampleTime::Device ? settings.timeChannel : std::string()),
          m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<JsonDecoder>(*this);
    }

private:
    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    void readJson(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readNumbers(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void readBareNumber(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void writeRow(std::string_view text, std::size_t bytes, DecoderOutput& output);
    void set(std::string_view path, std::size_t place, double value);

    JsonLine m_json;
    NoiseGuard m_noise;
    DatedRows m_rows;
    RememberedChannels m_paths;
    std::vector<double> m_row;
    bool m_anyValue = false;
};

}  // namespace telemetryhub::engine
