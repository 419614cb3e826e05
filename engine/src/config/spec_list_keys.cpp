// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/spec_list_keys.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "telemetryhub/engine/config/frame_text.h"
#include "telemetryhub/engine/config/processing_text.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxScales = 256;

/// Puts `item` in the place of the one with the same name, or behind all.
template <typename T>
void put(std::vector<T>& items, std::string T::*name, T item) {
    const auto same = std::find_if(items.begin(), items.end(),
                                   [&](const T& known) { return known.*name == item.*name; });
    if (same == items.end())
        items.push_back(std::move(item));
    else
        *same = std::move(item);
}

template <typename T>
Result<void> add(const SpecEntry& entry, Result<T> parsed, std::vector<T>& items,
                 std::string T::*name, std::size_t most) {
    if (entry.raw == kNone) {
        items.clear();
        return {};
    }
    if (!parsed) return wrongValue(entry, parsed.error());
    put(items, name, std::move(parsed).value());
    if (items.size() > most)
        return unexpected(entry, "at most " + std::to_string(most) + " of them");
    return {};
}

}  // namespace

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
    ChannelSettings scaled;
    scaled.channel = *name;
    for (const ChannelSettings& known : channels)
        if (known.channel == *name) scaled = known;
    scaled.factor = *factor;
    scaled.offset = *offset;
    put(channels, &ChannelSettings::channel, std::move(scaled));
    if (channels.size() > kMaxScales) return unexpected(entry, "at most 256 scales");
    return {};
}

Result<void> addChannel(const SpecEntry& entry, DeviceSettings& settings) {
    return add(entry, parseChannel(entry.raw), settings.processing.channels,
               &ChannelSettings::channel, kMaxScales);
}

Result<void> addDerived(const SpecEntry& entry, DeviceSettings& settings) {
    return add(entry, parseDerived(entry.raw), settings.processing.derived, &DerivedChannel::name,
               ProcessingSettings::kMaxDerived);
}

Result<void> addAlarm(const SpecEntry& entry, DeviceSettings& settings) {
    return add(entry, parseAlarm(entry.raw), settings.processing.alarms, &AlarmRule::name,
               ProcessingSettings::kMaxAlarms);
}

Result<void> addCommand(const SpecEntry& entry, DeviceSettings& settings) {
    return add(entry, parseCommand(entry.raw), settings.commands, &CommandPreset::label,
               kMaxCommands);
}

Result<void> addRegister(const SpecEntry& entry, DeviceSettings& settings) {
    return add(entry, parseRegister(entry.raw), settings.decode.registers, &ModbusField::name,
               ChannelSet::kMaxChannels);
}

std::string subjectOf(const SpecEntry& entry) {
    const std::string_view name = entry.raw.substr(0, entry.raw.find(':'));
    if (entry.key == "scale" || entry.key == "channel")
        return "channel " + percentDecoded(name).value_or(std::string(name));
    if (entry.key == "derive" || entry.key == "command" || entry.key == "register")
        return std::string(entry.key) + ' ' + percentDecoded(name).value_or(std::string(name));
    if (entry.key != "alarm") return {};
    const auto alarm = parseAlarm(entry.raw);
    return "alarm " + (alarm ? alarm.value().name : std::string(entry.raw));
}

}  // namespace telemetryhub::engine
