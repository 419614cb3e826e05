// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "telemetryhub/engine/pipeline/channel_processing.h"

namespace telemetryhub::test {

/// Makes blocks from rows, in order, with sequence numbers.
class BlockSource {
public:
    explicit BlockSource(const std::vector<std::string>& names) { setChannels(names); }

    void setChannels(const std::vector<std::string>& names) {
        std::vector<engine::Channel> channels;
        for (const std::string& name : names)
            channels.push_back({name, {}, {}});
        m_channels = std::make_shared<const engine::ChannelSet>(std::move(channels));
    }
    /// A row `seconds` after the zero of both clocks; an unset value is absent.
    BlockSource& row(double seconds, const std::vector<std::optional<double>>& values) {
        if (!m_block) m_block = m_pool.acquire(engine::DeviceId{1}, m_next, m_channels);
        std::vector<double> cells;
        for (const auto& value : values)
            cells.push_back(value.value_or(engine::kAbsent));
        const auto ns = static_cast<std::int64_t>(seconds * 1e9);
        m_block.writable().append({ns, ns}, cells);
        ++m_next;
        return *this;
    }
    /// The rows since the last call.
    engine::BlockRef take() { return std::exchange(m_block, {}); }
    void skip(engine::Sequence count) { m_next += count; }

private:
    engine::BlockPool m_pool;
    engine::ChannelSetPtr m_channels;
    engine::BlockRef m_block;
    engine::Sequence m_next = 1;
};

}  // namespace telemetryhub::test
