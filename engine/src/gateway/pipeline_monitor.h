// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gateway/clock_watch.h"
#include "gateway/device_registry.h"
#include "gateway/watchdog.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

/// Looks at the counters of every stage, tells the watchdog how far they are, and the event log
/// what was lost, damaged or is stalled.
///
/// Threads: the I/O thread.
class PipelineMonitor {
public:
    /// \pre the arguments outlive this object
    PipelineMonitor(const DeviceRegistry& registry, const Clock& clock, EventLog& events,
                    Watchdog& watchdog)
        : m_registry(registry),
          m_clock(clock),
          m_events(events),
          m_watchdog(watchdog),
          m_clockWatch(clock) {}

    /// To be called about twice a second.
    void look(const std::vector<OutletSnapshot>& outlets);

private:
    struct Seen {
        std::string stage;
        std::uint64_t dropped = 0;
        DiscardCounts damaged;
        std::int64_t damageToldNs = 0;
        LineCounts line;  ///< that was told
        std::int64_t lineToldNs = 0;
        bool toldUndecoded = false;
        std::optional<std::int64_t> channelsSinceNs;  ///< since when it is known what it sends
        bool toldUnmatched = false;
        bool present = true;
    };
    void lookAt(const DeviceRegistry::Entry& entry, const ReadTime& now);
    void tellDamage(Seen& seen, DeviceId device, const DiscardCounts& damaged, const ReadTime& now);
    void tellLine(Seen& seen, DeviceId device, const LineCounts& line, const ReadTime& now);
    void tellUndecoded(Seen& seen, DeviceId device, const DeviceStatus& status,
                       const Ledger& ledger, const ReadTime& now);
    void tellUnmatched(Seen& seen, const DeviceRegistry::Entry& entry, const ReadTime& now);
    void forgetRemoved();
    void lookAt(const OutletSnapshot& outlet, const ReadTime& now);
    void tellHealth(const ReadTime& now);
    void tellClock(const ReadTime& now);

    const DeviceRegistry& m_registry;
    const Clock& m_clock;
    EventLog& m_events;
    Watchdog& m_watchdog;
    ClockWatch m_clockWatch;
    std::map<DeviceId, Seen> m_devices;
    std::map<std::string, bool> m_stalled;
    std::map<std::string, std::uint64_t> m_refused;  ///< samples, by outlet
};

}  // namespace telemetryhub::engine
