// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/ring.h"
#include "telemetryhub/engine/core/source_gate.h"

namespace telemetryhub::engine {

/// What a worker does with the blocks of one device.
///
/// Threads: one worker at a time, blocks in order.
class BlockProcessor {
public:
    virtual ~BlockProcessor() = default;
    virtual void process(BlockRef block) = 0;
    /// The queue lets a block of the lane go. Called by whoever offers, beside `process`.
    virtual void blockDropped(const SampleBlock& /*block*/) {}
    /// The lane is closed and its last block was processed.
    virtual void laneFinished() = 0;
};

/// Hands blocks from the I/O thread to the workers: bounded, a lane a device, and the one place
/// where samples may be lost.
///
/// The capacity is shared by all lanes. When it is used up, the offering lane's policy decides:
/// - DropOldest: the lane's own oldest block makes room. A lane that has none waiting takes the
///   room from the longest DropOldest lane, so that a flood pays for itself; when all waiting
///   blocks belong to other policies, the new one is refused.
/// - RejectNewest: the new block is refused.
/// - Block: the answer is Full, and the lane's listener is told when there is room again. The same
///   holds while somebody behind the queue holds the gate, so that such a source waits for the
///   slowest that must not lose its samples, and no worker does.
/// What is lost is counted in the ledger of the device that lost it, and judged before it is let
/// go.
///
/// A worker takes a whole lane (up to `kBatchBlocks` blocks), so that one device's blocks are
/// processed in order while lanes take turns. Lanes that are judged first come before the others,
/// which get every `kFirstInARow`th turn all the same, of a quarter of the blocks.
///
/// Threads: every method from any thread; a lane is offered to by one thread.
class BoundedQueue final : public SourceGate {
public:
    class Lane;
    using LanePtr = std::shared_ptr<Lane>;
    static constexpr std::size_t kBatchBlocks = 16;
    static constexpr int kFirstInARow = 4;
    /// Of a lane behind which one may come that is judged first.
    static constexpr std::size_t kShortBatchBlocks = kBatchBlocks / 4;

    enum class Turn {
        Usual,
        First,  ///< an alarm on it may have to make something safe
    };

    /// Blocks of one lane, taken by one worker.
    struct Batch {
        LanePtr lane;
        std::array<BlockRef, kBatchBlocks> blocks;
        std::size_t size = 0;
    };

    struct Depth {
        std::size_t blocks = 0;
        std::size_t highWater = 0;
    };

    /// \pre `capacityBlocks > 0`
    explicit BoundedQueue(std::size_t capacityBlocks);
    ~BoundedQueue() override;

    struct LaneParts {
        Overflow overflow = Overflow::DropOldest;
        std::shared_ptr<DeviceLedger> ledger;
        std::shared_ptr<BlockProcessor> processor;
        std::shared_ptr<IntakeListener> listener;
        Turn turn = Turn::Usual;
    };
    [[nodiscard]] LanePtr openLane(LaneParts parts);
    /// No more blocks come; what waits is processed, then `laneFinished` is called.
    void closeLane(const LanePtr& lane);

    Offer offer(const LanePtr& lane, BlockRef& block);
    /// Takes a block whatever the depth: for the few that a stopping device still holds.
    void offerLast(const LanePtr& lane, BlockRef block);
    /// A worker waits for work. Relaxed: a hint.
    [[nodiscard]] bool consumerIdle() const { return m_idle.load(std::memory_order_relaxed) > 0; }

    /// Waits for blocks. False when the queue is closed and empty.
    /// \pre the batch taken before was given to `done`
    bool take(Batch& batch);
    [[nodiscard]] static BlockProcessor& processorOf(const LanePtr& lane);
    /// The batch was processed: its lane may be taken again.
    void done(Batch& batch);

    void hold() override;
    void release() override;

    /// Refuses further blocks (they count as Rejected); what waits can still be taken.
    void close();

    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] Depth depth() const;
    /// Less than four fifths of the capacity are used.
    [[nodiscard]] bool ready() const;

private:
    /// A block that was let go, and who judges it.
    struct Dropped {
        BlockRef block;
        std::shared_ptr<BlockProcessor> processor;
    };
    bool makeRoom(Lane& lane, Dropped& dropped) TH_REQUIRES(m_mutex);
    static void judge(const Dropped& dropped);
    void enqueue(const LanePtr& lane, BlockRef block) TH_REQUIRES(m_mutex);
    void list(const LanePtr& lane) TH_REQUIRES(m_mutex);
    [[nodiscard]] bool isListEmpty() const TH_REQUIRES(m_mutex) {
        return m_ready.empty() && m_first.empty();
    }
    LanePtr takeListed() TH_REQUIRES(m_mutex);
    [[nodiscard]] std::size_t mostOf(const Lane& lane) const TH_REQUIRES(m_mutex);
    void wakeWorker();
    Lane* longestDroppingLane() const TH_REQUIRES(m_mutex);
    std::vector<std::shared_ptr<IntakeListener>> takeWaitingListeners() TH_REQUIRES(m_mutex);

    const std::size_t m_capacity;
    mutable Mutex m_mutex;
    Condition m_work;
    std::vector<LanePtr> m_lanes TH_GUARDED_BY(m_mutex);
    Ring<LanePtr> m_ready TH_GUARDED_BY(m_mutex);  ///< not empty, not taken
    Ring<LanePtr> m_first TH_GUARDED_BY(m_mutex);  ///< the same, of those that come first
    int m_firstInARow TH_GUARDED_BY(m_mutex) = 0;
    std::size_t m_firstLanes TH_GUARDED_BY(m_mutex) = 0;  ///< that are open
    std::size_t m_depth TH_GUARDED_BY(m_mutex) = 0;
    std::size_t m_highWater TH_GUARDED_BY(m_mutex) = 0;
    bool m_listenersWait TH_GUARDED_BY(m_mutex) = false;
    bool m_closed TH_GUARDED_BY(m_mutex) = false;
    int m_holds TH_GUARDED_BY(m_mutex) = 0;
    std::atomic<std::size_t> m_idle{0};
};

}  // namespace telemetryhub::engine
