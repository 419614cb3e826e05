// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/read_config.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "config/config_errors.h"
#include "config/device_sections.h"
#include "config/ini_file.h"
#include "config/spec_context.h"
#include "config/spec_text.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

namespace {

constexpr std::string_view kDeviceOption = "device";
constexpr std::string_view kHubSection = "hub";
constexpr std::string_view kDevicesKey = "devices";
constexpr std::string_view kNoDevices = "none";
// Belong to those who start the program: the list of files, and the service unit's options.
constexpr std::string_view kOtherVariables[] = {"TELEMETRYHUB_CONFIG", "TELEMETRYHUB_ARGUMENTS"};

/// Applies source after source to one configuration.
class ConfigReader {
public:
    ConfigReader() { m_read.places.resize(settings().size()); }

    ReadConfig read(const ConfigSources& sources);

private:
    void readFile(const ConfigFile& file);
    void readSection(const std::string& file, const IniSection& section);
    void readEntry(const IniSection& section, const IniEntry& entry, const ConfigPlace& place);
    void readVariable(const NamedValue& variable);
    void readOption(const NamedValue& option);
    void apply(const Setting& setting, const std::string& value, ConfigPlace place,
               const std::string& subject);
    void addDevice(const std::string& spec, ConfigLayer layer, const std::string& subject);
    void refuseSharing();
    void readNoDevices(const IniEntry& entry, const ConfigPlace& place);
    void noteFileDevices();

    ReadConfig m_read;
    ConfigErrors m_errors;
    ProfileShelf m_shelf;
    DeviceSections m_sections{m_errors, m_shelf};
    std::vector<ConfiguredDevice> m_more;    // of environment and command line
    std::optional<ConfigPlace> m_noDevices;  // where `devices = none` stands
};

const Setting* settingOf(std::string_view section, std::string_view key) {
    const auto all = settings();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Setting& setting) {
        return setting.section == section && setting.key == key;
    });
    return found == all.end() ? nullptr : &*found;
}

const Setting* settingOfOption(std::string_view option) {
    const auto all = settings();
    const auto found = std::find_if(all.begin(), all.end(), [option](const Setting& setting) {
        return setting.option == option;
    });
    return found == all.end() ? nullptr : &*found;
}

std::string echoedValue(const Setting& setting, const std::string& value) {
    return setting.echo == Echo::Value ? echoed(value) : "...";
}

