// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>

#include "history/fold.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// A stretch of one device's samples, column by column, with a pyramid of extremes over each.
///
/// A node of level k covers 16^k samples and is written when its last sample is, so readers use
/// complete nodes only. The segment is filled once, front to back.
///
/// Threads: `append` from one thread; everything else from any, for samples below a `count()` that
///          was read before.
/// Units:   nanoseconds of the steady clock.
class HistorySegment {
public:
    static constexpr std::size_t kFanOutBits = 4;
    static constexpr std::size_t kFanOut = std::size_t{1} << kFanOutBits;
    static constexpr std::size_t kLevels = 4;

    HistorySegment(std::size_t capacity, std::size_t channels);
    /// The memory of a segment, known before it is made.
    [[nodiscard]] static std::size_t bytesFor(std::size_t capacity, std::size_t channels);

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t channelCount() const { return m_channels; }
    /// Acquire, paired with the release in `append`: what lies below is complete.
    [[nodiscard]] std::size_t count() const { return m_count.load(std::memory_order_acquire); }
    [[nodiscard]] const std::int64_t* times() const { return m_times.get(); }
    [[nodiscard]] const double* values(std::size_t channel) const {
        return m_values.get() + channel * m_capacity;
    }

    /// Takes samples `from` up to `block.size()`, as many as fit, and tells how many.
    std::size_t append(const SampleBlock& block, std::size_t from);
    /// Takes all samples of a segment with fewer channels.
    /// \pre it is empty and has room for them
    void adopt(const HistorySegment& older);

    /// The extremes of `channel` in samples [from, to).
    [[nodiscard]] Extremes extremes(std::size_t channel, std::size_t from, std::size_t to) const;
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
    enum class Wanted {
        Stored,  ///< any value but an absent one
        Number,  ///< no NaN either
    };
    /// The first stored value in [from, to), else kNone.
    [[nodiscard]] std::size_t nextStored(std::size_t channel, std::size_t from,
                                         std::size_t to) const;
    /// The last wanted value below `to`, else kNone.
    [[nodiscard]] std::size_t previous(std::size_t channel, std::size_t to, Wanted wanted) const;

    /// The first sample in [from, to) that is not before `borderNs`, else `to`; quick when `guess`
    /// is near it.
    [[nodiscard]] std::size_t lowerBound(std::int64_t borderNs, std::size_t from, std::size_t to,
                                         std::size_t guess) const;

private:
    [[nodiscard]] const Extremes* nodes(std::size_t channel, std::size_t level) const {
        return m_nodes.get() + channel * m_nodesPerChannel + m_levelOffset[level];
    }
    [[nodiscard]] Extremes* nodes(std::size_t channel, std::size_t level) {
        return m_nodes.get() + channel * m_nodesPerChannel + m_levelOffset[level];
    }
    void copyColumn(std::size_t channel, const double* values, std::size_t length);
    void fillAbsent(std::size_t channel, std::size_t length);
    void completeNodes(std::size_t channel, std::size_t from, std::size_t to);
    void commit(std::size_t count);

    const std::size_t m_capacity;
    const std::size_t m_channels;
    std::array<std::size_t, kLevels + 1> m_levelOffset{};  // of levels 1..kLevels; 0 is unused
    std::size_t m_nodesPerChannel = 0;
    std::unique_ptr<std::int64_t[]> m_times;
    std::unique_ptr<double[]> m_values;
    std::unique_ptr<Extremes[]> m_nodes;
    std::atomic<std::size_t> m_count{0};
};

}  // namespace telemetryhub::engine
