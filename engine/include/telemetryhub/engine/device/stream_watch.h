// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// Knows when a device that should speak has been silent for too long.
///
/// Without a set timeout it learns: the limit is three times the longest pause of late, at least
/// one second. It says nothing before it saw enough to know the device's habit, and it leaves a
/// device that was just opened time to start.
///
/// Units:   nanoseconds of the steady clock.
/// Threads: one at a time.
class SilenceWatch {
public:
    static constexpr std::int64_t kLeastNs = 1'000'000'000;
    /// For a boot loader, or a receiver that looks for its satellites.
    static constexpr std::int64_t kStartNs = 10'000'000'000;
    /// What a habit is learned from: this many pauses over this long.
    static constexpr std::int64_t kHabitNs = 5'000'000'000;
    static constexpr int kHabitPauses = 8;

    explicit SilenceWatch(SilenceTimeout timeout) : m_timeout(timeout) {}
    void opened(std::int64_t nowNs);
    void sampleArrived(std::int64_t nowNs);
    /// When the silence has lasted too long; nothing while it may last.
    [[nodiscard]] std::optional<std::int64_t> deadlineNs() const;
    /// How long a silence may last; nothing while that is unknown, or never matters.
    [[nodiscard]] std::optional<std::int64_t> limitNs() const;

private:
    SilenceTimeout m_timeout;
    std::int64_t m_heardNs = 0;  ///< the last sample, or the opening
    bool m_waitsForFirst = true;
    // The longest pause of this spell and of the one before.
    std::int64_t m_spellNs = 0;
    int m_spellPauses = 0;
    std::int64_t m_longestNs = 0;
    std::int64_t m_longestBeforeNs = 0;
    bool m_habitKnown = false;
};

/// Counts damaged frames over a window of time: a wrong baud rate, a bad cable, another format.
///
/// Threads: one at a time.
class DamageWatch {
public:
    /// A frame now and then is no burst, whatever its share.
    static constexpr std::uint64_t kLeastFrames = 10;

    explicit DamageWatch(DamageLimit limit) : m_limit(limit) {}
    void restart() { m_frames = m_damaged = 0; }
    /// Adds what arrived at once. True when that was damaged and the window holds a burst.
    [[nodiscard]] bool add(std::uint64_t frames, std::uint64_t damaged, std::int64_t nowNs);
    /// Whether the window holds a burst.
    [[nodiscard]] bool holdsBurst() const;
    /// The damaged frames of the window.
    [[nodiscard]] std::uint64_t damagedFrames() const { return m_damaged; }

private:
    DamageLimit m_limit;
    std::int64_t m_beganNs = 0;
    std::uint64_t m_frames = 0;
    std::uint64_t m_damaged = 0;
};

}  // namespace telemetryhub::engine
