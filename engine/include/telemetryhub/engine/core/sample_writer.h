// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// Where a finished block goes when the writer's block is full or flushed.
class BlockReceiver {
public:
    virtual ~BlockReceiver() = default;
    virtual void receive(BlockRef block) = 0;
};

/// Collects decoded rows into blocks and numbers them.
///
/// Threads: confined to one thread.
class SampleWriter {
public:
    /// \pre `pool` and `receiver` outlive this object.
    SampleWriter(BlockPool& pool, DeviceId device, BlockReceiver& receiver)
        : m_pool(pool), m_device(device), m_receiver(receiver) {}

    /// The channels of all further rows; flushes rows of the earlier set.
    ///
    /// A set that does not extend the earlier one (another format, other titles) is merged into it
    /// by name, so that an index names one channel for the life of the device. What does not fit
    /// into ChannelSet::kMaxChannels is left out.
    void setChannels(ChannelSetPtr channels);
    /// The channels of the device: those of the blocks.
    [[nodiscard]] const ChannelSetPtr& channels() const { return m_channels; }

    /// The time of all further rows: when their bytes were read.
    void setReadTime(const ReadTime& time) { m_time = time; }
    [[nodiscard]] const ReadTime& readTime() const { return m_time; }

    /// Adds one sample: a value per channel of the set given last; missing ones are absent.
    /// \pre channels were set and `values.size()` does not exceed them
    void addRow(std::span<const double> values) {
        if (!m_open) openBlock();
        SampleBlock& block = m_open.writable();
        block.append(m_time, m_columnOf.empty() ? values : mapped(values));
        ++m_nextSequence;
        if (block.full()) flush();
    }

    /// The next row stands behind a gap. The first reason counts until that row comes.
    void markGap(ErrorCode reason);

    /// Hands on the open block, if it holds anything.
    void flush();
    [[nodiscard]] bool hasOpenRows() const { return static_cast<bool>(m_open); }
    /// The number the next sample will have; it starts at 1.
    [[nodiscard]] Sequence nextSequence() const { return m_nextSequence; }

private:
    void openBlock();
    [[nodiscard]] std::span<const double> mapped(std::span<const double> values);

    BlockPool& m_pool;
    DeviceId m_device;
    BlockReceiver& m_receiver;
    ChannelSetPtr m_channels;
    std::vector<std::size_t> m_columnOf;  ///< of each row cell; empty when they agree
    std::vector<double> m_mappedRow;
    ReadTime m_time;
    BlockRef m_open;
    std::optional<ErrorCode> m_gap;  ///< before the next row
    Sequence m_nextSequence = 1;
};

}  // namespace telemetryhub::engine
