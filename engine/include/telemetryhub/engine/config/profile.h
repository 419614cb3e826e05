// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What is known about a kind of device, wherever one is plugged in: never its path or its id.
struct DeviceProfile {
    std::string title;  ///< for a list, such as `Victron battery monitor`
    std::string description;
    SerialSettings serial;  ///< without a path; taken by serial devices alone
    DecodeSettings decode;
    ProcessingSettings processing;
    std::vector<CommandPreset> commands;
    std::string safeCommand;
    SilenceTimeout silenceTimeout;
    DamageLimit damageLimit;
    int failureThreshold = 5;

    friend bool operator==(const DeviceProfile&, const DeviceProfile&) = default;
};

/// A profile, read.
struct ReadProfile {
    std::string name;  ///< a built-in name or the absolute path of a file
    DeviceProfile profile;
    std::vector<ConfigError> errors;  ///< every mistake; then the profile is not to be used
};

inline constexpr std::size_t kMaxProfileBytes = std::size_t{1} << 20;

/// Reads a profile from its JSON text; the schema is resources/schemas/profile.schema.json.
/// Errors: every mistake is told with its line and its place in the document, such as
///         `channels[2].unit: expected ...`; at most kMaxConfigErrors.
[[nodiscard]] ReadProfile readProfile(const std::string& name, std::string_view text);

/// The JSON text that reads back as `profile`; what has its default is left out.
///
/// Bytes that are no UTF-8 in names become U+FFFD; bytes to send keep every value.
[[nodiscard]] std::string profileText(const DeviceProfile& profile);

/// What `settings` say about the kind of device. Channels of `seen` that no setting names are
/// listed with the unit they have; null: none was seen.
[[nodiscard]] DeviceProfile profileOf(const DeviceSettings& settings, const ChannelSet* seen);

/// Puts what `profile` says into `settings`, as far as its bus has such settings.
void applyProfile(const DeviceProfile& profile, DeviceSettings& settings);

/// A profile that is part of the program.
struct BuiltInProfile {
    std::string_view name;
    std::string_view text;
};
[[nodiscard]] std::span<const BuiltInProfile> builtInProfiles();

/// Whether what a person gave as a profile is a file, and no built-in name.
[[nodiscard]] bool isProfileFile(std::string_view given);

/// The built-in name, or the absolute path, that a person meant: what has a `/` or ends in `.json`
/// is a file, relative to `directory`, which is the current one when it is empty.
/// Errors: InvalidArgument names the nearest built-in profile.
[[nodiscard]] Result<std::string> profileName(std::string_view given,
                                              const std::string& directory = {});

/// Reads the profile of a name that `profileName` returned.
/// Errors: as readProfile; a file that cannot be read is a mistake without a line.
[[nodiscard]] ReadProfile loadProfile(const std::string& name);

}  // namespace telemetryhub::engine
