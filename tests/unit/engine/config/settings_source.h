// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <variant>

#include "telemetryhub/engine/config/processing_text.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// Draws settings of every kind, with all that makes texts hard to write.
class SettingsSource {
public:
    enum class Names { AnyBytes, Texts };
    explicit SettingsSource(Names names) : m_names(names) {}

    DeviceSettings next() {
        DeviceSettings settings;
        settings.bus = nextBus();
        settings.id = "id-" + std::to_string(upTo(1000));
        const bool isPushed = std::holds_alternative<PushSettings>(settings.bus);
        if (!isPushed) nextDecode(settings.decode);
        if (!isPushed && upTo(1) == 1) settings.overflow = static_cast<Overflow>(upTo(2));
        settings.failureThreshold = 1 + upTo(999);
        if (upTo(1) == 1) settings.absentLimit = std::chrono::milliseconds(10 + upTo(100'000));
        const bool watched = !isPushed && !std::holds_alternative<ReplaySettings>(settings.bus);
        if (watched) settings.silenceTimeout.off = upTo(2) == 0;
        if (watched && !settings.silenceTimeout.off && upTo(1) == 1)
            settings.silenceTimeout.set = std::chrono::milliseconds(10 + upTo(100'000));
        if (watched) settings.damageLimit.window = std::chrono::milliseconds(10 + upTo(100'000));
        if (watched) settings.damageLimit.share = upTo(4) / 4.0;
        settings.safeCommand = upTo(1) == 1 ? bytes(0) : std::string();
        addLists(settings);
        settings.faults = nextFaults(settings.bus);
        return settings;
    }

private:
    void addLists(DeviceSettings& settings) {
        ProcessingSettings& processing = settings.processing;
        for (int i = upTo(3); i > 0; --i)
            processing.channels.push_back(nextChannel(std::to_string(i) + name()));
        for (int i = upTo(2); i > 0; --i)
            processing.derived.push_back(nextDerived("d" + std::to_string(i) + name()));
        for (int i = upTo(4); i > 0; --i)
            processing.alarms.push_back(nextAlarm(std::to_string(i) + name()));
        for (int i = upTo(2); i > 0; --i) {
            CommandPreset& command = settings.commands.emplace_back();
            command.label = std::to_string(i) + name();
            command.bytes = bytes(0);
            command.confirm = upTo(1) == 1;
            if (!command.confirm) command.every = std::chrono::milliseconds(10 * upTo(1000));
        }
    }

    ChannelSettings nextChannel(const std::string& ownName) {
        ChannelSettings channel;
        channel.channel = ownName;
        if (upTo(1) == 1) channel.factor = real();
        if (upTo(1) == 1) channel.offset = -real();
        if (upTo(2) == 2) channel.name = "n" + ownName;
        if (upTo(2) == 2) channel.unit = upTo(1) == 1 ? name() : std::string();
        if (upTo(2) == 2) channel.decimals = upTo(15);
        if (upTo(2) == 2) channel.colour = "#3584e4";
        if (upTo(2) == 2) channel.range = ValueRange{-real(), real()};
        return channel;
    }

    DerivedChannel nextDerived(const std::string& ownName) {
        DerivedChannel derived;
        derived.name = ownName;
        derived.inputs = {"a" + name(), "b" + name()};
        derived.kind = upTo(1) == 1 ? Derivation::Expression : Derivation::Sum;
        if (derived.kind == Derivation::Expression) derived.expression = "x1 > 3 ? x1 : x2 * 0.5";
        if (upTo(2) == 2) {
            derived.inputs.resize(1);
            derived.kind = static_cast<Derivation>(4 + upTo(3));
            derived.expression.clear();
            if (upTo(1) == 1) derived.window = std::chrono::milliseconds(1 + upTo(100'000));
            if (derived.window.count() == 0) derived.samples = static_cast<std::size_t>(upTo(9));
        }
        if (upTo(1) == 1) derived.unit = name();
        if (upTo(1) == 1) derived.decimals = upTo(15);
        if (upTo(1) == 1) derived.range = ValueRange{-real(), real()};
        return derived;
    }

    AlarmRule nextAlarm(const std::string& ownName) {
        AlarmRule rule;
        rule.name = ownName;
        rule.kind = static_cast<AlarmKind>(upTo(4));
        if (rule.kind != AlarmKind::Text) rule.channel = name();
        if (rule.kind <= AlarmKind::Rate) rule.limit = real();
        if (rule.kind <= AlarmKind::Rate && upTo(1) == 1) rule.hysteresis = rule.limit / 2;
        if (rule.kind == AlarmKind::Text) rule.text = name();
        if (upTo(1) == 1 || rule.kind == AlarmKind::NoData)
            rule.delay = std::chrono::milliseconds(1 + upTo(100'000));
        if (upTo(1) == 1) rule.level = AlarmLevel::Critical;
        rule.safeState = rule.level == AlarmLevel::Critical && upTo(1) == 1;
        rule.latched = upTo(1) == 1;
        if (upTo(2) == 2) rule.name = usualAlarmName(rule);
        return rule;
    }

    void nextDecode(DecodeSettings& decode) {
        decode.format = static_cast<Format>(upTo(12));
        if (decode.format == Format::Slip && upTo(1) == 1) decode.inner = Format::Json;
        if (decode.format == Format::Cobs && upTo(1) == 1) decode.inner = Format::Frame;
        if (decode.format == Format::Frame || decode.inner == Format::Frame)
            nextFrame(decode.frame);
        if (upTo(1) == 1) decode.time = SampleTime::Device;
        if (decode.time == SampleTime::Device && upTo(1) == 1) decode.timeChannel = name();
        for (int i = decode.format == Format::Modbus ? upTo(3) : 0; i > 0; --i) {
            ModbusField& field = decode.registers.emplace_back();
            field.name = std::to_string(i) + name();
            field.unit = 1 + upTo(246);
            field.function = 1 + upTo(3);
            field.address = upTo(60'000);
            field.type = static_cast<NumberType>(2 + upTo(7));
            field.order = static_cast<ModbusField::WordOrder>(upTo(3));
            if (upTo(1) == 1) field.unitText = name();
            if (upTo(1) == 1) field.factor = real();
        }
    }

    void nextFrame(FrameLayout& frame) {
        frame.sync = upTo(1) == 1 ? bytes(0) : std::string();
        for (int i = upTo(4); i >= 0; --i) {
            FrameField& field = frame.fields.emplace_back();
            if (i > 0 && upTo(3) == 3) continue;
            field.name = i % 2 == 1 ? "_" : std::to_string(i) + name();
            field.type = static_cast<NumberType>(upTo(12));
            if (sizeOf(field.type) > 1) field.order = static_cast<ByteOrder>(upTo(1));
            if (upTo(1) == 1) field.factor = upTo(1) == 1 ? real() : 1.5e-7;
            if (upTo(1) == 1) field.offset = upTo(1) == 1 ? real() : -2.5e20;
            if (upTo(1) == 1) field.unit = name();
            if (upTo(1) == 1) field.decimals = upTo(15);
        }
        frame.length.kind = static_cast<FrameLength::Kind>(upTo(2));
        if (frame.length.kind == FrameLength::Kind::Fixed) {
            frame.length.payloadBytes = upTo(1) == 1 ? frame.fieldBytes() : 0;
        } else {
            frame.length.counts = static_cast<FrameLength::Counts>(upTo(2));
            if (frame.length.kind == FrameLength::Kind::U16)
                frame.length.order = static_cast<ByteOrder>(upTo(1));
        }
        frame.repeats = upTo(1) == 1;
        frame.checksum = static_cast<ChecksumKind>(upTo(18));
        if (sizeOf(frame.checksum) > 1) frame.checksumOrder = static_cast<ByteOrder>(upTo(1));
        frame.checksumFrom = static_cast<std::size_t>(upTo(1));
        frame.tail = upTo(1) == 1 ? bytes(0) : std::string();
        frame.skipAtStart = static_cast<std::size_t>(upTo(3));
    }

    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    double real() { return std::uniform_real_distribution<double>(0.01, 9999)(m_random); }
    std::string name() {
        if (m_names == Names::AnyBytes) return bytes(1);
        const char* const pieces[] = {"a", "Z", "µ", "€", "\"", "\\", "/", " ", ":", "%", "😀"};
        std::string text;
        for (int i = upTo(5) + 1; i > 0; --i)
            text += pieces[upTo(10)];
        return text;
    }
    /// Bytes of any value from `least` up.
    std::string bytes(int least) {
        std::string any;
        for (int i = upTo(12) + 1; i > 0; --i)
            any += static_cast<char>(least + upTo(255 - least));
        return any;
    }

    FaultPlan nextFaults(const BusSettings& bus) {
        FaultPlan faults;
        if (upTo(1) == 1) faults.seed = static_cast<std::uint32_t>(m_random());
        if (upTo(3) == 3) faults.intermittent = static_cast<std::uint32_t>(1 + upTo(1000));
        if (!std::holds_alternative<PushSettings>(bus)) addWireFaults(faults);
        if (std::holds_alternative<ReplaySettings>(bus)) return faults;
        if (upTo(3) == 3) faults.random = real() / 9999;
        if (upTo(3) == 3) faults.deterministic = static_cast<std::uint32_t>(1 + upTo(1000));
        if (upTo(3) == 3) faults.unplug = nextOutage();
        return faults;
    }
    void addWireFaults(FaultPlan& faults) {
        for (double FaultPlan::*share :
             {&FaultPlan::drop, &FaultPlan::truncate, &FaultPlan::flip, &FaultPlan::garbage})
            if (upTo(3) == 3) faults.*share = real() / 9999;
        if (upTo(3) == 3) faults.delay = std::chrono::milliseconds(10 + upTo(100'000));
        if (upTo(3) == 3) faults.silence = nextOutage();
    }
    Outage nextOutage() {
        return {std::chrono::milliseconds(10 + upTo(100'000)), std::chrono::seconds(1 + upTo(100))};
    }

    BusSettings nextBus() {
        switch (upTo(5)) {
            case 0: return serial();
            case 3: return tcp();
            case 4: return udp();
            case 5: return PushSettings{"p" + bytes(1)};
            case 1:
                return SimulatedSettings{"s" + bytes(1), real(), 1 + upTo(63),
                                         static_cast<std::uint32_t>(m_random())};
            default: {
                ReplaySettings replay;
                replay.path = '/' + bytes(1) + ".nmea";
                if (upTo(1) == 1) replay.speed = real();
                if (upTo(2) == 2) replay.speed.reset();
                replay.repeat = 1 + upTo(9);
                replay.baud = 50 + upTo(100'000);
                return replay;
            }
        }
    }

    std::uint16_t port() { return static_cast<std::uint16_t>(1 + upTo(65534)); }

    BusSettings tcp() {
        const std::string hosts[] = {"127.0.0.1", "meter-" + std::to_string(upTo(99)) + ".local",
                                     "::1", "fe80::1%eth0", "h%41"};
        return TcpSettings{hosts[upTo(4)], port()};
    }

    BusSettings udp() {
        const std::string addresses[] = {"", "127.0.0.1", "::1", "fe80::1%eth0"};
        UdpSettings settings{port(), addresses[upTo(3)], {}, {}};
        if (!settings.address.empty() || upTo(1) == 0) return settings;
        settings.group = upTo(1) == 0 ? "239.1.2.3" : "ff02::1:2";
        if (upTo(1) == 0) settings.interfaceName = "enp0s" + std::to_string(upTo(9)) + "&=%";
        return settings;
    }

    BusSettings serial() {
        SerialSettings port;
        port.path = "/dev/" + bytes(1) + 'x';
        port.baud = 50 + upTo(4'000'000);
        port.dataBits = 6 + upTo(2);
        port.parity = static_cast<Parity>(upTo(4));
        port.stopBits = upTo(1) == 1 ? StopBits::One : StopBits::Two;
        port.flow = upTo(1) == 1 ? FlowControl::None : FlowControl::Software;
        if (upTo(1) == 1) port.dtr = upTo(1) == 1;
        if (upTo(1) == 1) port.rts = upTo(1) == 1;
        return port;
    }

    const Names m_names;
    std::mt19937 m_random{4711};
};

}  // namespace telemetryhub::engine
