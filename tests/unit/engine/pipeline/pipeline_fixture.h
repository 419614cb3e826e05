// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/pipeline/bounded_queue.h"

namespace telemetryhub::test {

/// Records what a worker would do with the blocks of a lane.
class RecordingProcessor : public engine::BlockProcessor {
public:
    explicit RecordingProcessor(std::shared_ptr<engine::DeviceLedger> ledger)
        : m_ledger(std::move(ledger)) {}
    void process(engine::BlockRef block) override {
        sequences.push_back(block->firstSequence());
        marked.push_back(block->gapBefore().has_value());
        m_ledger->samplesProcessed(block->size());
    }
    void blockDropped(const engine::SampleBlock& block) override {
        dropped.push_back(block.firstSequence());
    }
    void laneFinished() override { ++finishedCount; }

    std::vector<engine::Sequence> sequences;
    std::vector<engine::Sequence> dropped;
    std::vector<bool> marked;  ///< whether a gap stands before each
    int finishedCount = 0;

private:
    std::shared_ptr<engine::DeviceLedger> m_ledger;
};

class RoomCounter : public engine::IntakeListener {
public:
    void roomAvailable() override { ++calls; }
    int calls = 0;
};

/// One lane of a queue with everything a test looks at.
struct TestLane {
    TestLane(engine::BoundedQueue& boundedQueue, engine::BlockPool& blockPool,
             engine::Overflow overflow, std::uint32_t deviceNumber = 1,
             engine::BoundedQueue::Turn turn = engine::BoundedQueue::Turn::Usual)
        : queue(boundedQueue),
          pool(blockPool),
          device{deviceNumber},
          lane(queue.openLane({overflow, ledger, processor, room, turn})) {}

    engine::BlockRef block() {
        static const auto kChannels =
            std::make_shared<const engine::ChannelSet>(std::vector<engine::Channel>{{"a", {}, {}}});
        const double value = static_cast<double>(next);
        engine::BlockRef made = pool.acquire(device, next++, kChannels);
        made.writable().append({1, 1}, {&value, 1});
        return made;
    }
    engine::Offer offer() {
        engine::BlockRef made = block();
        ledger->samplesOffered(1);
        return queue.offer(lane, made);
    }

    engine::BoundedQueue& queue;
    engine::BlockPool& pool;
    engine::DeviceId device;
    std::shared_ptr<engine::DeviceLedger> ledger = std::make_shared<engine::DeviceLedger>();
    std::shared_ptr<RecordingProcessor> processor = std::make_shared<RecordingProcessor>(ledger);
    std::shared_ptr<RoomCounter> room = std::make_shared<RoomCounter>();
    engine::BoundedQueue::LanePtr lane;
    engine::Sequence next = 1;
};

/// Does what a worker does, once, on the calling thread.
inline bool workOnce(engine::BoundedQueue& queue) {
    engine::BoundedQueue::Batch batch;
    if (!queue.take(batch)) return false;
    for (std::size_t i = 0; i < batch.size; ++i)
        engine::BoundedQueue::processorOf(batch.lane).process(std::move(batch.blocks[i]));
    queue.done(batch);
    return true;
}

inline void drain(engine::BoundedQueue& queue) {
    queue.close();
    while (workOnce(queue)) {
    }
}

}  // namespace telemetryhub::test
