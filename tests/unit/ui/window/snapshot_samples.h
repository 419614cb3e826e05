// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "telemetryhub/engine/hub/snapshot.h"

/// Snapshots made by hand, so that every state can be looked at without an engine.
namespace telemetryhub::ui::samples {

constexpr std::int64_t kSecond = 1'000'000'000;

inline engine::ReadTime timeAt(std::int64_t seconds) {
    return {seconds * kSecond, (1'700'000'000 + seconds) * kSecond};
}

/// A device that measures 1 Hz, whose last sample is 0.61 s old at second 10 000.
inline engine::DeviceSnapshot measuring(std::uint32_t id, const std::string& name) {
    engine::DeviceSnapshot device;
    device.device = engine::DeviceId{id};
    device.settings.id = name;
    device.state = engine::DeviceState::Measuring;
    device.since = timeAt(10'000 - (2 * 3600 + 14 * 60));
    device.everStarted = true;
    device.linkText = "ttyUSB0";
    device.formatText = "NMEA 0183";
    device.rateHz = 1;
    device.usualIntervalNs = kSecond;
    device.lastSample = timeAt(10'000);
    device.lastSample->steadyNs -= 610'000'000;
    device.ledger.bytesRead = 1'536'622;
    device.ledger.bytesDecoded = 1'536'150;
    device.ledger.bytesDiscarded[engine::DiscardReason::Checksum] = 414;
    device.ledger.bytesPending = 58;
    device.ledger.samplesIn = 8'085;
    device.ledger.samplesProcessed = 8'085;
    return device;
}

inline void setChannels(engine::DeviceSnapshot& device, std::vector<engine::Channel> channels,
                        const std::vector<double>& values) {
    device.channels = std::make_shared<engine::ChannelSet>(std::move(channels));
    device.latest.clear();
    for (const double value : values)
        device.latest.push_back({value, *device.lastSample, 1});
}

inline std::shared_ptr<engine::Snapshot> snapshotOf(std::vector<engine::DeviceSnapshot> devices) {
    auto snapshot = std::make_shared<engine::Snapshot>();
    snapshot->time = timeAt(10'000);
    snapshot->start = timeAt(1'000);
    snapshot->devices = std::move(devices);
    snapshot->queue = {0, 1000, 12};
    return snapshot;
}

inline engine::DeviceSnapshot idle(std::uint32_t id, const std::string& name) {
    engine::DeviceSnapshot device;
    device.device = engine::DeviceId{id};
    device.settings.id = name;
    device.since = timeAt(10'000 - 21 * 60);
    device.linkText = "ttyS0";
    return device;
}

inline engine::DeviceSnapshot unplugged(std::uint32_t id, const std::string& name) {
    engine::DeviceSnapshot device = measuring(id, name);
    device.state = engine::DeviceState::Error;
    device.since = timeAt(10'000 - 48);
    device.lastError =
        engine::Error{engine::ErrorCode::LinkLost, "Unplugged: ttyUSB0 is gone. Plug it in again."};
    device.openAttempts = 6;
    device.nextAttemptNs = timeAt(10'006).steadyNs;
    return device;
}

inline engine::DeviceSnapshot latched(std::uint32_t id, const std::string& name) {
    engine::DeviceSnapshot device = measuring(id, name);
    device.state = engine::DeviceState::SafeState;
    device.since = timeAt(10'000 - 177);
    device.lastError = engine::Error{engine::ErrorCode::ReadFailed, "silent for 1.0 s"};
    device.consecutiveFaults = 5;
    device.safeCommandText = "OUT 0";
    return device;
}

}  // namespace telemetryhub::ui::samples
