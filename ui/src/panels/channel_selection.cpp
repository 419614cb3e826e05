// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/channel_selection.h"

#include <algorithm>

#include "panels/device_words.h"

namespace telemetryhub::ui {
namespace {

std::size_t channelCount(const engine::DeviceSnapshot& device) {
    return device.channels ? device.channels->size() : 0;
}

}  // namespace

void ChannelSelection::update(const engine::Snapshot& snapshot) {
    const std::vector<ChartChannel> before = shownChannels();
    std::erase_if(m_known, [&](const Known& known) {
        if (snapshot.find(known.channel.device)) return false;
        m_shownEarlier[{known.channel.deviceName, known.channel.name}] = known.shown;
        return true;
    });
    for (const auto& device : snapshot.devices) {
        const auto known = static_cast<std::size_t>(
            std::count_if(m_known.begin(), m_known.end(),
                          [&](const Known& one) { return one.channel.device == device.device; }));
        for (std::size_t channel = known; channel < channelCount(device); ++channel)
            takeChannel(device, channel);
    }
    std::stable_sort(m_known.begin(), m_known.end(), [](const Known& a, const Known& b) {
        return std::pair(a.channel.device.value, a.channel.channel) <
               std::pair(b.channel.device.value, b.channel.channel);
    });
    if (shownChannels() != before) emit changed();
}

void ChannelSelection::takeChannel(const engine::DeviceSnapshot& device, std::size_t channel) {
    const engine::Channel& source = (*device.channels)[channel];
    const Key key{deviceName(device), QString::fromStdString(source.name)};
    if (!m_slots.contains(key)) m_slots.insert(key, static_cast<int>(m_slots.size()));
    // What does not read as a colour is none.
    const QColor colour(QString::fromStdString(source.colour));
    const auto earlier = m_shownEarlier.constFind(key);
    const bool shown = earlier != m_shownEarlier.constEnd() ? *earlier : shownByDefault(device);
    m_known.push_back({{device.device, channel, m_slots.value(key), key.second,
                        QString::fromStdString(source.unit), key.first, colour},
                       shown});
}

bool ChannelSelection::shownByDefault(const engine::DeviceSnapshot& device) const {
    std::size_t all = 0;
    std::size_t ofDevice = 0;
    for (const auto& known : m_known) {
        all += known.shown;
        ofDevice += known.shown && known.channel.device == device.device;
    }
    return all < kShownByDefault && ofDevice < kShownPerDevice;
}

int ChannelSelection::slot(const engine::DeviceSnapshot& device, std::size_t channel) const {
    return m_slots.value(
        {deviceName(device), QString::fromStdString((*device.channels)[channel].name)}, 0);
}

bool ChannelSelection::isShown(engine::DeviceId device, std::size_t channel) const {
    return std::any_of(m_known.begin(), m_known.end(), [&](const Known& known) {
        return known.shown && known.channel.device == device && known.channel.channel == channel;
    });
}

void ChannelSelection::setShown(engine::DeviceId device, std::size_t channel, bool shown) {
    for (auto& known : m_known) {
        if (known.channel.device != device || known.channel.channel != channel) continue;
        if (known.shown == shown) return;
        known.shown = shown;
        emit changed();
        return;
    }
}

std::vector<ChartChannel> ChannelSelection::shownChannels() const {
    std::vector<ChartChannel> shown;
    for (const auto& known : m_known)
        if (known.shown) shown.push_back(known.channel);
    return shown;
}

}  // namespace telemetryhub::ui
