// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/dated_rows.h"
#include "decode/key_value_line.h"
#include "decode/line_decoder.h"
#include "decode/noise_guard.h"
#include "decode/remembered_channels.h"

namespace telemetryhub::engine {

/// Lines of `key=value` pairs: a key with a number is a channel wherever in the line it stands.
///
/// The unit behind a channel's first number is the channel's. Values that are no numbers are no
/// channels; a line without any number is text.
///
/// Errors: a number that no double holds is Range; more pairs than channels is Length; bytes that
///         are no text are Syntax, and a first pair amid them that no other line confirms
///         Unrecognised.
class KeyValueDecoder final : public LineDecoder {
public:
    explicit KeyValueDecoder(const DecodeSettings& settings) : m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<KeyValueDecoder>(*this);
    }

private:
    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    /// Fills the row; false when no value found a channel.
    [[nodiscard]] bool readValues(DecoderOutput& output);
    [[nodiscard]] std::optional<std::size_t> channelOf(const KeyValuePair& pair, std::size_t place);

    KeyValueLine m_line;
    NoiseGuard m_noise;
    DatedRows m_rows;
    RememberedChannels m_keys;
    std::vector<double> m_row;
};

}  // namespace telemetryhub::engine
