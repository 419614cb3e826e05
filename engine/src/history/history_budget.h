// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <unordered_map>

#include "history/history_store.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

/// Keeps the segments of all devices within one amount of memory: when a new one passes it, the
/// oldest segment of the device that holds most goes.
///
/// Counted is what segments may fill; a segment that a reader still holds is freed when it is done.
///
/// Threads: every method from any thread. Taken once a segment, never by a reader.
class HistoryBudget {
public:
    explicit HistoryBudget(std::size_t budgetBytes) : m_budgetBytes(budgetBytes) {}

    /// From here to `leave` the segments of `store` are counted.
    void enter(HistoryStore& store);
    void leave(HistoryStore& store);
    /// Publishes a segment; without effect when the store has left.
    void add(HistoryStore& store, std::shared_ptr<HistorySegment> segment, Placement placement);

    [[nodiscard]] std::size_t budgetBytes() const { return m_budgetBytes; }
    // Relaxed: a figure to show, no order with other memory.
    [[nodiscard]] std::size_t usedBytes() const { return m_used.load(std::memory_order_relaxed); }

private:
    /// Null when every store holds its newest segment alone.
    [[nodiscard]] std::shared_ptr<HistorySegment> dropOne() TH_REQUIRES(m_mutex);

    const std::size_t m_budgetBytes;
    Mutex m_mutex;
    std::unordered_map<HistoryStore*, std::size_t> m_bytes TH_GUARDED_BY(m_mutex);
    std::atomic<std::size_t> m_used{0};  // written under m_mutex
};

}  // namespace telemetryhub::engine
