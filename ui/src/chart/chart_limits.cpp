// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_limits.h"

namespace telemetryhub::ui {

std::vector<ChartLimit> chartLimits(const engine::Channel& channel,
                                    std::span<const engine::AlarmRule> alarms) {
    std::vector<ChartLimit> limits;
    if (channel.range) {
        limits.push_back({ChartLimit::Kind::RangeBottom, channel.range->low, 0, AlarmLevel::Info});
        limits.push_back({ChartLimit::Kind::RangeTop, channel.range->high, 0, AlarmLevel::Info});
    }
    for (const engine::AlarmRule& rule : alarms) {
        const bool high = rule.kind == engine::AlarmKind::High;
        if (rule.channel != channel.name || (!high && rule.kind != engine::AlarmKind::Low))
            continue;
        limits.push_back({high ? ChartLimit::Kind::High : ChartLimit::Kind::Low, rule.limit,
                          rule.hysteresis,
                          rule.level == engine::AlarmLevel::Critical ? AlarmLevel::Critical
                                                                     : AlarmLevel::Warning});
    }
    return limits;
}

}  // namespace telemetryhub::ui
