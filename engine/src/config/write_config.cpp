// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "config/ini_file.h"
#include "config/spec_text.h"
#include "config/utf8.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

namespace {

/// A part of a specification as it may stand in a file, which is UTF-8.
std::string fileText(std::string_view part) {
    if (isUtf8(part)) return iniValue(part);
    std::string text;
    for (const char c : part)
        text += static_cast<unsigned char>(c) < 0x80
                    ? std::string(1, c)
                    : percentEncoded(std::string_view(&c, 1), Bytes::Binary);
    return iniValue(text);
}

void writeDevice(const DeviceSettings& device, std::string& text) {
    const std::string spec = deviceSpec(device);
    std::string_view rest = spec;
    std::size_t end = std::min(rest.find('?'), rest.size());
    text += "\n[device " + device.id + "]\nbus = " + fileText(rest.substr(0, end)) + "\n";
    while (end < rest.size()) {
        rest.remove_prefix(end + 1);
        end = std::min(rest.find('&'), rest.size());
        const std::string_view entry = rest.substr(0, end);
        const std::size_t equals = entry.find('=');
        const std::string_view key = entry.substr(0, equals);
        if (key == "id") continue;  // the title says it
        text += std::string(key) + " = " + fileText(entry.substr(equals + 1)) + "\n";
    }
}

}  // namespace

std::string writeDevices(const std::vector<DeviceSettings>& devices) {
    std::string text;
    for (const DeviceSettings& device : devices)
        writeDevice(device, text);
    return text;
}

std::string writeConfig(const HubConfig& config) {
    std::string text;
    std::string_view section;
    for (const Setting& setting : settings()) {
        const std::string value = setting.write(config);
        if (value.empty()) continue;
        if (setting.section != section) {
            section = setting.section;
            text += (text.empty() ? "[" : "\n[") + std::string(section) + "]\n";
        }
        text += std::string(setting.key) + " = " + iniValue(value) + "\n";
    }
    for (const ConfiguredDevice& device : config.devices)
        writeDevice(device.settings, text);
    return text;
}

}  // namespace telemetryhub::engine
