// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_store.h"

#include <algorithm>
#include <bit>

#include "history/history_budget.h"

namespace telemetryhub::engine {

namespace {

// The first segment is small, so that a thousand slow devices stay small; the later ones grow with
// what is held, and stay a small part of it, so that eviction takes little at once.
constexpr std::size_t kMinCapacity = 1024;
constexpr std::size_t kMaxCapacity = 65'536;
constexpr std::size_t kHeldShare = 4;
constexpr std::size_t kBudgetShare = 16;

/// A segment with fewer samples is taken over when the device brings a new channel: formats that
/// find their channels one by one would else leave a row of nearly empty ones.
constexpr std::size_t kMaxAdopted = kMinCapacity / 2;

/// Bounds what a device costs that loses samples, or whose own clock jumps, all the time.
constexpr std::size_t kMaxMarks = 65'536;

}  // namespace

void HistoryStore::append(const SampleBlock& block, HistoryBudget& budget) {
    // Before the samples: a reader takes the marks behind them, so that none is missing.
    noteNumbers(block);
    const bool grown = m_newest && m_newest->channelCount() < block.channelCount();
    const bool adopts = grown && m_newest->count() <= kMaxAdopted;
    std::size_t taken = m_newest && !grown ? m_newest->append(block, 0) : 0;
    Placement placement = adopts ? Placement::InsteadOfIt : Placement::Behind;
    while (taken < block.size()) {
        const std::size_t channels =
            std::max(block.channelCount(), m_newest ? m_newest->channelCount() : 0);
        const std::size_t capacity = nextCapacity(channels, budget.budgetBytes());
        auto segment = std::make_shared<HistorySegment>(capacity, channels);
        if (placement == Placement::InsteadOfIt) segment->adopt(*m_newest);
        taken += segment->append(block, taken);
        m_newest = segment;
        budget.add(*this, std::move(segment), placement);
        placement = Placement::Behind;
    }
    noteLatest(block);
}

void HistoryStore::noteNumbers(const SampleBlock& block) {
    const std::span<const std::int64_t> steadyNs = block.steadyNs();
    const std::span<const std::int64_t> wallNs = block.wallNs();
    bool runsOn = m_next.ordinal > 0 && block.firstSequence() == m_next.sequence;
    m_next.sequence = block.firstSequence();
    for (std::size_t row = 0; row < block.size(); ++row) {
        const std::int64_t offset = wallNs[row] - steadyNs[row];
        if (runsOn && offset == m_next.wallOffsetNs) continue;
        runsOn = true;
        m_next.wallOffsetNs = offset;
        addMark({m_next.ordinal + row, m_next.sequence + row, offset}, block);
    }
    m_next.ordinal += block.size();
    m_next.sequence += block.size();
}

void HistoryStore::addMark(const SequenceMark& mark, const SampleBlock& block) {
    const MutexLock lock(m_marksMutex);
    m_streamStartNs = block.streamStartNs();
    if (m_marks.size() == kMaxMarks) m_marks.pop_front();
    m_marks.push_back(mark);
}

std::vector<SequenceMark> HistoryStore::marks() const {
    const MutexLock lock(m_marksMutex);
    return {m_marks.begin(), m_marks.end()};
}

std::optional<std::int64_t> HistoryStore::streamStartNs() const {
    const MutexLock lock(m_marksMutex);
    return m_streamStartNs;
}

void HistoryStore::noteGap(const Gap& gap) {
    const MutexLock lock(m_gapsMutex);
    if (m_gaps.size() == History::kMaxGaps) m_gaps.pop_front();
    m_gaps.push_back(gap);
    ++m_gapCount;
}

std::vector<Gap> HistoryStore::gaps(TimeSpan span) const {
    const MutexLock lock(m_gapsMutex);
    const auto first = std::lower_bound(
        m_gaps.begin(), m_gaps.end(), span.fromNs,
        [](const Gap& gap, std::int64_t fromNs) { return gap.to.steadyNs < fromNs; });
    const auto last = std::find_if(
        first, m_gaps.end(), [&span](const Gap& gap) { return gap.from.steadyNs >= span.toNs; });
    return {first, last};
}

std::uint64_t HistoryStore::gapCount() const {
    const MutexLock lock(m_gapsMutex);
    return m_gapCount;
}

SegmentListPtr HistoryStore::segments() const {
    const MutexLock lock(m_segmentsMutex);
    return m_segments;
}

std::vector<LatestValue> HistoryStore::latest() const {
    const MutexLock lock(m_latestMutex);
    return m_latest;
}

void HistoryStore::place(std::shared_ptr<HistorySegment> segment, Placement placement) {
    const SegmentListPtr present = segments();
    std::size_t held = heldSamples() + segment->capacity();
    auto list = std::make_shared<SegmentList>();
    if (present) {
        list->reserve(present->size() + 1);
        list->assign(present->begin(), present->end());
    }
    std::uint64_t ordinal =
        list->empty() ? 0 : list->back().firstOrdinal + list->back().segment->count();
    if (placement == Placement::InsteadOfIt) {
        ordinal = list->back().firstOrdinal;
        held -= list->back().segment->capacity();
        list->pop_back();
    }
    const std::int64_t firstNs = segment->times()[0];
    list->push_back({std::move(segment), firstNs, ordinal});
    publish(std::move(list), held);
}

bool HistoryStore::canDrop() const {
    const MutexLock lock(m_segmentsMutex);
    return m_segments && m_segments->size() > 1;
}

std::shared_ptr<HistorySegment> HistoryStore::dropOldest() {
    const SegmentListPtr present = segments();
    publish(std::make_shared<const SegmentList>(present->begin() + 1, present->end()),
            heldSamples() - present->front().segment->capacity());
    return present->front().segment;
}

void HistoryStore::publish(SegmentListPtr segments, std::size_t heldSamples) {
    // Swapped, so that the earlier list is let go after the lock.
    const MutexLock lock(m_segmentsMutex);
    m_segments.swap(segments);
    m_heldSamples = heldSamples;
}

std::size_t HistoryStore::heldSamples() const {
    const MutexLock lock(m_segmentsMutex);
    return m_heldSamples;
}

std::size_t HistoryStore::nextCapacity(std::size_t channels, std::size_t budgetBytes) const {
    const std::size_t wanted = std::bit_floor(std::max(heldSamples() / kHeldShare, kMinCapacity));
    std::size_t capacity = std::min(wanted, kMaxCapacity);
    while (capacity > kMinCapacity &&
           HistorySegment::bytesFor(capacity, channels) > budgetBytes / kBudgetShare)
        capacity /= 2;
    return capacity;
}

void HistoryStore::noteLatest(const SampleBlock& block) {
    const MutexLock lock(m_latestMutex);
    if (m_latest.size() < block.channelCount()) m_latest.resize(block.channelCount());
    for (std::size_t channel = 0; channel < block.channelCount(); ++channel) {
        const std::span<const double> column = block.column(channel);
        std::size_t i = column.size();
        while (i > 0 && isAbsent(column[i - 1]))
            --i;
        if (i == 0) continue;
        --i;
        m_latest[channel] = {
            column[i], {block.steadyNs()[i], block.wallNs()[i]}, block.firstSequence() + i};
    }
}

}  // namespace telemetryhub::engine
