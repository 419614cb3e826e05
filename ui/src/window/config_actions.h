// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>

#include "telemetryhub/ui/main_window.h"

namespace telemetryhub::ui {

class Theme;

/// The commands on configuration files, which the program around the window carries out.
///
/// Threads: main.
class ConfigActions : public QObject {
    Q_OBJECT

public:
    /// A command that is not given stays disabled.
    ConfigActions(ConfigCommands commands, const Theme& theme, QWidget* window);

    /// Writes a file and says so.
    void exportTo(const QString& path);

    QAction reload, exportConfig;

signals:
    void done(const QString& text);
    void refused(const QString& reason);

private:
    void askForFile();

    const ConfigCommands m_commands;
    QWidget* m_window;
};

}  // namespace telemetryhub::ui
