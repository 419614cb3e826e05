// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/outlets.h"

#include <algorithm>
#include <utility>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

void Outlets::addDevice(const OutletDevice& device) {
    for (Outlet& outlet : m_outlets)
        outlet.addDevice(device);
}

void Outlets::addEvent(const Event& event) {
    for (Outlet& outlet : m_outlets)
        outlet.addEvent(event);
}

void Outlets::consume(const BlockRef& block) {
    for (Outlet& outlet : m_outlets)
        outlet.consume(block);
}

void Outlets::gapFound(DeviceId device, const Gap& gap) {
    for (Outlet& outlet : m_outlets)
        outlet.gapFound(device, gap);
}

bool Outlets::wantsRaw() const {
    return std::any_of(m_outlets.begin(), m_outlets.end(),
                       [](const Outlet& outlet) { return outlet.wantsRaw(); });
}

void Outlets::takeRaw(RawPiece piece) {
    for (Outlet& outlet : m_outlets)
        if (outlet.wantsRaw()) outlet.takeRaw(piece);
}

std::vector<OutletSnapshot> Outlets::accounts() const {
    std::vector<OutletSnapshot> accounts;
    for (const Outlet& outlet : m_outlets)
        if (auto account = outlet.account()) accounts.push_back(*std::move(account));
    return accounts;
}

Overflow overflowOf(const DeviceSettings& settings, Overflow usual) {
    if (traitsOf(settings.bus).waitsForRoom) return Overflow::Block;
    return settings.overflow.value_or(usual);
}

OutletDevice outletDeviceOf(const DeviceRegistry::Entry& entry, Overflow usual) {
    return {entry.id, entry.settings.id, deviceSpec(entry.settings),
            profileText(profileOf(entry.settings, nullptr)),
            overflowOf(entry.settings, usual) == Overflow::Block};
}

}  // namespace telemetryhub::engine
