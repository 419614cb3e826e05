// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/event_words.h"

#include <array>

#include "panels/device_words.h"
#include "theme/words.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;
using engine::Event;
using engine::EventKind;
using engine::Severity;

constexpr std::string_view kRaised = " raised: ";

/// What stands behind the word of the state.
std::string_view behindState(const Event& event, DeviceState state) {
    std::string_view rest = event.text;
    rest.remove_prefix(engine::deviceStateName(state).size());
    if (rest.starts_with(": ")) rest.remove_prefix(2);
    return rest;
}

QString textOf(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

QString kindWord(EventKind kind) {
    switch (kind) {
        case EventKind::State: return Words::tr("States");
        case EventKind::Gap: return Words::tr("Gaps");
        case EventKind::Loss: return Words::tr("Lost samples");
        case EventKind::Damage: return Words::tr("Damaged frames");
        case EventKind::Alarm: return Words::tr("Alarms");
        case EventKind::Command: return Words::tr("Commands");
        case EventKind::Health: return Words::tr("Health and recording");
        case EventKind::Mark: return Words::tr("Marks");
        case EventKind::Text: return Words::tr("Text lines");
    }
    return {};
}

AlarmLevel severityLevel(Severity severity) {
    switch (severity) {
        case Severity::Warning: return AlarmLevel::Warning;
        case Severity::Critical: return AlarmLevel::Critical;
        case Severity::Info: break;
    }
    return AlarmLevel::Info;
}

QString severityWord(Severity severity) {
    switch (severity) {
        case Severity::Warning: return Words::tr("Warning");
        case Severity::Critical: return Words::tr("Critical");
        case Severity::Info: break;
    }
    return Words::tr("Information");
}

std::optional<DeviceState> enteredState(const Event& event) {
    if (event.kind != EventKind::State) return std::nullopt;
    for (const DeviceState state :
         {DeviceState::Idle, DeviceState::Measuring, DeviceState::Error, DeviceState::SafeState}) {
        const std::string_view name = engine::deviceStateName(state);
        const std::string_view text = event.text;
        if (text == name || (text.starts_with(name) && text.substr(name.size()).starts_with(": ")))
            return state;
    }
    return std::nullopt;
}

std::string raisedAlarm(const Event& event) {
    if (event.kind != EventKind::Alarm) return {};
    const std::size_t at = event.text.find(kRaised);
    return at == std::string::npos ? std::string() : event.text.substr(0, at);
}

QString whatHappened(const Event& event) {
    if (const auto state = enteredState(event)) {
        const std::string_view why = behindState(event, *state);
        return why.empty() ? stateWord(*state) : textOf(why);
    }
    if (event.kind == EventKind::Command && event.severity == Severity::Info && event.device.value)
        return Words::tr("Asked: %1").arg(textOf(event.text));
    return textOf(event.text);
}

}  // namespace telemetryhub::ui
