// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/hub/snapshot.h"

#include <algorithm>

namespace telemetryhub::engine {

const DeviceSnapshot* Snapshot::find(DeviceId id) const {
    const auto found = std::find_if(devices.begin(), devices.end(),
                                    [id](const DeviceSnapshot& d) { return d.device == id; });
    return found == devices.end() ? nullptr : &*found;
}

Ledger Snapshot::total() const {
    Ledger sum = removed;
    for (const DeviceSnapshot& device : devices)
        sum += device.ledger;
    return sum;
}

}  // namespace telemetryhub::engine
