// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "config/network_spec.h"
#include "config/quantity_text.h"
#include "config/spec_context.h"
#include "config/spec_decode_keys.h"
#include "config/spec_keys.h"
#include "config/spec_list_keys.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/fault_text.h"
#include "telemetryhub/engine/config/frame_text.h"
#include "telemetryhub/engine/config/processing_text.h"
#include "telemetryhub/engine/core/host_and_port.h"

namespace telemetryhub::engine {

namespace {

/// Collects the keys of a specification.
class SpecWriter {
public:
    explicit SpecWriter(std::string start) : m_text(std::move(start)) {}
    void add(std::string_view key, std::string_view value) {
        m_text += std::exchange(m_separator, '&');
        m_text += key;
        m_text += '=';
        m_text += value;
    }
    template <typename T>
    void addIfNot(const T& usual, std::string_view key, const T& value, std::string_view text) {
        if (!(value == usual)) add(key, text);
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
    char m_separator = '?';
};

std::string pathText(std::string_view path) {
    std::string text = percentEncoded(path);
    if (text.starts_with("//")) text.replace(1, 1, "%2F");
    return text;
}

SpecWriter written(const SerialSettings& serial, const BusSettings& usualBus) {
    const auto& usual = std::get<SerialSettings>(usualBus);
    SpecWriter spec("serial:" + pathText(serial.path));
    spec.addIfNot(usual.baud, "baud", serial.baud, std::to_string(serial.baud));
    spec.addIfNot(usual.dataBits, "data", serial.dataBits, std::to_string(serial.dataBits));
    spec.addIfNot(usual.parity, "parity", serial.parity, wordFor(serial.parity, kParities));
    spec.addIfNot(usual.stopBits, "stop", serial.stopBits, wordFor(serial.stopBits, kStopBits));
    spec.addIfNot(usual.flow, "flow", serial.flow, wordFor(serial.flow, kFlowControls));
    // A line that is not set rises, as one that is on.
    if (serial.dtr != usual.dtr) spec.add("dtr", wordFor(serial.dtr.value_or(true), kSwitches));
    if (serial.rts != usual.rts) spec.add("rts", wordFor(serial.rts.value_or(true), kSwitches));
    spec.addIfNot(usual.lowLatency, "low_latency", serial.lowLatency,
                  wordFor(serial.lowLatency, kLowLatencies));
    return spec;
}

SpecWriter written(const SimulatedSettings& sim, const BusSettings&) {
    const SimulatedSettings usual;
    SpecWriter spec("sim:" + pathText(sim.name));
    spec.addIfNot(usual.rateHz, "rate", sim.rateHz, numberText(sim.rateHz));
    spec.addIfNot(usual.channels, "channels", sim.channels, std::to_string(sim.channels));
    spec.addIfNot(usual.seed, "seed", sim.seed, std::to_string(sim.seed));
    return spec;
}

SpecWriter written(const ReplaySettings& replay, const BusSettings&) {
    const ReplaySettings usual;
    SpecWriter spec("replay:" + pathText(replay.path));
    if (!replay.device.empty()) spec.add("device", percentEncoded(replay.device));
    spec.addIfNot(usual.speed, "speed", replay.speed,
                  replay.speed ? numberText(*replay.speed) : "max");
    spec.addIfNot(usual.repeat, "repeat", replay.repeat, std::to_string(replay.repeat));
    spec.addIfNot(usual.baud, "baud", replay.baud, std::to_string(replay.baud));
    return spec;
}

SpecWriter written(const TcpSettings& tcp, const BusSettings&) {
    return SpecWriter("tcp:" + percentEncoded(hostAndPort(tcp.host, tcp.port)));
}

SpecWriter written(const UdpSettings& udp, const BusSettings&) {
    SpecWriter spec("udp:" + percentEncoded(udpPath(udp)));
    if (!udp.group.empty()) spec.add("multicast", udp.group);
    if (!udp.interfaceName.empty()) spec.add("interface", percentEncoded(udp.interfaceName));
    return spec;
}

SpecWriter written(const PushSettings& push, const BusSettings&) {
    return SpecWriter("push:" + pathText(push.name));
}

/// What a device with the bus and the profile of `settings` has when nothing else is said.
DeviceSettings usualFor(const DeviceSettings& settings) {
    DeviceSettings usual;
    usual.bus = std::visit(
        [](const auto& bus) { return BusSettings(std::decay_t<decltype(bus)>()); }, settings.bus);
    if (settings.profile.empty()) return usual;
    const ReadProfile read = loadProfile(settings.profile);
    if (read.errors.empty()) applyProfile(read.profile, usual);
    return usual;
}

std::string checksumValue(const FrameLayout& frame) {
    std::string text(checksumText(frame.checksum, frame.checksumOrder));
    if (frame.checksumFrom != 0) text += '@' + std::to_string(frame.checksumFrom);
    return text;
}

void addFrame(const FrameLayout& frame, const FrameLayout& usual, SpecWriter& spec) {
    spec.addIfNot(usual.sync, "sync", frame.sync, hexText(frame.sync, ""));
    spec.addIfNot(usual.length, "length", frame.length, frameLengthText(frame.length));
    spec.addIfNot(usual.fields, "fields", frame.fields, frameFieldsText(frame.fields));
    spec.addIfNot(usual.repeats, "repeat_fields", frame.repeats, wordFor(frame.repeats, kSwitches));
    spec.addIfNot(checksumValue(usual), "checksum", checksumValue(frame), checksumValue(frame));
    spec.addIfNot(usual.tail, "tail", frame.tail, hexText(frame.tail, ""));
    spec.addIfNot(usual.skipAtStart, "skip_at_start", frame.skipAtStart,
                  std::to_string(frame.skipAtStart));
}

/// Hands over the items that are not in `usual`, or null and all of them when one of those is gone.
template <typename T, typename Add>
void addItems(const std::vector<T>& items, const std::vector<T>& usual, std::string T::*name,
              Add add) {
    const bool isExtended =
        items.size() >= usual.size() &&
        std::equal(usual.begin(), usual.end(), items.begin(),
                   [name](const T& a, const T& b) { return a.*name == b.*name; });
    const std::size_t known = isExtended ? usual.size() : 0;
    if (!isExtended) add(nullptr);
    for (std::size_t i = 0; i < items.size(); ++i)
        if (i >= known || !(items[i] == usual[i])) add(&items[i]);
}

/// A list and what it usually is.
template <typename T>
struct ListChange {
    ListChange(const std::vector<T>& newItems, const std::vector<T>& usualItems)
        : items(newItems), usual(usualItems) {}
    const std::vector<T>& items;
    const std::vector<T>& usual;
};

/// Adds a list by the text of each item.
template <typename T>
void addList(std::string_view key, const ListChange<T>& list, std::string T::*name,
             std::string (*text)(const T&), SpecWriter& spec) {
    addItems(list.items, list.usual, name,
             [&](const T* item) { spec.add(key, item ? text(*item) : std::string(kNone)); });
}

std::string scaleText(const ChannelSettings& scale) {
    std::string text = percentEncoded(scale.channel, Bytes::Text, ":");
    text += ':' + numberText(scale.factor);
    if (scale.offset != 0) text += ':' + numberText(scale.offset);
    return text;
}

/// A channel of which only the scale differs from the usual one of its name stands as `scale`.
void addChannels(const std::vector<ChannelSettings>& channels,
                 const std::vector<ChannelSettings>& usual, SpecWriter& spec) {
    bool isCleared = false;
    addItems(channels, usual, &ChannelSettings::channel, [&](const ChannelSettings* channel) {
        if (!channel) {
            isCleared = true;
            return spec.add("channel", kNone);
        }
        ChannelSettings unscaled;
        unscaled.channel = channel->channel;
        for (const ChannelSettings& known : usual)
            if (!isCleared && known.channel == channel->channel) unscaled = known;
        unscaled.factor = channel->factor;
        unscaled.offset = channel->offset;
        const bool isScale = unscaled == *channel;
        spec.add(isScale ? "scale" : "channel",
                 isScale ? scaleText(*channel) : channelText(*channel));
    });
}

void addDecode(const DecodeSettings& decode, DecodeSettings usual, SpecWriter& spec) {
    if (decode.format != usual.format) {
        spec.add("decode", formatName(decode.format));
        chooseFormat(decode.format, usual);
    }
    if (decode.inner != usual.inner) {
        spec.add("inner", formatName(decode.inner));
        chooseInner(decode.inner, usual);
    }
    if (decode.time != usual.time) {
        spec.add("time", sampleTimeName(decode.time));
        chooseTime(decode.time, usual);
    }
    spec.addIfNot(usual.timeChannel, "time_channel", decode.timeChannel,
                  percentEncoded(decode.timeChannel));
    addFrame(decode.frame, usual.frame, spec);
    addList("register", ListChange(decode.registers, usual.registers), &ModbusField::name,
            registerText, spec);
}

std::string silenceText(const SilenceTimeout& timeout) {
    if (timeout.off) return "off";
    return timeout.set ? timeText(*timeout.set) : "auto";
}

void addSupervision(const DeviceSettings& settings, const DeviceSettings& usual, SpecWriter& spec) {
    if (settings.overflow) spec.add("overflow", overflowName(*settings.overflow));
    spec.addIfNot(usual.failureThreshold, "failure_threshold", settings.failureThreshold,
                  std::to_string(settings.failureThreshold));
    if (settings.absentLimit) spec.add("absent_limit", timeText(*settings.absentLimit));
    spec.addIfNot(usual.silenceTimeout, "silence_timeout", settings.silenceTimeout,
                  silenceText(settings.silenceTimeout));
    spec.addIfNot(usual.damageLimit.share, "damage_limit", settings.damageLimit.share,
                  numberText(settings.damageLimit.share));
    spec.addIfNot(usual.damageLimit.window, "damage_window", settings.damageLimit.window,
                  timeText(settings.damageLimit.window));
    spec.addIfNot(usual.safeCommand, "safe_command", settings.safeCommand,
                  percentEncoded(settings.safeCommand, Bytes::Binary));
}

void addFaults(const FaultPlan& plan, SpecWriter& spec) {
    const FaultPlan usual;
    FaultPlan faults = plan;
    faults.seed = usual.seed;  // has its own key
    if (!faults.isEmpty()) spec.add("fault", faultText(faults));
    spec.addIfNot(usual.seed, "fault_seed", plan.seed, std::to_string(plan.seed));
}

}  // namespace

std::string deviceSpec(const DeviceSettings& settings) {
    const DeviceSettings usual = usualFor(settings);
    SpecWriter spec =
        std::visit([&usual](const auto& bus) { return written(bus, usual.bus); }, settings.bus);
    spec.addIfNot(derivedId(settings.bus), "id", settings.id, settings.id);
    if (!settings.profile.empty()) spec.add("profile", percentEncoded(settings.profile));
    addDecode(settings.decode, usual.decode, spec);
    addSupervision(settings, usual, spec);
    addChannels(settings.processing.channels, usual.processing.channels, spec);
    addList("derive", ListChange(settings.processing.derived, usual.processing.derived),
            &DerivedChannel::name, derivedText, spec);
    addList("alarm", ListChange(settings.processing.alarms, usual.processing.alarms),
            &AlarmRule::name, alarmText, spec);
    addList("command", ListChange(settings.commands, usual.commands), &CommandPreset::label,
            commandText, spec);
    addFaults(settings.faults, spec);
    return spec.text();
}

}  // namespace telemetryhub::engine
