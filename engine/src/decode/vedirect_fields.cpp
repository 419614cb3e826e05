// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/vedirect_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "decode/hex_digits.h"

namespace telemetryhub::engine {

namespace {

constexpr VeDirectField milliField(std::string_view label, std::string_view unit) {
    return {label, VeDirectField::Kind::Number, unit, 1000, 3};
}
constexpr VeDirectField hundredthsField(std::string_view label, std::string_view unit) {
    return {label, VeDirectField::Kind::Number, unit, 100, 2};
}
constexpr VeDirectField tenthsField(std::string_view label, std::string_view unit) {
    return {label, VeDirectField::Kind::Number, unit, 10, 1};
}
constexpr VeDirectField wholeField(std::string_view label, std::string_view unit) {
    return {label, VeDirectField::Kind::Number, unit, 1, 0};
}
constexpr VeDirectField switchField(std::string_view label) {
    return {label, VeDirectField::Kind::Switch};
}
constexpr VeDirectField textField(std::string_view label) {
    return {label, VeDirectField::Kind::Text};
}

constexpr std::array kFields = {
    milliField("V", "V"),
    milliField("V2", "V"),
    milliField("V3", "V"),
    milliField("VS", "V"),
    milliField("VM", "V"),
    tenthsField("DM", "%"),
    milliField("VPV", "V"),
    wholeField("PPV", "W"),
    milliField("I", "A"),
    milliField("I2", "A"),
    milliField("I3", "A"),
    milliField("IL", "A"),
    switchField("LOAD"),
    wholeField("T", "°C"),
    wholeField("P", "W"),
    milliField("CE", "Ah"),
    tenthsField("SOC", "%"),
    wholeField("TTG", "min"),
    switchField("Alarm"),
    switchField("Relay"),
    milliField("H1", "Ah"),
    milliField("H2", "Ah"),
    milliField("H3", "Ah"),
    milliField("H6", "Ah"),
    milliField("H7", "V"),
    milliField("H8", "V"),
    wholeField("H9", "s"),
    milliField("H15", "V"),
    milliField("H16", "V"),
    hundredthsField("H17", "kWh"),
    hundredthsField("H18", "kWh"),
    hundredthsField("H19", "kWh"),
    hundredthsField("H20", "kWh"),
    wholeField("H21", "W"),
    hundredthsField("H22", "kWh"),
    wholeField("H23", "W"),
    hundredthsField("AC_OUT_V", "V"),
    tenthsField("AC_OUT_I", "A"),
    wholeField("AC_OUT_S", "VA"),
    hundredthsField("DC_IN_V", "V"),
    tenthsField("DC_IN_I", "A"),
    wholeField("DC_IN_P", "W"),
    textField("PID"),
    textField("SER#"),
    textField("FW"),
    textField("FWE"),
    textField("BMV"),
};

}  // namespace

VeDirectField veDirectField(std::string_view label) {
    const auto* const found =
        std::find_if(kFields.begin(), kFields.end(),
                     [label](const VeDirectField& field) { return field.label == label; });
    return found == kFields.end() ? wholeField(label, {}) : *found;
}

bool veDirectHexIsValid(std::string_view digits) {
    constexpr unsigned kSum = 0x55;
    constexpr std::size_t kShortest = 3;  // a command and the check
    if (digits.size() < kShortest || digits.size() % 2 == 0) return false;
    unsigned sum = hexDigitValue(digits.front());
    for (std::size_t i = 1; i < digits.size(); i += 2)
        sum += hexDigitValue(digits[i]) * 16 + hexDigitValue(digits[i + 1]);
    return (sum & 0xFF) == kSum;
}

}  // namespace telemetryhub::engine
