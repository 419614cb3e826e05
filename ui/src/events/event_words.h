// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/device/device_state.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

// What the window says about an event. The engine's sentences are shown as they come; only the word
// of a state, which the shape shows, is translated or left out.

[[nodiscard]] QString kindWord(engine::EventKind kind);
[[nodiscard]] AlarmLevel severityLevel(engine::Severity severity);
[[nodiscard]] QString severityWord(engine::Severity severity);
/// The state that a device entered; nothing for other kinds.
[[nodiscard]] std::optional<engine::DeviceState> enteredState(const engine::Event& event);
/// The alarm that was raised; empty for everything else.
[[nodiscard]] std::string raisedAlarm(const engine::Event& event);
/// `Unplugged: ttyUSB0 is gone.`, `Measuring`, `Asked: send 5 bytes`.
[[nodiscard]] QString whatHappened(const engine::Event& event);

}  // namespace telemetryhub::ui
