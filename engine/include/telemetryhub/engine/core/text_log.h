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

/// One line of a device that held no data.
struct TextLine {
    std::uint64_t number = 0;  ///< counts from 1 a device
    ReadTime time;
    std::string text;  ///< as sent, cut at TextLog::kMaxLineBytes
};

/// The newest text lines of a device: bounded, and what fell out is counted.
///
/// Threads: every method from any thread.
class TextLog {
public:
    static constexpr std::size_t kMaxLines = 500;
    static constexpr std::size_t kMaxLineBytes = 512;

    void add(const ReadTime& time, std::string_view text);
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
