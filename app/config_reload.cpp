// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_reload.h"

#include <algorithm>
#include <set>
#include <utility>

#include "log.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::app {

using engine::ConfiguredDevice;
using engine::DeviceState;

namespace {

std::vector<ConfiguredDevice> devicesOfFiles(const engine::HubConfig& config) {
    std::vector<ConfiguredDevice> devices;
    for (const ConfiguredDevice& device : config.devices)
        if (device.place.layer == engine::ConfigLayer::File) devices.push_back(device);
    return devices;
}

/// Whether it was started, and no fault ended that: SafeState is left by a person alone.
bool isRunning(DeviceState state) {
    return state == DeviceState::Measuring || state == DeviceState::Error;
}

}  // namespace

ConfigReload::ConfigReload(engine::Hub& gateway, engine::HubConfig started, Read read)
    : m_gateway(gateway), m_started(std::move(started)), m_read(std::move(read)) {}

void ConfigReload::claimDevices() {
    std::map<std::string, engine::DeviceId> present;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices)
        present.emplace(device.settings.id, device.device);
    for (const ConfiguredDevice& device : devicesOfFiles(m_started)) {
        Owned& owned = m_owned[device.settings.id];
        owned.settings = device.settings;
        const auto found = present.find(device.settings.id);
        if (found != present.end()) owned.device = found->second;
    }
}

bool ConfigReload::owns(const std::string& id) const {
    const auto owned = m_owned.find(id);
    return owned != m_owned.end() && owned->second.device;
}

void ConfigReload::reload() {
    engine::ReadConfig next = m_read();
    if (!next.errors.empty()) {
        for (const engine::ConfigError& error : next.errors)
            qCCritical(logHub).noquote() << QString::fromStdString(error.text());
        qCCritical(logHub, "The configuration has mistakes; nothing was changed.");
        emit refused(tr("The configuration has mistakes; nothing was changed. %1")
                         .arg(QString::fromStdString(next.errors.front().text())));
        return;
    }
    if (next.fileDevices == engine::FileDevices::Unmentioned && ownsAny()) return refuseLoss();
    nameDelayed(next.config);
    const std::vector<ConfiguredDevice> wanted = devicesOfFiles(next.config);
    Present present;
    const auto snapshot = m_gateway.snapshot();
    for (const engine::DeviceSnapshot& device : snapshot->devices)
        present.emplace(device.device, device.state);
    // A port that goes from one device to another is closed before it is opened.
    removeUnwanted(wanted, present);
    for (const Addition& addition : takeChanged(wanted, present))
        add(addition);
    // Goes with the status line, which is decided at the start.
    next.config.quiet = m_started.quiet;
    emit reloaded(next.config);
    qCInfo(logHub, "The configuration was read again.");
}

bool ConfigReload::ownsAny() const {
    return std::any_of(m_owned.begin(), m_owned.end(),
                       [](const auto& entry) { return entry.second.device.has_value(); });
}

void ConfigReload::refuseLoss() {
    m_gateway.report(engine::Severity::Critical,
                     "The configuration names no devices any more; nothing was changed. If there "
                     "are to be none, write devices = none into [hub].");
    emit refused(
        tr("The configuration names no devices any more; nothing was changed. If there are to be "
           "none, write devices = none into [hub]."));
}

void ConfigReload::nameDelayed(const engine::HubConfig& config) const {
    for (const engine::Setting& setting : engine::settings()) {
        if (setting.effect == engine::TakesEffect::AtReload) continue;
        const std::string now = setting.write(config);
        if (now == setting.write(m_started)) continue;
        const std::string name =
            '[' + std::string(setting.section) + "] " + std::string(setting.key);
        qCWarning(logHub).noquote() << QString::fromStdString(
            name + " = " + (now.empty() ? "(default)" : now) + " takes effect at the next start.");
    }
}

void ConfigReload::removeUnwanted(const std::vector<ConfiguredDevice>& wanted,
                                  const Present& present) {
    std::set<std::string> ids;
    for (const ConfiguredDevice& device : wanted)
        ids.insert(device.settings.id);
    std::erase_if(m_owned, [&](const auto& entry) {
        const auto& [id, owned] = entry;
        if (ids.contains(id)) return false;
        if (owned.device && present.contains(*owned.device)) {
            m_gateway.removeDevice(*owned.device);
            qCInfo(logHub).noquote() << QString::fromStdString(id) << "removed";
        }
        return true;
    });
}

std::vector<ConfigReload::Addition> ConfigReload::takeChanged(
    const std::vector<ConfiguredDevice>& wanted, const Present& present) {
    std::vector<Addition> additions;
    for (const ConfiguredDevice& device : wanted) {
        const Owned owned =
            std::exchange(m_owned[device.settings.id], Owned{device.settings, std::nullopt});
        const auto state = owned.device ? present.find(*owned.device) : present.end();
        if (state == present.end()) {
            additions.push_back({device.settings, true, true});
        } else if (owned.settings == device.settings) {
            m_owned[device.settings.id] = owned;
        } else {
            m_gateway.removeDevice(*owned.device);
            additions.push_back({device.settings, isRunning(state->second), false});
        }
    }
    return additions;
}

void ConfigReload::add(const Addition& addition) {
    const auto added = m_gateway.addDevice(addition.settings);
    if (!added) {
        qCWarning(logHub).noquote() << QString::fromStdString(added.error().detail);
        return;
    }
    m_owned[addition.settings.id].device = added.value();
    if (addition.start) m_gateway.command(added.value(), engine::DeviceCommand::Start);
    const char* const what = addition.isNew ? "added" : "changed";
    const char* const remedy = addition.start ? "" : "; start it by hand, as it was not running";
    qCInfo(logHub, "%s %s%s", addition.settings.id.c_str(), what, remedy);
}

}  // namespace telemetryhub::app
