// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/json_output.h"
#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::engine {

struct ListenerSnapshot;

/// The parts of `/status` that other answers have too.
void writeFigures(JsonOutput& json, const Snapshot& snapshot);
/// Null when there is none and was none.
void writeRecording(JsonOutput& json, const Snapshot& snapshot);
/// `{"device","seq","time_utc","value","unit","channels":{…}}`; `value` is that of the first
/// channel that has one. \pre the device has channels
void writeLatestSample(JsonOutput& json, const DeviceSnapshot& device);
/// The device of that id; null when there is none.
[[nodiscard]] const DeviceSnapshot* deviceNamed(const Snapshot& snapshot, std::string_view id);
[[nodiscard]] Error unknownDevice(const std::string& id);

}  // namespace telemetryhub::engine
