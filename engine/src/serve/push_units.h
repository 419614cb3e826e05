// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// Remembers in which unit the values of a device are pushed, so that none is kept under another.
///
/// The first unit that is taken counts. One that is on its way counts as well, until its push
/// failed. Values without a unit say nothing.
///
/// Threads: confined to th-rest.
class PushUnits {
public:
    /// Devices beyond these are remembered again when they are pushed to.
    static constexpr std::size_t kMaxDevices = 4096;

    /// Whether `unit` is that of the device; then it is on its way until `finish`. `known` is what
    /// the device itself says, when it does.
    [[nodiscard]] bool begin(DeviceId device, const std::string& unit, const std::string& known);
    /// The unit of the device; empty: none is known.
    [[nodiscard]] std::string of(DeviceId device, const std::string& known) const;
    void finish(DeviceId device, bool taken);

private:
    struct Claim {
        std::string unit;
        std::size_t onTheWay = 0;
        bool isTaken = false;
    };
    void makeRoom();

    std::map<DeviceId, Claim> m_claims;
};

}  // namespace telemetryhub::engine
