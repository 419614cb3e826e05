// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/device_host.h"

#include <utility>

#include "gateway/session_replay_bus.h"
#include "telemetryhub/engine/bus/make_bus.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::engine {

void DeviceHost::add(NewDevice added) {
    // A request that was on its way when everything was stopped.
    if (m_isClosed) return;
    if (!m_busParts) m_busParts = std::make_unique<BusParts>(m_parts.clock);
    if (!m_flusher)
        m_flusher = std::make_unique<TurnFlusher>(
            [&queue = m_parts.queue] { return queue.consumerIdle(); });
    Entry entry;
    entry.intake = std::make_unique<QueueIntake>(m_parts.queue, std::move(added.lane));
    Device::Parts parts{
        m_parts.clock,
        m_parts.pool,
        *entry.intake,
        m_parts.listener,
        m_parts.events,
        &m_parts.latches,
        *m_flusher,
        std::move(added.report),
        [bus = added.settings.bus,
         &busParts = *m_busParts](BusListener& listener) -> std::unique_ptr<Bus> {
            const auto* replay = std::get_if<ReplaySettings>(&bus);
            if (replay && isSession(replay->path))
                return std::make_unique<SessionReplayBus>(*replay, listener, busParts.clock);
            return engine::makeBus(bus, listener, busParts);
        },
        [alarms = std::move(added.alarms)](const ReadTime& time, std::string_view line) {
            alarms->textLine(time, line);
        },
        &m_parts.raw,
    };
    entry.device = std::make_unique<Device>(added.id, std::move(added.settings), std::move(parts));
    m_devices.emplace(added.id, std::move(entry));
}

// Commands that wait for a device are answered when it goes, and then it is not to be found.
void DeviceHost::remove(DeviceId id) {
    const auto removed = m_devices.extract(id);
}

void DeviceHost::clear() {
    m_isClosed = true;
    std::exchange(m_devices, {}).clear();
    m_flusher.reset();
    m_busParts.reset();
}

void DeviceHost::lookAtLines() {
    for (auto& [id, entry] : m_devices)
        entry.device->lookAtLine();
}

Device* DeviceHost::find(DeviceId id) {
    const auto found = m_devices.find(id);
    return found == m_devices.end() ? nullptr : found->second.device.get();
}

}  // namespace telemetryhub::engine
