// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/processing_settings.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "telemetryhub/engine/core/formula.h"

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kMaxInputs = Formula::kMaxInputs;

/// How often a kind takes something.
enum class Need { Never, Optional, Required };

struct DerivationRule {
    Derivation kind;
    std::size_t leastInputs;
    std::size_t mostInputs;
    Need window;
    Need samples;
};

constexpr DerivationRule kDerivationRules[] = {
    {Derivation::MovingAverage, 1, 1, Need::Optional, Need::Optional},
    {Derivation::ExponentialAverage, 1, 1, Need::Required, Need::Never},
    {Derivation::Rate, 1, 1, Need::Optional, Need::Optional},
    {Derivation::Integral, 1, 1, Need::Never, Need::Never},
    {Derivation::Minimum, 1, 1, Need::Optional, Need::Optional},
    {Derivation::Maximum, 1, 1, Need::Optional, Need::Optional},
    {Derivation::Mean, 1, 1, Need::Optional, Need::Optional},
    {Derivation::Deviation, 1, 1, Need::Optional, Need::Optional},
    {Derivation::Difference, 2, 2, Need::Never, Need::Never},
    {Derivation::Sum, 2, kMaxInputs, Need::Never, Need::Never},
    {Derivation::Expression, 1, kMaxInputs, Need::Never, Need::Never},
};

Error expectedThat(std::string detail) {
    return {ErrorCode::InvalidArgument, "expected " + std::move(detail)};
}

Result<void> checkWindow(const DerivedChannel& derived, const DerivationRule& rule) {
    const bool hasWindow = derived.window.count() != 0;
    const bool hasSamples = derived.samples != 0;
    if (derived.window.count() < 0) return expectedThat("a window of more than 0 s");
    if (hasWindow && hasSamples) return expectedThat("a window of time or of samples, not both");
    if (hasWindow && rule.window == Need::Never) return expectedThat("no window for this kind");
    if (hasSamples && rule.samples == Need::Never)
        return expectedThat(rule.window == Need::Never ? "no window for this kind"
                                                       : "a window of time, such as 10s");
    if (!hasWindow && rule.window == Need::Required)
        return expectedThat("a window of time, such as 10s");
    if (derived.kind == Derivation::MovingAverage && !hasWindow && !hasSamples)
        return expectedThat("a window, such as 10s");
    if (derived.samples > ProcessingSettings::kMaxWindowSamples)
        return expectedThat("a window of at most " +
                            std::to_string(ProcessingSettings::kMaxWindowSamples) + " samples");
    return {};
}

Result<void> checkLook(const std::optional<int>& decimals, const std::string& colour,
                       const std::optional<ValueRange>& range) {
    constexpr int kMaxDecimals = 15;
    const auto isHex = [](unsigned char c) { return std::isxdigit(c) != 0; };
    if (decimals && (*decimals < 0 || *decimals > kMaxDecimals))
        return expectedThat("0 to 15 decimals");
    const bool isColour = colour.size() == 7 && colour[0] == '#' &&
                          std::all_of(colour.begin() + 1, colour.end(), isHex);
    if (!colour.empty() && !isColour) return expectedThat("a colour such as #3584e4");
    if (range && !(range->low < range->high))
        return expectedThat("a range whose low end is below its high end");
    return {};
}

Error named(std::string_view what, const std::string& name, const Error& error) {
    return {error.code, std::string(what) + ' ' + name + ": " + error.detail};
}

Result<void> checkChannels(const std::vector<ChannelSettings>& channels) {
    if (channels.size() > ChannelSet::kMaxChannels)
        return Error{ErrorCode::InvalidArgument, "channel: expected at most 256 channels"};
    std::set<std::string_view> names;
    for (const ChannelSettings& channel : channels) {
        if (!names.insert(channel.channel).second)
            return named("channel", channel.channel, expectedThat("each channel once"));
        if (channel.factor == 0 || !std::isfinite(channel.factor) || !std::isfinite(channel.offset))
            return named("channel", channel.channel,
                         expectedThat("a finite factor other than 0, and a finite offset"));
        const auto checked = checkLook(channel.decimals, channel.colour, channel.range);
        if (!checked) return named("channel", channel.channel, checked.error());
    }
    return {};
}

