// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/core/source_gate.h"
#include "telemetryhub/engine/outlet/outlet.h"

namespace telemetryhub::engine {

/// What the thread of an outlet takes from its queue at once, each kind in its order.
struct OutletBatch {
    std::vector<OutletDevice> devices;  ///< come before all of their blocks
    std::vector<BlockRef> blocks;
    std::vector<std::pair<DeviceId, Gap>> gaps;  ///< each tells the number behind it
    std::vector<Event> events;
    std::vector<RawPiece> raw;
    bool last = false;  ///< nothing comes behind it
};

/// The bounded queue before the thread of an outlet. Nobody waits at its entry.
///
/// When it is half full the gate holds back the sources that rather wait; their blocks are always
/// taken. Of the others a block that does not fit is refused, and the next one that is taken comes
/// behind a gap (QueueFull) that says how many are missing. Small blocks of a device that wait are
/// joined, so the bound is one of samples: how long a slow disk may take does not hang on how the
/// device's bytes came in.
///
/// Threads: every method from any thread, `take` from one.
class OutletQueue {
public:
    /// About 32 MB of doubles, in a queue whose blocks are full.
    static constexpr std::size_t kMaxValues = std::size_t{4} << 20;
    static constexpr std::size_t kMaxEvents = 20'000;
    static constexpr std::size_t kMaxRawBytes = std::size_t{32} << 20;

    enum class Answer {
        Taken,
        Full,    ///< refused, and to be counted as lost
        Closed,  ///< refused: the end was said before
    };

    /// What ends the waiting of `take` before its deadline.
    enum class Wake {
        AtAnything,
        AtMany,  ///< so many blocks that they are worth it
    };

    /// `wakeBlocks` are many. \pre `gate` outlives this object; null: no source waits
    explicit OutletQueue(std::size_t wakeBlocks, SourceGate* gate = nullptr)
        : m_wakeBlocks(wakeBlocks), m_gate(gate) {}
    ~OutletQueue();

    void addDevice(OutletDevice device);
    [[nodiscard]] Answer addBlock(const BlockRef& block);
    /// The next block of `device` comes behind a gap.
    void addGap(DeviceId device, const Gap& gap);
    [[nodiscard]] Answer addEvent(const Event& event);
    [[nodiscard]] Answer addRaw(RawPiece piece);

    [[nodiscard]] OutletBatch take(std::chrono::steady_clock::time_point deadline, Wake wake);
    /// The batch with what is in the queue is the last one.
    void close();

private:
    /// What is known of a device between two of its blocks.
    struct Track {
        bool waits = false;
        std::uint64_t refused = 0;          ///< samples since the last one that was taken
        ReadTime lastTime = kUnknownTime;   ///< of that one
        std::optional<Gap> gap;             ///< told of the block that comes next
        std::optional<std::size_t> joined;  ///< place of the block that may grow
    };

    [[nodiscard]] bool isOpen() const TH_REQUIRES(m_mutex) { return !m_batch.last; }
    void refuse(Track& track, const SampleBlock& block) TH_REQUIRES(m_mutex);
    void tellGap(Track& track, const SampleBlock& block) TH_REQUIRES(m_mutex);
    [[nodiscard]] bool join(Track& track, const SampleBlock& block) TH_REQUIRES(m_mutex);
    void enqueue(Track& track, const BlockRef& block) TH_REQUIRES(m_mutex);
    void holdSources() TH_REQUIRES(m_mutex);
    void wake() TH_REQUIRES(m_mutex);
    void wakeIfIdle() TH_REQUIRES(m_mutex);

    const std::size_t m_wakeBlocks;
    SourceGate* const m_gate;
    BlockPool m_pool;  ///< of joined blocks
    Mutex m_mutex;
    Condition m_work;
    OutletBatch m_batch TH_GUARDED_BY(m_mutex);
    std::unordered_map<DeviceId, Track> m_tracks TH_GUARDED_BY(m_mutex);
    bool m_woken TH_GUARDED_BY(m_mutex) = false;
    bool m_holds TH_GUARDED_BY(m_mutex) = false;  ///< the gate, until the next `take`
    Wake m_wakeAt TH_GUARDED_BY(m_mutex) = Wake::AtAnything;
    bool m_isEmpty TH_GUARDED_BY(m_mutex) = true;
    std::size_t m_values TH_GUARDED_BY(m_mutex) = 0;
    std::size_t m_rawBytes TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
