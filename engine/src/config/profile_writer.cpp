// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <string>

#include "config/json_writer.h"
#include "config/quantity_text.h"
#include "config/spec_keys.h"
#include "config/utf8.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/frame_text.h"
#include "telemetryhub/engine/config/processing_text.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

namespace {

/// Writes a profile part by part; what has its default is left out.
class ProfileWriter {
public:
    std::string write(const DeviceProfile& profile);

private:
    void writeSerial(const SerialSettings& serial);
    void writeDecode(const DecodeSettings& decode);
    void writeFrame(const FrameLayout& frame);
    void writeLength(const FrameLength& length);
    void writeFields(const std::vector<FrameField>& fields);
    void writeField(const FrameField& field);
    void writeRegister(const ModbusField& field);
    void writeChannel(const ChannelSettings& channel);
    void writeDerived(const DerivedChannel& derived);
    void writeAlarm(const AlarmRule& rule);
    void writeCommand(const CommandPreset& command);
    void writeBytes(std::string_view bytes);
    void writeSupervision(const DeviceProfile& profile);
    void writeLook(const std::optional<int>& decimals, const std::string& colour,
                   const std::optional<ValueRange>& range);
    template <typename T>
    void writeList(std::string_view key, const std::vector<T>& items,
                   void (ProfileWriter::*writeItem)(const T&));

    void textUnlessEmpty(std::string_view key, std::string_view value) {
        if (!value.empty()) m_json.text(key, value);
    }
    void numberUnless(double usual, std::string_view key, double value) {
        if (value != usual) m_json.number(key, value);
    }
    void onUnlessOff(std::string_view key, bool value) {
        if (value) m_json.onOff(key, value);
    }
    void timeUnlessZero(std::string_view key, std::chrono::nanoseconds time) {
        if (time.count() != 0)
            m_json.text(key, timeText(std::chrono::duration_cast<std::chrono::milliseconds>(time)));
    }

