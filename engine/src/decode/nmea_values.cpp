// SPDX-License-Identifier: GPL-3.0-or-later
// The values of each type of sentence. Field numbers are those of the NMEA 0183 standard.
#include <algorithm>
#include <array>
#include <cmath>

#include "decode/characters.h"
#include "decode/nmea_decoder.h"
#include "telemetryhub/engine/decode/parse_number.h"

namespace telemetryhub::engine {

namespace {

using Quantity = NmeaQuantity;

/// Degrees of a field `ddmm.mmmm` with its hemisphere; nothing for what is no place on earth.
std::optional<double> degrees(std::string_view field, char hemisphere, std::string_view signs,
                              double limit) {
    const std::size_t wholeDigits = std::min(field.find('.'), field.size());
    const bool positive = hemisphere == signs[0];
    if ((!positive && hemisphere != signs[1]) || wholeDigits < 3 || wholeDigits > 5)
        return std::nullopt;
    const ParsedNumber number = parseNumber(field);
    if (number.form != NumberForm::Number || !(number.value >= 0)) return std::nullopt;
    const double whole = std::floor(number.value / 100);
    const double minutes = number.value - 100 * whole;
    const double angle = whole + minutes / 60;
    if (minutes >= 60 || angle > limit) return std::nullopt;
    return positive ? angle : -angle;
}

std::optional<double> scaled(std::optional<double> value, double factor) {
    return value ? std::optional(*value * factor) : std::nullopt;
}

}  // namespace

bool NmeaDecoder::readValues() {
    struct Reader {
        std::string_view type;
        void (*read)(NmeaDecoder&);
    };
    using D = NmeaDecoder;
    static constexpr Reader kReaders[] = {
        {"RMC", [](D& d) { d.readRmc(); }},
        {"GGA", [](D& d) { d.readGga(); }},
        {"GNS", [](D& d) { d.readGns(); }},
        {"VTG", [](D& d) { d.readVtg(); }},
        {"GLL", [](D& d) { d.readGll(); }},
        {"GSA", [](D& d) { d.readGsa(); }},
        {"GSV", [](D& d) { d.readGsv(); }},
        {"GST", [](D& d) { d.readGst(); }},
        {"HDT", [](D& d) { d.readHeading(Quantity::HeadingTrue); }},
        {"HDM", [](D& d) { d.readHeading(Quantity::HeadingMagnetic); }},
        {"HDG", [](D& d) { d.readHdg(); }},
        {"THS", [](D& d) { d.readThs(); }},
        {"ROT", [](D& d) { d.readRot(); }},
        {"DPT", [](D& d) { d.readDpt(); }},
        {"DBT", [](D& d) { d.readDepthIn(Quantity::Depth); }},
        {"DBS", [](D& d) { d.readDepthIn(Quantity::DepthBelowSurface); }},
        {"DBK", [](D& d) { d.readDepthIn(Quantity::DepthBelowKeel); }},
        {"MTW", [](D& d) { d.readMtw(); }},
        {"MWV", [](D& d) { d.readMwv(); }},
        {"VWR",
         [](D& d) { d.readWindOf(Quantity::WindAngleRelative, Quantity::WindSpeedRelative); }},
        {"VWT", [](D& d) { d.readWindOf(Quantity::WindAngleTrue, Quantity::WindSpeedTrue); }},
        {"MWD", [](D& d) { d.readMwd(); }},
        {"XDR", [](D& d) { d.readXdr(); }},
        {"VHW", [](D& d) { d.readVhw(); }},
        {"VLW", [](D& d) { d.readVlw(); }},
        {"MDA", [](D& d) { d.readMda(); }},
        {"RSA", [](D& d) { d.readRsa(); }},
        {"RPM", [](D& d) { d.readRpm(); }},
        {"VDR", [](D& d) { d.readVdr(); }},
        {"RMB", [](D& d) { d.readRmb(); }},
        {"ZDA", [](D& /*d*/) {}},  // a time of day, which is no channel
    };
    const std::string_view type = m_sentence.type();
    for (const Reader& reader : kReaders) {
        if (reader.type != type) continue;
        reader.read(*this);
        return true;
    }
    return false;
}

void NmeaDecoder::readRmc() {
    if (m_sentence.letter(2) != 'A' || m_sentence.letter(12) == 'N') return;
    setPosition(3);
    set(Quantity::Speed, m_sentence.number(7));
    set(Quantity::Course, angle(8));
    set(Quantity::Variation, signedAngle(10));
}

void NmeaDecoder::readGga() {
    const auto quality = m_sentence.number(6);
    set(Quantity::Quality, quality);
    set(Quantity::Satellites, m_sentence.number(7));
    set(Quantity::Hdop, m_sentence.number(8));
    if (!quality || *quality < 1) return;
    setPosition(2);
    set(Quantity::Altitude, m_sentence.number(9));
    set(Quantity::GeoidSeparation, m_sentence.number(11));
}

void NmeaDecoder::readVtg() {
    if (m_sentence.letter(9) == 'N') return;
    set(Quantity::Course, angle(1));
    set(Quantity::CourseMagnetic, angle(3));
    set(Quantity::Speed, m_sentence.number(5));
    set(Quantity::SpeedKmh, m_sentence.number(7));
}

void NmeaDecoder::readGll() {
    if (m_sentence.letter(6) == 'V' || m_sentence.letter(7) == 'N') return;
    setPosition(1);
}

/// The position modes of the systems stand in one field, such as `AAN`.
void NmeaDecoder::readGns() {
    const std::string_view modes = m_sentence.field(6);
    set(Quantity::Satellites, m_sentence.number(7));
    set(Quantity::Hdop, m_sentence.number(8));
    if (modes.find_first_not_of('N') == std::string_view::npos) return;
    setPosition(2);
    set(Quantity::Altitude, m_sentence.number(9));
    set(Quantity::GeoidSeparation, m_sentence.number(10));
}

void NmeaDecoder::readGsa() {
    ++m_gsaCount;
    ++m_gsaInRun;
    if (isOfUnusedSystem()) return;
    set(Quantity::Fix, m_sentence.number(2));
    set(Quantity::Pdop, m_sentence.number(15));
    set(Quantity::Hdop, m_sentence.number(16));
    set(Quantity::Vdop, m_sentence.number(17));
}

/// A receiver of several systems sends a sentence for each; one that lists no satellite tells
/// nothing while another system's are in use. Systems are told by talker and system number, those
/// of before version 4.10 by their place among the sentences that follow each other.
bool NmeaDecoder::isOfUnusedSystem() {
    constexpr std::uint64_t kRemembered = 16;  // sentences, for a system that falls silent
    constexpr std::size_t kFirstSatellite = 3;
    constexpr std::size_t kLastSatellite = 14;
    bool listsAny = false;
    for (std::size_t i = kFirstSatellite; i <= kLastSatellite; ++i)
        listsAny = listsAny || !trimmedBlanks(m_sentence.field(i)).empty();
    const char talker = m_sentence.talker()[1];
    const char numbered = m_sentence.letter(18);
    const char system =
        numbered ? numbered : static_cast<char>(std::min<std::size_t>(m_gsaInRun, 9));
    auto* own = std::find_if(m_gsa.begin(), m_gsa.end(), [&](const NmeaGsaSystem& known) {
        return known.talker == talker && known.system == system;
    });
    if (own == m_gsa.end())
        own = std::min_element(m_gsa.begin(), m_gsa.end(),
                               [](const auto& a, const auto& b) { return a.usedAt < b.usedAt; });
    if (listsAny) {
        *own = {talker, system, m_gsaCount};
        return false;
    }
    if (own->talker == talker && own->system == system) own->usedAt = 0;
    return std::any_of(m_gsa.begin(), m_gsa.end(), [this](const NmeaGsaSystem& known) {
        return known.usedAt > 0 && m_gsaCount - known.usedAt < kRemembered;
    });
}

/// A receiver lists each system's satellites apart, and from version 4.10 on those of each signal;
/// all sentences of a list give the same number. The main signal of a system is the system's.
void NmeaDecoder::readGsv() {
    constexpr std::size_t kHeader = 4;
    if (m_sentence.number(2) != 1.0) return;
    const std::string_view talker = m_sentence.talker();
    const auto quantity = talker == "GL"                     ? Quantity::SatellitesInViewGlonass
                          : talker == "GA"                   ? Quantity::SatellitesInViewGalileo
                          : talker == "GB" || talker == "BD" ? Quantity::SatellitesInViewBeidou
                          : talker == "GQ" || talker == "QZ" ? Quantity::SatellitesInViewQzss
                                                             : Quantity::SatellitesInView;
    const auto count = m_sentence.number(3);
    const std::size_t fields = m_sentence.fieldCount();
    const bool hasSignal = fields > kHeader && (fields - kHeader) % 4 == 1;
    const char signal = hasSignal ? m_sentence.letter(fields - 1) : '\0';
    const char mainSignal = quantity == Quantity::SatellitesInViewGalileo ? '7' : '1';
    if (!signal || signal == '0' || signal == mainSignal) return set(quantity, count);
    const std::string name = std::string(namesOf(quantity).name) + "_signal_" + signal;
    if (count && isPrintableText(name)) setTransducer({name, 'g', signal, 1}, {}, *count);
}

void NmeaDecoder::readGst() {
    set(Quantity::ErrorRms, m_sentence.number(2));
    set(Quantity::ErrorMajor, m_sentence.number(3));
    set(Quantity::ErrorMinor, m_sentence.number(4));
    set(Quantity::ErrorOrientation, angle(5));
    set(Quantity::ErrorLatitude, m_sentence.number(6));
    set(Quantity::ErrorLongitude, m_sentence.number(7));
    set(Quantity::ErrorAltitude, m_sentence.number(8));
}

void NmeaDecoder::readHeading(NmeaQuantity quantity) {
    set(quantity, angle(1));
}

void NmeaDecoder::readThs() {
    if (m_sentence.letter(2) != 'V') set(Quantity::HeadingTrue, angle(1));
}

void NmeaDecoder::readRot() {
    if (m_sentence.letter(2) != 'V') set(Quantity::RateOfTurn, m_sentence.number(1));
}

void NmeaDecoder::readHdg() {
    set(Quantity::HeadingMagnetic, angle(1));
    set(Quantity::Deviation, signedAngle(2));
    set(Quantity::Variation, signedAngle(4));
}

void NmeaDecoder::readDpt() {
    set(Quantity::Depth, m_sentence.number(1));
    set(Quantity::DepthOffset, m_sentence.number(2));
}

void NmeaDecoder::readDepthIn(NmeaQuantity quantity) {
    constexpr double kMetresPerFoot = 0.3048;
    constexpr double kMetresPerFathom = 6 * kMetresPerFoot;
    auto depth = m_sentence.number(3);
    if (!depth) depth = scaled(m_sentence.number(1), kMetresPerFoot);
    if (!depth) depth = scaled(m_sentence.number(5), kMetresPerFathom);
    set(quantity, depth);
}

void NmeaDecoder::readMtw() {
    auto temperature = m_sentence.number(1);
    if (temperature && m_sentence.letter(2) == 'F') temperature = (*temperature - 32) / 1.8;
    set(Quantity::WaterTemperature, temperature);
}

void NmeaDecoder::setPosition(std::size_t firstField) {
    const auto& s = m_sentence;
    const auto latitude = degrees(s.field(firstField), s.letter(firstField + 1), "NS", 90);
    const auto longitude = degrees(s.field(firstField + 2), s.letter(firstField + 3), "EW", 180);
    set(Quantity::Latitude, latitude);
    set(Quantity::Longitude, longitude);
}

std::optional<double> NmeaDecoder::angle(std::size_t field) const {
    const auto value = m_sentence.number(field);
    return value && std::abs(*value) <= 360 ? value : std::nullopt;
}

/// An angle with E or W, or a sign, in the next field: west is negative.
std::optional<double> NmeaDecoder::signedAngle(std::size_t field) const {
    const auto value = angle(field);
    return value && m_sentence.letter(field + 1) == 'W' ? -*value : value;
}

}  // namespace telemetryhub::engine
