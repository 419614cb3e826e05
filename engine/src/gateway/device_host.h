// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "telemetryhub/engine/bus/bus_parts.h"
#include "telemetryhub/engine/device/device.h"
#include "telemetryhub/engine/pipeline/alarm_board.h"
#include "telemetryhub/engine/pipeline/queue_intake.h"

namespace telemetryhub::engine {

/// The devices of the I/O thread, each with its lane into the queue.
///
/// Threads: the I/O thread; construct and, after `clear`, destroy on any.
class DeviceHost {
public:
    struct NewDevice {
        DeviceId id;
        DeviceSettings settings;
        std::shared_ptr<DeviceReport> report;
        std::shared_ptr<AlarmBoard> alarms;
        BoundedQueue::LaneParts lane;
    };

    /// What every device uses; outlives the host.
    struct Parts {
        const Clock& clock;
        BlockPool& pool;
        BoundedQueue& queue;
        DeviceListener& listener;
        EventLog& events;
        LatchMemory& latches;
        RawSink& raw;
    };

    explicit DeviceHost(Parts parts) : m_parts(parts) {}

    void add(NewDevice device);
    void remove(DeviceId id);
    /// Closes every bus; what the devices hold goes to the queue. Nothing is added afterwards.
    void clear();
    /// Asks every port what was lost on its line.
    void lookAtLines();
    /// Null when it was removed.
    [[nodiscard]] Device* find(DeviceId id);

private:
    struct Entry {
        // The device hands its last blocks to the intake when it goes.
        std::unique_ptr<QueueIntake> intake;
        std::unique_ptr<Device> device;
    };

    const Parts m_parts;
    // Both are made with the first device, because they belong to its thread.
    std::unique_ptr<BusParts> m_busParts;
    std::unique_ptr<TurnFlusher> m_flusher;
    bool m_isClosed = false;
    std::map<DeviceId, Entry> m_devices;
};

}  // namespace telemetryhub::engine
