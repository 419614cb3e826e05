// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/device_sections.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "config/setting_values.h"
#include "config/spec_keys.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kTitleStart = "device ";
constexpr std::string_view kBus = "bus";
constexpr std::string_view kEnabled = "enabled";

bool isDeviceId(std::string_view name) {
    return !name.empty() && name.size() <= kMaxIdBytes &&
           std::all_of(name.begin(), name.end(), isIdCharacter);
}

std::string_view withoutQuery(std::string_view bus) {
    return bus.substr(0, bus.find('?'));
}

// More are not searched for the one that a name meant.
constexpr std::size_t kMaxHints = 100;

}  // namespace

void DeviceSections::add(const std::string& file, const IniSection& section) {
    const ConfigPlace place{ConfigLayer::File, file, section.line};
    std::string name = section.name.substr(std::min(kTitleStart.size(), section.name.size()));
    name.erase(0, name.find_first_not_of(" \t"));
    if (!isDeviceId(name))
        return m_errors.add(place, "[" + echoed(section.name) +
                                       "]: expected [device NAME], a name of 1 to 64 letters, "
                                       "digits, _ . : or -");
    Device* device = deviceFor(name, place);
    if (!device) return;
    std::vector<Entry> entries = entriesOf(file, section);
    dropRepeated(*device, entries);
    std::set<std::string_view> replaced;
    for (const Entry& entry : entries)
        replaced.insert(entry.key);
    std::erase_if(device->entries, [&replaced](const Entry& earlier) {
        return replaced.contains(earlier.key) || (earlier.ofBus && replaced.contains(kBus));
    });
    std::move(entries.begin(), entries.end(), std::back_inserter(device->entries));
}

DeviceSections::Device* DeviceSections::deviceFor(const std::string& name,
                                                  const ConfigPlace& place) {
    const auto known = m_places.find(name);
    if (known != m_places.end()) return &m_devices[known->second];
    if (m_devices.size() == kMaxConfiguredDevices) {
        m_errors.add(place, "[device " + name + "]: expected at most " +
                                std::to_string(kMaxConfiguredDevices) + " devices");
        return nullptr;
    }
    m_places.emplace(name, m_devices.size());
    return &m_devices.emplace_back(Device{name, place, {}});
}

/// The keys of a section, those in the query of `bus` among them.
std::vector<DeviceSections::Entry> DeviceSections::entriesOf(const std::string& file,
                                                             const IniSection& section) const {
    std::vector<Entry> entries;
    for (const IniEntry& line : section.entries) {
        const Entry entry{line.key, line.value, {ConfigLayer::File, file, line.line}, false};
        entries.push_back(entry);
        const std::string_view start = withoutQuery(line.value);
        if (line.key == kBus && start.size() < line.value.size())
            addQuery(entry, std::string_view(line.value).substr(start.size() + 1), entries);
    }
    return entries;
}

void DeviceSections::addQuery(const Entry& bus, std::string_view query,
                              std::vector<Entry>& entries) const {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view text = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (text.empty()) continue;
        const std::size_t equals = std::min(text.find('='), text.size());
        const std::string_view value = text.substr(std::min(equals + 1, text.size()));
        entries.push_back(
            {std::string(text.substr(0, equals)), std::string(value), bus.place, true});
    }
}

void DeviceSections::dropRepeated(const Device& device, std::vector<Entry>& entries) const {
    std::map<std::string, int> lines;
    std::erase_if(entries, [&](const Entry& entry) {
        const auto [first, isNew] = lines.emplace(entry.key, entry.place.line);
        if (isNew || mayRepeat(entry.key)) return false;
        fail(device, entry.place,
             echoed(entry.key) + ": expected once, stands in line " +
                 std::to_string(first->second) + " already");
        return true;
    });
}

std::vector<ConfiguredDevice> DeviceSections::devices() const {
    std::vector<ConfiguredDevice> devices;
    for (const Device& device : m_devices) {
        const bool enabled = isEnabled(device);
        auto settings = settingsOf(device);
        if (settings && enabled) devices.push_back({std::move(*settings), device.place});
    }
    return devices;
}

