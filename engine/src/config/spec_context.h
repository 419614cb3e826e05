// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/file_access.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// The profiles that were looked at so far, each read once.
class ProfileShelf {
public:
    /// `name` is one that profileName returned.
    const ReadProfile& at(const std::string& name) {
        const auto known = m_profiles.find(name);
        if (known != m_profiles.end()) return known->second;
        const ReadProfile& read = m_profiles.emplace(name, loadProfile(name)).first->second;
        m_mistakes.insert(m_mistakes.end(), read.errors.begin(), read.errors.end());
        return read;
    }
    /// The mistakes of all of them.
    [[nodiscard]] const std::vector<ConfigError>& mistakes() const { return m_mistakes; }

private:
    std::map<std::string, ReadProfile> m_profiles;
    std::vector<ConfigError> m_mistakes;
};

/// What the keys of one device need to know of each other.
struct SpecContext {
    ProfileShelf& shelf;
    std::string directory;  ///< where the files of profiles are; empty: the current one
    std::set<std::string, std::less<>> said;  ///< `scale NAME` and the like, which stand once
    const FileAccess* files = nullptr;        ///< null: any file
};

/// parseDeviceSpec with the shelf and directory of `context`.
[[nodiscard]] Result<DeviceSettings> parseSpecWith(std::string_view spec, SpecContext& context);

/// What no single key can know. The detail of an error begins with the key.
[[nodiscard]] Result<void> checkSpecTogether(const DeviceSettings& settings);

/// The id that a device on `bus` has when it is given none.
[[nodiscard]] std::string derivedId(const BusSettings& bus);

}  // namespace telemetryhub::engine
