// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "gateway/device_registry.h"
#include "telemetryhub/engine/outlet/outlet.h"

namespace telemetryhub::engine {

/// Whatever leaves the gateway, as one: hands everything to each outlet and collects the accounts.
///
/// Threads: `add` before anything else; then as Outlet.
class Outlets final : public BlockSink, public RawSink {
public:
    /// \pre `outlet` outlives this object
    void add(Outlet& outlet) { m_outlets.emplace_back(outlet); }

    void addDevice(const OutletDevice& device);
    void addEvent(const Event& event);
    void consume(const BlockRef& block) override;
    void gapFound(DeviceId device, const Gap& gap) override;
    [[nodiscard]] bool wantsRaw() const override;
    void takeRaw(RawPiece piece) override;
    [[nodiscard]] std::vector<OutletSnapshot> accounts() const;

private:
    std::vector<std::reference_wrapper<Outlet>> m_outlets;
};

/// What decides when the queue is full: the device's own policy, or `usual`. A replay waits; of
/// pushed samples the sender is told before they are taken.
[[nodiscard]] Overflow overflowOf(const DeviceSettings& settings, Overflow usual);
[[nodiscard]] OutletDevice outletDeviceOf(const DeviceRegistry::Entry& entry, Overflow usual);

}  // namespace telemetryhub::engine