    JsonWriter m_json;
};

std::string ProfileWriter::write(const DeviceProfile& profile) {
    m_json.begin('{');
    textUnlessEmpty("title", profile.title);
    textUnlessEmpty("description", profile.description);
    if (profile.serial != SerialSettings()) writeSerial(profile.serial);
    writeDecode(profile.decode);
    writeList("channels", profile.processing.channels, &ProfileWriter::writeChannel);
    writeList("derived", profile.processing.derived, &ProfileWriter::writeDerived);
    writeList("alarms", profile.processing.alarms, &ProfileWriter::writeAlarm);
    writeList("commands", profile.commands, &ProfileWriter::writeCommand);
    writeSupervision(profile);
    m_json.end('}');
    return m_json.result() + '\n';
}

template <typename T>
void ProfileWriter::writeList(std::string_view key, const std::vector<T>& items,
                              void (ProfileWriter::*writeItem)(const T&)) {
    if (items.empty()) return;
    m_json.beginAt(key, '[');
    for (const T& item : items) {
        m_json.begin('{');
        (this->*writeItem)(item);
        m_json.end('}');
    }
    m_json.end(']');
}

void ProfileWriter::writeSerial(const SerialSettings& serial) {
    const SerialSettings usual;
    m_json.beginAt("serial", '{');
    numberUnless(usual.baud, "baud", serial.baud);
    numberUnless(usual.dataBits, "data", serial.dataBits);
    if (serial.parity != usual.parity) m_json.text("parity", wordFor(serial.parity, kParities));
    if (serial.stopBits != usual.stopBits) m_json.raw("stop", wordFor(serial.stopBits, kStopBits));
    if (serial.flow != usual.flow) m_json.text("flow", wordFor(serial.flow, kFlowControls));
    if (serial.dtr) m_json.onOff("dtr", *serial.dtr);
    if (serial.rts) m_json.onOff("rts", *serial.rts);
    if (serial.lowLatency != usual.lowLatency)
        m_json.text("low_latency", wordFor(serial.lowLatency, kLowLatencies));
    m_json.end('}');
}

void ProfileWriter::writeDecode(const DecodeSettings& decode) {
    if (decode.format != Format::Auto) m_json.text("format", formatName(decode.format));
    if (decode.inner != Format::Auto) m_json.text("inner", formatName(decode.inner));
    if (decode.frame != FrameLayout()) writeFrame(decode.frame);
    writeList("registers", decode.registers, &ProfileWriter::writeRegister);
    if (decode.time != SampleTime::Arrival) m_json.text("time", sampleTimeName(decode.time));
    textUnlessEmpty("time_channel", decode.timeChannel);
}

void ProfileWriter::writeFrame(const FrameLayout& frame) {
    m_json.beginAt("frame", '{');
    textUnlessEmpty("sync", hexText(frame.sync));
    writeLength(frame.length);
    writeFields(frame.fields);
    onUnlessOff("repeats", frame.repeats);
    if (frame.checksum != ChecksumKind::None || frame.checksumFrom != 0) {
        m_json.beginAt("checksum", '{');
        m_json.text("type", checksumText(frame.checksum, frame.checksumOrder));
        numberUnless(0, "from", static_cast<double>(frame.checksumFrom));
        m_json.end('}');
    }
    textUnlessEmpty("tail", hexText(frame.tail));
    numberUnless(0, "skip_at_start", static_cast<double>(frame.skipAtStart));
    m_json.end('}');
}

void ProfileWriter::writeLength(const FrameLength& length) {
    if (length == FrameLength()) return;
    if (length.kind == FrameLength::Kind::Fixed)
        m_json.number("length", static_cast<double>(length.payloadBytes));
    else
        m_json.text("length", frameLengthText(length));
}

/// Bytes to skip that follow each other are one item.
void ProfileWriter::writeFields(const std::vector<FrameField>& fields) {
    if (fields.empty()) return;
    m_json.beginAt("fields", '[');
    std::size_t skipped = 0;
    const auto writeSkipped = [&] {
        if (skipped > 0) m_json.rawItem("{\"skip\": " + std::to_string(skipped) + '}');
        skipped = 0;
    };
    for (const FrameField& field : fields) {
        if (field.name.empty()) {
            skipped += sizeOf(field.type);
            continue;
        }
        writeSkipped();
        m_json.begin('{');
        writeField(field);
        m_json.end('}');
    }
    writeSkipped();
    m_json.end(']');
}

void ProfileWriter::writeField(const FrameField& field) {
    m_json.text("name", field.name);
    m_json.text("type", fieldTypeText(field.type, field.order));
    textUnlessEmpty("unit", field.unit);
    numberUnless(1, "factor", field.factor);
    numberUnless(0, "offset", field.offset);
    writeLook(field.decimals, {}, {});
}

void ProfileWriter::writeRegister(const ModbusField& field) {
    m_json.text("name", field.name);
    numberUnless(1, "device", field.unit);
    numberUnless(3, "function", field.function);
    m_json.number("address", field.address);
    if (field.type != NumberType::U16) m_json.text("type", registerTypeText(field.type));
    if (field.order != ModbusField::WordOrder::ABCD)
        m_json.text("order", wordOrderText(field.order));
    textUnlessEmpty("unit", field.unitText);
    numberUnless(1, "factor", field.factor);
    numberUnless(0, "offset", field.offset);
    writeLook(field.decimals, {}, {});
}

void ProfileWriter::writeLook(const std::optional<int>& decimals, const std::string& colour,
                              const std::optional<ValueRange>& range) {
    if (decimals) m_json.number("decimals", *decimals);
    textUnlessEmpty("colour", colour);
    if (range)
        m_json.raw("range", '[' + jsonNumber(range->low) + ", " + jsonNumber(range->high) + ']');
}

void ProfileWriter::writeChannel(const ChannelSettings& channel) {
    m_json.text("channel", channel.channel);
    textUnlessEmpty("name", channel.name);
    if (channel.unit) m_json.text("unit", *channel.unit);
    numberUnless(1, "factor", channel.factor);
    numberUnless(0, "offset", channel.offset);
    writeLook(channel.decimals, channel.colour, channel.range);
}

void ProfileWriter::writeDerived(const DerivedChannel& derived) {
    m_json.text("name", derived.name);
    if (derived.kind == Derivation::Expression)
        m_json.text("expression", derived.expression);
    else
        m_json.text("kind", derivationName(derived.kind));
    std::string inputs;
    for (const std::string& input : derived.inputs)
        inputs += (inputs.empty() ? "" : ", ") + jsonText(input);
    m_json.raw("inputs", '[' + inputs + ']');
    timeUnlessZero("window", derived.window);
    numberUnless(0, "samples", static_cast<double>(derived.samples));
    textUnlessEmpty("unit", derived.unit);
    writeLook(derived.decimals, derived.colour, derived.range);
}

void ProfileWriter::writeAlarm(const AlarmRule& rule) {
    textUnlessEmpty("channel", rule.channel);
    const bool isCritical = rule.level == AlarmLevel::Critical;
    const std::string kind(alarmKindName(rule.kind));
    switch (rule.kind) {
        case AlarmKind::High:
        case AlarmKind::Low:
        case AlarmKind::Rate:
            m_json.number(kind + (isCritical ? "_critical" : ""), rule.limit);
            break;
        case AlarmKind::NoData: timeUnlessZero(kind, rule.delay); break;
        case AlarmKind::Text: m_json.text(kind, rule.text); break;
    }
    const bool hasLevel = rule.kind == AlarmKind::NoData || rule.kind == AlarmKind::Text;
    if (hasLevel && isCritical) m_json.text("level", "critical");
    numberUnless(0, "hysteresis", rule.hysteresis);
    if (rule.kind != AlarmKind::NoData) timeUnlessZero("delay", rule.delay);
    onUnlessOff("latched", rule.latched);
    onUnlessOff("safe_state", rule.safeState);
    if (rule.name != usualAlarmName(rule)) m_json.text("name", rule.name);
}

void ProfileWriter::writeBytes(std::string_view bytes) {
    const bool isText =
        isUtf8(bytes) && std::none_of(bytes.begin(), bytes.end(), [](unsigned char c) {
            return (c < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
        });
    if (isText)
        m_json.text("text", bytes);
    else
        m_json.text("hex", hexText(bytes));
}

void ProfileWriter::writeCommand(const CommandPreset& command) {
    m_json.text("label", command.label);
    writeBytes(command.bytes);
    onUnlessOff("confirm", command.confirm);
    timeUnlessZero("every", command.every);
}

void ProfileWriter::writeSupervision(const DeviceProfile& profile) {
    const DeviceProfile usual;
    if (!profile.safeCommand.empty()) {
        m_json.beginAt("safe_command", '{');
        writeBytes(profile.safeCommand);
        m_json.end('}');
    }
    if (profile.silenceTimeout.off) m_json.text("silence_timeout", "off");
    if (profile.silenceTimeout.set)
        m_json.text("silence_timeout", timeText(*profile.silenceTimeout.set));
    numberUnless(usual.failureThreshold, "failure_threshold", profile.failureThreshold);
    numberUnless(usual.damageLimit.share, "damage_limit", profile.damageLimit.share);
    if (profile.damageLimit.window != usual.damageLimit.window)
        m_json.text("damage_window", timeText(profile.damageLimit.window));
}

const ChannelSettings* settingsOf(const DeviceSettings& settings, const Channel& channel) {
    const auto& known = settings.processing.channels;
    const auto found =
        std::find_if(known.begin(), known.end(), [&channel](const ChannelSettings& each) {
            return shownName(each) == channel.name || each.channel == channel.name;
        });
    return found == known.end() ? nullptr : &*found;
}

/// Whether the channel is made here and not by the device.
bool isMade(const DeviceSettings& settings, const Channel& channel) {
    const auto& derived = settings.processing.derived;
    return channel.name == kArrivalDelayChannel ||
           std::any_of(derived.begin(), derived.end(), [&channel](const DerivedChannel& each) {
               return each.name == channel.name;
           });
}

}  // namespace

std::string profileText(const DeviceProfile& profile) {
    return ProfileWriter().write(profile);
}

DeviceProfile profileOf(const DeviceSettings& settings, const ChannelSet* seen) {
    DeviceProfile profile;
    if (const auto* serial = std::get_if<SerialSettings>(&settings.bus)) profile.serial = *serial;
    profile.serial.path.clear();
    profile.decode = settings.decode;
    profile.processing = settings.processing;
    profile.commands = settings.commands;
    profile.safeCommand = settings.safeCommand;
    profile.silenceTimeout = settings.silenceTimeout;
    profile.damageLimit = settings.damageLimit;
    profile.failureThreshold = settings.failureThreshold;
    if (!seen) return profile;
    for (const Channel& channel : seen->channels()) {
        if (isMade(settings, channel) || settingsOf(settings, channel)) continue;
        ChannelSettings& added = profile.processing.channels.emplace_back();
        added.channel = channel.name;
        if (!channel.unit.empty()) added.unit = channel.unit;
        added.decimals = channel.decimals;
    }
    return profile;
}

void applyProfile(const DeviceProfile& profile, DeviceSettings& settings) {
    if (auto* serial = std::get_if<SerialSettings>(&settings.bus)) {
        const std::string path = std::exchange(*serial, profile.serial).path;
        serial->path = path;
    }
    const SourceTraits& traits = traitsOf(settings.bus);
    if (traits.comesAsBytes) settings.decode = profile.decode;
    if (!traits.isRecorded) settings.silenceTimeout = profile.silenceTimeout;
    if (traits.comesAsBytes && !traits.isRecorded) settings.damageLimit = profile.damageLimit;
    settings.processing = profile.processing;
    settings.commands = profile.commands;
    settings.safeCommand = profile.safeCommand;
    settings.failureThreshold = profile.failureThreshold;
}

}  // namespace telemetryhub::engine
