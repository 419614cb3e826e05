// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/stream_watch.h"

#include <algorithm>

namespace telemetryhub::engine {

void SilenceWatch::opened(std::int64_t nowNs) {
    m_heardNs = nowNs;
    m_waitsForFirst = true;
}

void SilenceWatch::sampleArrived(std::int64_t nowNs) {
    const std::int64_t pause = nowNs - m_heardNs;
    m_heardNs = nowNs;
    // The pause before the first sample is the start of the device, not its habit.
    if (m_waitsForFirst) {
        m_waitsForFirst = false;
        return;
    }
    m_longestNs = std::max(m_longestNs, pause);
    m_spellNs += pause;
    ++m_spellPauses;
    if (m_spellPauses < kHabitPauses || m_spellNs < kHabitNs) return;
    m_habitKnown = true;
    m_longestBeforeNs = m_longestNs;
    m_longestNs = 0;
    m_spellNs = 0;
    m_spellPauses = 0;
}

std::optional<std::int64_t> SilenceWatch::limitNs() const {
    if (m_timeout.off) return std::nullopt;
    if (m_timeout.set) return std::chrono::nanoseconds(*m_timeout.set).count();
    if (!m_habitKnown) return std::nullopt;
    const std::int64_t limit = std::max(kLeastNs, 3 * std::max(m_longestNs, m_longestBeforeNs));
    return m_waitsForFirst ? std::max(limit, kStartNs) : limit;
}

std::optional<std::int64_t> SilenceWatch::deadlineNs() const {
    const auto limit = limitNs();
    if (!limit) return std::nullopt;
    return m_heardNs + *limit;
}

bool DamageWatch::add(std::uint64_t frames, std::uint64_t damaged, std::int64_t nowNs) {
    if (m_limit.share >= 1) return false;
    if (nowNs - m_beganNs > std::chrono::nanoseconds(m_limit.window).count()) {
        restart();
        m_beganNs = nowNs;
    }
    m_frames += frames + damaged;
    m_damaged += damaged;
    return damaged > 0 && holdsBurst();
}

bool DamageWatch::holdsBurst() const {
    return m_damaged >= kLeastFrames &&
           static_cast<double>(m_damaged) > m_limit.share * static_cast<double>(m_frames);
}

}  // namespace telemetryhub::engine
