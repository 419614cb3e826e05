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
#include "config/spec_decode_keys.h"
#include "config/spec_list_keys.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/fault_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxSafeCommandBytes = 1024;
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
    if (entry.value == "off" || entry.value == "auto") {
        settings.silenceTimeout = {std::nullopt, entry.value == "off"};
        return {};
    }
    const auto time = parsedPause(entry.value);
    if (!time) return unexpected(entry, "auto, off, or a time from 10ms to 86400s");
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

/// The profile is applied by applyEntry, which knows where it is.
Result<void> setProfile(const SpecEntry&, DeviceSettings&) {
    return {};
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

/// A key of spec_decode_keys.
template <Result<void> (*Set)(const SpecEntry&, DecodeSettings&)>
Result<void> decodeKey(const SpecEntry& entry, DeviceSettings& settings) {
    return Set(entry, settings.decode);
}

const std::array kKeys = {
    Key{"id", kAllBits, setId},
    Key{"profile", kAllBits, setProfile},
    Key{"decode", kByteBits, decodeKey<setDecode>},
    Key{"inner", kByteBits, decodeKey<setInner>},
    Key{"time", kByteBits, decodeKey<setTime>},
    Key{"time_channel", kByteBits, decodeKey<setTimeChannel>},
    Key{"sync", kByteBits, decodeKey<setSync>},
    Key{"length", kByteBits, decodeKey<setLength>},
    Key{"fields", kByteBits, decodeKey<setFields>},
    Key{"repeat_fields", kByteBits, decodeKey<setRepeats>},
    Key{"checksum", kByteBits, decodeKey<setChecksum>},
    Key{"tail", kByteBits, decodeKey<setTail>},
    Key{"skip_at_start", kByteBits, decodeKey<setSkipAtStart>},
    Key{"register", kByteBits, addRegister},
    Key{"overflow", kByteBits,
        [](Entry e, Settings s) { return store(s.overflow, parseOverflow(e.value)); }},
    Key{"failure_threshold", kAllBits,
        [](Entry e, Settings s) { return store(s.failureThreshold, wholeNumber(e, 1, 1000)); }},
    Key{"absent_limit", kAllBits, setAbsentLimit},
    Key{"safe_command", kAllBits, setSafeCommand},
    Key{"scale", kAllBits, addScale},
    Key{"channel", kAllBits, addChannel},
    Key{"derive", kAllBits, addDerived},
    Key{"alarm", kAllBits, addAlarm},
    Key{"command", kAllBits, addCommand},
    Key{"fault", kAllBits, addFault},
    Key{"fault_seed", kAllBits,
        [](Entry e, Settings s) { return store(s.faults.seed, wholeNumber(e, 0U, kMaxSeed)); }},
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
    Key{"low_latency", kSerialBit,
        [](Entry e, Settings s) { return store(serial(s).lowLatency, choice(e, kLowLatencies)); }},
    Key{"rate", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).rateHz, realNumber(e, 0.01, 100'000)); }},
    Key{"channels", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).channels, wholeNumber(e, 1, 64)); }},
    Key{"seed", kSimBit,
        [](Entry e, Settings s) { return store(sim(s).seed, wholeNumber(e, 0U, kMaxSeed)); }},
    Key{"speed", kReplayBit, setSpeed},
    Key{"device", kReplayBit,
        [](Entry e, Settings s) {
            replay(s).device = e.value;
            return Result<void>();
        }},
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

Result<void> applyProfileOf(const SpecEntry& entry, DeviceSettings& settings,
                            SpecContext& context) {
    auto name = profileName(entry.value, context.directory);
    if (!name) return wrongValue(entry, name.error());
    if (context.files && isProfileFile(entry.value)) {
        name = context.files->readable(name.value());
        if (!name) return name.error();
    }
    const ReadProfile& read = context.shelf.at(name.value());
    if (!read.errors.empty()) {
        const ConfigError& first = read.errors.front();
        const std::size_t more = read.errors.size() - 1;
        std::string detail = first.text();
        if (more > 0) detail += "; and " + std::to_string(more) + " more";
        return wrongValue(entry, {ErrorCode::InvalidArgument, detail});
    }
    applyProfile(read.profile, settings);
    settings.profile = name.value();
    return {};
}

}  // namespace

bool isIdCharacter(char c) {
    constexpr std::string_view kOthers = "_.:-";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
}

std::vector<std::string_view> specKeyNames() {
    std::vector<std::string_view> names;
    names.reserve(kKeys.size());
    for (const Key& key : kKeys)
        names.push_back(key.name);
    return names;
}

bool mayRepeat(std::string_view key) {
    constexpr std::array<std::string_view, 7> kLists{"scale", "channel", "derive",  "alarm",
                                                     "fault", "command", "register"};
    return std::find(kLists.begin(), kLists.end(), key) != kLists.end();
}

int rankOf(std::string_view key) {
    constexpr std::array<std::string_view, 4> kFirst{"profile", "decode", "inner", "time"};
    return static_cast<int>(std::find(kFirst.begin(), kFirst.end(), key) - kFirst.begin());
}

Result<void> checkSerial(const SerialSettings& serial) {
    const auto wrong = [](const char* detail) { return Error{ErrorCode::InvalidArgument, detail}; };
    if (serial.stopBits == StopBits::OneAndHalf && serial.dataBits != 5)
        return wrong("stop=1.5: expected 1 or 2, because 1.5 goes with data=5 only");
    if (serial.stopBits == StopBits::Two && serial.dataBits == 5)
        return wrong("stop=2: expected 1 or 1.5, because data=5 has no 2");
    if (serial.rts && serial.flow == FlowControl::Hardware)
        return wrong("rts: expected no such key, because flow=hardware moves that line itself");
    return {};
}

Result<void> applyEntry(const SpecEntry& entry, DeviceSettings& settings, SpecContext& context) {
    const unsigned scheme = schemeBit(settings.bus);
    const auto key = std::find_if(kKeys.begin(), kKeys.end(),
                                  [&entry](const Key& known) { return known.name == entry.key; });
    if (key == kKeys.end() || (key->schemes & scheme) == 0) return unknownKey(entry, scheme);
    if (entry.key == "profile") return applyProfileOf(entry, settings, context);
    if (auto applied = key->apply(entry, settings); !applied) return applied;
    const std::string subject = subjectOf(entry);
    if (!subject.empty() && !context.said.insert(subject).second)
        return unexpected(entry, "each " + subject.substr(0, subject.find(' ')) + " once");
    return {};
}

}  // namespace telemetryhub::engine
