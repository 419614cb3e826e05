// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/clock_watch.h"

#include <cstdlib>
#include <utility>

namespace telemetryhub::engine {

namespace {

/// `1 h 2 min 3.4 s`, the parts that are not 0; of days no more than the hours.
std::string spanText(std::int64_t ns) {
    constexpr std::int64_t kTenthNs = 100'000'000;
    constexpr std::int64_t kTenthsAMinute = 600;
    constexpr std::int64_t kMinutesAnHour = 60;
    constexpr std::int64_t kHoursADay = 24;
    const std::int64_t tenths = (ns + kTenthNs / 2) / kTenthNs;
    const std::int64_t minutes = tenths / kTenthsAMinute;
    const std::int64_t hours = minutes / kMinutesAnHour;
    std::string text;
    const auto add = [&text](std::int64_t count, const char* unit) {
        if (count > 0) text += (text.empty() ? "" : " ") + std::to_string(count) + unit;
    };
    add(hours / kHoursADay, " d");
    add(hours % kHoursADay, " h");
    if (hours >= kHoursADay) return text;
    add(minutes % kMinutesAnHour, " min");
    const std::int64_t rest = tenths % kTenthsAMinute;
    if (rest > 0 || text.empty())
        text += (text.empty() ? "" : " ") + std::to_string(rest / 10) + '.' +
                std::to_string(rest % 10) + " s";
    return text;
}

}  // namespace

std::int64_t ClockWatch::offsetNs() const {
    const ReadTime now = m_clock.now();
    return now.wallNs - now.steadyNs;
}

std::optional<std::string> ClockWatch::look() {
    std::int64_t offset = offsetNs();
    if (std::llabs(offset - m_offsetNs) >= kStepNs) offset = offsetNs();
    const std::int64_t stepNs = offset - std::exchange(m_offsetNs, offset);
    if (std::llabs(stepNs) < kStepNs) return std::nullopt;
    if (stepNs > 0)
        return "the clock of the computer was set forward by " + spanText(stepNs) +
               ", or it slept; times before this are of the old clock";
    return "the clock of the computer was set back by " + spanText(-stepNs) +
           "; times before this are of the old clock, and some come twice";
}

}  // namespace telemetryhub::engine
