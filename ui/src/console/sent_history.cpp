// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/sent_history.h"

namespace telemetryhub::ui {

void SentHistory::add(const QString& line) {
    m_lines.removeAll(line);
    if (m_lines.size() == kMaxEntries) m_lines.removeFirst();
    m_lines.append(line);
    m_at = m_lines.size();
    m_typed.clear();
}

QString SentHistory::older(const QString& typed) {
    if (m_at == m_lines.size()) m_typed = typed;
    if (m_at == 0) return typed;
    return m_lines[--m_at];
}

QString SentHistory::newer(const QString& typed) {
    if (m_at >= m_lines.size()) return typed;
    ++m_at;
    return m_at == m_lines.size() ? m_typed : m_lines[m_at];
}

}  // namespace telemetryhub::ui
