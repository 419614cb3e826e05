// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/spec_keys.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <variant>

#include "config/network_spec.h"
#include "config/quantity_text.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/fault_text.h"

namespace telemetryhub::engine {

namespace {

constexpr int kMinBaud = 50;
constexpr int kMaxBaud = 20'000'000;
constexpr std::size_t kMaxSafeCommandBytes = 1024;
constexpr std::size_t kMaxScales = 256;
constexpr auto kMaxSeed = std::numeric_limits<std::uint32_t>::max();

template <typename T, typename Value>
Result<void> store(T& place, const Result<Value>& value) {
    if (!value) return value.error();
    place = value.value();
    return {};
}

SerialSettings& serial(DeviceSettings& settings) {
    return std::get<SerialSettings>(settings.bus);
}
SimulatedSettings& sim(DeviceSettings& settings) {
    return std::get<SimulatedSettings>(settings.bus);
}
ReplaySettings& replay(DeviceSettings& settings) {
    return std::get<ReplaySettings>(settings.bus);
}
UdpSettings& udp(DeviceSettings& settings) {
    return std::get<UdpSettings>(settings.bus);
}

Result<void> setId(const SpecEntry& entry, DeviceSettings& settings) {
    const bool fits = !entry.value.empty() && entry.value.size() <= kMaxIdBytes &&
                      std::all_of(entry.value.begin(), entry.value.end(), isIdCharacter);
    if (!fits) return unexpected(entry, "1 to 64 letters, digits, _ . : or -");
    settings.id = entry.value;
    return {};
}

Result<void> setSafeCommand(const SpecEntry& entry, DeviceSettings& settings) {
    if (entry.value.size() > kMaxSafeCommandBytes) return unexpected(entry, "at most 1024 bytes");
    settings.safeCommand = entry.value;
    return {};
}

Result<void> setSilenceTimeout(const SpecEntry& entry, DeviceSettings& settings) {
    if (entry.value == "off") {
        settings.silenceTimeout = {std::nullopt, true};
        return {};
    }
    const auto time = parsedPause(entry.value);
    if (!time) return unexpected(entry, "off, or a time from 10ms to 86400s");
    settings.silenceTimeout = {time, false};
    return {};
}

Result<void> setAbsentLimit(const SpecEntry& entry, DeviceSettings& settings) {
    if (entry.value == "off") {
        settings.absentLimit.reset();
        return {};
    }
    settings.absentLimit = parsedPause(entry.value);
    if (!settings.absentLimit) return unexpected(entry, "off, or a time from 10ms to 86400s");
    return {};
}

Result<void> setDamageLimit(const SpecEntry& entry, DeviceSettings& settings) {
    if (entry.value == "off") {
        settings.damageLimit.share = 1;
        return {};
    }
    const auto share = realNumber(entry, 0, 1);
    if (!share) return unexpected(entry, "off, or a share from 0 to 1");
    settings.damageLimit.share = share.value();
    return {};
}

Result<void> setDamageWindow(const SpecEntry& entry, DeviceSettings& settings) {
    const auto time = parsedPause(entry.value);
    if (!time) return unexpected(entry, "a time from 10ms to 86400s");
    settings.damageLimit.window = *time;
    return {};
}

Result<void> addFault(const SpecEntry& entry, DeviceSettings& settings) {
    auto faults = parseFault(entry.value, settings.faults);
    if (!faults) return Error{faults.error().code, "fault=" + faults.error().detail};
    settings.faults = faults.value();
    return {};
}

Result<void> addScale(const SpecEntry& entry, DeviceSettings& settings) {
    const auto parts = split(entry.raw, ':');  // before decoding: a name may hold %3A
    const auto malformed = [&entry] {
        return unexpected(entry,
                          "NAME:FACTOR or NAME:FACTOR:OFFSET, with numbers and a factor "
                          "other than 0");
    };
    if (parts.size() < 2 || parts.size() > 3) return malformed();
    const auto name = percentDecoded(parts[0]);
    const auto factor = parsedNumber<double>(parts[1]);
    const auto offset = parts.size() == 3 ? parsedNumber<double>(parts[2]) : 0.0;
    if (!name || name->empty() || !factor || *factor == 0 || !offset) return malformed();
    std::vector<ChannelSettings>& channels = settings.processing.channels;
    for (const ChannelSettings& known : channels)
        if (known.channel == *name) return unexpected(entry, "each channel once");
    if (channels.size() == kMaxScales) return unexpected(entry, "at most 256 scales");
    ChannelSettings& scaled = channels.emplace_back();
    scaled.channel = *name;
    scaled.factor = *factor;
    scaled.offset = *offset;
    return {};
}

Result<void> setBaud(const SpecEntry& entry, DeviceSettings& settings) {
    const auto baud = wholeNumber(entry, kMinBaud, kMaxBaud);
    if (auto* port = std::get_if<SerialSettings>(&settings.bus)) return store(port->baud, baud);
    return store(replay(settings).baud, baud);
}

Result<void> setSpeed(const SpecEntry& entry, DeviceSettings& settings) {
    if (entry.value == "max") {
        replay(settings).speed.reset();
        return {};
    }
    const auto speed = realNumber(entry, 0.001, 1e6);
    if (!speed) return unexpected(entry, "max, or a number from 0.001 to 1000000");
    replay(settings).speed = speed.value();
    return {};
}

Result<void> setStop(const SpecEntry& entry, DeviceSettings& settings) {
    return store(serial(settings).stopBits, choice(entry, kStopBits));
}

Result<void> refuseForNow(const SpecEntry& entry, DeviceSettings&) {
    return Error{ErrorCode::NotAvailable, std::string(entry.key) + " is not available yet"};
}

constexpr unsigned kSerialBit = 1;
constexpr unsigned kSimBit = 2;
constexpr unsigned kReplayBit = 4;
constexpr unsigned kTcpBit = 8;
constexpr unsigned kUdpBit = 16;
constexpr unsigned kPushBit = 32;
constexpr unsigned kLiveBits = kSerialBit | kSimBit | kTcpBit | kUdpBit;
constexpr unsigned kByteBits = kLiveBits | kReplayBit;
constexpr unsigned kAllBits = kByteBits | kPushBit;

struct Key {
    std::string_view name;
    unsigned schemes;
    Result<void> (*apply)(const SpecEntry&, DeviceSettings&);
};

using Entry = const SpecEntry&;
using Settings = DeviceSettings&;

const std::array kKeys = {
    Key{"id", kAllBits, setId},
    Key{"decode", kByteBits,
        [](Entry e, Settings s) { return store(s.decode.format, parseFormat(e.value)); }},
    Key{"overflow", kByteBits,
        [](Entry e, Settings s) { return store(s.overflow, parseOverflow(e.value)); }},
    Key{"failure_threshold", kAllBits,
        [](Entry e, Settings s) { return store(s.failureThreshold, wholeNumber(e, 1, 1000)); }},
    Key{"absent_limit", kAllBits, setAbsentLimit},
    Key{"safe_command", kAllBits, setSafeCommand},
    Key{"scale", kAllBits, addScale},
    Key{"fault", kAllBits, addFault},
    Key{"fault_seed", kAllBits,
        [](Entry e, Settings s) { return store(s.faults.seed, wholeNumber(e, 0U, kMaxSeed)); }},
    Key{"profile", kAllBits, refuseForNow},
    Key{"silence_timeout", kLiveBits | kPushBit, setSilenceTimeout},
    Key{"damage_limit", kLiveBits, setDamageLimit},
    Key{"damage_window", kLiveBits, setDamageWindow},
    Key{"baud", kSerialBit | kReplayBit, setBaud},
    Key{"data", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).dataBits, wholeNumber(e, 5, 8)); }},
    Key{"parity", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).parity, choice(e, kParities, 5)); }},
    Key{"stop", kSerialBit, setStop},
    Key{"flow", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).flow, choice(e, kFlowControls)); }},
    Key{"dtr", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).dtr, choice(e, kSwitches)); }},
    Key{"rts", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).rts, choice(e, kSwitches)); }},
    Key{"rate", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).rateHz, realNumber(e, 0.01, 100'000)); }},
    Key{"channels", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).channels, wholeNumber(e, 1, 64)); }},
    Key{"seed", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).seed, wholeNumber(e, 0U, kMaxSeed)); }},
    Key{"speed", kReplayBit, setSpeed},
    Key{"repeat", kReplayBit,
        [](Entry e, Settings s) { return store(replay(s).repeat, wholeNumber(e, 1, 1'000'000)); }},
    Key{"multicast", kUdpBit, [](Entry e, Settings s) { return setMulticastGroup(e, udp(s)); }},
    Key{"interface", kUdpBit, [](Entry e, Settings s) { return setInterface(e, udp(s)); }},
};

