// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/nmea_quantities.h"

#include <algorithm>
#include <array>

namespace telemetryhub::engine {

namespace {

constexpr std::array<NmeaQuantityNames, kNmeaQuantities> kNames = {{
    {"latitude", "°"},
    {"longitude", "°"},
    {"altitude", "m"},
    {"speed", "kn"},
    {"speed_kmh", "km/h"},
    {"course", "°"},
    {"course_magnetic", "°"},
    {"quality", ""},
    {"fix", ""},
    {"satellites", ""},
    {"satellites_in_view", ""},
    {"satellites_in_view_glonass", ""},
    {"satellites_in_view_galileo", ""},
    {"satellites_in_view_beidou", ""},
    {"satellites_in_view_qzss", ""},
    {"pdop", ""},
    {"hdop", ""},
    {"vdop", ""},
    {"geoid_separation", "m"},
    {"variation", "°"},
    {"deviation", "°"},
    {"heading_true", "°"},
    {"heading_magnetic", "°"},
    {"rate_of_turn", "°/min"},
    {"depth", "m"},
    {"depth_offset", "m"},
    {"water_temperature", "°C"},
    {"wind_angle_relative", "°"},
    {"wind_angle_true", "°"},
    {"wind_speed_relative", ""},
    {"wind_speed_true", ""},
    {"wind_direction_true", "°"},
    {"wind_direction_magnetic", "°"},
    {"wind_speed_ground", ""},
    {"water_speed", "kn"},
    {"water_distance", "nmi"},
    {"water_distance_trip", "nmi"},
    {"ground_distance", "nmi"},
    {"ground_distance_trip", "nmi"},
    {"pressure", "bar"},
    {"air_temperature", "°C"},
    {"relative_humidity", "%"},
    {"absolute_humidity", "%"},
    {"dew_point", "°C"},
    {"rudder", "°"},
    {"rudder_port", "°"},
    {"current_direction_true", "°"},
    {"current_direction_magnetic", "°"},
    {"current_speed", "kn"},
    {"depth_below_surface", "m"},
    {"depth_below_keel", "m"},
    {"error_rms", "m"},
    {"error_major", "m"},
    {"error_minor", "m"},
    {"error_orientation", "°"},
    {"error_latitude", "m"},
    {"error_longitude", "m"},
    {"error_altitude", "m"},
    {"cross_track_error", "nmi"},
    {"waypoint_distance", "nmi"},
    {"waypoint_bearing", "°"},
    {"waypoint_closing_speed", "kn"},
}};

struct XdrUnit {
    char type;
    char unit;
    std::string_view name;
};

constexpr std::array kXdrUnits = {
    XdrUnit{'A', 'D', "°"},   XdrUnit{'C', 'K', "K"},   XdrUnit{'C', 'F', "°F"},
    XdrUnit{'C', 'C', "°C"},  XdrUnit{'D', 'M', "m"},   XdrUnit{'F', 'H', "Hz"},
    XdrUnit{'H', 'P', "%"},   XdrUnit{'I', 'A', "A"},   XdrUnit{'L', 'S', "ppt"},
    XdrUnit{'N', 'N', "N"},   XdrUnit{'P', 'B', "bar"}, XdrUnit{'P', 'P', "Pa"},
    XdrUnit{'R', 'L', "l/s"}, XdrUnit{'T', 'R', "rpm"}, XdrUnit{'U', 'V', "V"},
    XdrUnit{'V', 'M', "m³"},  XdrUnit{'V', 'P', "%"},   XdrUnit{'E', 'P', "%"},
};

struct SpeedLetter {
    char letter;
    SpeedUnit unit;
};

constexpr std::array kSpeeds = {
    SpeedLetter{'N', {"kn", 1852.0 / 3600.0}},
    SpeedLetter{'K', {"km/h", 1000.0 / 3600.0}},
    SpeedLetter{'M', {"m/s", 1.0}},
    SpeedLetter{'S', {"mph", 1609.344 / 3600.0}},
};

template <typename Matches>
SpeedUnit findSpeed(Matches matches) {
    const auto found = std::find_if(kSpeeds.begin(), kSpeeds.end(), matches);
    return found == kSpeeds.end() ? SpeedUnit{} : found->unit;
}

}  // namespace

NmeaQuantityNames namesOf(NmeaQuantity quantity) {
    return kNames[static_cast<std::size_t>(quantity)];
}

bool isQuantityName(std::string_view name) {
    return std::any_of(kNames.begin(), kNames.end(),
                       [name](const NmeaQuantityNames& known) { return known.name == name; });
}

std::string_view xdrUnit(char type, char unit) {
    const auto found = std::find_if(kXdrUnits.begin(), kXdrUnits.end(), [&](const XdrUnit& known) {
        return known.type == type && known.unit == unit;
    });
    return found == kXdrUnits.end() ? std::string_view() : found->name;
}

SpeedUnit speedUnitOf(char letter) {
    return findSpeed([letter](const SpeedLetter& known) { return known.letter == letter; });
}

SpeedUnit speedUnitNamed(std::string_view name) {
    return findSpeed([name](const SpeedLetter& known) { return known.unit.name == name; });
}

}  // namespace telemetryhub::engine
