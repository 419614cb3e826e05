// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/dated_rows.h"

#include <utility>

#include "decode/characters.h"
#include "decode/device_time.h"

namespace telemetryhub::engine {

bool DatedRows::isTimeChannel(std::string_view title) const {
    if (m_timeChannel.empty()) return false;
    if (!title.starts_with(m_timeChannel)) return false;
    const std::string_view rest = trimmedBlanks(title.substr(m_timeChannel.size()));
    return rest.empty() || (rest.starts_with('[') && rest.ends_with(']'));
}

void DatedRows::addDated(std::vector<double>& row, ChannelTable& channels, ChannelSetKind kind,
                         DecoderOutput& output) {
    auto time = std::exchange(m_next, std::nullopt);
    if (!time) time = timeIn(row, channels);
    const ReadTime arrival = output.samples().clock().arrival();
    const auto dated = time ? m_clock.date(*time, arrival) : std::nullopt;
    if (!dated) {
        output.samples().addRow(row);
        return m_clock.passArrival(output.samples().lastTime());
    }
    if (dated->delayNs) {
        if (!m_delayIndex) {
            m_delayIndex = channels.ensure({kArrivalDelayChannel, "s", {}});
            channels.publish(output.samples(), kind);
            row.resize(channels.size(), kAbsent);
        }
        if (m_delayIndex) row[*m_delayIndex] = static_cast<double>(*dated->delayNs) / 1e9;
    }
    output.samples().addRow(row, dated->time);
    if (m_delayIndex) row[*m_delayIndex] = kAbsent;
}

std::optional<DeviceTime> DatedRows::timeIn(const std::vector<double>& row,
                                            const ChannelTable& channels) {
    if (m_timeChannel.empty()) return std::nullopt;
    if (!m_timeIndex && m_channelsSearched != channels.size()) {
        m_channelsSearched = channels.size();
        for (std::size_t i = 0; i < channels.size() && !m_timeIndex; ++i) {
            const Channel& channel = channels[i];
            const std::string title = channel.name + " [" + channel.unit + "]";
            if (channel.name != m_timeChannel && title != m_timeChannel) continue;
            m_timeIndex = i;
            m_nsPerUnit = nsPerUnit(channel.name, channel.unit);
        }
    }
    if (!m_timeIndex || isAbsent(row[*m_timeIndex])) return std::nullopt;
    return deviceTimeOf(row[*m_timeIndex], m_nsPerUnit);
}

}  // namespace telemetryhub::engine