constexpr unsigned bitOf(const SerialSettings&) {
    return kSerialBit;
}
constexpr unsigned bitOf(const SimulatedSettings&) {
    return kSimBit;
}
constexpr unsigned bitOf(const ReplaySettings&) {
    return kReplayBit;
}
constexpr unsigned bitOf(const TcpSettings&) {
    return kTcpBit;
}
constexpr unsigned bitOf(const UdpSettings&) {
    return kUdpBit;
}

constexpr unsigned bitOf(const PushSettings&) {
    return kPushBit;
}

unsigned schemeBit(const BusSettings& bus) {
    return std::visit([](const auto& settings) { return bitOf(settings); }, bus);
}

Error unknownKey(const SpecEntry& entry, unsigned scheme) {
    std::vector<std::string_view> known;
    for (const Key& key : kKeys)
        if ((key.schemes & scheme) != 0) known.push_back(key.name);
    const std::string name(entry.key.substr(0, kMaxIdBytes));
    const std::string hint = didYouMean(entry.key, known);
    return {ErrorCode::InvalidArgument,
            name + ": unknown key" + (hint.empty() ? "; expected " + listed(known) : hint)};
}

}  // namespace

bool isIdCharacter(char c) {
    constexpr std::string_view kOthers = "_.:-";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
}

bool mayRepeat(std::string_view key) {
    return key == "scale" || key == "fault";
}

Result<void> applyEntry(const SpecEntry& entry, DeviceSettings& settings) {
    const unsigned scheme = schemeBit(settings.bus);
    const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&entry](const Key& known) { return known.name == entry.key; });
    if (key == kKeys.end() || (key->schemes & scheme) == 0) return unknownKey(entry, scheme);
    return key->apply(entry, settings);
}

}  // namespace telemetryhub::engine
