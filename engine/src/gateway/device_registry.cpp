// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/device_registry.h"

#include <algorithm>
#include <utility>

#include "telemetryhub/engine/config/fault_text.h"

namespace telemetryhub::engine {

Result<DeviceRegistry::Entry> DeviceRegistry::add(DeviceSettings settings, const ReadTime& now,
                                                  const MakeAlarms& makeAlarms) {
    const MutexLock lock(m_mutex);
    const bool taken = std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry->settings.id == settings.id;
    });
    if (taken)
        return Error{ErrorCode::AlreadyExists,
                     "There is a device \"" + settings.id + "\" already. Choose another id."};
    const DeviceId id{++m_lastId};
    auto alarms = makeAlarms(id, settings);
    Entry entry{id, std::move(settings), std::make_shared<DeviceReport>(), std::move(alarms)};
    // The device itself is made a moment later, on the I/O thread.
    entry.report->update([&](DeviceStatus& status) {
        status.since = now;
        status.format = entry.settings.decode.format;
    });
    m_entries.push_back(std::make_shared<const Entry>(entry));
    return entry;
}

bool DeviceRegistry::remove(DeviceId id) {
    const MutexLock lock(m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [id](const auto& entry) { return entry->id == id; });
    if (found == m_entries.end()) return false;
    m_leaving.push_back((*found)->report);
    m_entries.erase(found);
    return true;
}

DeviceRegistry::View DeviceRegistry::view() {
    const MutexLock lock(m_mutex);
    std::erase_if(m_leaving, [this](const auto& report) TH_NO_THREAD_SAFETY_ANALYSIS {
        const bool isFinal = report->isFinal();
        if (isFinal) m_removed += report->ledger().snapshot();
        return isFinal;
    });
    View view{m_entries, m_removed};
    for (const auto& report : m_leaving)
        view.removed += report->ledger().snapshot();
    return view;
}

std::vector<std::shared_ptr<const DeviceRegistry::Entry>> DeviceRegistry::entries() const {
    const MutexLock lock(m_mutex);
    return m_entries;
}

std::shared_ptr<const DeviceRegistry::Entry> DeviceRegistry::find(DeviceId id) const {
    const MutexLock lock(m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [id](const auto& entry) { return entry->id == id; });
    return found == m_entries.end() ? nullptr : *found;
}

DeviceSnapshot snapshotOf(const DeviceRegistry::Entry& entry, const History& history,
                          std::int64_t nowNs) {
    DeviceStatus status = entry.report->status();
    DeviceSnapshot device;
    device.device = entry.id;
    device.settings = entry.settings;
    device.settings.faults = status.faults;
    device.settings.decode.format = status.format;
    if (!status.faults.isEmpty()) device.faultText = faultText(status.faults);
    device.state = status.state;
    device.since = status.since;
    device.everStarted = status.everStarted;
    device.lastError = std::move(status.lastError);
    device.lastErrorTime = status.lastErrorTime;
    device.consecutiveFaults = status.consecutiveFaults;
    device.openAttempts = status.openAttempts;
    device.nextAttemptNs = status.nextAttemptNs;
    device.linkText = std::move(status.linkText);
    device.formatText = std::move(status.formatText);
    device.safeCommandText = std::move(status.safeCommandText);
    device.safeReactionNs = status.safeReactionNs;
    device.silenceLimitNs = status.silenceLimitNs;
    device.rateHz = status.samples.perSecond(nowNs);
    device.byteRate = status.bytes.perSecond(nowNs);
    device.lastSample = status.lastSample;
    device.lastSequence = status.lastSequence;
    device.usualIntervalNs = status.samples.usualIntervalNs();
    device.channels = entry.report->shownChannels();
    device.latest = history.latest(entry.id);
    if (device.channels) device.latest.resize(device.channels->size());
    device.alarms = entry.alarms->status();
    device.ledger = entry.report->ledger().snapshot();
    device.rawTail = std::move(status.rawTail);
    device.decision = std::move(status.decision);
    device.framesDamaged = status.framesDamaged;
    device.textCells = status.textCells;
    device.lastDamage = std::move(status.lastDamage);
    device.replay = status.replay;
    device.textLines = entry.report->text().addedCount();
    device.textLinesDropped = entry.report->text().droppedCount();
    return device;
}

}  // namespace telemetryhub::engine
