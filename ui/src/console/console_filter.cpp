// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_filter.h"

namespace telemetryhub::ui {

bool ConsoleFilter::filterAcceptsRow(int at, const QModelIndex&) const {
    if (isOff()) return true;
    const ConsoleRow& row = static_cast<const ConsoleModel*>(sourceModel())->row(at);
    const bool sent = row.direction == engine::Direction::Sent;
    if (m_ways == ConsoleWays::Sent && !sent) return false;
    if (m_ways == ConsoleWays::Received && sent) return false;
    return m_needle.isEmpty() || m_needle.isIn(row.bytes);
}

}  // namespace telemetryhub::ui
