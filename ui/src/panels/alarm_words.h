// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/state_shape.h"

namespace telemetryhub::ui {

// What the window says about alarms that are not normal. One that somebody knows of stays where it
// is, and is calm.

/// Whether nobody acknowledged it so far.
[[nodiscard]] bool waits(const engine::AlarmStatus& alarm);
[[nodiscard]] AlarmLevel shownLevel(const engine::AlarmStatus& alarm);
/// `Warning`, `Critical`.
[[nodiscard]] QString alarmWord(AlarmLevel level);
/// `co2 2100 ppm is above 2000 ppm`; says when it is over, and when somebody knows.
[[nodiscard]] QString alarmSentence(const engine::AlarmStatus& alarm);
/// The one to name: those that wait come first, then the critical ones, then those that are not
/// over; null: none.
[[nodiscard]] const engine::AlarmStatus* worstAlarm(const std::vector<engine::AlarmStatus>& alarms);
/// The same among the alarms of one channel.
[[nodiscard]] const engine::AlarmStatus* worstAlarmOf(const engine::DeviceSnapshot& device,
                                                      const std::string& channel);
/// The alarms that wait, counted, and the worst: `2 alarms: co2 2100 ppm is above 2000 ppm`; empty
/// when none waits. Among several devices the sentence names the one.
[[nodiscard]] QString alarmsClause(const engine::Snapshot& snapshot);
/// The worst level that waits; nothing when none does.
[[nodiscard]] std::optional<AlarmLevel> waitingLevel(const engine::Snapshot& snapshot);

}  // namespace telemetryhub::ui
