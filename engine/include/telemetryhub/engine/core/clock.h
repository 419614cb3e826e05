// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>

namespace telemetryhub::engine {

/// One moment, on both clocks: monotonic for intervals, wall clock for people.
struct ReadTime {
    std::int64_t steadyNs = 0;  ///< nanoseconds of the monotonic clock
    std::int64_t wallNs = 0;    ///< nanoseconds since the Unix epoch, UTC

    friend bool operator==(const ReadTime&, const ReadTime&) = default;
};

/// The time of bytes of which nobody knows when they came, such as those of a captured file.
inline constexpr ReadTime kUnknownTime{std::numeric_limits<std::int64_t>::min(),
                                       std::numeric_limits<std::int64_t>::min()};

/// The source of time, so that tests can turn it by hand.
///
/// Threads: every method may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual ReadTime now() const = 0;
    [[nodiscard]] std::int64_t steadyNs() const { return now().steadyNs; }
};

/// The operating system's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] ReadTime now() const override;
};

/// A clock that stands still until it is moved.
class ManualClock final : public Clock {
public:
    explicit ManualClock(ReadTime start = {1'000'000'000, 1'700'000'000'000'000'000})
        : m_steadyNs(start.steadyNs), m_wallNs(start.wallNs) {}

    [[nodiscard]] ReadTime now() const override;
    /// Moves both clocks forward.
    void advance(std::chrono::nanoseconds step);
    /// Moves the wall clock alone, as somebody who sets it.
    void setWall(std::chrono::nanoseconds step);

private:
    // Relaxed: readers need a value, not an order with other memory.
    std::atomic<std::int64_t> m_steadyNs;
    std::atomic<std::int64_t> m_wallNs;
};

}  // namespace telemetryhub::engine
