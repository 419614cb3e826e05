// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/record/csv_format.h"

namespace telemetryhub::engine {

/// Spells the first two cells of a row, `time_utc,elapsed_s,`.
///
/// Threads: confined to one thread; it keeps the text of the last time.
class RowTime {
public:
    static constexpr std::size_t kMaxLength = 2 * kMaxNumberLength;

    explicit RowTime(const ReadTime& start) : m_startNs(start.steadyNs) {}

    /// \pre no row was spelled so far
    void setStart(std::int64_t steadyNs) { m_startNs = steadyNs; }

    /// The cells with the comma behind each.
    [[nodiscard]] const std::string& cells(const ReadTime& time) {
        // Rows of a sample in the long form have its time.
        if (!m_text.empty() && time == m_time) return m_text;
        char text[kMaxLength];
        const bool isKnown = time != kUnknownTime;
        char* end = isKnown ? m_utc.append(text, time.wallNs) : text;
        *end++ = ',';
        if (isKnown) end = appendSeconds(end, time.steadyNs - m_startNs);
        *end++ = ',';
        m_text.assign(text, end);
        m_time = time;
        return m_text;
    }

private:
    std::int64_t m_startNs;
    UtcText m_utc;
    ReadTime m_time;  // what `m_text` spells, once it is filled
    std::string m_text;
};

}  // namespace telemetryhub::engine
