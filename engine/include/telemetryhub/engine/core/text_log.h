// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::engine {

enum class Direction : std::uint8_t { Received, Sent };

/// One line of a device that held no data, or what was sent to it.
struct TextLine {
    std::uint64_t number = 0;  ///< counts from 1 a device
    ReadTime time;
    Direction direction = Direction::Received;
    std::string text;  ///< as it went over the wire, cut at TextLog::kMaxLineBytes
};

/// The console of a device: its newest text lines and what was sent to it. Bounded, and what fell
/// out is counted.
///
/// Threads: every method from any thread.
class TextLog {
public:
    static constexpr std::size_t kMaxLines = 500;
    static constexpr std::size_t kMaxLineBytes = 512;

    void add(const ReadTime& time, Direction direction, std::string_view text);
    [[nodiscard]] std::vector<TextLine> lines() const;
    [[nodiscard]] std::uint64_t addedCount() const;
    /// Lines that were added and are not kept any more.
    [[nodiscard]] std::uint64_t droppedCount() const;

private:
    mutable Mutex m_mutex;
    std::deque<TextLine> m_lines TH_GUARDED_BY(m_mutex);
    std::uint64_t m_added TH_GUARDED_BY(m_mutex) = 0;
};

}  // namespace telemetryhub::engine
