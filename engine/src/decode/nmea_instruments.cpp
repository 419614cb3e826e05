// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a boat's instruments. Field numbers are those of the NMEA 0183 standard.
#include <optional>

#include "decode/nmea_decoder.h"

namespace telemetryhub::engine {

namespace {

using Measured = NmeaQuantity;

}  // namespace

void NmeaDecoder::readMwv() {
    if (m_sentence.letter(5) == 'V') return;
    const char reference = m_sentence.letter(2);
    const auto speed = m_sentence.number(3);
    const char unit = m_sentence.letter(4);
    if (reference == 'R') {
        set(Measured::WindAngleRelative, angle(1));
        setSpeed(Measured::WindSpeedRelative, speed, unit);
    } else if (reference == 'T') {
        set(Measured::WindAngleTrue, angle(1));
        setSpeed(Measured::WindSpeedTrue, speed, unit);
    }
}

/// VWR and VWT count from the bow to either side, MWV clockwise, as the channel does.
void NmeaDecoder::readWindOf(NmeaQuantity angleOf, NmeaQuantity speedOf) {
    constexpr double kFullCircle = 360;
    const auto fromBow = angle(1);
    const char side = m_sentence.letter(2);
    if (fromBow && side == 'R') set(angleOf, fromBow);
    if (fromBow && side == 'L') set(angleOf, *fromBow > 0 ? kFullCircle - *fromBow : 0);
    if (m_sentence.number(3)) return setSpeed(speedOf, m_sentence.number(3), 'N');
    if (m_sentence.number(5)) return setSpeed(speedOf, m_sentence.number(5), 'M');
    setSpeed(speedOf, m_sentence.number(7), 'K');
}

void NmeaDecoder::readMwd() {
    set(Measured::WindDirectionTrue, angle(1));
    set(Measured::WindDirectionMagnetic, angle(3));
    setSpeedOf(Measured::WindSpeedGround, 5, 7);
}

void NmeaDecoder::readVhw() {
    constexpr double kKmhPerKnot = 1.852;
    set(Measured::HeadingTrue, angle(1));
    set(Measured::HeadingMagnetic, angle(3));
    auto speed = m_sentence.number(5);
    if (const auto kmh = m_sentence.number(7); !speed && kmh) speed = *kmh / kKmhPerKnot;
    set(Measured::WaterSpeed, speed);
}

void NmeaDecoder::readVlw() {
    set(Measured::WaterDistance, m_sentence.number(1));
    set(Measured::WaterDistanceTrip, m_sentence.number(3));
    set(Measured::GroundDistance, m_sentence.number(5));
    set(Measured::GroundDistanceTrip, m_sentence.number(7));
}

void NmeaDecoder::readMda() {
    constexpr double kBarPerInchOfMercury = 0.033863886;
    auto pressure = m_sentence.number(3);
    if (const auto inches = m_sentence.number(1); !pressure && inches)
        pressure = *inches * kBarPerInchOfMercury;
    set(Measured::Pressure, pressure);
    set(Measured::AirTemperature, m_sentence.number(5));
    set(Measured::WaterTemperature, m_sentence.number(7));
    set(Measured::RelativeHumidity, m_sentence.number(9));
    set(Measured::AbsoluteHumidity, m_sentence.number(10));
    set(Measured::DewPoint, m_sentence.number(11));
    set(Measured::WindDirectionTrue, angle(13));
    set(Measured::WindDirectionMagnetic, angle(15));
    setSpeedOf(Measured::WindSpeedGround, 17, 19);
}

/// A boat with one rudder sends it as the starboard one.
void NmeaDecoder::readRsa() {
    if (m_sentence.letter(2) != 'V') set(Measured::Rudder, angle(1));
    if (m_sentence.letter(4) != 'V') set(Measured::RudderPort, angle(3));
}

void NmeaDecoder::readVdr() {
    set(Measured::CurrentDirectionTrue, angle(1));
    set(Measured::CurrentDirectionMagnetic, angle(3));
    set(Measured::CurrentSpeed, m_sentence.number(5));
}

/// The cross-track error is negative when the way back to the track is to the left.
void NmeaDecoder::readRmb() {
    if (m_sentence.letter(1) != 'A' || m_sentence.letter(14) == 'N') return;
    const auto error = m_sentence.number(2);
    if (error) set(Measured::CrossTrackError, m_sentence.letter(3) == 'L' ? -*error : *error);
    set(Measured::WaypointDistance, m_sentence.number(10));
    set(Measured::WaypointBearing, angle(11));
    set(Measured::WaypointClosingSpeed, m_sentence.number(12));
}

/// Knots in one field and metres per second in another.
void NmeaDecoder::setSpeedOf(NmeaQuantity quantity, std::size_t knotsField,
                             std::size_t metresField) {
    const auto knots = m_sentence.number(knotsField);
    setSpeed(quantity, knots ? knots : m_sentence.number(metresField), knots ? 'N' : 'M');
}

/// The channel has the unit in which its first value came; later ones are converted to it.
void NmeaDecoder::setSpeed(NmeaQuantity quantity, std::optional<double> speed, char letter) {
    const SpeedUnit unit = speedUnitOf(letter);
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

}  // namespace telemetryhub::engine
