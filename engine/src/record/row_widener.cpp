// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/row_widener.h"

namespace telemetryhub::engine {

void RowWidener::widen(std::string_view piece, std::string& out) {
    constexpr std::size_t kCommasBeforeDevice = 2;
    for (const char c : piece) {
        if (c == '"') m_quoted = !m_quoted;
        if (!m_quoted && c == '\r') out.append(m_widening.newColumns, ',');
        out += c;
        if (m_quoted) continue;
        if (c == '\n') m_commas = 0;
        if (c != ',' || ++m_commas != kCommasBeforeDevice) continue;
        if (m_widening.deviceCell.empty()) continue;
        out += m_widening.deviceCell;
        out += ',';
    }
}

}  // namespace telemetryhub::engine
