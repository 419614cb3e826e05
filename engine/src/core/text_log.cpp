// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/text_log.h"

#include <utility>

namespace telemetryhub::engine {

void TextLog::add(const ReadTime& time, Direction direction, std::string_view text) {
    const MutexLock lock(m_mutex);
    TextLine line;
    if (m_lines.size() == kMaxLines) {
        line = std::move(m_lines.front());
        m_lines.pop_front();
    }
    line.number = ++m_added;
    line.time = time;
    line.direction = direction;
    line.text.assign(text.substr(0, kMaxLineBytes));
    m_lines.push_back(std::move(line));
}

std::vector<TextLine> TextLog::lines() const {
    const MutexLock lock(m_mutex);
    return {m_lines.begin(), m_lines.end()};
}

std::uint64_t TextLog::addedCount() const {
    const MutexLock lock(m_mutex);
    return m_added;
}

std::uint64_t TextLog::droppedCount() const {
    const MutexLock lock(m_mutex);
    return m_added - m_lines.size();
}

}  // namespace telemetryhub::engine
