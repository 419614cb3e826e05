// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/recording_slot.h"

#include <utility>

namespace telemetryhub::engine {

void RecordingSlot::put(std::shared_ptr<SessionRecorder> recorder, Raw raw) {
    {
        const MutexLock lock(m_mutex);
        m_recorder = std::move(recorder);
        m_last.reset();
    }
    m_wantsRaw.store(raw == Raw::Kept, std::memory_order_relaxed);
}

std::shared_ptr<SessionRecorder> RecordingSlot::take() {
    m_wantsRaw.store(false, std::memory_order_relaxed);
    const MutexLock use(m_useMutex);
    const MutexLock lock(m_mutex);
    return std::exchange(m_recorder, nullptr);
}

void RecordingSlot::addDevice(const OutletDevice& device) {
    if (const auto recorder = current()) recorder->addDevice(device);
}

void RecordingSlot::addEvent(const Event& event) {
    if (const auto recorder = current()) recorder->addEvent(event);
}

std::optional<OutletSnapshot> RecordingSlot::account() const {
    const auto recording = snapshot();
    return recording ? std::optional(outletSnapshotOf(*recording)) : std::nullopt;
}

std::optional<RecordingSnapshot> RecordingSlot::snapshot() const {
    if (const auto recorder = current()) return recorder->snapshot();
    const MutexLock lock(m_mutex);
    return m_last;
}

void RecordingSlot::setLast(RecordingSnapshot last) {
    const MutexLock lock(m_mutex);
    m_last = std::move(last);
}

void RecordingSlot::consume(const BlockRef& block) {
    const MutexLock use(m_useMutex);
    if (const auto recorder = current()) recorder->consume(block);
}

void RecordingSlot::gapFound(DeviceId device, const Gap& gap) {
    if (const auto recorder = current()) recorder->gapFound(device, gap);
}

void RecordingSlot::takeRaw(RawPiece piece) {
    if (const auto recorder = current()) recorder->takeRaw(std::move(piece));
}

std::shared_ptr<SessionRecorder> RecordingSlot::current() const {
    const MutexLock lock(m_mutex);
    return m_recorder;
}

}  // namespace telemetryhub::engine
