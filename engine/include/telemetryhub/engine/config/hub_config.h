// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

enum class LogLevel { Error, Warn, Info, Debug };
enum class LogFormat { Text, Json };

/// Who gave a value; a later one overrules those before it.
enum class ConfigLayer { Default, File, Environment, CommandLine };

/// Where a value was given.
struct ConfigPlace {
    ConfigLayer layer = ConfigLayer::Default;
    std::string file;  ///< of the layer File
    int line = 0;      ///< from 1; 0: the whole file, or no file

    friend bool operator==(const ConfigPlace&, const ConfigPlace&) = default;
};

/// A device to have, and who asked for it.
struct ConfiguredDevice {
    DeviceSettings settings;
    ConfigPlace place;
};

/// Everything that can be set from outside; each part takes what is its own.
struct HubConfig {
    bool noGui = false;
    bool requireDevices = false;
    bool recordRaw = false;
    bool quiet = false;
    LogFormat logFormat = LogFormat::Text;
    Overflow overflow = Overflow::DropOldest;
    std::optional<LogLevel> logLevel;  ///< unset: info, or error when quiet
    std::string logFile;               ///< empty: standard error
    std::string dataDir;               ///< empty: the platform's place
    std::optional<std::chrono::milliseconds> duration;
    std::string csvPath;     ///< empty: none; `-` is standard output
    std::string recordPath;  ///< empty: no recording; `auto`: named by the time
    std::chrono::milliseconds recordInterval{200};
    std::uint64_t rotateBytes = 0;        ///< 0: never
    std::chrono::seconds rotateAfter{0};  ///< 0: never
    std::uint64_t keepBytes = 0;          ///< 0: everything
    std::chrono::hours keepAge{0};        ///< 0: for ever
    std::size_t queueBlocks = 1000;
    std::size_t workers = 0;                  ///< 0: by the machine
    std::optional<std::size_t> historyBytes;  ///< unset: by what shows it
    std::vector<ConfiguredDevice> devices;    ///< ids and serial ports differ
};
    std::uint64_t rotateBytes = 0;        ///< 0: never
    std::chrono::seconds rotateAfter{0};  ///< 0: never
    bool recordRaw = false;
    std::uint64_t keepBytes = 0;    ///< 0: everything
    std::chrono::hours keepAge{0};  ///< 0: for ever
    std::size_t queueBlocks = 1000;
    Overflow overflow = Overflow::DropOldest;
    std::size_t workers = 0;                  ///< 0: by the machine
    std::optional<std::size_t> historyBytes;  ///< unset: by what shows it
    std::optional<LogLevel> logLevel;         ///< unset: info, or error when quiet
    LogFormat logFormat = LogFormat::Text;
    std::string logFile;  ///< empty: standard error
    bool quiet = false;
    std::vector<ConfiguredDevice> devices;  ///< ids and serial ports differ
};

}  // namespace telemetryhub::engine
