// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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

/// What tells one measurement apart that has no fixed name: XDR, revolutions, a signal's
/// satellites. Two of one name, type and unit in a sentence are told by their order.
struct NmeaTransducer {
    std::string_view name;
    char type = '\0';
    char unit = '\0';
    int order = 1;
};
struct NmeaTransducerChannel {
    std::string name;
    char type;
    char unit;
    int order;
    std::size_t channel;
};
/// A satellite system by its talker and number, and when its satellites were last in use.
struct NmeaGsaSystem {
    char talker = '\0';
    char system = '\0';
    std::uint64_t usedAt = 0;
};

/// NMEA 0183: one sample a sentence that brings values, with its channels alone.
///
/// Position, speed and course of a receiver without a fix (status V, quality 0, mode N) stay
/// absent, and so does what cannot be, such as a latitude beyond 90°. A sentence of another type is
/// text when its checksum matches. Bytes before a sentence on the same line, such as a binary
/// message of the receiver, are discarded and the sentence counts. From the first checksum on, a
/// sentence of a known type without one is damage.
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
    void streamBegins() override;

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
    void readDepthIn(NmeaQuantity quantity);
    void readMtw();
    void readMwv();
    void readGns();
    void readGst();
    void readThs();
    void readRot();
    void readHeading(NmeaQuantity quantity);
    void readXdr();
    void readRpm();
    void readMwd();
    void readWindOf(NmeaQuantity angleOf, NmeaQuantity speedOf);
    void readVhw();
    void readVlw();
    void readMda();
    void readRsa();
    void readVdr();
    void readRmb();
    [[nodiscard]] bool isOfUnusedSystem();

    void set(NmeaQuantity quantity, std::optional<double> value);
    void setChannel(std::optional<std::size_t> channel, double value);
    void setPosition(std::size_t firstField);
    void setSpeed(NmeaQuantity quantity, std::optional<double> speed, char unit);
    /// The first of two speeds of one thing that is there.
    void setSpeedOf(NmeaQuantity quantity, std::size_t firstField, std::size_t secondField);
    void setTransducer(const NmeaTransducer& transducer, std::string_view unit, double value);
    [[nodiscard]] std::optional<std::size_t> channelFor(const NmeaTransducer& transducer,
                                                        std::string_view unit);
    [[nodiscard]] bool mayName(const std::string& name, std::string_view unit) const;
    [[nodiscard]] std::optional<double> angle(std::size_t field) const;
    [[nodiscard]] std::optional<double> signedAngle(std::size_t field) const;

    NmeaSentence m_sentence;
    NmeaTime m_time;
    DatedRows m_rows;
    std::array<std::optional<std::size_t>, kNmeaQuantities> m_channelOf;
    std::vector<NmeaTransducerChannel> m_transducers;
    std::vector<double> m_row;
    bool m_checksumSeen = false;
    std::array<NmeaGsaSystem, 8> m_gsa;  ///< the systems whose satellites were listed
    std::uint64_t m_gsaCount = 0;
    std::size_t m_gsaInRun = 0;  ///< of those that follow each other
    bool m_anyValue = false;
};

}  // namespace telemetryhub::engine
