// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/panel_channels.h"

#include <algorithm>

#include <QJsonArray>

namespace telemetryhub::ui {

namespace {

bool isBefore(const ChartChannel& a, const ChartChannel& b) {
    return std::pair(a.device.value, a.channel) < std::pair(b.device.value, b.channel);
}

}  // namespace

PanelChannels::PanelChannels(const ChannelCatalog& catalog, Start start, QObject* parent)
    : QObject(parent), m_catalog(catalog), m_start(start) {
    connect(&catalog, &ChannelCatalog::changed, this, [this] {
        takeUsual();
        refresh();
    });
    takeUsual();
    refresh();
}

bool PanelChannels::isShown(const ChannelId& id) const {
    const auto place = std::lower_bound(m_shown.begin(), m_shown.end(), id,
                                        [](const ChartChannel& one, const ChannelId& wanted) {
                                            return std::pair(one.device.value, one.channel) <
                                                   std::pair(wanted.device.value, wanted.channel);
                                        });
    return place != m_shown.end() && place->device == id.device && place->channel == id.channel;
}

void PanelChannels::setShown(const ChannelId& id, bool shown) {
    const ChartChannel* channel = m_catalog.find(id);
    if (!channel || isShown(id) == shown) return;
    if (shown)
        m_chosen.emplace(namesOfChannel(*channel), 0);
    else
        m_chosen.erase(namesOfChannel(*channel));
    refresh();
}

void PanelChannels::add(const std::vector<ChannelId>& channels) {
    for (const ChannelId& id : channels) {
        if (const ChartChannel* channel = m_catalog.find(id))
            m_chosen.emplace(namesOfChannel(*channel), 0);
    }
    refresh();
}

// What is chosen and not there now keeps its choice and loses its lane.
void PanelChannels::arrange(const std::vector<std::vector<ChannelId>>& lanes) {
    for (const ChartChannel& channel : m_shown)
        m_chosen.erase(namesOfChannel(channel));
    for (auto& [key, lane] : m_chosen)
        lane = 0;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        for (const ChannelId& id : lanes[lane]) {
            if (const ChartChannel* channel = m_catalog.find(id))
                m_chosen[namesOfChannel(*channel)] = static_cast<int>(lane) + 1;
        }
    }
    refresh();
}

void PanelChannels::clear() {
    m_chosen.clear();
    refresh();
}

void PanelChannels::takeUsual() {
    if (m_start == Start::Empty) return;
    // Those of devices that are gone leave their room to others.
    auto all = static_cast<std::size_t>(
        std::count_if(m_chosen.begin(), m_chosen.end(),
                      [this](const auto& one) { return m_catalog.find(one.first) != nullptr; }));
    for (const ChannelCatalog::Device& device : m_catalog.devices())
        takeUsualOf(device, all);
}

void PanelChannels::takeUsualOf(const ChannelCatalog::Device& device, std::size_t& all) {
    if (m_knownDevices.contains(device.name)) return;
    const auto isChosen = [&](const ChartChannel& one) {
        return m_chosen.contains(namesOfChannel(one));
    };
    auto ofDevice = static_cast<std::size_t>(
        std::count_if(device.channels.begin(), device.channels.end(), isChosen));
    for (const ChartChannel& channel : device.channels) {
        const ChannelNames key = namesOfChannel(channel);
        if (m_decided.contains(key)) continue;
        m_decided.insert(key);
        if (ofDevice >= kShownPerDevice || all >= kShownByDefault) continue;
        if (!m_chosen.emplace(key, 0).second) continue;
        ++ofDevice;
        ++all;
    }
}

void PanelChannels::refresh() {
    std::vector<ChartChannel> shown;
    for (const auto& [key, lane] : m_chosen) {
        const ChartChannel* channel = m_catalog.find(key);
        if (!channel) continue;
        shown.push_back(*channel);
        shown.back().lane = lane;
    }
    std::sort(shown.begin(), shown.end(), isBefore);
    if (shown == m_shown) return;
    m_shown = std::move(shown);
    emit changed();
}

QJsonObject PanelChannels::state() const {
    QJsonArray channels;
    for (const auto& [key, lane] : m_chosen)
        channels.append(QJsonArray{key.device, key.channel, lane});
    QJsonObject state{{QStringLiteral("channels"), channels}};
    if (m_start == Start::Empty) return state;
    QSet<QString> devices = m_knownDevices;
    for (const ChannelNames& key : m_decided)
        devices.insert(key.device);
    QStringList names(devices.begin(), devices.end());
    names.sort();
    state.insert(QStringLiteral("usual"), QJsonArray::fromStringList(names));
    return state;
}

void PanelChannels::restore(const QJsonObject& state) {
    m_chosen.clear();
    m_decided.clear();
    m_knownDevices.clear();
    const QJsonArray channels = state.value(QStringLiteral("channels")).toArray();
    for (const auto& value : channels) {
        const QJsonArray one = value.toArray();
        m_chosen.emplace(ChannelNames{one.at(0).toString(), one.at(1).toString()},
                         std::max(one.at(2).toInt(), 0));
    }
    const QJsonValue usual = state.value(QStringLiteral("usual"));
    m_start = usual.isArray() ? Start::Usual : Start::Empty;
    const QJsonArray devices = usual.toArray();
    for (const auto& device : devices)
        m_knownDevices.insert(device.toString());
    takeUsual();
    refresh();
}

}  // namespace telemetryhub::ui
