// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/processing_text.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "config/colon_form.h"
#include "config/quantity_text.h"
#include "config/setting_values.h"
#include "config/spec_text.h"

namespace telemetryhub::engine {

namespace {

constexpr SpecWord<Derivation> kDerivations[] = {
    {"average", Derivation::MovingAverage},
    {"exponential_average", Derivation::ExponentialAverage},
    {"rate", Derivation::Rate},
    {"integral", Derivation::Integral},
    {"minimum", Derivation::Minimum},
    {"maximum", Derivation::Maximum},
    {"mean", Derivation::Mean},
    {"deviation", Derivation::Deviation},
    {"difference", Derivation::Difference},
    {"sum", Derivation::Sum},
    {"expression", Derivation::Expression}};
constexpr SpecWord<AlarmKind> kAlarmKinds[] = {{"high", AlarmKind::High},
                                               {"low", AlarmKind::Low},
                                               {"rate", AlarmKind::Rate},
                                               {"no_data", AlarmKind::NoData},
                                               {"text", AlarmKind::Text}};
constexpr SpecWord<AlarmLevel> kAlarmLevels[] = {{"warning", AlarmLevel::Warning},
                                                 {"critical", AlarmLevel::Critical}};

constexpr std::size_t kMaxUsualNameBytes = 128;
constexpr std::size_t kMaxLabelBytes = 64;

template <typename T, std::size_t Count>
Result<T> meaningFor(std::string_view text, const SpecWord<T> (&words)[Count]) {
    T meaning{};
    if (auto read = readWord(text, words, meaning); !read)
        return Error{read.error().code, read.error().detail};
    return meaning;
}

std::string durationText(std::chrono::nanoseconds time) {
    return timeText(std::chrono::duration_cast<std::chrono::milliseconds>(time));
}

std::optional<std::chrono::nanoseconds> parsedDelay(std::string_view text) {
    return parsedTime(text, std::chrono::milliseconds(0), std::chrono::hours(24));
}

FormOption timeOption(std::string_view key, std::chrono::nanoseconds& place) {
    return {key, "TIME such as 5s", [&place](const std::string& value) {
                const auto time = parsedDelay(value);
                if (time) place = *time;
                return time.has_value();
            }};
}

/// What stands behind the kind of an alarm.
Result<void> readAlarmLimit(const ColonForm& form, AlarmRule& rule) {
    if (rule.kind == AlarmKind::NoData) {
        const auto time = parsedDelay(form.raw(2));
        if (!time || time->count() == 0) return expectedForm("a time behind no_data, such as 10s");
        rule.delay = *time;
        return {};
    }
    if (rule.kind == AlarmKind::Text) {
        const auto text = form.text(2);
        if (!text || text->empty()) return expectedForm("the text to look for behind text");
        rule.text = *text;
        return {};
    }
    const auto limit = form.number(2);
    if (!limit) return expectedForm("a number behind " + std::string(alarmKindName(rule.kind)));
    rule.limit = *limit;
    return {};
}

std::string alarmLimitText(const AlarmRule& rule) {
    switch (rule.kind) {
        case AlarmKind::NoData: return durationText(rule.delay);
        case AlarmKind::Text: return colonText(rule.text);
        default: return numberText(rule.limit);
    }
}

Result<void> readInputs(std::string_view text, DerivedChannel& derived) {
    for (const std::string_view part : split(text, ',')) {
        const auto input = percentDecoded(part);
        if (!input || input->empty()) return expectedForm("names of channels, parted by commas");
        derived.inputs.push_back(*input);
    }
    return {};
}

/// The kind, or `=` and an expression.
Result<void> readKind(const ColonForm& form, DerivedChannel& derived) {
    if (!form.raw(1).starts_with('=')) {
        const auto kind = parseDerivation(form.raw(1));
        if (!kind) return kind.error();
        derived.kind = kind.value();
        if (derived.kind == Derivation::Expression)
            return expectedForm("an expression as NAME:=x1*x2:INPUT,INPUT");
        return {};
    }
    const auto expression = percentDecoded(form.raw(1).substr(1));
    if (!expression) return expectedForm("two hex digits after each %");
    derived.kind = Derivation::Expression;
    derived.expression = *expression;
    return {};
}

}  // namespace

Result<Derivation> parseDerivation(std::string_view text) {
    return meaningFor(text, kDerivations);
}
std::string_view derivationName(Derivation kind) {
    return wordFor(kind, kDerivations);
}
Result<AlarmKind> parseAlarmKind(std::string_view text) {
    return meaningFor(text, kAlarmKinds);
}
std::string_view alarmKindName(AlarmKind kind) {
    return wordFor(kind, kAlarmKinds);
}
Result<AlarmLevel> parseAlarmLevel(std::string_view text) {
    return meaningFor(text, kAlarmLevels);
}
std::string_view alarmLevelName(AlarmLevel level) {
    return wordFor(level, kAlarmLevels);
}

std::string usualAlarmName(const AlarmRule& rule) {
    std::string name = rule.channel;
    if (!name.empty()) name += ' ';
    name += rule.kind == AlarmKind::NoData ? "no data" : std::string(alarmKindName(rule.kind));
    if (rule.kind == AlarmKind::Text) name += ' ' + rule.text;
    if (rule.level == AlarmLevel::Critical) name += " critical";
    if (name.size() <= kMaxUsualNameBytes) return name;
    std::size_t end = kMaxUsualNameBytes;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        --end;  // not within a character of several bytes
    return name.substr(0, end);
}

Result<ChannelSettings> parseChannel(std::string_view text) {
    const ColonForm form(text);
    const auto channel = form.text(0);
    if (!channel || channel->empty()) return expectedForm("CHANNEL:unit=V:decimals=2 or the like");
    ChannelSettings settings;
    settings.channel = *channel;
    const auto read = form.readOptions(
        1, {numberOption("factor", settings.factor), numberOption("offset", settings.offset),
            textOption("name", settings.name), unitOption(settings.unit),
            decimalsOption(settings.decimals), colourOption(settings.colour),
            rangeOption(settings.range)});
    if (!read) return read.error();
    if (settings.factor == 0) return expectedForm("a factor other than 0");
    return settings;
}

std::string channelText(const ChannelSettings& settings) {
    std::string text = colonText(settings.channel);
    if (settings.factor != 1) text += optionText("factor", numberText(settings.factor));
    if (settings.offset != 0) text += optionText("offset", numberText(settings.offset));
    if (!settings.name.empty()) text += optionText("name", settings.name);
    if (settings.unit) text += optionText("unit", *settings.unit);
    return text + lookText(settings.decimals, settings.colour, settings.range);
}

Result<AlarmRule> parseAlarm(std::string_view text) {
    const ColonForm form(text);
    const auto channel = form.text(0);
    if (form.size() < 3 || !channel)
        return expectedForm(
            "CHANNEL:high:LIMIT, CHANNEL:low:LIMIT, CHANNEL:rate:LIMIT, "
            "CHANNEL:no_data:TIME or :text:TEXT");
    AlarmRule rule;
    rule.channel = *channel;
    const auto kind = parseAlarmKind(form.raw(1));
    if (!kind) return kind.error();
    rule.kind = kind.value();
    if (auto read = readAlarmLimit(form, rule); !read) return read.error();
    bool isCritical = false;
    std::vector<FormOption> options{
        wordOption("critical", isCritical), numberOption("hysteresis", rule.hysteresis),
        wordOption("latched", rule.latched), wordOption("safe_state", rule.safeState),
        textOption("name", rule.name)};
    if (rule.kind != AlarmKind::NoData) options.push_back(timeOption("delay", rule.delay));
    if (auto read = form.readOptions(3, options); !read) return read.error();
    if (isCritical) rule.level = AlarmLevel::Critical;
    if (rule.name.empty()) rule.name = usualAlarmName(rule);
    if (auto checked = checkAlarm(rule); !checked) return checked.error();
    return rule;
}

std::string alarmText(const AlarmRule& rule) {
    std::string text = colonText(rule.channel) + ':' + std::string(alarmKindName(rule.kind)) + ':' +
                       alarmLimitText(rule);
    if (rule.level == AlarmLevel::Critical) text += ":critical";
    if (rule.hysteresis != 0) text += optionText("hysteresis", numberText(rule.hysteresis));
    if (rule.delay.count() != 0 && rule.kind != AlarmKind::NoData)
        text += optionText("delay", durationText(rule.delay));
    if (rule.latched) text += ":latched";
    if (rule.safeState) text += ":safe_state";
    if (rule.name != usualAlarmName(rule)) text += optionText("name", rule.name);
    return text;
}

Result<DerivedChannel> parseDerived(std::string_view text) {
    const ColonForm form(text);
    const auto name = form.text(0);
    if (form.size() < 3 || !name || name->empty())
        return expectedForm(
            "NAME:KIND:INPUT, such as slow:average:temperature:10s, or "
            "NAME:=EXPRESSION:INPUT, such as power:=x1*x2:voltage,current");
    DerivedChannel derived;
    derived.name = *name;
    if (auto read = readKind(form, derived); !read) return read.error();
    if (auto read = readInputs(form.raw(2), derived); !read) return read.error();
    std::size_t next = 3;
    if (next < form.size() && form.raw(next).find('=') == std::string_view::npos) {
        const auto window = parsedDelay(form.raw(next++));
        if (!window) return expectedForm("a window such as 10s");
        derived.window = *window;
    }
    std::optional<std::string> unit;
    const FormOption samples{"samples", "NUMBER", [&derived](const std::string& value) {
                                 const auto count = parsedNumber<std::size_t>(value);
                                 if (count) derived.samples = *count;
                                 return count && *count > 0;
                             }};
    const auto read =
        form.readOptions(next, {samples, unitOption(unit), decimalsOption(derived.decimals),
                                colourOption(derived.colour), rangeOption(derived.range)});
    if (!read) return read.error();
    derived.unit = unit.value_or("");
    if (auto checked = checkDerived(derived); !checked) return checked.error();
    return derived;
}

std::string derivedText(const DerivedChannel& derived) {
    std::string text = colonText(derived.name) + ':';
    text += derived.kind == Derivation::Expression ? '=' + colonText(derived.expression)
                                                   : std::string(derivationName(derived.kind));
    char separator = ':';
    for (const std::string& input : derived.inputs)
        text += std::exchange(separator, ',') + colonText(input, ",");
    if (derived.window.count() != 0) text += ':' + durationText(derived.window);
    if (derived.samples != 0) text += optionText("samples", std::to_string(derived.samples));
    if (!derived.unit.empty()) text += optionText("unit", derived.unit);
    return text + lookText(derived.decimals, derived.colour, derived.range);
}

Result<CommandPreset> parseCommand(std::string_view text) {
    const ColonForm form(text);
    const auto label = form.text(0);
    const auto bytes = form.text(1);
    if (form.size() < 2 || !label || !bytes)
        return expectedForm("LABEL:BYTES, such as Read:%01%03");
    CommandPreset command;
    command.label = *label;
    command.bytes = *bytes;
    const FormOption every{"every", "TIME from 10ms to 86400s",
                           [&command](const std::string& value) {
                               const auto time = parsedPause(value);
                               if (time) command.every = *time;
                               return time.has_value();
                           }};
    const auto read = form.readOptions(2, {wordOption("confirm", command.confirm), every});
    if (!read) return read.error();
    if (auto checked = checkCommand(command); !checked) return checked.error();
    return command;
}

std::string commandText(const CommandPreset& command) {
    std::string text =
        colonText(command.label) + ':' + percentEncoded(command.bytes, Bytes::Binary, ":");
    if (command.confirm) text += ":confirm";
    if (command.every.count() != 0) text += optionText("every", timeText(command.every));
    return text;
}

Result<void> checkCommand(const CommandPreset& command) {
    if (command.label.empty() || command.label.size() > kMaxLabelBytes)
        return expectedForm("a label of 1 to 64 bytes");
    if (command.bytes.empty() || command.bytes.size() > kMaxCommandBytes)
        return expectedForm("1 to 1024 bytes to send");
    if (command.confirm && command.every.count() != 0)
        return expectedForm("confirm or every, not both");
    return {};
}

}  // namespace telemetryhub::engine
