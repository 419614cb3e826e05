// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/window_actions.h"

#include <QCoreApplication>

#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

void nameAction(QAction& action, const char* name, const QKeySequence& keys) {
    action.setObjectName(QLatin1String(name));
    action.setShortcut(keys);
}

WindowActions::WindowActions(const Theme& theme)
    : connectDevice(theme.icon(QStringLiteral("plug")), MainWindow::tr("&Connect\u2026")),
      mark(theme.icon(QStringLiteral("bell")), MainWindow::tr("&Mark")),
      settings(MainWindow::tr("&Settings\u2026")),
      quit(MainWindow::tr("&Quit")),
      filter(MainWindow::tr("F&ilter the panel")),
      findCommand(theme.icon(QStringLiteral("search")), MainWindow::tr("&Find a command\u2026")),
      fullScreen(MainWindow::tr("F&ull screen")),
      manual(MainWindow::tr("&Manual")),
      firstSteps(MainWindow::tr("&First steps")),
      about(MainWindow::tr("&About TelemetryHub")) {
    nameAction(connectDevice, "device.connect", QKeySequence(Qt::CTRL | Qt::Key_N));
    nameAction(mark, "recording.mark", QKeySequence(Qt::CTRL | Qt::Key_M));
    nameAction(settings, "window.settings", QKeySequence(Qt::CTRL | Qt::Key_Comma));
    nameAction(quit, "window.quit", QKeySequence(Qt::CTRL | Qt::Key_Q));
    nameAction(filter, "panel.filter", QKeySequence(Qt::CTRL | Qt::Key_F));
    nameAction(findCommand, "window.findCommand", QKeySequence(Qt::CTRL | Qt::Key_K));
    nameAction(fullScreen, "window.fullScreen", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F11));
    nameAction(manual, "help.manual", QKeySequence(Qt::Key_F1));
    nameAction(firstSteps, "help.firstSteps");
    nameAction(about, "help.about");
    fullScreen.setCheckable(true);
    connectDevice.setToolTip(MainWindow::tr("Connect a device (%1)"));
    mark.setToolTip(MainWindow::tr("Note this moment in events, charts and recordings (%1)"));
    for (QAction* action : {&connectDevice, &mark})
        action->setToolTip(
            action->toolTip().arg(action->shortcut().toString(QKeySequence::NativeText)));
}

}  // namespace telemetryhub::ui
