// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "history/history_rows.h"
#include "history/history_view.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/history/history.h"

namespace telemetryhub::engine {

class HistoryBudget;

/// Where a new segment goes.
enum class Placement {
    Behind,       ///< behind the newest
    InsteadOfIt,  ///< takes the place of the newest, whose samples it holds
};

/// The stored samples of one device.
///
/// Threads: `append` from one thread at a time; `place` and `dropOldest` under the lock of
///          the budget; everything else from any thread.
class HistoryStore {
public:
    void append(const SampleBlock& block, HistoryBudget& budget);

    void noteGap(const Gap& gap);
    [[nodiscard]] std::vector<Gap> gaps(TimeSpan span) const;
    [[nodiscard]] std::uint64_t gapCount() const;

    [[nodiscard]] SegmentListPtr segments() const;
    /// Of all samples of an earlier `segments`, as far as they are kept.
    [[nodiscard]] std::vector<SequenceMark> marks() const;
    [[nodiscard]] std::vector<LatestValue> latest() const;
    /// As SampleBlock::streamStartNs.
    [[nodiscard]] std::optional<std::int64_t> streamStartNs() const;

    void place(std::shared_ptr<HistorySegment> segment, Placement placement);
    /// False when only the newest is left, which stays.
    [[nodiscard]] bool canDrop() const;
    /// \pre `canDrop()`
    [[nodiscard]] std::shared_ptr<HistorySegment> dropOldest();

private:
    void publish(SegmentListPtr segments, std::size_t heldSamples);
    [[nodiscard]] std::size_t heldSamples() const;
    [[nodiscard]] std::size_t nextCapacity(std::size_t channels, std::size_t budgetBytes) const;
    void noteLatest(const SampleBlock& block);
    void noteNumbers(const SampleBlock& block);
    void addMark(const SequenceMark& mark, const SampleBlock& block);

    std::shared_ptr<HistorySegment> m_newest;  // of the appending thread
    SequenceMark m_next;                       // of the appending thread
    mutable Mutex m_marksMutex;
    std::deque<SequenceMark> m_marks TH_GUARDED_BY(m_marksMutex);
    std::optional<std::int64_t> m_streamStartNs TH_GUARDED_BY(m_marksMutex);
    mutable Mutex m_segmentsMutex;
    SegmentListPtr m_segments TH_GUARDED_BY(m_segmentsMutex);
    std::size_t m_heldSamples TH_GUARDED_BY(m_segmentsMutex) = 0;  // by capacity
    mutable Mutex m_latestMutex;
    std::vector<LatestValue> m_latest TH_GUARDED_BY(m_latestMutex);
    mutable Mutex m_gapsMutex;
    std::deque<Gap> m_gaps TH_GUARDED_BY(m_gapsMutex);
    std::uint64_t m_gapCount TH_GUARDED_BY(m_gapsMutex) = 0;
};

}  // namespace telemetryhub::engine
