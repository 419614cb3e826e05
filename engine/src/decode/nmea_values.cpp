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
    const std::string_view type = m_sentence.type();
    const auto number = [this](std::size_t field) { return m_sentence.number(field); };
    if (type == "RMC")
        readRmc();
    else if (type == "GGA")
        readGga();
    else if (type == "VTG")
        readVtg();
    else if (type == "GLL")
        readGll();
    else if (type == "GSA")
        readGsa();
    else if (type == "GSV")
        readGsv();
    else if (type == "HDT")
        set(Quantity::HeadingTrue, angle(1));
    else if (type == "HDM")
        set(Quantity::HeadingMagnetic, angle(1));
    else if (type == "HDG")
        readHdg();
    else if (type == "ROT")
        set(Quantity::RateOfTurn, m_sentence.letter(2) == 'V' ? std::nullopt : number(1));
    else if (type == "DPT")
        readDpt();
    else if (type == "DBT")
        readDbt();
    else if (type == "MTW")
        readMtw();
    else if (type == "MWV")
        readMwv();
    else if (type == "XDR")
        readXdr();
    else
        return type == "ZDA";  // a time of day, which is no channel
    return true;
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

void NmeaDecoder::readGsa() {
    set(Quantity::Fix, m_sentence.number(2));
    set(Quantity::Pdop, m_sentence.number(15));
    set(Quantity::Hdop, m_sentence.number(16));
    set(Quantity::Vdop, m_sentence.number(17));
}

/// A receiver lists each system's satellites apart; all sentences of a list give the same number.
void NmeaDecoder::readGsv() {
    if (m_sentence.number(2) != 1.0) return;
    const std::string_view talker = m_sentence.talker();
    const auto quantity = talker == "GL"                     ? Quantity::SatellitesInViewGlonass
                          : talker == "GA"                   ? Quantity::SatellitesInViewGalileo
                          : talker == "GB" || talker == "BD" ? Quantity::SatellitesInViewBeidou
                          : talker == "GQ"                   ? Quantity::SatellitesInViewQzss
                                                             : Quantity::SatellitesInView;
    set(quantity, m_sentence.number(3));
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

void NmeaDecoder::readDbt() {
    constexpr double kMetresPerFoot = 0.3048;
    constexpr double kMetresPerFathom = 6 * kMetresPerFoot;
    auto depth = m_sentence.number(3);
    if (!depth) depth = scaled(m_sentence.number(1), kMetresPerFoot);
    if (!depth) depth = scaled(m_sentence.number(5), kMetresPerFathom);
    set(Quantity::Depth, depth);
}

void NmeaDecoder::readMtw() {
    auto temperature = m_sentence.number(1);
    if (temperature && m_sentence.letter(2) == 'F') temperature = (*temperature - 32) / 1.8;
    set(Quantity::WaterTemperature, temperature);
}

void NmeaDecoder::readMwv() {
    if (m_sentence.letter(5) == 'V') return;
    const char reference = m_sentence.letter(2);
    if (reference == 'R') {
        set(Quantity::WindAngleRelative, angle(1));
        setWindSpeed(Quantity::WindSpeedRelative);
    } else if (reference == 'T') {
        set(Quantity::WindAngleTrue, angle(1));
        setWindSpeed(Quantity::WindSpeedTrue);
    }
}

/// The channel has the unit in which its first value came; later ones are converted to it.
void NmeaDecoder::setWindSpeed(NmeaQuantity quantity) {
    const auto speed = m_sentence.number(3);
    const SpeedUnit unit = speedUnitOf(m_sentence.letter(4));
    if (!speed || unit.name.empty()) return;
    auto& channel = m_channelOf[static_cast<std::size_t>(quantity)];
    if (!channel)
        channel =
            channels().ensure({std::string(namesOf(quantity).name), std::string(unit.name), {}});
    if (!channel) return;
    const SpeedUnit shown = speedUnitNamed(channels()[*channel].unit);
    const bool same = shown.name == unit.name || shown.name.empty();
    setChannel(channel, same ? *speed : *speed * unit.metresPerSecond / shown.metresPerSecond);
}

void NmeaDecoder::readXdr() {
    constexpr std::size_t kGroup = 4;
    for (std::size_t i = 1; i + 1 < m_sentence.fieldCount(); i += kGroup) {
        const auto value = m_sentence.number(i + 1);
        if (!value) continue;
        std::string_view name = trimmedBlanks(m_sentence.field(i + 3));
        const char type = m_sentence.letter(i);
        const std::array<char, 5> unnamed = {'x', 'd', 'r', '_', type};
        if (name.empty()) name = {unnamed.data(), type ? unnamed.size() : 3};
        auto channel = channels().indexOf(name);
        if (!channel && isPrintableText(name))
            channel = channels().ensure(
                {std::string(name), std::string(xdrUnit(type, m_sentence.letter(i + 2))), {}});
        setChannel(channel, *value);
    }
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
