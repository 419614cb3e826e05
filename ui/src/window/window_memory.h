// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSettings;

namespace telemetryhub::ui {

class Theme;

// What the window remembers of how it shows things. `settings` may be null: then nothing is.

/// Sets zone and motion as they were left.
void restoreShownThings(Theme& theme, const QSettings* settings);
void rememberMotionReduced(Theme& theme, QSettings* settings, bool reduced);
void rememberShownZone(QSettings* settings);

}  // namespace telemetryhub::ui
