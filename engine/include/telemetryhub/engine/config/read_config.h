// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::engine {

/// A configuration file, read.
struct ConfigFile {
    std::string name;  ///< as it is called in errors
    std::string text;
};

struct NamedValue {
    std::string name;
    std::string value;
};

/// Everything that is set from outside, weakest first; within a list a later one overrules.
struct ConfigSources {
    std::vector<ConfigFile> files;
    /// Variables whose name begins with kEnvironmentPrefix. One that is empty sets nothing.
    std::vector<NamedValue> environment;
    /// By the option's name without dashes; a switch has the value `yes`. `device` may repeat.
    std::vector<NamedValue> options;
};

/// One mistake: where it stands and what was expected.
struct ConfigError {
    ConfigPlace place;
    std::string detail;  ///< with the name: `[queue] blocks=0: expected a whole number from ...`

    /// `hub.ini:3: [queue] blocks=0: expected a whole number from ...`
    [[nodiscard]] std::string text() const;
};

/// What the files say of devices at all.
enum class FileDevices {
    Unmentioned,  ///< an empty file, or one that has lost its devices
    None,         ///< `[hub] devices = none`, or every section says `enabled = no`
    Some,
};

struct ReadConfig {
    HubConfig config;
    FileDevices fileDevices = FileDevices::Unmentioned;
    std::vector<ConfigPlace> places;  ///< who gave each of `settings()`
    std::vector<ConfigError> errors;  ///< every mistake, in the order of the sources
    /// Variables of the environment that nobody knows: a typo, or another program's.
    std::vector<ConfigError> warnings;
};

inline constexpr std::size_t kMaxConfigFileBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxConfiguredDevices = 4096;
inline constexpr std::size_t kMaxConfigErrors = 200;

/// One merge of files, environment and command line: the later source wins, key by key.
///
/// A file has the sections and keys of `settings()`; `devices = none` in `[hub]`, where there are
/// to be none, so that a file that has lost its devices does not say that; and sections `[device
/// NAME]`: `bus` is a specification or its start, the other keys are those of a specification,
/// values `%XX` decoded; `enabled = no` leaves the device out. A later file changes single keys of
/// a device; its `scale` lines, those of other keys that repeat and its `bus` with the query
/// replace the earlier ones as a whole. A profile is looked for beside the file that names it; its
/// mistakes have its own lines. `TELEMETRYHUB_DEVICE` holds specifications parted by blanks or line
/// ends.
///
/// Errors: every mistake is told, also one that a later source overrules; at most
///         kMaxConfigErrors. Then the configuration is not to be used.
[[nodiscard]] ReadConfig readConfig(const ConfigSources& sources);

struct LoadedConfigFiles {
    std::vector<ConfigFile> files;
    std::vector<ConfigError> errors;
};

/// Reads files from the disk; behind `hub.ini` comes `hub.local.ini` beside it, when it is there.
/// Errors: a file that is absent, not a regular one, not readable or over kMaxConfigFileBytes.
[[nodiscard]] LoadedConfigFiles loadConfigFiles(const std::vector<std::string>& paths);

/// The file that reads back as `config`; settings that are not set are left out.
/// \pre no text in `config` has control characters
[[nodiscard]] std::string writeConfig(const HubConfig& config);
/// The sections of the devices alone.
[[nodiscard]] std::string writeDevices(const std::vector<DeviceSettings>& devices);

}  // namespace telemetryhub::engine
