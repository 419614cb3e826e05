// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/json_output.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::engine {

/// How much is told of a device.
enum class DeviceDetail {
    Usual,  ///< what is asked for often, and of all devices at once
    Whole,  ///< also the newest bytes, the damaged frame and what speaks for which format
};

/// One device, such that whoever reads it can show all that the window of the program shows.
/// `now` is the time of the snapshot.
void writeDevice(JsonOutput& json, const DeviceSnapshot& device, const ReadTime& now,
                 DeviceDetail detail = DeviceDetail::Usual);
void writeLedger(JsonOutput& json, const Ledger& ledger);

}  // namespace telemetryhub::engine
