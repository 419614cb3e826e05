// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/obis.h"

#include <algorithm>
#include <array>

#include "decode/characters.h"
#include "decode/plain_number.h"

namespace telemetryhub::engine {

namespace {

struct ObisName {
    std::string_view code;
    std::string_view name;
};
constexpr std::array kObisNames = {
    ObisName{"1-0:1.8.0", "import"},
    ObisName{"1-0:1.8.1", "import tariff 1"},
    ObisName{"1-0:1.8.2", "import tariff 2"},
    ObisName{"1-0:2.8.0", "export"},
    ObisName{"1-0:2.8.1", "export tariff 1"},
    ObisName{"1-0:2.8.2", "export tariff 2"},
    ObisName{"1-0:3.8.0", "reactive import"},
    ObisName{"1-0:3.8.1", "reactive import tariff 1"},
    ObisName{"1-0:3.8.2", "reactive import tariff 2"},
    ObisName{"1-0:4.8.0", "reactive export"},
    ObisName{"1-0:4.8.1", "reactive export tariff 1"},
    ObisName{"1-0:4.8.2", "reactive export tariff 2"},
    ObisName{"1-0:1.7.0", "power import"},
    ObisName{"1-0:2.7.0", "power export"},
    ObisName{"1-0:21.7.0", "power import L1"},
    ObisName{"1-0:41.7.0", "power import L2"},
    ObisName{"1-0:61.7.0", "power import L3"},
    ObisName{"1-0:22.7.0", "power export L1"},
    ObisName{"1-0:42.7.0", "power export L2"},
    ObisName{"1-0:62.7.0", "power export L3"},
    ObisName{"1-0:32.7.0", "voltage L1"},
    ObisName{"1-0:52.7.0", "voltage L2"},
    ObisName{"1-0:72.7.0", "voltage L3"},
    ObisName{"1-0:31.7.0", "current L1"},
    ObisName{"1-0:51.7.0", "current L2"},
    ObisName{"1-0:71.7.0", "current L3"},
    ObisName{"1-0:1.4.0", "average demand"},
    ObisName{"1-0:1.6.0", "maximum demand"},
    ObisName{"0-0:17.0.0", "power threshold"},
    ObisName{"1-0:31.4.0", "fuse threshold"},
    ObisName{"0-0:96.14.0", "tariff"},
    ObisName{"0-0:96.7.21", "power failures"},
    ObisName{"0-0:96.7.9", "long power failures"},
    ObisName{"1-0:99.97.0", "last power failure"},
    ObisName{"1-0:32.32.0", "voltage sags L1"},
    ObisName{"1-0:52.32.0", "voltage sags L2"},
    ObisName{"1-0:72.32.0", "voltage sags L3"},
    ObisName{"1-0:32.36.0", "voltage swells L1"},
    ObisName{"1-0:52.36.0", "voltage swells L2"},
    ObisName{"1-0:72.36.0", "voltage swells L3"},
    ObisName{"1-3:0.2.8", "version"},
    ObisName{"0-0:96.1.4", "version"},
    ObisName{"0-0:96.1.1", "meter id"},
    ObisName{"0-0:96.13.0", "message"},
    ObisName{"0-0:96.13.1", "message code"},
};

/// `0-n:` of an attached meter, n from 1.
bool isAttached(std::string_view code) {
    return code.size() > 4 && code.starts_with("0-") && code[2] >= '1' && code[2] <= '9' &&
           code[3] == ':';
}

std::string_view nameOf(AttachedMeter meter, std::string_view unit) {
    switch (meter) {
        case AttachedMeter::Electricity: return "electricity ";
        case AttachedMeter::Gas: return "gas ";
        case AttachedMeter::Heat: return "heat ";
        case AttachedMeter::Water: return "water ";
        case AttachedMeter::Unknown: break;
    }
    return unit == "m3" ? "gas " : unit == "GJ" ? "heat " : "meter ";
}

bool isCode(std::string_view text) {
    const auto belongs = [](char c) { return isDigit(c) || c == '-' || c == ':' || c == '.'; };
    return !text.empty() && isDigit(text.front()) &&
           std::all_of(text.begin(), text.end(), belongs) &&
           text.find(':') != std::string_view::npos;
}

}  // namespace

std::optional<ObisLine> readObisLine(std::string_view line) {
    ObisLine read;
    std::size_t at = line.find('(');
    if (at == std::string_view::npos) return std::nullopt;
    read.code = line.substr(0, at);
    if (at > 0 && !isCode(read.code)) return std::nullopt;
    while (at < line.size()) {
        const std::size_t end = line.find(')', at);
        if (line[at] != '(' || end == std::string_view::npos) return std::nullopt;
        read.beforeLast = read.last;
        read.last = line.substr(at + 1, end - at - 1);
        if (read.groups++ == 0) read.first = read.last;
        at = end + 1;
    }
    return read;
}

std::optional<ObisValue> readObisValue(std::string_view group) {
    ObisValue value;
    const std::size_t star = std::min(group.find('*'), group.size());
    const std::string_view number = group.substr(0, star);
    const char* const end = parsePlainNumber(number.data(), value.number, EndsByItself{});
    if (number.empty() || end != number.data() + number.size()) return std::nullopt;
    const std::size_t point = number.find('.');
    if (point != std::string_view::npos)
        value.decimals = static_cast<int>(number.size() - point - 1);
    if (star < group.size()) value.unit = group.substr(star + 1);
    return value;
}

/// Source: the device types of EN 13757-3.
AttachedMeter attachedMeter(int type) {
    constexpr int kElectricity = 2;
    constexpr int kGas = 3;
    constexpr int kHeat = 4;
    constexpr int kWarmWater = 6;
    constexpr int kWater = 7;
    constexpr int kHeatOfFlow = 12;
    switch (type) {
        case kElectricity: return AttachedMeter::Electricity;
        case kGas: return AttachedMeter::Gas;
        case kHeat:
        case kHeatOfFlow: return AttachedMeter::Heat;
        case kWarmWater:
        case kWater: return AttachedMeter::Water;
        default: return AttachedMeter::Unknown;
    }
}

std::string obisName(std::string_view code, AttachedMeter meter, std::string_view unit) {
    if (isAttached(code)) {
        const std::string number(1, code[2]);
        const std::string_view what = code.substr(4);
        if (what == "24.2.1" || what == "24.2.3") return std::string(nameOf(meter, unit)) + number;
        if (what == "24.1.0") return "meter type " + number;
        if (what == "96.1.0" || what == "96.1.1") return "meter id " + number;
    }
    const auto* const found =
        std::find_if(kObisNames.begin(), kObisNames.end(),
                     [code](const ObisName& known) { return known.code == code; });
    return std::string(found == kObisNames.end() ? code : found->name);
}

bool isObisCount(std::string_view code) {
    constexpr std::array<std::string_view, 9> kCounts = {
        "0-0:96.14.0", "0-0:96.7.21", "0-0:96.7.9",  "1-0:32.32.0", "1-0:52.32.0",
        "1-0:72.32.0", "1-0:32.36.0", "1-0:52.36.0", "1-0:72.36.0"};
    return std::find(kCounts.begin(), kCounts.end(), code) != kCounts.end();
}

}  // namespace telemetryhub::engine
