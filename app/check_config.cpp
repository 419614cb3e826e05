// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_config.h"

#include <cstdio>
#include <string>

#include "exit_code.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::app {

namespace {

std::string giverText(const engine::ConfigPlace& place, const std::string& option) {
    switch (place.layer) {
        case engine::ConfigLayer::File: return place.file + ':' + std::to_string(place.line);
        case engine::ConfigLayer::Environment: return engine::environmentName(option);
        case engine::ConfigLayer::CommandLine: return std::string("--") + option;
        case engine::ConfigLayer::Default: break;
    }
    return "default";
}

void printRow(const std::string& name, const std::string& value, const std::string& giver) {
    std::printf("%-24s %-32s (%s)\n", name.c_str(), value.c_str(), giver.c_str());
}

}  // namespace

int checkConfig(const engine::ReadConfig& read) {
    for (const engine::ConfigError& warning : read.warnings)
        std::fprintf(stderr, "%s\n", warning.text().c_str());
    if (!read.errors.empty()) return reportErrors(read.errors);
    const auto settings = engine::settings();
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const std::string value = settings[i].write(read.config);
        if (value.empty()) continue;
        std::string name(1, '[');
        name.append(settings[i].section).append("] ").append(settings[i].key);
        printRow(name, value, giverText(read.places[i], std::string(settings[i].option)));
    }
    for (const engine::ConfiguredDevice& device : read.config.devices)
        printRow("[device " + device.settings.id + "]", engine::deviceSpec(device.settings),
                 giverText(device.place, "device"));
    const std::size_t count = read.config.devices.size();
    std::printf("OK, %zu %s\n", count, count == 1 ? "device" : "devices");
    return ExitDone;
}

}  // namespace telemetryhub::app
