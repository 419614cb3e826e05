// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/record_queue.h"

namespace telemetryhub::engine {

namespace {

using SteadyClock = std::chrono::steady_clock;

// The queue holds both: few blocks of many channels, many of few.
constexpr std::size_t kMaxQueuedBlocks = 256;
constexpr std::size_t kMaxQueuedValues = std::size_t{2} << 20;

std::size_t valuesOf(const SampleBlock& block) {
    return SampleBlock::kCapacity * (block.channelCount() + 2);
}

}  // namespace

void RecordQueue::addDevice(SessionDevice device) {
    const MutexLock lock(m_mutex);
    if (!isOpen()) return;
    m_batch.devices.push_back(std::move(device));
    wakeIfIdle();
}

RecordQueue::Answer RecordQueue::addBlock(const BlockRef& block) {
    const std::size_t values = valuesOf(*block);
    const MutexLock lock(m_mutex);
    while (isOpen() && isFull(values))
        m_room.wait(m_mutex);
    if (!isOpen()) return Answer::Refused;
    m_batch.blocks.push_back(block);
    m_values += values;
    if (m_batch.blocks.size() >= m_wakeBlocks || isFull(values)) wake();
    wakeIfIdle();
    return Answer::Taken;
}

void RecordQueue::addGap(DeviceId device, const Gap& gap) {
    const MutexLock lock(m_mutex);
    // Told right before a block, which wakes.
    if (isOpen()) m_batch.gaps.emplace_back(device, gap);
}

RecordQueue::Answer RecordQueue::addEvent(const Event& event) {
    const MutexLock lock(m_mutex);
    if (!isOpen() || m_batch.events.size() >= kMaxEvents) return Answer::Refused;
    m_batch.events.push_back(event);
    wakeIfIdle();
    return Answer::Taken;
}

RecordQueue::Answer RecordQueue::addRaw(RawPiece piece) {
    const MutexLock lock(m_mutex);
    if (!isOpen() || m_rawBytes + piece.bytes.size() > kMaxRawBytes) return Answer::Refused;
    m_rawBytes += piece.bytes.size();
    m_batch.raw.push_back(std::move(piece));
    if (m_rawBytes > kMaxRawBytes / 2) wake();
    wakeIfIdle();
    return Answer::Taken;
}

RecordBatch RecordQueue::take(SteadyClock::time_point deadline, Wake wakeAt) {
    const MutexLock lock(m_mutex);
    m_wakeAt = wakeAt;
    if (!m_isEmpty) wakeIfIdle();
    while (!m_woken) {
        const SteadyClock::time_point now = SteadyClock::now();
        if (deadline <= now) break;
        m_work.waitFor(m_mutex, deadline - now);
    }
    const bool last = m_batch.last;
    RecordBatch batch = std::exchange(m_batch, {});
    m_batch.last = last;
    m_woken = last;
    m_isEmpty = true;
    m_values = 0;
    m_rawBytes = 0;
    m_room.notifyAll();
    return batch;
}

void RecordQueue::close() {
    const MutexLock lock(m_mutex);
    m_batch.last = true;
    m_room.notifyAll();
    wake();
}

bool RecordQueue::isFull(std::size_t values) const {
    return m_batch.blocks.size() >= kMaxQueuedBlocks ||
           (!m_batch.blocks.empty() && m_values + values > kMaxQueuedValues);
}

void RecordQueue::wakeIfIdle() {
    m_isEmpty = false;
    if (m_wakeAt == Wake::AtAnything) wake();
}

void RecordQueue::wake() {
    if (!std::exchange(m_woken, true)) m_work.notifyOne();
}

}  // namespace telemetryhub::engine
