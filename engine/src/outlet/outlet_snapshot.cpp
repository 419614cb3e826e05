// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

std::string_view lossReasonName(LossReason reason) {
    switch (reason) {
        case LossReason::QueueFull: return "queue_full";
        case LossReason::DiskFull: return "disk_full";
        case LossReason::Failed: return "failed";
        case LossReason::Removed: return "removed";
        case LossReason::Unread: return "unread";
        case LossReason::NoPlace: return "no_place";
        case LossReason::Count: break;
    }
    return "";
}

std::string lossText(const LossCounts& lost) {
    std::string text;
    for (std::size_t i = 0; i < kLossReasons; ++i) {
        const auto reason = static_cast<LossReason>(i);
        if (lost[reason] == 0) continue;
        if (!text.empty()) text += ", ";
        text += std::to_string(lost[reason]);
        text += ' ';
        text += lossReasonName(reason);
    }
    return text;
}

std::string_view outletStateName(OutletState state) {
    switch (state) {
        case OutletState::Running: return "running";
        case OutletState::Suspended: return "suspended";
        case OutletState::Failed: return "failed";
        case OutletState::Finished: return "finished";
    }
    return "";
}

}  // namespace telemetryhub::engine
