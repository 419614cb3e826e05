// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/channel_table.h"

#include <algorithm>
#include <memory>

namespace telemetryhub::engine {

void ChannelTable::attach(SampleWriter& writer) {
    if (writer.channels() == m_published) return;
    if (m_published) {
        writer.setChannels(m_published);
    } else {
        m_published = writer.channels();
        m_channels = m_published->channels();
    }
}

std::optional<std::size_t> ChannelTable::indexOf(std::string_view name) const {
    const auto found =
        std::find_if(m_channels.begin(), m_channels.end(),
                     [name](const Channel& channel) { return channel.name == name; });
    if (found == m_channels.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_channels.begin());
}

std::optional<std::size_t> ChannelTable::ensure(const Channel& channel) {
    if (const auto known = indexOf(channel.name)) return known;
    if (m_channels.size() == ChannelSet::kMaxChannels) return std::nullopt;
    m_channels.push_back(channel);
    return m_channels.size() - 1;
}

void ChannelTable::publish(SampleWriter& writer, ChannelSetKind kind) {
    if (m_published && m_published->size() == m_channels.size()) return;
    m_published = std::make_shared<const ChannelSet>(m_channels, kind);
    writer.setChannels(m_published);
}

}  // namespace telemetryhub::engine