bool DeviceSections::isEnabled(const Device& device) const {
    bool enabled = true;
    for (const Entry& entry : device.entries) {
        if (entry.key != kEnabled || entry.ofBus) continue;
        if (const auto read = readSwitch(entry.value, enabled); !read)
            fail(device, entry.place,
                 "enabled=" + echoed(entry.value) + ": " + read.error().detail);
    }
    return enabled;
}

std::optional<DeviceSettings> DeviceSections::settingsOf(const Device& device) const {
    auto settings = startOf(device);
    if (!settings) return std::nullopt;
    SpecContext context{m_shelf, {}, {}};
    bool fits = true;
    for (const Entry& entry : inOrder(device.entries)) {
        const bool isOurs = !entry.ofBus && (entry.key == kBus || entry.key == kEnabled);
        // A profile lies beside the file that names it.
        context.directory = std::filesystem::path(entry.place.file).parent_path().string();
        if (!isOurs && !apply(device, entry, *settings, context)) fits = false;
    }
    if (!fits || !checkTogether(device, *settings)) return std::nullopt;
    return settings;
}

/// First the entries that others build on.
std::vector<DeviceSections::Entry> DeviceSections::inOrder(std::vector<Entry> entries) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return rankOf(a.key) < rankOf(b.key); });
    return entries;
}

/// The other device that a section without `bus` probably meant.
std::string DeviceSections::nearestName(const Device& device) const {
    std::vector<std::string_view> others;
    for (const Device& other : m_devices)
        if (other.name != device.name && others.size() < kMaxHints) others.push_back(other.name);
    return didYouMean(device.name, others);
}

/// What `bus` says before its query.
std::optional<DeviceSettings> DeviceSections::startOf(const Device& device) const {
    const auto bus = std::find_if(device.entries.begin(), device.entries.end(),
                                  [](const Entry& entry) { return entry.key == kBus; });
    if (bus == device.entries.end()) {
        fail(device, device.place,
             "bus: expected SCHEME:PATH, such as serial:/dev/ttyUSB0" + nearestName(device));
        return std::nullopt;
    }
    auto start = parseDeviceSpec(withoutQuery(bus->value));
    if (!start) {
        fail(device, bus->place, "bus=" + echoed(bus->value) + ": " + start.error().detail);
        return std::nullopt;
    }
    start.value().id = device.name;
    return std::move(start).value();
}

bool DeviceSections::apply(const Device& device, const Entry& entry, DeviceSettings& settings,
                           SpecContext& context) const {
    if (entry.key == "id") {
        if (entry.value == device.name) return true;
        fail(device, entry.place,
             "id: expected no such key, because the id is the name of the section");
        return false;
    }
    const auto decoded = percentDecoded(entry.value);
    const SpecEntry spec{entry.key, entry.value, decoded.value_or(std::string())};
    if (!decoded) {
        fail(device, entry.place, unexpected(spec, "two hex digits after each %").detail);
        return false;
    }
    const auto applied = applyEntry(spec, settings, context);
    if (applied) return true;
    constexpr std::array<std::string_view, 1> kOfFiles{kEnabled};
    const std::string hint = didYouMean(entry.key, kOfFiles);
    fail(device, entry.place,
         hint.empty() ? applied.error().detail : entry.key + ": unknown key" + hint);
    return false;
}

/// What no single key can know is checked where specifications are.
bool DeviceSections::checkTogether(const Device& device, const DeviceSettings& settings) const {
    const auto checked = checkSpecTogether(settings);
    if (checked) return true;
    const std::string& detail = checked.error().detail;
    const std::string_view key = std::string_view(detail).substr(0, detail.find_first_of("=: "));
    const auto cause = std::find_if(device.entries.begin(), device.entries.end(),
                                    [key](const Entry& entry) { return entry.key == key; });
    fail(device, cause == device.entries.end() ? device.place : cause->place, detail);
    return false;
}

void DeviceSections::fail(const Device& device, const ConfigPlace& place,
                          const std::string& detail) const {
    m_errors.add(place, "[device " + device.name + "] " + detail);
}

}  // namespace telemetryhub::engine
