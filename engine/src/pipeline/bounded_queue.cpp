// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/bounded_queue.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "telemetryhub/engine/core/ring.h"

namespace telemetryhub::engine {

namespace {

/// A gap that a lost block stood behind. The block's own reason is the later one, and stays.
void markGap(BlockRef& block, ErrorCode reason) {
    if (!block->gapBefore()) block.writable().markGapBefore(reason);
}

}  // namespace

/// The waiting blocks of one device. Every member but `parts` is guarded by the queue's mutex.
class BoundedQueue::Lane {
public:
    explicit Lane(LaneParts laneParts) : parts(std::move(laneParts)) {}

    const LaneParts parts;
    Ring<BlockRef> waiting;
    bool listed = false;     ///< in the ready ring
    bool taken = false;      ///< a worker holds blocks of it
    bool closed = false;     ///< no more blocks come
    bool wantsRoom = false;  ///< was answered Full
    bool finishedTold = false;
    std::optional<ErrorCode> owedGap;  ///< of a lost block; the next one to come carries it
};

BoundedQueue::BoundedQueue(std::size_t capacityBlocks)
    : m_capacity(std::max<std::size_t>(capacityBlocks, 1)) {}

BoundedQueue::~BoundedQueue() = default;

BoundedQueue::LanePtr BoundedQueue::openLane(LaneParts parts) {
    auto lane = std::make_shared<Lane>(std::move(parts));
    const MutexLock lock(m_mutex);
    m_lanes.push_back(lane);
    if (lane->parts.turn == Turn::First) ++m_firstLanes;
    return lane;
}

void BoundedQueue::closeLane(const LanePtr& lane) {
    {
        const MutexLock lock(m_mutex);
        lane->closed = true;
        const bool wasOpen = std::erase(m_lanes, lane) > 0;
        if (wasOpen && lane->parts.turn == Turn::First) --m_firstLanes;
        if (lane->taken || !lane->waiting.empty() || lane->finishedTold) return;
        lane->finishedTold = true;
    }
    lane->parts.processor->laneFinished();
}

Offer BoundedQueue::offer(const LanePtr& lane, BlockRef& block) {
    Dropped dropped;
    Offer answer = Offer::Accepted;
    {
        const MutexLock lock(m_mutex);
        const bool full = m_depth >= m_capacity;
        const bool waits = lane->parts.overflow == Overflow::Block;
        if (waits && (full || m_holds > 0) && !m_closed) {
            lane->wantsRoom = true;
            m_listenersWait = true;
            return Offer::Full;
        }
        if (m_closed || (full && !makeRoom(*lane, dropped))) {
            if (block->gapBefore()) lane->owedGap = block->gapBefore();
            lane->parts.ledger->samplesDropped(DropReason::Rejected, block->size());
            dropped = {std::move(block), lane->parts.processor};
            answer = Offer::Dropped;
        } else {
            enqueue(lane, std::move(block));
        }
    }
    if (answer == Offer::Accepted) wakeWorker();
    judge(dropped);
    return answer;
}

/// Outside the lock: it calculates.
void BoundedQueue::judge(const Dropped& dropped) {
    if (dropped.block) dropped.processor->blockDropped(*dropped.block);
}

void BoundedQueue::offerLast(const LanePtr& lane, BlockRef block) {
    {
        const MutexLock lock(m_mutex);
        enqueue(lane, std::move(block));
    }
    wakeWorker();
}

// Waking costs 2 to 3 us, so it is done only when somebody waits, and outside the lock, which the
// woken worker takes at once.
void BoundedQueue::wakeWorker() {
    if (consumerIdle()) m_work.notifyOne();
}

bool BoundedQueue::makeRoom(Lane& lane, Dropped& dropped) {
    if (lane.parts.overflow != Overflow::DropOldest) return false;
    Lane* payer = lane.waiting.empty() ? longestDroppingLane() : &lane;
    if (!payer) return false;
    dropped = {payer->waiting.pop(), payer->parts.processor};
    const BlockRef& oldest = dropped.block;
    --m_depth;
    if (oldest->gapBefore()) {
        if (payer->waiting.empty()) {
            payer->owedGap = oldest->gapBefore();
        } else {
            markGap(payer->waiting.front(), *oldest->gapBefore());
        }
    }
    payer->parts.ledger->samplesDropped(DropReason::Overflow, oldest->size());
    return true;
}

BoundedQueue::Lane* BoundedQueue::longestDroppingLane() const {
    Lane* longest = nullptr;
    for (const LanePtr& lane : m_lanes) {
        if (lane->parts.overflow != Overflow::DropOldest || lane->waiting.empty()) continue;
        if (!longest || lane->waiting.size() > longest->waiting.size()) longest = lane.get();
    }
    return longest;
}

void BoundedQueue::enqueue(const LanePtr& lane, BlockRef block) {
    if (const auto gap = std::exchange(lane->owedGap, std::nullopt)) markGap(block, *gap);
    lane->waiting.push(std::move(block));
    ++m_depth;
    m_highWater = std::max(m_highWater, m_depth);
    list(lane);
}

void BoundedQueue::list(const LanePtr& lane) {
    if (lane->taken || lane->listed) return;
    lane->listed = true;
    (lane->parts.turn == Turn::First ? m_first : m_ready).push(lane);
}

BoundedQueue::LanePtr BoundedQueue::takeListed() {
    const bool takesFirst =
        !m_first.empty() && (m_ready.empty() || m_firstInARow < kFirstInARow - 1);
    m_firstInARow = takesFirst ? m_firstInARow + 1 : 0;
    LanePtr lane = takesFirst ? m_first.pop() : m_ready.pop();
    lane->listed = false;
    return lane;
}

std::size_t BoundedQueue::mostOf(const Lane& lane) const {
    const bool isUsual = lane.parts.turn == Turn::Usual;
    return isUsual && m_firstLanes > 0 ? kShortBatchBlocks : kBatchBlocks;
}

bool BoundedQueue::take(Batch& batch) {
    std::vector<std::shared_ptr<IntakeListener>> listeners;
    {
        const MutexLock lock(m_mutex);
        do {
            while (isListEmpty() && !m_closed) {
                // Relaxed: it is raised under the mutex before the wait releases it, so whoever
                // enqueues afterwards sees it.
                m_idle.fetch_add(1, std::memory_order_relaxed);
                m_work.wait(m_mutex);
                m_idle.fetch_sub(1, std::memory_order_relaxed);
            }
            if (isListEmpty()) return false;
            batch.lane = takeListed();
            // A lane that paid for another one may be empty by now.
        } while (batch.lane->waiting.empty());
        Lane& lane = *batch.lane;
        lane.taken = true;
        batch.size = std::min(lane.waiting.size(), mostOf(lane));
        for (std::size_t i = 0; i < batch.size; ++i)
            batch.blocks[i] = lane.waiting.pop();
        m_depth -= batch.size;
        listeners = takeWaitingListeners();
    }
    for (const auto& listener : listeners)
        listener->roomAvailable();
    return true;
}

// Room is announced at three quarters, so that a blocked source is read in runs and not block by
// block.
std::vector<std::shared_ptr<IntakeListener>> BoundedQueue::takeWaitingListeners() {
    std::vector<std::shared_ptr<IntakeListener>> listeners;
    if (!m_listenersWait || m_holds > 0) return listeners;
    if (m_depth > m_capacity - (m_capacity + 3) / 4) return listeners;
    m_listenersWait = false;
    for (const LanePtr& lane : m_lanes) {
        if (!std::exchange(lane->wantsRoom, false)) continue;
        listeners.push_back(lane->parts.listener);
    }
    return listeners;
}

BlockProcessor& BoundedQueue::processorOf(const LanePtr& lane) {
    return *lane->parts.processor;
}

void BoundedQueue::done(Batch& batch) {
    const LanePtr lane = std::move(batch.lane);
    for (std::size_t i = 0; i < batch.size; ++i)
        batch.blocks[i].reset();
    batch.size = 0;
    {
        const MutexLock lock(m_mutex);
        lane->taken = false;
        if (!lane->waiting.empty()) {
            // No wake: the worker that calls this takes next.
            list(lane);
            return;
        }
        if (!lane->closed || lane->finishedTold) return;
        lane->finishedTold = true;
    }
    lane->parts.processor->laneFinished();
}

void BoundedQueue::hold() {
    const MutexLock lock(m_mutex);
    ++m_holds;
}

// A queue that is empty by now is taken from no more, so whoever waits is told here.
void BoundedQueue::release() {
    std::vector<std::shared_ptr<IntakeListener>> listeners;
    {
        const MutexLock lock(m_mutex);
        --m_holds;
        listeners = takeWaitingListeners();
    }
    for (const auto& listener : listeners)
        listener->roomAvailable();
}

void BoundedQueue::close() {
    const MutexLock lock(m_mutex);
    m_closed = true;
    m_work.notifyAll();
}

BoundedQueue::Depth BoundedQueue::depth() const {
    const MutexLock lock(m_mutex);
    return {m_depth, m_highWater};
}

bool BoundedQueue::ready() const {
    const MutexLock lock(m_mutex);
    return m_depth * 5 < m_capacity * 4;
}

}  // namespace telemetryhub::engine
