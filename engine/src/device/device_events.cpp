// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/device_events.h"

#include <chrono>
#include <cstdio>
#include <utility>

namespace telemetryhub::engine {

namespace {

Severity severityOf(DeviceState state) {
    switch (state) {
        case DeviceState::Idle:
        case DeviceState::Measuring: return Severity::Info;
        case DeviceState::Error: return Severity::Warning;
        case DeviceState::SafeState: return Severity::Critical;
    }
    return Severity::Info;
}

/// `2026-01-31T12:00:00Z`
std::string utcText(std::int64_t wallNs) {
    using namespace std::chrono;
    const auto time = floor<seconds>(sys_time<nanoseconds>(nanoseconds(wallNs)));
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    char text[64];
    (void)std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                        unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                        int(clock.minutes().count()), int(clock.seconds().count()));
    return text;
}

}  // namespace

void DeviceEvents::entered(DeviceState state, const std::optional<Error>& cause) {
    std::string text(deviceStateName(state));
    const bool isTrouble = state == DeviceState::Error || state == DeviceState::SafeState;
    if (isTrouble && cause) text += ": " + cause->detail;
    add(EventKind::State, severityOf(state), std::move(text));
}

void DeviceEvents::troubleChanged(const Error& cause) {
    add(EventKind::State, Severity::Warning, "Error: " + cause.detail);
}

void DeviceEvents::commanded(std::string_view command, const Result<void>& answer) {
    std::string text(command);
    if (!answer) text += " refused: " + answer.error().detail;
    add(EventKind::Command, answer ? Severity::Info : Severity::Warning, std::move(text));
}

void DeviceEvents::safeCommandSent(const std::string& command) {
    add(EventKind::Command, Severity::Info,
        "safe-state command sent, " + std::to_string(command.size()) + " bytes");
}

void DeviceEvents::safeCommandFailed(const std::string& command) {
    add(EventKind::Command, Severity::Critical,
        "The safe-state command (" + std::to_string(command.size()) +
            " bytes) could not be sent: the link is not there. Make the device safe by hand.");
}

void DeviceEvents::restored(const Latch& latch) {
    add(EventKind::State, Severity::Critical,
        std::string(deviceStateName(DeviceState::SafeState)) + " since " +
            utcText(latch.sinceWallNs) + ": " + latch.cause.detail);
}

void DeviceEvents::warned(const Error& error) {
    add(EventKind::State, Severity::Critical, error.detail);
}

void DeviceEvents::noticed(const Error& error) {
    add(EventKind::Health, Severity::Warning, error.detail);
}

void DeviceEvents::textReceived(const ReadTime& time, std::string_view line) {
    Event event;
    event.time = time;
    event.device = m_device;
    event.kind = EventKind::Text;
    event.text.assign(line.substr(0, EventLog::kMaxTextBytes));
    m_log.add(std::move(event));
}

void DeviceEvents::add(EventKind kind, Severity severity, std::string text) {
    Event event;
    event.time = m_clock.now();
    event.device = m_device;
    event.kind = kind;
    event.severity = severity;
    event.text = std::move(text);
    m_log.add(std::move(event));
}

}  // namespace telemetryhub::engine
