// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "gateway/device_registry.h"
#include "gateway/recording_slot.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/source_gate.h"
#include "telemetryhub/engine/hub/recording_settings.h"

namespace telemetryhub::engine {

/// Begins and ends recordings, and tells what becomes of them.
///
/// Threads: `create`, `end` wait for the disk; `begin` while no device is added.
class RecordingControl {
public:
    /// All outlive this object.
    struct Parts {
        const DeviceRegistry& registry;
        EventLog& events;
        const Clock& clock;
        Overflow overflow;  ///< of devices without a policy of their own
        SourceGate* gate;
        std::function<void(const RecordingNotice&)> onNotice;  ///< called on the record thread
    };
    explicit RecordingControl(Parts parts) : m_parts(std::move(parts)) {}

    /// Makes a recorder that runs and gets nothing yet. Any thread.
    /// Errors: AlreadyExists, StorageFailed.
    Result<void> create(const RecordingSettings& settings);
    /// Hands everything to the recorder that was made last, from now on.
    /// Errors: AlreadyExists when there is a recording.
    Result<void> begin(RawBytes raw);
    /// Ends the recording, if there is one. Any thread.
    /// Errors: why not everything could be kept.
    Result<void> end();
    /// From now on its ledger is kept in the recording, to the last count when it is removed.
    void deviceAdded(const DeviceRegistry::Entry& entry);

    [[nodiscard]] RecordingSlot& slot() { return m_slot; }
    [[nodiscard]] const RecordingSlot& slot() const { return m_slot; }

private:
    /// The ledger of a device that is or was recorded.
    struct Recorded {
        DeviceId device;
        std::shared_ptr<const DeviceReport> report;  ///< null once `counts` are the last
        NamedCounts counts;
    };

    [[nodiscard]] bool isTaken() const;
    [[nodiscard]] std::vector<std::pair<DeviceId, NamedCounts>> ledgers();
    void noticed(const RecordingNotice& notice);
    void removeOld(const RecordingSettings& settings);
    void tell(Severity severity, EventKind kind, std::string text);

    Parts m_parts;
    RecordingSlot m_slot;
    mutable Mutex m_mutex;
    std::shared_ptr<SessionRecorder> m_made TH_GUARDED_BY(m_mutex);  ///< and not begun
    // Devices stay in it when they are removed: their samples are in the file.
    std::vector<Recorded> m_recorded TH_GUARDED_BY(m_mutex);
};

}  // namespace telemetryhub::engine
