// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/row_clock.h"

#include <cstdlib>

namespace telemetryhub::engine {

namespace {

/// Ten days; more of it overflows when it is kept in parts.
constexpr std::int64_t kLongestNs = 1'000'000'000'000'000;

}  // namespace

void RowClock::beginRead(const ReadBytes& read) {
    m_read = read;
    m_partsPerByte = 0;
    if (read.count > 0 && read.time != kUnknownTime) {
        constexpr std::int64_t kWhole = std::int64_t{1} << kPartBits;
        const auto count = static_cast<std::int64_t>(read.count);
        const std::int64_t sinceNs =
            m_hasRead ? std::clamp<std::int64_t>(read.time.steadyNs - m_earlierNs, 0, kLongestNs)
                      : kLongestNs;
        std::int64_t parts = read.nsPerByte * kWhole;
        if (read.nsPerByte == 0)
            parts = m_follows ? kMostSpreadNs * kWhole / count : kFirstNsPerByte * kWhole;
        parts = std::min(parts, sinceNs * kWhole / count);
        // Rows of one length are then one distance apart, which takes less room in a recording.
        if (parts > 32 * kWhole) parts -= parts % kWhole;
        m_partsPerByte = parts;
    }
    if (read.time != kUnknownTime) {
        const std::int64_t offsetNs = read.time.wallNs - read.time.steadyNs;
        if (!m_hasRead || std::abs(offsetNs - m_wallOffsetNs) >= kWallDriftNs)
            m_wallOffsetNs = offsetNs;
    }
    m_follows = true;
    m_hasRead = read.time != kUnknownTime;
    m_earlierNs = read.time.steadyNs;
    beginPiece(0);
}

/// Only what of the frame lies in this read is spread: the rest came with an earlier one.
void RowClock::setPart(std::size_t index, std::size_t count) {
    if (m_now.isHeld) return;
    const std::size_t inRead =
        std::min(m_frameBytes, m_read.count - std::min(m_frameBehind, m_read.count));
    m_now.beforeNs = beforeNs(m_frameBehind + inRead * (count - 1 - index) / count);
}

}  // namespace telemetryhub::engine
