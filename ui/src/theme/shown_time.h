// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QDateTime>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace telemetryhub::ui {

/// In which zone times are written, everywhere in the window.
enum class ShownZone { Local, Utc };

// One choice for the whole program, as the default locale of Qt is one.
// Threads: main.
[[nodiscard]] ShownZone shownZone();
void setShownZone(ShownZone zone);

/// The zone behind the choice.
[[nodiscard]] QTimeZone shownTimeZone();
/// A wall time in UTC, whatever zone is shown: for files and other programs.
[[nodiscard]] QDateTime utcTime(std::int64_t wallNs);
/// A wall time, in the shown zone.
[[nodiscard]] QDateTime shownTime(std::int64_t wallNs);

/// `14:26:38` of a wall time.
[[nodiscard]] QString clockText(std::int64_t wallNs);
/// `14:26:38.218`.
[[nodiscard]] QString clockMillisecondsText(std::int64_t wallNs, const QLocale& locale = QLocale());
/// `2026-03-01 14:26:38`
[[nodiscard]] QString dateClockText(std::int64_t wallNs);
/// `Local time, UTC+2` or `UTC`
[[nodiscard]] QString zoneText();

}  // namespace telemetryhub::ui
