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