/// An input that is calculated must be there when it is needed.
Result<void> checkOrder(const std::vector<DerivedChannel>& derived) {
    for (auto channel = derived.begin(); channel != derived.end(); ++channel) {
        const auto isSame = [&channel](const DerivedChannel& other) {
            return other.name == channel->name;
        };
        if (std::any_of(derived.begin(), channel, isSame))
            return named("derive", channel->name, expectedThat("each name once"));
        for (const std::string& input : channel->inputs) {
            const auto isInput = [&input](const DerivedChannel& other) {
                return other.name == input;
            };
            if (std::any_of(channel, derived.end(), isInput))
                return named("derive", channel->name,
                             expectedThat("inputs that stand before it, not " + input));
        }
    }
    return {};
}

}  // namespace

const std::string& shownName(const ChannelSettings& settings) {
    return settings.name.empty() ? settings.channel : settings.name;
}

Result<void> checkDerived(const DerivedChannel& derived) {
    if (derived.name.empty()) return expectedThat("a name");
    const auto* const rule = std::find_if(
        std::begin(kDerivationRules), std::end(kDerivationRules),
        [&derived](const DerivationRule& known) { return known.kind == derived.kind; });
    const std::size_t inputs = derived.inputs.size();
    if (inputs < rule->leastInputs || inputs > rule->mostInputs) {
        if (rule->mostInputs == 1) return expectedThat("one input");
        if (rule->mostInputs == 2) return expectedThat("two inputs");
        return expectedThat(std::to_string(rule->leastInputs) + " to " +
                            std::to_string(rule->mostInputs) + " inputs");
    }
    if (std::any_of(derived.inputs.begin(), derived.inputs.end(),
                    [](const std::string& input) { return input.empty(); }))
        return expectedThat("inputs that are names of channels");
    if (auto checked = checkWindow(derived, *rule); !checked) return checked;
    if (auto checked = checkLook(derived.decimals, derived.colour, derived.range); !checked)
        return checked;
    if (derived.kind == Derivation::Expression) return Formula::check(derived.expression, inputs);
    if (!derived.expression.empty()) return expectedThat("no expression for this kind");
    return {};
}

Result<void> checkAlarm(const AlarmRule& rule) {
    if (rule.name.empty()) return expectedThat("a name");
    if (!std::isfinite(rule.limit)) return expectedThat("a finite limit");
    if (!(rule.hysteresis >= 0) || !std::isfinite(rule.hysteresis))
        return expectedThat("a hysteresis of 0 or more");
    if (rule.delay.count() < 0) return expectedThat("a delay of 0 or more");
    if (rule.safeState && rule.level != AlarmLevel::Critical)
        return expectedThat("a critical alarm beside safe_state");
    switch (rule.kind) {
        case AlarmKind::High:
        case AlarmKind::Low:
            if (rule.channel.empty()) return expectedThat("a channel to watch");
            break;
        case AlarmKind::Rate:
            if (rule.channel.empty()) return expectedThat("a channel to watch");
            if (rule.limit <= 0) return expectedThat("a rate above 0");
            if (rule.limit <= rule.hysteresis) return expectedThat("a rate above its hysteresis");
            break;
        case AlarmKind::NoData:
            if (rule.delay.count() == 0) return expectedThat("a time without data, such as 10s");
            break;
        case AlarmKind::Text:
            if (rule.text.empty()) return expectedThat("a text to look for");
            if (!rule.channel.empty()) return expectedThat("no channel beside a text");
            break;
    }
    return {};
}

Result<void> checkProcessing(const ProcessingSettings& settings) {
    if (auto checked = checkChannels(settings.channels); !checked) return checked;
    if (settings.derived.size() > ProcessingSettings::kMaxDerived)
        return Error{ErrorCode::InvalidArgument, "derive: expected at most 128 derived channels"};
    for (const DerivedChannel& derived : settings.derived)
        if (auto checked = checkDerived(derived); !checked)
            return named("derive", derived.name, checked.error());
    if (auto checked = checkOrder(settings.derived); !checked) return checked;
    if (settings.alarms.size() > ProcessingSettings::kMaxAlarms)
        return Error{ErrorCode::InvalidArgument, "alarm: expected at most 256 alarms"};
    std::set<std::string_view> names;
    for (const AlarmRule& rule : settings.alarms) {
        if (auto checked = checkAlarm(rule); !checked)
            return named("alarm", rule.name, checked.error());
        if (!names.insert(rule.name).second)
            return named("alarm", rule.name, expectedThat("each name once"));
    }
    return {};
}

}  // namespace telemetryhub::engine
