// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// What a record thread takes from its queue at once, each kind in its order.
struct RecordBatch {
    std::vector<SessionDevice> devices;  ///< come before all of their blocks
    std::vector<BlockRef> blocks;
    std::vector<std::pair<DeviceId, Gap>> gaps;
    std::vector<Event> events;
    std::vector<RawPiece> raw;
    bool last = false;  ///< nothing comes behind it
};

/// The bounded queue before a record thread. Blocks wait for room and are never dropped; events and
/// raw bytes come from threads that may not wait, so beyond their bound they are refused and
/// counted.
///
/// Threads: every method from any thread, `take` from one.
class RecordQueue {
public:
    static constexpr std::size_t kMaxEvents = 20'000;
    static constexpr std::size_t kMaxRawBytes = std::size_t{32} << 20;

    enum class Answer { Taken, Refused };

    /// What ends the waiting of `take` before its deadline.
    enum class Wake {
        AtAnything,
        AtMany,  ///< so many blocks that they are worth it
    };

    /// `wakeBlocks` are many.
    explicit RecordQueue(std::size_t wakeBlocks) : m_wakeBlocks(wakeBlocks) {}

    void addDevice(SessionDevice device);
    /// Waits for room. Refused after `close`.
    Answer addBlock(const BlockRef& block);
    void addGap(DeviceId device, const Gap& gap);
    Answer addEvent(const Event& event);
    Answer addRaw(RawPiece piece);

    [[nodiscard]] RecordBatch take(std::chrono::steady_clock::time_point deadline, Wake wake);
    /// The batch with what is in the queue is the last one.
    void close();

private:
    [[nodiscard]] bool isFull(std::size_t values) const TH_REQUIRES(m_mutex);
    [[nodiscard]] bool isOpen() const TH_REQUIRES(m_mutex) { return !m_batch.last; }
    void wake() TH_REQUIRES(m_mutex);
    void wakeIfIdle() TH_REQUIRES(m_mutex);

    const std::size_t m_wakeBlocks;
    Mutex m_mutex;
    Condition m_work;
    Condition m_room;
    RecordBatch m_batch TH_GUARDED_BY(m_mutex);
    bool m_woken TH_GUARDED_BY(m_mutex) = false;
    Wake m_wakeAt TH_GUARDED_BY(m_mutex) = Wake::AtAnything;
    bool m_isEmpty TH_GUARDED_BY(m_mutex) = true;
    std::size_t m_values TH_GUARDED_BY(m_mutex) = 0;
    std::size_t m_rawBytes TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
