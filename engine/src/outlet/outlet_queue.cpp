// SPDX-License-Identifier: GPL-3.0-or-later
#include "outlet/outlet_queue.h"

#include <algorithm>

namespace telemetryhub::engine {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Sources are held back early: what they have sent by then still comes.
constexpr std::size_t kHoldValues = OutletQueue::kMaxValues / 2;
/// A thread that keeps up has fewer waiting, and copies nothing.
constexpr std::size_t kJoinBlocks = 64;
/// A block with more rows than this stays as it is: joining would save little memory.
constexpr std::size_t kJoinRows = SampleBlock::kCapacity / 2;

/// What a block occupies, whatever it holds.
std::size_t valuesOf(const SampleBlock& block) {
    return SampleBlock::kCapacity * (block.channelCount() + 2);
}

bool continues(const SampleBlock& earlier, const SampleBlock& next) {
    return earlier.firstSequence() + earlier.size() == next.firstSequence() && !next.gapBefore() &&
           earlier.channels() == next.channels() &&
           earlier.streamStartNs() == next.streamStartNs() &&
           earlier.size() + next.size() <= SampleBlock::kCapacity;
}

}  // namespace

OutletQueue::~OutletQueue() {
    const MutexLock lock(m_mutex);
    if (m_holds) m_gate->release();
}

void OutletQueue::addDevice(OutletDevice device) {
    const MutexLock lock(m_mutex);
    if (!isOpen()) return;
    m_tracks[device.id].waits = device.waits;
    m_batch.devices.push_back(std::move(device));
    wakeIfIdle();
}

OutletQueue::Answer OutletQueue::addBlock(const BlockRef& block) {
    const MutexLock lock(m_mutex);
    if (!isOpen()) return Answer::Closed;
    Track& track = m_tracks[block->device()];
    if (join(track, *block)) return Answer::Taken;
    const bool fits = m_values == 0 || m_values + valuesOf(*block) <= kMaxValues;
    if (!fits && !(track.waits && m_gate)) {
        refuse(track, *block);
        return Answer::Full;
    }
    tellGap(track, *block);
    enqueue(track, block);
    if (m_values >= kHoldValues) holdSources();
    if (m_batch.blocks.size() >= m_wakeBlocks || m_values >= kHoldValues) wake();
    wakeIfIdle();
    return Answer::Taken;
}

void OutletQueue::refuse(Track& track, const SampleBlock& block) {
    track.refused += block.size();
    if (track.gap) track.refused += std::exchange(track.gap, std::nullopt)->lost;
}

/// What is missing before `block`: by our own doing, else what was told.
void OutletQueue::tellGap(Track& track, const SampleBlock& block) {
    const ReadTime begin{block.steadyNs().front(), block.wallNs().front()};
    if (track.refused > 0) {
        const std::uint64_t earlier = track.gap ? track.gap->lost : 0;
        track.gap =
            Gap{ErrorCode::QueueFull, track.lastTime == kUnknownTime ? begin : track.lastTime,
                begin, block.firstSequence(), std::exchange(track.refused, 0) + earlier};
    }
    if (track.gap) m_batch.gaps.emplace_back(block.device(), *track.gap);
    track.gap.reset();
}

bool OutletQueue::join(Track& track, const SampleBlock& block) {
    if (!track.joined || track.refused > 0 || track.gap) return false;
    const BlockRef& open = m_batch.blocks[*track.joined];
    if (!continues(*open, block)) return false;
    open.writable().appendAll(block);
    track.lastTime = {block.steadyNs().back(), block.wallNs().back()};
    return true;
}

void OutletQueue::enqueue(Track& track, const BlockRef& block) {
    track.joined.reset();
    track.lastTime = {block->steadyNs().back(), block->wallNs().back()};
    m_values += valuesOf(*block);
    if (m_batch.blocks.size() < kJoinBlocks || block->size() > kJoinRows) {
        m_batch.blocks.push_back(block);
        return;
    }
    BlockRef copy = m_pool.acquire(block->device(), block->firstSequence(), block->channels());
    copy.writable().appendAll(*block);
    track.joined = m_batch.blocks.size();
    m_batch.blocks.push_back(std::move(copy));
}

void OutletQueue::holdSources() {
    if (m_gate && !std::exchange(m_holds, true)) m_gate->hold();
}

void OutletQueue::addGap(DeviceId device, const Gap& gap) {
    const MutexLock lock(m_mutex);
    // Told right before a block, which wakes.
    if (isOpen()) m_tracks[device].gap = gap;
}

OutletQueue::Answer OutletQueue::addEvent(const Event& event) {
    const MutexLock lock(m_mutex);
    if (!isOpen()) return Answer::Closed;
    if (m_batch.events.size() >= kMaxEvents) return Answer::Full;
    m_batch.events.push_back(event);
    wakeIfIdle();
    return Answer::Taken;
}

OutletQueue::Answer OutletQueue::addRaw(RawPiece piece) {
    const MutexLock lock(m_mutex);
    if (!isOpen()) return Answer::Closed;
    if (m_rawBytes + piece.bytes.size() > kMaxRawBytes) return Answer::Full;
    m_rawBytes += piece.bytes.size();
    m_batch.raw.push_back(std::move(piece));
    if (m_rawBytes > kMaxRawBytes / 2) wake();
    wakeIfIdle();
    return Answer::Taken;
}

OutletBatch OutletQueue::take(SteadyClock::time_point deadline, Wake wakeAt) {
    const MutexLock lock(m_mutex);
    m_wakeAt = wakeAt;
    if (!m_isEmpty) wakeIfIdle();
    while (!m_woken) {
        const SteadyClock::time_point now = SteadyClock::now();
        if (deadline <= now) break;
        m_work.waitFor(m_mutex, deadline - now);
    }
    const bool last = m_batch.last;
    OutletBatch batch = std::exchange(m_batch, {});
    m_batch.last = last;
    for (auto& [device, track] : m_tracks)
        track.joined.reset();
    m_woken = last;
    m_isEmpty = true;
    m_values = 0;
    m_rawBytes = 0;
    if (std::exchange(m_holds, false)) m_gate->release();
    return batch;
}

void OutletQueue::close() {
    const MutexLock lock(m_mutex);
    m_batch.last = true;
    wake();
}

void OutletQueue::wakeIfIdle() {
    m_isEmpty = false;
    if (m_wakeAt == Wake::AtAnything) wake();
}

void OutletQueue::wake() {
    if (!std::exchange(m_woken, true)) m_work.notifyOne();
}

}  // namespace telemetryhub::engine
