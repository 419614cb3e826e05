// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "telemetryhub/engine/pipeline/bounded_queue.h"

namespace telemetryhub::engine {

/// One lane of the queue, as the device before it sees it. Closes the lane when it goes.
///
/// Threads: the I/O thread.
class QueueIntake final : public BlockIntake {
public:
    /// \pre `queue` outlives this object
    QueueIntake(BoundedQueue& queue, BoundedQueue::LaneParts parts)
        : m_queue(queue), m_lane(queue.openLane(std::move(parts))) {}
    ~QueueIntake() override { m_queue.closeLane(m_lane); }
    QueueIntake(const QueueIntake&) = delete;
    QueueIntake& operator=(const QueueIntake&) = delete;

    Offer offer(BlockRef& block) override { return m_queue.offer(m_lane, block); }
    void offerLast(BlockRef block) override { m_queue.offerLast(m_lane, std::move(block)); }
    [[nodiscard]] bool ready() const override { return m_queue.ready(); }

private:
    BoundedQueue& m_queue;
    BoundedQueue::LanePtr m_lane;
};

}  // namespace telemetryhub::engine
