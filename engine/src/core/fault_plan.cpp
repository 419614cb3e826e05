// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/fault_plan.h"

#include <array>
#include <string>
#include <utility>

#include "telemetryhub/engine/core/device_settings.h"
#include "telemetryhub/engine/core/source_traits.h"

namespace telemetryhub::engine {

namespace {

constexpr std::chrono::milliseconds kShortestTime{10};
constexpr std::chrono::milliseconds kLongestTime = std::chrono::hours(24);

bool isShare(double value) {
    return value >= 0 && value <= 1;
}

bool isTime(std::chrono::milliseconds time) {
    return time >= kShortestTime && time <= kLongestTime;
}

bool isOutage(const Outage& outage) {
    return outage == Outage{} || (isTime(outage.after) && isTime(outage.length));
}

Error badFault(const std::string& detail) {
    return {ErrorCode::InvalidArgument, detail};
}

Result<void> checkValues(const FaultPlan& plan) {
    const std::array shares = {std::pair("random", plan.random), std::pair("drop", plan.drop),
                               std::pair("truncate", plan.truncate), std::pair("flip", plan.flip),
                               std::pair("garbage", plan.garbage)};
    for (const auto& [name, share] : shares)
        if (!isShare(share))
            return badFault("fault " + std::string(name) + ": expected a share from 0 to 1");
    if (plan.delay.count() != 0 && !isTime(plan.delay))
        return badFault("fault delay: expected a time from 10 ms to 24 h");
    if (!isOutage(plan.silence) || !isOutage(plan.unplug))
        return badFault("fault silence or unplug: expected two times from 10 ms to 24 h");
    return {};
}

}  // namespace

bool FaultPlan::isEmpty() const {
    FaultPlan none;
    none.seed = seed;
    return *this == none;
}

Result<void> checkFaults(const FaultPlan& plan, const BusSettings& bus) {
    if (auto checked = checkValues(plan); !checked) return checked;
    const bool opensAgain = plan.random > 0 || plan.deterministic > 0 || plan.unplug != Outage{};
    if (opensAgain && traitsOf(bus).isRecorded)
        return badFault(
            "fault random, deterministic or unplug: expected none for a replay, because it would "
            "play the file again from its start; use drop, truncate, flip, garbage, delay or "
            "silence");
    FaultPlan device = plan;
    device.drop = device.truncate = device.flip = device.garbage = 0;
    device.delay = {};
    device.silence = {};
    if (device != plan && !traitsOf(bus).comesAsBytes)
        return badFault(
            "fault drop, truncate, flip, garbage, delay or silence: expected none for a device "
            "without a wire; use random, intermittent, deterministic or unplug");
    return {};
}

}  // namespace telemetryhub::engine
