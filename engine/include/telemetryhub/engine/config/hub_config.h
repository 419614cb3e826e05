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

/// Somebody who may use the listener; only the hash of the token is known.
struct ConfiguredToken {
    std::string role;  ///< viewer, ingest, operator or admin
    std::string name;
    std::string hash;

    friend bool operator==(const ConfiguredToken&, const ConfiguredToken&) = default;
};

/// The REST listener; what is unset has the listener's own default.
struct ListenConfig {
    std::string host;        ///< empty: there is no listener
    std::uint16_t port = 0;  ///< 0: a free one
    std::string certificateFile;
    std::string keyFile;
    std::vector<ConfiguredToken> tokens;
    std::vector<std::string> allowedHosts;
    std::vector<std::string> fileFolders;  ///< of files that requests may name, beside recordings
    std::optional<std::size_t> connections;
    std::optional<std::size_t> connectionsOfPeer;
    std::optional<std::size_t> requestsPerSecond;  ///< of a peer
    std::optional<std::size_t> bodyBytes;
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
    ListenConfig listen;
    std::vector<ConfiguredDevice> devices;  ///< ids and serial ports differ
};

}  // namespace telemetryhub::engine
