// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config_errors.h"
#include "config/ini_file.h"
#include "config/spec_context.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::engine {

/// The `[device NAME]` sections of all files, merged key by key.
class DeviceSections {
public:
    /// The errors that are found go to `errors`.
    /// \pre both outlive this object
    DeviceSections(ConfigErrors& errors, ProfileShelf& shelf) : m_errors(errors), m_shelf(shelf) {}

    /// A later file than those before. `section.name` is `device NAME`.
    void add(const std::string& file, const IniSection& section);
    /// The devices that are enabled, in the order of their first section.
    [[nodiscard]] std::vector<ConfiguredDevice> devices() const;
    [[nodiscard]] bool isEmpty() const { return m_devices.empty(); }

private:
    struct Entry {
        std::string key;
        std::string value;
        ConfigPlace place;
        bool ofBus = false;  ///< stands in the query of `bus`
    };
    struct Device {
        std::string name;
        ConfigPlace place;  ///< of its first section
        std::vector<Entry> entries;
    };

    Device* deviceFor(const std::string& name, const ConfigPlace& place);
    [[nodiscard]] std::vector<Entry> entriesOf(const std::string& file,
                                               const IniSection& section) const;
    void addQuery(const Entry& bus, std::string_view query, std::vector<Entry>& entries) const;
    void dropRepeated(const Device& device, std::vector<Entry>& entries) const;
    [[nodiscard]] std::optional<DeviceSettings> settingsOf(const Device& device) const;
    [[nodiscard]] std::string nearestName(const Device& device) const;
    [[nodiscard]] std::optional<DeviceSettings> startOf(const Device& device) const;
    [[nodiscard]] static std::vector<Entry> inOrder(std::vector<Entry> entries);
    [[nodiscard]] bool apply(const Device& device, const Entry& entry, DeviceSettings& settings,
                             SpecContext& context) const;
    [[nodiscard]] bool checkTogether(const Device& device, const DeviceSettings& settings) const;
    [[nodiscard]] bool isEnabled(const Device& device) const;
    /// `detail` begins with the key.
    void fail(const Device& device, const ConfigPlace& place, const std::string& detail) const;

    ConfigErrors& m_errors;
    ProfileShelf& m_shelf;
    std::vector<Device> m_devices;
    std::map<std::string, std::size_t> m_places;  // in m_devices
};

}  // namespace telemetryhub::engine
