// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/row_clock.h"
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

    /// The bytes of further rows, and where in them each row ends.
    [[nodiscard]] RowClock& clock() { return m_clock; }
    /// When the bytes of further rows were read.
    [[nodiscard]] const ReadTime& readTime() const { return m_clock.moment().read; }
    /// Bytes of unknown number were read at that time.
    void setReadTime(const ReadTime& time) { m_clock.beginRead({time}); }

    /// Adds one sample: a value per channel of the set given last; missing ones are absent. It
    /// has the time that the clock gives it.
    /// \pre channels were set and `values.size()` does not exceed them
    void addRow(std::span<const double> values) {
        append(values, m_clock.stamp(), readTime().steadyNs);
    }
    /// Adds one sample of a time that another clock gave, or 1 ns behind the sample before.
    void addRow(std::span<const double> values, const ReadTime& own) {
        const ReadTime time = m_clock.stamp(own);
        append(values, time, time.steadyNs);
    }
    /// Of the sample added last; unknown before the first.
    [[nodiscard]] const ReadTime& lastTime() const { return m_clock.last(); }

    /// The next row stands behind a gap. The first reason counts until that row comes.
    void markGap(ErrorCode reason);

    /// Hands on the open block, if it holds anything.
    void flush();
    [[nodiscard]] bool hasOpenRows() const { return static_cast<bool>(m_open); }
    /// The number the next sample will have; it starts at 1.
    [[nodiscard]] Sequence nextSequence() const { return m_nextSequence; }

private:
    void append(std::span<const double> values, const ReadTime& time, std::int64_t reckonNs) {
        if (!m_open) openBlock();
        SampleBlock& block = m_open.writable();
        if (!m_startNs) noteStart(time, block);
        block.append(time, m_columnOf.empty() ? values : mapped(values), reckonNs);
        ++m_nextSequence;
        if (block.full()) flush();
    }
    void openBlock();
    void noteStart(const ReadTime& time, SampleBlock& block);
    [[nodiscard]] std::span<const double> mapped(std::span<const double> values);

    BlockPool& m_pool;
    DeviceId m_device;
    BlockReceiver& m_receiver;
    ChannelSetPtr m_channels;
    std::vector<std::size_t> m_columnOf;  ///< of each row cell; empty when they agree
    std::vector<double> m_mappedRow;
    RowClock m_clock;
    std::optional<std::int64_t> m_startNs;  ///< of the very first row whose time is known
    BlockRef m_open;
    std::optional<ErrorCode> m_gap;  ///< before the next row
    Sequence m_nextSequence = 1;
};

}  // namespace telemetryhub::engine
