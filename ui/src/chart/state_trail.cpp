// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/state_trail.h"

namespace telemetryhub::ui {

bool StateTrail::record(engine::DeviceState state, std::int64_t sinceNs) {
    const Entry entry{state, sinceNs};
    if (!m_entries.empty() && m_entries.back() == entry) return false;
    if (m_entries.size() == kMaxEntries) m_entries.erase(m_entries.begin());
    m_entries.push_back(entry);
    return true;
}

}  // namespace telemetryhub::ui
