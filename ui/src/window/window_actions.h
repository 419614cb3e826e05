// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>

namespace telemetryhub::ui {

class Theme;

/// What the window itself does, beside the commands of its parts.
///
/// Threads: main.
struct WindowActions {
    explicit WindowActions(const Theme& theme);

    QAction connectDevice, mark, settings, quit;
    QAction filter, findCommand, fullScreen;
    QAction manual, firstSteps, about;
};

/// Gives an action its name for settings and tests, its keys, and a tooltip that names them.
void nameAction(QAction& action, const char* name, const QKeySequence& keys = {});

}  // namespace telemetryhub::ui
