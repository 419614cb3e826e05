// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <set>
#include <string>
#include <string_view>

#include "pipeline/formula.h"
#include "telemetryhub/engine/pipeline/channel_processing.h"

namespace telemetryhub::engine {

namespace {

Error wrongSetting(const std::string& what, const std::string& expected) {
    return {ErrorCode::InvalidArgument, what + ": " + expected};
}

bool isRange(const std::optional<ValueRange>& range) {
    return !range ||
           (std::isfinite(range->low) && std::isfinite(range->high) && range->low < range->high);
}

Result<void> checkChannel(const ChannelSettings& channel) {
    const std::string what = "channel " + channel.channel;
    if (channel.channel.empty()) return wrongSetting("channel", "expected the name of a channel");
    if (!std::isfinite(channel.factor) || channel.factor == 0 || !std::isfinite(channel.offset))
        return wrongSetting(what, "expected a finite factor other than 0 and a finite offset");
    if (!isRange(channel.range)) return wrongSetting(what, "expected a range from low to high");
    return {};
}

Result<void> checkWindow(const DerivedChannel& derived, const std::string& what) {
    if (derived.window.count() < 0 || derived.samples > ProcessingSettings::kMaxWindowSamples)
        return wrongSetting(what, "expected a window of at most 100000 samples");
    if (derived.window.count() > 0 && derived.samples > 0)
        return wrongSetting(what, "expected a window of time or of samples, not both");
    const bool needsWindow =
        derived.kind == Derivation::MovingAverage || derived.kind == Derivation::ExponentialAverage;
    if (needsWindow && derived.window.count() == 0 && derived.samples == 0)
        return wrongSetting(what, "expected a window, such as 10s or a number of samples");
    return {};
}

Result<void> checkDerived(const DerivedChannel& derived) {
    const std::string what = "derived channel " + derived.name;
    if (derived.name.empty()) return wrongSetting("derived channel", "expected a name");
    if (derived.inputs.empty()) return wrongSetting(what, "expected the channel it is made from");
    if (derived.kind == Derivation::Difference && derived.inputs.size() != 2)
        return wrongSetting(what, "expected two channels to subtract");
    if (derived.kind == Derivation::Expression) {
        const auto fits = Formula::check(derived.expression, derived.inputs.size());
        if (!fits) return wrongSetting(what, fits.error().detail);
    } else if (derived.kind != Derivation::Difference && derived.kind != Derivation::Sum &&
               derived.inputs.size() != 1) {
        return wrongSetting(what, "expected one channel");
    }
    if (!isRange(derived.range)) return wrongSetting(what, "expected a range from low to high");
    return checkWindow(derived, what);
}

Result<void> checkAlarm(const AlarmRule& rule) {
    const std::string what = "alarm " + rule.name;
    if (rule.name.empty()) return wrongSetting("alarm", "expected a name");
    const bool hasLimit =
        rule.kind == AlarmKind::High || rule.kind == AlarmKind::Low || rule.kind == AlarmKind::Rate;
    if (hasLimit && rule.channel.empty())
        return wrongSetting(what, "expected the channel it watches");
    if (hasLimit &&
        !(std::isfinite(rule.limit) && std::isfinite(rule.hysteresis) && rule.hysteresis >= 0))
        return wrongSetting(what, "expected a finite limit and a hysteresis of 0 or more");
    if (rule.kind == AlarmKind::Rate && rule.limit <= rule.hysteresis)
        return wrongSetting(what, "expected a rate above its hysteresis");
    if (rule.kind == AlarmKind::NoData && rule.delay.count() <= 0)
        return wrongSetting(what, "expected the time without data, such as 10s");
    if (rule.delay.count() < 0) return wrongSetting(what, "expected a delay of 0 or more");
    if (rule.kind == AlarmKind::Text && rule.text.empty())
        return wrongSetting(what, "expected the text to look for");
    if (rule.safeState && rule.level != AlarmLevel::Critical)
        return wrongSetting(what,
                            "expected a critical alarm, because only that leads to SafeState");
    return {};
}

/// Checks each part, and that no two of them have one name.
template <typename Part, typename Name>
Result<void> checkAll(const std::vector<Part>& parts, std::size_t most, std::string_view called,
                      Result<void> (*check)(const Part&), Name nameOf) {
    if (parts.size() > most)
        return wrongSetting(std::string(called), "expected at most " + std::to_string(most));
    std::set<std::string_view> names;
    for (const Part& part : parts) {
        if (auto checked = check(part); !checked) return checked;
        if (!names.insert(nameOf(part)).second)
            return wrongSetting(std::string(called) + ' ' + std::string(nameOf(part)),
                                "expected once");
    }
    return {};
}

}  // namespace

Result<void> checkProcessing(const ProcessingSettings& settings) {
    auto checked =
        checkAll(settings.channels, ChannelSet::kMaxChannels, "channel", checkChannel,
                 [](const ChannelSettings& one) -> const std::string& { return one.channel; });
    if (!checked) return checked;
    checked =
        checkAll(settings.derived, ProcessingSettings::kMaxDerived, "derived channel", checkDerived,
                 [](const DerivedChannel& one) -> const std::string& { return one.name; });
    if (!checked) return checked;
    return checkAll(settings.alarms, ProcessingSettings::kMaxAlarms, "alarm", checkAlarm,
                    [](const AlarmRule& one) -> const std::string& { return one.name; });
}

}  // namespace telemetryhub::engine
