// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QAction>
#include <QObject>

#include "telemetryhub/engine/hub/hub.h"
#include "telemetryhub/ui/main_window.h"

namespace telemetryhub::ui {

class Theme;

/// Begins and ends the recording into a session file, and tells what it says of itself.
///
/// Threads: main.
/// Errors:  `refused` says why nothing is recorded and what to do.
class RecordAction : public QObject {
    Q_OBJECT

public:
    /// Without settings it stays disabled.
    /// \pre `gateway` and `theme` outlive this object.
    RecordAction(engine::Hub& gateway, RecordingCommands commands, const Theme& theme,
                 QObject* parent);

    void display(const engine::Snapshot& snapshot);

    QAction toggle;      ///< `Record`, `Stop recording`
    QAction openFolder;  ///< in the file manager

signals:
    void done(const QString& text);
    void refused(const QString& reason);

private:
    void startOrStop();
    void startBehindFailed();
    void start();
    void stop();
    void noticed(const engine::RecordingNotice& notice);
    void showState();

    engine::Hub& m_gateway;
    const RecordingCommands m_commands;
    const Theme& m_theme;
    bool m_running = false;
    bool m_failed = false;   ///< the last one, which has to be put away first
    bool m_waiting = false;  ///< for an answer
};

}  // namespace telemetryhub::ui
