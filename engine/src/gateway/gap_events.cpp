// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/gap_events.h"

#include <cstdio>
#include <utility>

namespace telemetryhub::engine {

void GapEvents::gapFound(DeviceId device, const Gap& gap) {
    if (gap.reason == ErrorCode::QueueFull) return;
    char length[64];
    (void)std::snprintf(length, sizeof length, "gap of %.3f s before sample %llu (",
                        static_cast<double>(gap.to.steadyNs - gap.from.steadyNs) / 1e9,
                        static_cast<unsigned long long>(gap.next));
    Event event;
    event.time = gap.to;
    event.device = device;
    event.kind = EventKind::Gap;
    event.severity = Severity::Info;
    event.sequence = gap.next;
    event.text = length + std::string(errorCodeName(gap.reason)) + ')';
    if (gap.lost > 0) event.text += ", " + std::to_string(gap.lost) + " samples lost";
    m_events.add(std::move(event));
}

}  // namespace telemetryhub::engine
