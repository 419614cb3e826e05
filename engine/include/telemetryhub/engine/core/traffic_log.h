// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/text_log.h"

namespace telemetryhub::engine {

/// Bytes that went over the wire of a device together, or a frame among them that was dropped.
struct TrafficPiece {
    std::uint64_t number = 0;  ///< counts from 1 a device
    ReadTime time;
    Direction direction = Direction::Received;
    /// Set: `bytes` are the first ones of a damaged frame. They stand in a piece before, too.
    std::optional<DiscardReason> damage;
    std::string bytes;
};

/// What went over the wire of a device while somebody watches it: bounded, and what fell out is
/// counted.
///
/// Threads: every method from any thread; `isWatched` costs one relaxed load.
class TrafficLog {
public:
    /// With what it costs to keep them.
    static constexpr std::size_t kMaxBytes = 1'000'000;
    /// Longer ones are several pieces.
    static constexpr std::size_t kMaxPieceBytes = 16'384;

    [[nodiscard]] bool isWatched() const { return m_isWatched.load(std::memory_order_relaxed); }
    /// To be called once for each who begins and ends to watch; the last one takes what is kept.
    void watch();
    void unwatch();

    /// Does nothing while nobody watches.
    void add(const ReadTime& time, Direction direction, std::string_view bytes);
    void addDamage(const ReadTime& time, DiscardReason reason, std::string_view bytes);

    /// Pieces with a number above `after`, oldest first.
    [[nodiscard]] std::vector<TrafficPiece> since(std::uint64_t after) const;
    /// Pieces that fell out while somebody watched.
    [[nodiscard]] std::uint64_t droppedCount() const;

private:
    void keep(TrafficPiece piece) TH_REQUIRES(m_mutex);
    static std::size_t costOf(const TrafficPiece& piece) {
        return sizeof(TrafficPiece) + piece.bytes.size();
    }

    // Relaxed: a hint; whoever adds asks again under the lock.
    std::atomic<bool> m_isWatched{false};
    mutable Mutex m_mutex;
    int m_watchers TH_GUARDED_BY(m_mutex) = 0;
    std::deque<TrafficPiece> m_pieces TH_GUARDED_BY(m_mutex);
    std::size_t m_bytes TH_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_added TH_GUARDED_BY(m_mutex) = 0;
    std::uint64_t m_dropped TH_GUARDED_BY(m_mutex) = 0;
};

/// Watches the traffic of one device for as long as it lives; it outlives the device.
///
/// Threads: confined to one thread.
class TrafficWatch {
public:
    /// Watches nothing.
    TrafficWatch() = default;
    explicit TrafficWatch(std::shared_ptr<TrafficLog> log) : m_log(std::move(log)) {
        if (m_log) m_log->watch();
    }
    ~TrafficWatch() {
        if (m_log) m_log->unwatch();
    }
    TrafficWatch(TrafficWatch&& other) noexcept : m_log(std::move(other.m_log)) {}
    TrafficWatch& operator=(TrafficWatch&& other) noexcept {
        std::swap(m_log, other.m_log);
        return *this;
    }

    [[nodiscard]] bool isOn() const { return m_log != nullptr; }
    [[nodiscard]] std::vector<TrafficPiece> since(std::uint64_t after) const {
        return m_log ? m_log->since(after) : std::vector<TrafficPiece>();
    }
    [[nodiscard]] std::uint64_t droppedCount() const { return m_log ? m_log->droppedCount() : 0; }

private:
    std::shared_ptr<TrafficLog> m_log;
};

}  // namespace telemetryhub::engine
