// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/traffic_log.h"

#include <algorithm>
#include <utility>

namespace telemetryhub::engine {

void TrafficLog::watch() {
    const MutexLock lock(m_mutex);
    ++m_watchers;
    m_isWatched.store(true, std::memory_order_relaxed);
}

void TrafficLog::unwatch() {
    std::deque<TrafficPiece> released;
    const MutexLock lock(m_mutex);
    if (--m_watchers > 0) return;
    m_isWatched.store(false, std::memory_order_relaxed);
    released.swap(m_pieces);
    m_bytes = 0;
    m_dropped = 0;
}

void TrafficLog::add(const ReadTime& time, Direction direction, std::string_view bytes) {
    if (!isWatched()) return;
    const MutexLock lock(m_mutex);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kMaxPieceBytes)))
        keep({0, time, direction, std::nullopt, std::string(bytes.substr(0, kMaxPieceBytes))});
}

void TrafficLog::addDamage(const ReadTime& time, DiscardReason reason, std::string_view bytes) {
    if (!isWatched()) return;
    const MutexLock lock(m_mutex);
    keep({0, time, Direction::Received, reason, std::string(bytes.substr(0, kMaxPieceBytes))});
}

void TrafficLog::keep(TrafficPiece piece) {
    if (m_watchers == 0) return;
    piece.number = ++m_added;
    m_bytes += costOf(piece);
    m_pieces.push_back(std::move(piece));
    for (; m_bytes > kMaxBytes; ++m_dropped) {
        m_bytes -= costOf(m_pieces.front());
        m_pieces.pop_front();
    }
}

std::vector<TrafficPiece> TrafficLog::since(std::uint64_t after) const {
    const MutexLock lock(m_mutex);
    const auto newer = std::upper_bound(
        m_pieces.begin(), m_pieces.end(), after,
        [](std::uint64_t number, const TrafficPiece& piece) { return number < piece.number; });
    return {newer, m_pieces.end()};
}

std::uint64_t TrafficLog::droppedCount() const {
    const MutexLock lock(m_mutex);
    return m_dropped;
}

}  // namespace telemetryhub::engine
