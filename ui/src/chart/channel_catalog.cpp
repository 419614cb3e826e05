// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/channel_catalog.h"

#include <algorithm>

#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

ChannelNames namesOfChannel(const ChartChannel& channel) {
    return {channel.deviceName, channel.name};
}

void ChannelCatalog::update(const engine::Snapshot& snapshot) {
    bool news = forgetRemoved(snapshot);
    for (const engine::DeviceSnapshot& device : snapshot.devices)
        news |= takeDevice(device);
    if (news) emit changed();
}

bool ChannelCatalog::forgetRemoved(const engine::Snapshot& snapshot) {
    std::vector<engine::DeviceId> present;
    present.reserve(snapshot.devices.size());
    for (const engine::DeviceSnapshot& device : snapshot.devices)
        present.push_back(device.device);
    std::sort(present.begin(), present.end());
    const auto gone = [&](const Device& device) {
        return !std::binary_search(present.begin(), present.end(), device.id);
    };
    return std::erase_if(m_devices, gone) > 0;
}

ChannelCatalog::Device& ChannelCatalog::deviceOf(const engine::DeviceSnapshot& snapshot) {
    const auto place =
        std::lower_bound(m_devices.begin(), m_devices.end(), snapshot.device,
                         [](const Device& device, engine::DeviceId id) { return device.id < id; });
    if (place != m_devices.end() && place->id == snapshot.device) return *place;
    return *m_devices.insert(
        place, Device{snapshot.device, QString::fromStdString(snapshot.settings.id), {}});
}

// A device's channels only ever grow at the end.
bool ChannelCatalog::takeDevice(const engine::DeviceSnapshot& snapshot) {
    const bool isNew = !findDevice(snapshot.device);
    Device& device = deviceOf(snapshot);
    const std::size_t count = snapshot.channels ? snapshot.channels->size() : 0;
    if (device.channels.size() >= count) return isNew;
    for (std::size_t i = device.channels.size(); i < count; ++i) {
        const engine::Channel& source = (*snapshot.channels)[i];
        const ChannelNames key{device.name, QString::fromStdString(source.name)};
        auto place = m_places.find(key);
        if (place == m_places.end())
            place = m_places.insert(key, {static_cast<int>(m_places.size()), {}});
        place->id = {snapshot.device, i};
        // What does not read as a colour is none.
        const QColor colour(QString::fromStdString(source.colour));
        device.channels.push_back({snapshot.device, i, place->slot, key.channel,
                                   QString::fromStdString(source.unit), key.device, colour});
    }
    return true;
}

const ChannelCatalog::Device* ChannelCatalog::findDevice(engine::DeviceId id) const {
    const auto place = std::lower_bound(
        m_devices.begin(), m_devices.end(), id,
        [](const Device& device, engine::DeviceId one) { return device.id < one; });
    return place != m_devices.end() && place->id == id ? &*place : nullptr;
}

const ChartChannel* ChannelCatalog::find(const ChannelId& id) const {
    const Device* device = findDevice(id.device);
    return device && id.channel < device->channels.size() ? &device->channels[id.channel] : nullptr;
}

const ChartChannel* ChannelCatalog::find(const ChannelNames& key) const {
    const auto place = m_places.constFind(key);
    return place == m_places.constEnd() ? nullptr : find(place->id);
}

int ChannelCatalog::slot(const ChannelNames& key) const {
    return m_places.value(key).slot;
}

}  // namespace telemetryhub::ui
