// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/device/device_report.h"
#include "telemetryhub/engine/hub/snapshot.h"
#include "telemetryhub/engine/pipeline/alarm_board.h"

namespace telemetryhub::engine {

/// Which devices there are and where their reports stand: what every thread may know of them.
///
/// Threads: every method from any thread.
class DeviceRegistry {
public:
    struct Entry {
        DeviceId id;
        DeviceSettings settings;
        std::shared_ptr<DeviceReport> report;
        std::shared_ptr<AlarmBoard> alarms;
    };
    using MakeAlarms = std::function<std::shared_ptr<AlarmBoard>(DeviceId, const DeviceSettings&)>;

    /// Errors: AlreadyExists when the id is taken.
    Result<Entry> add(DeviceSettings settings, const ReadTime& now, const MakeAlarms& makeAlarms);
    bool remove(DeviceId id);
    /// What there is, and the sum of what was removed, of one moment.
    struct View {
        std::vector<std::shared_ptr<const Entry>> entries;
        Ledger removed;
    };
    [[nodiscard]] View view();
    [[nodiscard]] std::vector<std::shared_ptr<const Entry>> entries() const;
    [[nodiscard]] std::shared_ptr<const Entry> find(DeviceId id) const;

private:
    mutable Mutex m_mutex;
    std::vector<std::shared_ptr<const Entry>> m_entries TH_GUARDED_BY(m_mutex);
    std::uint32_t m_lastId TH_GUARDED_BY(m_mutex) = 0;
    // Of devices that were removed and still have samples in the queue.
    std::vector<std::shared_ptr<const DeviceReport>> m_leaving TH_GUARDED_BY(m_mutex);
    Ledger m_removed TH_GUARDED_BY(m_mutex);  // of the others that were removed
};

/// One device of a snapshot; `history` gives its latest values.
[[nodiscard]] DeviceSnapshot snapshotOf(const DeviceRegistry::Entry& entry, const History& history,
                                        std::int64_t nowNs);

}  // namespace telemetryhub::engine
