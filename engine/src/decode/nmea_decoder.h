// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decode/dated_rows.h"
#include "decode/line_decoder.h"
#include "decode/nmea_quantities.h"
#include "decode/nmea_sentence.h"
#include "decode/nmea_time.h"

namespace telemetryhub::engine {

/// NMEA 0183: one sample a sentence that brings values, with its channels alone.
///
/// Position, speed and course of a receiver without a fix (status V, quality 0, mode N) stay
/// absent, and so does what cannot be, such as a latitude beyond 90°. A sentence of another type is
/// text when its checksum matches. Bytes before a sentence on the same line, such as a binary
/// message of the receiver, are discarded and the sentence counts.
///
/// Errors: a checksum that does not match is Checksum, a sentence beyond any receiver's is Length,
///         what is neither sentence nor text is Syntax.
/// Source: NMEA 0183.
class NmeaDecoder final : public LineDecoder {
public:
    explicit NmeaDecoder(const DecodeSettings& settings) : m_rows(settings) {}
    [[nodiscard]] std::string description() const override;
    [[nodiscard]] std::unique_ptr<Decoder> clone() const override {
        return std::make_unique<NmeaDecoder>(*this);
    }

private:
    void line(std::string_view text, std::size_t bytes, DecoderOutput& output) override;
    [[nodiscard]] bool readsRawLines() const override { return true; }
    [[nodiscard]] bool provesWhole(std::string_view text) const override;
    void streamBegins() override { m_time = {}; }

    void readSentence(NmeaSentence::Check check, std::string_view text, std::size_t bytes,
                      DecoderOutput& output);
    void readOther(std::string_view text, std::size_t bytes, DecoderOutput& output);
    /// Whether the sentence is of a known type; its values are then in the row.
    bool readValues();
    void readRmc();
    void readGga();
    void readVtg();
    void readGll();
    void readGsa();
    void readGsv();
    void readHdg();
    void readDpt();
    void readDbt();
    void readMtw();
    void readMwv();
    void readXdr();

    void set(NmeaQuantity quantity, std::optional<double> value);
    void setChannel(std::optional<std::size_t> channel, double value);
    void setPosition(std::size_t firstField);
    void setWindSpeed(NmeaQuantity quantity);
    [[nodiscard]] std::optional<double> angle(std::size_t field) const;
    [[nodiscard]] std::optional<double> signedAngle(std::size_t field) const;

    NmeaSentence m_sentence;
    NmeaTime m_time;
    DatedRows m_rows;
    std::array<std::optional<std::size_t>, kNmeaQuantities> m_channelOf;
    std::vector<double> m_row;
    bool m_anyValue = false;
};

}  // namespace telemetryhub::engine
