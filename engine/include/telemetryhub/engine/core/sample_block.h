// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// "No new sample": a NaN with a bit pattern of its own, so that a NaN sent by a device differs.
inline constexpr double kAbsent = std::bit_cast<double>(std::uint64_t{0x7FF8'0000'0000'0AB5});

[[nodiscard]] inline bool isAbsent(double value) {
    return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(kAbsent);
}

class BlockPool;

/// Up to 256 samples of one device, column by column. A sample is one decoded frame: a time and
/// one double per channel.
///
/// A block without channels is a block like any other: its samples have times and numbers and no
/// values. Rows of a table come so before their device has a first value. There are no columns to
/// ask for; `extend` gives it some, in which what was appended before is absent.
///
/// Written by one thread until it is handed on; whoever shares it only reads it.
///
/// Units: times in nanoseconds, see ReadTime; values in the unit of their channel.
class SampleBlock {
public:
    static constexpr std::size_t kCapacity = 256;

    [[nodiscard]] DeviceId device() const { return m_device; }
    /// Sequence number of sample 0; sample i has `firstSequence() + i`.
    [[nodiscard]] Sequence firstSequence() const { return m_firstSequence; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] bool full() const { return m_size == kCapacity; }
    [[nodiscard]] const ChannelSetPtr& channels() const { return m_channels; }
    /// Why there is a gap before sample 0, see Gap; unset: it follows the one before.
    [[nodiscard]] std::optional<ErrorCode> gapBefore() const { return m_gapBefore; }
    void markGapBefore(ErrorCode reason) { m_gapBefore = reason; }
    [[nodiscard]] std::size_t channelCount() const { return m_channelCount; }

    /// Shape: [size()].
    [[nodiscard]] std::span<const std::int64_t> steadyNs() const { return {m_steadyNs, m_size}; }
    [[nodiscard]] std::span<const std::int64_t> wallNs() const { return {m_wallNs, m_size}; }
    /// The times that changes are reckoned between, shape [size()]. Where the times within a read
    /// are estimates, it is that of the read, which its samples share; else the sample's own.
    [[nodiscard]] std::span<const std::int64_t> reckonNs() const { return {m_reckonNs, m_size}; }
    /// When the bytes of sample 0 were read, on the steady clock.
    /// \pre `!empty()`
    [[nodiscard]] std::int64_t arrivedNs() const { return m_arrivedNs.value_or(m_steadyNs[0]); }
    void setArrived(std::int64_t steadyNs) { m_arrivedNs = steadyNs; }
    /// The time of the device's very first sample, on the steady clock: the zero of `elapsed_s`.
    /// Unset: whoever made the block does not know it.
    [[nodiscard]] std::optional<std::int64_t> streamStartNs() const { return m_streamStartNs; }
    void setStreamStart(std::int64_t steadyNs) { m_streamStartNs = steadyNs; }
    /// Values of one channel, shape [size()]; absent samples are `kAbsent`.
    [[nodiscard]] std::span<const double> column(std::size_t channel) const {
        assert(channel < m_channelCount);
        return {m_values.get() + channel * kCapacity, m_size};
    }
    [[nodiscard]] std::span<double> column(std::size_t channel) {
        assert(channel < m_channelCount);
        return {m_values.get() + channel * kCapacity, m_size};
    }

    /// Appends one sample; columns beyond `values` become absent.
    /// \pre `!full()` and `values.size() <= channelCount()`
    void append(const ReadTime& time, std::span<const double> values) {
        append(time, values, time.steadyNs);
    }
    void append(const ReadTime& time, std::span<const double> values, std::int64_t reckonNs) {
        assert(!full() && values.size() <= m_channelCount);
        m_reckonNs[m_size] = reckonNs;
        m_steadyNs[m_size] = time.steadyNs;
        m_wallNs[m_size] = time.wallNs;
        // Counted, because there is no memory to point into without channels.
        double* const cells = m_values.get();
        std::size_t at = m_size;
        for (const double value : values) {
            cells[at] = value;
            at += kCapacity;
        }
        for (std::size_t i = values.size(); i < m_channelCount; ++i) {
            cells[at] = kAbsent;
            at += kCapacity;
        }
        ++m_size;
    }

    /// Appends the samples of `block`, which come behind those here. An empty block takes over what
    /// is said of the first sample too: the gap before it, its arrival, the start of the stream.
    /// \pre the same channels, and room for all
    void appendAll(const SampleBlock& block);

    /// Adds columns at the end, all absent, and may rename those before. Columns of calculated
    /// channels go over ChannelSet::kMaxChannels.
    /// \pre `channels->size() >= channelCount()`
    void extend(ChannelSetPtr channels);

private:
    friend class BlockPool;
    friend class BlockRef;
    SampleBlock() = default;

    DeviceId m_device;
    Sequence m_firstSequence = 0;
    std::size_t m_size = 0;
    std::size_t m_channelCount = 0;
    std::size_t m_channelCapacity = 0;
    std::optional<ErrorCode> m_gapBefore;
    std::optional<std::int64_t> m_arrivedNs;
    std::optional<std::int64_t> m_streamStartNs;
    ChannelSetPtr m_channels;
    std::unique_ptr<double[]> m_values;
    std::int64_t m_steadyNs[kCapacity];
    std::int64_t m_wallNs[kCapacity];
    std::int64_t m_reckonNs[kCapacity];
    BlockPool* m_pool = nullptr;
    std::atomic<std::uint32_t> m_references{0};
};

/// Shared ownership of a pooled block; the last reference returns it to its pool.
class BlockRef {
public:
    BlockRef() = default;
    BlockRef(const BlockRef& other) : m_block(other.m_block) { retain(); }
    BlockRef(BlockRef&& other) noexcept : m_block(std::exchange(other.m_block, nullptr)) {}
    BlockRef& operator=(BlockRef other) noexcept {
        std::swap(m_block, other.m_block);
        return *this;
    }
    ~BlockRef() { release(); }

    explicit operator bool() const { return m_block != nullptr; }
    [[nodiscard]] const SampleBlock& operator*() const { return *m_block; }
    [[nodiscard]] const SampleBlock* operator->() const { return m_block; }
    /// \pre nobody else holds the block
    [[nodiscard]] SampleBlock& writable() const {
        assert(m_block->m_references.load(std::memory_order_relaxed) == 1);
        return *m_block;
    }
    void reset() { BlockRef().swap(*this); }
    void swap(BlockRef& other) noexcept { std::swap(m_block, other.m_block); }

private:
    friend class BlockPool;
    explicit BlockRef(SampleBlock* block) : m_block(block) { retain(); }
    // Relaxed: a new reference is made from one that is already held.
    void retain() {
        if (m_block) m_block->m_references.fetch_add(1, std::memory_order_relaxed);
    }
    void release();

    SampleBlock* m_block = nullptr;
};

/// Keeps blocks for reuse, so that the steady state allocates nothing.
///
/// It grows to the largest number of blocks in flight, which the queues bound, and is outlived by
/// no block.
///
/// Threads: every method from any thread.
class BlockPool {
public:
    BlockPool() = default;
    ~BlockPool();
    BlockPool(const BlockPool&) = delete;
    BlockPool& operator=(const BlockPool&) = delete;

    /// An empty block for samples of `channels`.
    [[nodiscard]] BlockRef acquire(DeviceId device, Sequence first, ChannelSetPtr channels);
    /// How many blocks were ever allocated; constant in the steady state.
    [[nodiscard]] std::size_t allocatedCount() const;

private:
    friend class BlockRef;
    void giveBack(SampleBlock* block);

    mutable Mutex m_mutex;
    std::vector<SampleBlock*> m_free TH_GUARDED_BY(m_mutex);
    std::size_t m_allocated TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
