// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <utility>

#include "gateway/device_registry.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/device/latch_store.h"

namespace telemetryhub::engine {

/// Tells the event log which latches could not be saved, once each, and when they are.
///
/// Threads: one at a time.
class LatchWatch {
public:
    /// \pre the arguments outlive this object
    LatchWatch(const LatchStore& latches, const DeviceRegistry& registry, const Clock& clock,
               EventLog& events)
        : m_latches(latches), m_registry(registry), m_clock(clock), m_events(events) {}

    /// To be called about twice a second.
    void look();

private:
    enum class Owed { Latch, Reset, Arming };
    using Known = std::pair<std::string, Owed>;

    void tell(const std::string& device, Severity severity, const std::string& text);

    const LatchStore& m_latches;
    const DeviceRegistry& m_registry;
    const Clock& m_clock;
    EventLog& m_events;
    std::map<Known, bool> m_told;  // true while it is so
};

}  // namespace telemetryhub::engine
