// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/push_units.h"

namespace telemetryhub::engine {

std::string PushUnits::of(DeviceId device, const std::string& known) const {
    if (!known.empty()) return known;
    const auto claim = m_claims.find(device);
    return claim == m_claims.end() ? std::string() : claim->second.unit;
}

bool PushUnits::begin(DeviceId device, const std::string& unit, const std::string& known) {
    const std::string present = of(device, known);
    if (!present.empty() && present != unit) return false;
    makeRoom();
    Claim& claim = m_claims[device];
    claim.unit = unit;
    ++claim.onTheWay;
    return true;
}

void PushUnits::finish(DeviceId device, bool taken) {
    const auto claim = m_claims.find(device);
    if (claim == m_claims.end()) return;
    if (claim->second.onTheWay > 0) --claim->second.onTheWay;
    claim->second.isTaken = claim->second.isTaken || taken;
    if (claim->second.onTheWay == 0 && !claim->second.isTaken) m_claims.erase(claim);
}

// Numbers of devices rise, so the first is the one that was added longest ago.
void PushUnits::makeRoom() {
    while (m_claims.size() > kMaxDevices)
        m_claims.erase(m_claims.begin());
}

}  // namespace telemetryhub::engine
