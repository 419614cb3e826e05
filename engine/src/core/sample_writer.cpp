// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/sample_writer.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

namespace {

bool extends(const ChannelSet& longer, const ChannelSet& shorter) {
    return longer.size() >= shorter.size() &&
           std::equal(shorter.channels().begin(), shorter.channels().end(),
                      longer.channels().begin(),
                      [](const Channel& a, const Channel& b) { return a.name == b.name; });
}

}  // namespace

void SampleWriter::setChannels(ChannelSetPtr channels) {
    flush();
    m_columnOf.clear();
    if (!m_channels || extends(*channels, *m_channels)) {
        m_channels = std::move(channels);
        return;
    }
    std::vector<Channel> merged = m_channels->channels();
    for (const Channel& channel : channels->channels()) {
        const auto same = std::find_if(merged.begin(), merged.end(), [&](const Channel& known) {
            return known.name == channel.name;
        });
        m_columnOf.push_back(static_cast<std::size_t>(same - merged.begin()));
        if (same == merged.end() && merged.size() < ChannelSet::kMaxChannels)
            merged.push_back(channel);
    }
    m_mappedRow.assign(merged.size(), kAbsent);
    m_channels = std::make_shared<const ChannelSet>(std::move(merged), channels->kind());
}

std::span<const double> SampleWriter::mapped(std::span<const double> values) {
    std::fill(m_mappedRow.begin(), m_mappedRow.end(), kAbsent);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (m_columnOf[i] < m_mappedRow.size()) m_mappedRow[m_columnOf[i]] = values[i];
    }
    return m_mappedRow;
}

void SampleWriter::markGap(ErrorCode reason) {
    flush();
    if (!m_gap) m_gap = reason;
}

void SampleWriter::openBlock() {
    m_open = m_pool.acquire(m_device, m_nextSequence, m_channels);
    SampleBlock& block = m_open.writable();
    if (m_startNs) block.setStreamStart(*m_startNs);
    block.setArrived(readTime().steadyNs);
    if (const auto reason = std::exchange(m_gap, std::nullopt)) block.markGapBefore(*reason);
}

void SampleWriter::noteStart(const ReadTime& time, SampleBlock& block) {
    if (time == kUnknownTime) return;
    m_startNs = time.steadyNs;
    block.setStreamStart(time.steadyNs);
}

void SampleWriter::flush() {
    if (m_open) m_receiver.receive(std::move(m_open));
}

}  // namespace telemetryhub::engine