std::vector<std::string> words(std::string_view text) {
    constexpr std::string_view kGaps = " \t\r\n";
    std::vector<std::string> found;
    for (;;) {
        const std::size_t start = text.find_first_not_of(kGaps);
        if (start == std::string_view::npos) return found;
        text.remove_prefix(start);
        const std::size_t end = std::min(text.find_first_of(kGaps), text.size());
        found.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool isDeviceTitle(std::string_view name) {
    return name == "device" || name.starts_with("device ") || name.starts_with("device\t");
}

/// `name` with single blanks, so that equal titles are equal.
std::string normalTitle(const std::string& name) {
    std::string title;
    for (const std::string& word : words(name))
        title += (title.empty() ? "" : " ") + word;
    return title;
}

std::vector<std::string_view> sectionNames() {
    std::vector<std::string_view> names;
    for (const Setting& setting : settings())
        if (names.empty() || names.back() != setting.section) names.push_back(setting.section);
    names.emplace_back("device NAME");
    return names;
}

/// The same setting in another section, or its option written as a key.
std::string elsewhere(std::string_view key) {
    std::string option(key);
    std::replace(option.begin(), option.end(), '_', '-');
    for (const Setting& setting : settings()) {
        if (setting.key == key || setting.option == option)
            return "; did you mean " + std::string(setting.key) + " in [" +
                   std::string(setting.section) + "]?";
    }
    return {};
}

std::string unknownKey(std::string_view section, std::string_view key) {
    std::vector<std::string_view> known;
    for (const Setting& setting : settings())
        if (setting.section == section) known.push_back(setting.key);
    std::string hint = didYouMean(key, known);
    if (hint.empty()) hint = elsewhere(key);
    return "unknown key" + (hint.empty() ? "; expected " + listed(known) : hint);
}

ReadConfig ConfigReader::read(const ConfigSources& sources) {
    for (const ConfigFile& file : sources.files)
        readFile(file);
    m_read.config.devices = m_sections.devices();
    noteFileDevices();
    for (const NamedValue& variable : sources.environment)
        readVariable(variable);
    for (const NamedValue& option : sources.options)
        readOption(option);
    std::move(m_more.begin(), m_more.end(), std::back_inserter(m_read.config.devices));
    refuseSharing();
    for (const ConfigError& mistake : m_shelf.mistakes())
        if (mistake.place.line > 0) m_errors.add(mistake.place, mistake.detail);
    m_read.errors = std::move(m_errors).sorted(sources.files);
    return std::move(m_read);
}

void ConfigReader::readFile(const ConfigFile& file) {
    const IniFile ini = readIni(file.text);
    for (const IniError& error : ini.errors)
        m_errors.add({ConfigLayer::File, file.name, error.line}, error.detail);
    std::map<std::string, int> lines;
    for (const IniSection& section : ini.sections) {
        const auto [first, isNew] = lines.emplace(normalTitle(section.name), section.line);
        if (!isNew)
            m_errors.add({ConfigLayer::File, file.name, section.line},
                         "[" + echoed(section.name) + "]: expected once, stands in line " +
                             std::to_string(first->second) + " already");
        else if (isDeviceTitle(section.name))
            m_sections.add(file.name, section);
        else
            readSection(file.name, section);
    }
}

void ConfigReader::readSection(const std::string& file, const IniSection& section) {
    const std::vector<std::string_view> known = sectionNames();
    if (std::find(known.begin(), known.end() - 1, section.name) == known.end() - 1) {
        const std::string hint = didYouMean(section.name, known);
        return m_errors.add({ConfigLayer::File, file, section.line},
                            "[" + echoed(section.name) + "]: unknown section" +
                                (hint.empty() ? "; expected " + listed(known) : hint));
    }
    std::map<std::string_view, int> lines;
    for (const IniEntry& entry : section.entries) {
        const ConfigPlace place{ConfigLayer::File, file, entry.line};
        const auto [first, isNew] = lines.emplace(entry.key, entry.line);
        if (isNew)
            readEntry(section, entry, place);
        else
            m_errors.add(place, "[" + section.name + "] " + echoed(entry.key) +
                                    ": expected once, stands in line " +
                                    std::to_string(first->second) + " already");
    }
}

void ConfigReader::readEntry(const IniSection& section, const IniEntry& entry,
                             const ConfigPlace& place) {
    if (section.name == kHubSection && entry.key == kDevicesKey) return readNoDevices(entry, place);
    const std::string subject = "[" + section.name + "] " + echoed(entry.key);
    if (const Setting* setting = settingOf(section.name, entry.key))
        apply(*setting, entry.value, place, subject + "=" + echoedValue(*setting, entry.value));
    else
        m_errors.add(place, subject + ": " + unknownKey(section.name, entry.key));
}

void ConfigReader::readNoDevices(const IniEntry& entry, const ConfigPlace& place) {
    if (entry.value != kNoDevices)
        return m_errors.add(place, "[hub] devices=" + echoed(entry.value) +
                                       ": expected none; a device has a section [device NAME]");
    m_noDevices = place;
}

void ConfigReader::noteFileDevices() {
    if (m_noDevices && !m_sections.isEmpty())
        m_errors.add(*m_noDevices, "[hub] devices=none: expected no [device NAME] beside it");
    if (!m_read.config.devices.empty())
        m_read.fileDevices = FileDevices::Some;
    else if (m_noDevices || !m_sections.isEmpty())
        m_read.fileDevices = FileDevices::None;
}

void ConfigReader::readVariable(const NamedValue& variable) {
    const std::string name(variable.name);
    const ConfigPlace place{ConfigLayer::Environment, {}, 0};
    if (std::find(std::begin(kOtherVariables), std::end(kOtherVariables), name) !=
        std::end(kOtherVariables))
        return;
    if (name == environmentName(kDeviceOption)) {
        for (const std::string& spec : words(variable.value))
            addDevice(spec, ConfigLayer::Environment, name + "=" + echoed(spec));
        return;
    }
    std::vector<std::string> names{environmentName(kDeviceOption)};
    for (const Setting& setting : settings()) {
        names.push_back(environmentName(setting.option));
        if (names.back() != name) continue;
        if (!variable.value.empty())
            apply(setting, variable.value, place,
                  name + "=" + echoedValue(setting, variable.value));
        return;
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    // Scripts keep variables of their own under the program's name: no reason to refuse the start.
    if (m_read.warnings.size() < kMaxConfigErrors)
        m_read.warnings.push_back(
            ConfigError{place, echoed(name) + ": unknown variable" + didYouMean(name, known)});
}

void ConfigReader::readOption(const NamedValue& option) {
    const std::string subject = "--" + option.name + " ";
    if (option.name == kDeviceOption)
        addDevice(option.value, ConfigLayer::CommandLine, subject + echoed(option.value));
    else if (const Setting* setting = settingOfOption(option.name))
        apply(*setting, option.value, {ConfigLayer::CommandLine, {}, 0},
              subject + echoedValue(*setting, option.value));
    else
        m_errors.add({ConfigLayer::CommandLine, {}, 0}, "--" + option.name + ": unknown option");
}

void ConfigReader::apply(const Setting& setting, const std::string& value, ConfigPlace place,
                         const std::string& subject) {
    if (const auto read = setting.read(value, m_read.config); !read)
        return m_errors.add(std::move(place), subject + ": " + read.error().detail);
    m_read.places[static_cast<std::size_t>(&setting - settings().data())] = std::move(place);
}

void ConfigReader::addDevice(const std::string& spec, ConfigLayer layer,
                             const std::string& subject) {
    const ConfigPlace place{layer, {}, 0};
    SpecContext context{m_shelf, {}, {}};
    auto settings = parseSpecWith(spec, context);
    if (!settings) return m_errors.add(place, subject + ": " + settings.error().detail);
    m_more.push_back({std::move(settings).value(), place});
}

std::string nameOf(const ConfiguredDevice& device) {
    switch (device.place.layer) {
        case ConfigLayer::File: return "[device " + device.settings.id + "]";
        case ConfigLayer::Environment:
            return environmentName(kDeviceOption) + "=" + deviceSpec(device.settings);
        default: return "--device " + deviceSpec(device.settings);
    }
}

/// What two devices cannot both have: the port behind all links to it.
std::string portOf(const DeviceSettings& settings) {
    const auto* serial = std::get_if<SerialSettings>(&settings.bus);
    if (!serial) return {};
    std::error_code absent;
    const auto port = std::filesystem::weakly_canonical(serial->path, absent);
    return absent ? serial->path : port.string();
}

void ConfigReader::refuseSharing() {
    std::map<std::string, const ConfiguredDevice*> ids;
    std::map<std::string, const ConfiguredDevice*> ports;
    for (const ConfiguredDevice& device : m_read.config.devices) {
        const auto [sameId, isNewId] = ids.emplace(device.settings.id, &device);
        if (!isNewId) {
            m_errors.add(device.place, nameOf(device) + ": the id \"" + device.settings.id +
                                           "\" is used twice, by " + nameOf(*sameId->second) +
                                           ", too; add ?id=NAME to one of them");
            continue;
        }
        const std::string port = portOf(device.settings);
        if (port.empty()) continue;
        const auto [samePort, isNewPort] = ports.emplace(port, &device);
        if (!isNewPort)
            m_errors.add(device.place, nameOf(device) + ": expected a port of its own; " + port +
                                           " is used by " + nameOf(*samePort->second) + ", too");
    }
    if (m_read.config.devices.size() > kMaxConfiguredDevices)
        m_errors.add({}, "expected at most " + std::to_string(kMaxConfiguredDevices) + " devices");
}

}  // namespace

ReadConfig readConfig(const ConfigSources& sources) {
    return ConfigReader().read(sources);
}

}  // namespace telemetryhub::engine
