// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/channel_selection.h"

#include "panels/device_words.h"

namespace telemetryhub::ui {

ChannelSelection::ChannelSelection(QObject* parent)
    : QObject(parent), m_own(m_catalog, PanelChannels::Start::Usual) {
    connect(&m_own, &PanelChannels::changed, this, [this] {
        if (!m_panel) emit changed();
    });
}

void ChannelSelection::update(const engine::Snapshot& snapshot) {
    m_catalog.update(snapshot);
}

void ChannelSelection::setPanel(PanelChannels* panel) {
    if (panel == m_panel) return;
    if (m_panel) m_panel->disconnect(this);
    m_panel = panel;
    if (panel) connect(panel, &PanelChannels::changed, this, &ChannelSelection::changed);
    emit changed();
}

PanelChannels& ChannelSelection::panel() {
    return m_panel ? *m_panel : m_own;
}

const PanelChannels& ChannelSelection::panel() const {
    return m_panel ? *m_panel : m_own;
}

int ChannelSelection::slot(const engine::DeviceSnapshot& device, std::size_t channel) const {
    return m_catalog.slot(
        {deviceName(device), QString::fromStdString((*device.channels)[channel].name)});
}

bool ChannelSelection::isShown(engine::DeviceId device, std::size_t channel) const {
    return panel().isShown({device, channel});
}

void ChannelSelection::setShown(engine::DeviceId device, std::size_t channel, bool shown) {
    panel().setShown({device, channel}, shown);
}

std::vector<ChartChannel> ChannelSelection::shownChannels() const {
    return panel().shown();
}

}  // namespace telemetryhub::ui
