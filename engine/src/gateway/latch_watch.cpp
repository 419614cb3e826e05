// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/latch_watch.h"

#include <algorithm>
#include <cstddef>

namespace telemetryhub::engine {

void LatchWatch::look() {
    for (auto& [known, isStill] : m_told)
        isStill = false;
    const auto see = [this](const UnsavedLatch& unsaved, Owed owed, Severity severity,
                            const char* what, const char* remedy) {
        const bool isNew = m_told.insert_or_assign({unsaved.device, owed}, true).second;
        if (!isNew) return;
        const std::string reason =
            unsaved.reason.empty() ? "the data directory does not answer" : unsaved.reason;
        tell(unsaved.device, severity, what + reason + ". " + remedy);
    };
    for (const UnsavedLatch& unsaved : m_latches.unsaved()) {
        if (unsaved.isReset)
            see(unsaved, Owed::Reset, Severity::Critical, "The reset is not saved: ",
                "Check the disk; after a restart the device would be in SafeState again.");
        else
            see(unsaved, Owed::Latch, Severity::Critical, "SafeState is not saved: ",
                "Check the disk and its space; after a restart the device would run again.");
    }
    for (const UnsavedLatch& unarmed : m_latches.unarmed())
        see(unarmed, Owed::Arming, Severity::Warning,
            "A SafeState may not outlive a restart: ", "Check the data directory and its space.");
    std::erase_if(m_told, [this](const auto& entry) {
        const auto& [known, isStill] = entry;
        if (isStill) return false;
        constexpr const char* kOver[] = {"SafeState is saved", "The reset is saved",
                                         "A SafeState would outlive a restart again"};
        tell(known.first, Severity::Info, kOver[static_cast<std::size_t>(known.second)]);
        return true;
    });
}

void LatchWatch::tell(const std::string& device, Severity severity, const std::string& text) {
    const auto entries = m_registry.entries();
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry->settings.id == device;
    });
    Event event;
    event.time = m_clock.now();
    event.kind = EventKind::Health;
    event.severity = severity;
    event.device = found == entries.end() ? DeviceId{} : (*found)->id;
    event.text = found == entries.end() ? device + ": " + text : text;
    m_events.add(std::move(event));
}

}  // namespace telemetryhub::engine
