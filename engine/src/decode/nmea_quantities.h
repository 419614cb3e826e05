// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace telemetryhub::engine {

/// What the sentences of the standard measure; from several sentences into one channel.
enum class NmeaQuantity {
    Latitude,
    Longitude,
    Altitude,
    Speed,
    SpeedKmh,
    Course,
    CourseMagnetic,
    Quality,
    Fix,
    Satellites,
    SatellitesInView,
    SatellitesInViewGlonass,
    SatellitesInViewGalileo,
    SatellitesInViewBeidou,
    SatellitesInViewQzss,
    Pdop,
    Hdop,
    Vdop,
    GeoidSeparation,
    Variation,
    Deviation,
    HeadingTrue,
    HeadingMagnetic,
    RateOfTurn,
    Depth,
    DepthOffset,
    WaterTemperature,
    WindAngleRelative,
    WindAngleTrue,
    WindSpeedRelative,
    WindSpeedTrue,
    WindDirectionTrue,
    WindDirectionMagnetic,
    WindSpeedGround,
    WaterSpeed,
    WaterDistance,
    WaterDistanceTrip,
    GroundDistance,
    GroundDistanceTrip,
    Pressure,
    AirTemperature,
    RelativeHumidity,
    AbsoluteHumidity,
    DewPoint,
    Rudder,
    RudderPort,
    CurrentDirectionTrue,
    CurrentDirectionMagnetic,
    CurrentSpeed,
    DepthBelowSurface,
    DepthBelowKeel,
    ErrorRms,
    ErrorMajor,
    ErrorMinor,
    ErrorOrientation,
    ErrorLatitude,
    ErrorLongitude,
    ErrorAltitude,
    CrossTrackError,
    WaypointDistance,
    WaypointBearing,
    WaypointClosingSpeed,
};
inline constexpr std::size_t kNmeaQuantities =
    static_cast<std::size_t>(NmeaQuantity::WaypointClosingSpeed) + 1;

struct NmeaQuantityNames {
    std::string_view name;
    std::string_view unit;
};
[[nodiscard]] NmeaQuantityNames namesOf(NmeaQuantity quantity);
/// Whether a channel of that name belongs to the sentences of the standard.
[[nodiscard]] bool isQuantityName(std::string_view name);

/// The unit of an XDR measurement as people write it: `C` is °C for a temperature.
[[nodiscard]] std::string_view xdrUnit(char type, char unit);

/// Speed units of MWV by their letter: K, N, M or S. Empty name and factor 0 for any other.
struct SpeedUnit {
    std::string_view name;
    double metresPerSecond = 0;
};
[[nodiscard]] SpeedUnit speedUnitOf(char letter);
[[nodiscard]] SpeedUnit speedUnitNamed(std::string_view name);

}  // namespace telemetryhub::engine
