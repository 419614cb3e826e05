// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/nmea_decoder.h"

#include <algorithm>

#include "decode/characters.h"

namespace telemetryhub::engine {

namespace {

using Check = NmeaSentence::Check;

constexpr std::string_view kSentenceBegins = "$!";

}  // namespace

std::string NmeaDecoder::description() const {
    if (channels().size() == 0) return "NMEA 0183, no value so far";
    return "NMEA 0183, " + std::to_string(channels().size()) +
           (channels().size() == 1 ? " channel" : " channels");
}

bool NmeaDecoder::provesWhole(std::string_view text) const {
    NmeaSentence sentence;
    return sentence.read(text) == Check::Valid;
}

void NmeaDecoder::line(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    const Check check = m_sentence.read(text);
    if (check == Check::Valid) return readSentence(check, text, bytes, output);
    const std::size_t last = text.find_last_of(kSentenceBegins);
    if (last != std::string_view::npos && last > 0 &&
        m_sentence.read(text.substr(last)) == Check::Valid) {
        damage(check == Check::BadChecksum ? DiscardReason::Checksum : DiscardReason::Syntax,
               text.substr(0, last), last, output);
        return readSentence(Check::Valid, text.substr(last), bytes - last, output);
    }
    // The attempt above has replaced the fields.
    readSentence(m_sentence.read(text), text, bytes, output);
}

void NmeaDecoder::readSentence(Check check, std::string_view text, std::size_t bytes,
                               DecoderOutput& output) {
    switch (check) {
        case Check::NoSentence: return readOther(text, bytes, output);
        case Check::TooLong: return damage(DiscardReason::Length, text, bytes, output);
        case Check::BadChecksum: return damage(DiscardReason::Checksum, text, bytes, output);
        case Check::NoChecksum:
            if (!isPrintableText(text)) return readOther(text, bytes, output);
            if (!m_checksumSeen) break;
            // A device that sends checksums leaves none out: this one was cut.
            if (!isMeasuringType(m_sentence.type())) return readOther(text, bytes, output);
            return damage(DiscardReason::Checksum, text, bytes, output);
        case Check::Valid: m_checksumSeen = true; break;
    }
    std::fill(m_row.begin(), m_row.end(), kAbsent);
    m_anyValue = false;
    if (m_sentence.type() != "GSA") m_gsaInRun = 0;
    if (m_rows.byDevice()) m_time.observe(m_sentence);
    if (!readValues()) {
        if (isPrintableText(text)) return acceptText(text, bytes, output);
        return accept(bytes);
    }
    if (!m_anyValue) return accept(bytes);
    acceptFrame(bytes);
    m_rows.setDeviceTime(m_time.current());
    m_rows.add(m_row, channels(), ChannelSetKind::Open, output);
}

void NmeaDecoder::streamBegins() {
    m_time = {};
    m_checksumSeen = false;
    m_gsa = {};
    m_gsaInRun = 0;
}

void NmeaDecoder::readOther(std::string_view text, std::size_t bytes, DecoderOutput& output) {
    if (isPrintableText(text))
        acceptText(text, bytes, output);
    else
        damage(DiscardReason::Syntax, text, bytes, output);
}

void NmeaDecoder::set(NmeaQuantity quantity, std::optional<double> value) {
    if (!value) return;
    auto& channel = m_channelOf[static_cast<std::size_t>(quantity)];
    if (!channel) {
        const auto [name, unit] = namesOf(quantity);
        channel = channels().ensure({std::string(name), std::string(unit), {}});
    }
    setChannel(channel, *value);
}

void NmeaDecoder::setChannel(std::optional<std::size_t> channel, double value) {
    if (!channel) return;
    if (m_row.size() < channels().size()) m_row.resize(channels().size(), kAbsent);
    m_row[*channel] = value;
    m_anyValue = true;
}

}  // namespace telemetryhub::engine
