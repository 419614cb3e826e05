// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/history_budget.h"

#include <vector>

namespace telemetryhub::engine {

namespace {

std::size_t bytesOf(const HistorySegment& segment) {
    return HistorySegment::bytesFor(segment.capacity(), segment.channelCount());
}

}  // namespace

void HistoryBudget::enter(HistoryStore& store) {
    const MutexLock lock(m_mutex);
    m_bytes.emplace(&store, 0);
}

void HistoryBudget::leave(HistoryStore& store) {
    const MutexLock lock(m_mutex);
    const auto entry = m_bytes.find(&store);
    if (entry == m_bytes.end()) return;
    m_used.store(usedBytes() - entry->second, std::memory_order_relaxed);
    m_bytes.erase(entry);
}

void HistoryBudget::add(HistoryStore& store, std::shared_ptr<HistorySegment> segment,
                        Placement placement) {
    // Declared first: large memory goes back to the system after the lock.
    std::vector<std::shared_ptr<HistorySegment>> dropped;
    const MutexLock lock(m_mutex);
    const auto entry = m_bytes.find(&store);
    if (entry == m_bytes.end()) return;
    std::size_t added = bytesOf(*segment);
    if (placement == Placement::InsteadOfIt) {
        dropped.push_back(store.segments()->back().segment);
        added -= bytesOf(*dropped.back());
    }
    store.place(std::move(segment), placement);
    entry->second += added;
    std::size_t used = usedBytes() + added;
    while (used > m_budgetBytes) {
        dropped.push_back(dropOne());
        if (!dropped.back()) break;
        used -= bytesOf(*dropped.back());
    }
    m_used.store(used, std::memory_order_relaxed);
}

std::shared_ptr<HistorySegment> HistoryBudget::dropOne() {
    std::pair<HistoryStore* const, std::size_t>* most = nullptr;
    for (auto& entry : m_bytes) {
        const bool more = !most || entry.second > most->second;
        if (more && entry.first->canDrop()) most = &entry;
    }
    if (!most) return nullptr;
    std::shared_ptr<HistorySegment> oldest = most->first->dropOldest();
    most->second -= bytesOf(*oldest);
    return oldest;
}

}  // namespace telemetryhub::engine
