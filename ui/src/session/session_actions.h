// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QAction>
#include <QObject>

#include "session/export_offer.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::ui {

class SessionWindow;
class Theme;

/// Opens recorded sessions, exports the live history, and plays files again.
///
/// Threads: main; files are read on threads of their own.
/// Errors:  `refused` says why something was not done and what to do.
class SessionActions final : public QObject {
    Q_OBJECT

public:
    /// Says what the live chart shows.
    using VisibleSpan = std::function<engine::TimeSpan()>;

    /// `folder` is where sessions are looked for first. \pre `gateway` and `theme` outlive this
    /// object; `window` is the parent of its windows.
    SessionActions(engine::Hub& gateway, QString folder, VisibleSpan visible, const Theme& theme,
                   QWidget* window);

    SessionWindow* openFile(const QString& path);
    /// Opens a file and asks what of it to write into a CSV.
    void exportFile(const QString& path);
    /// Adds and starts the devices of a file.
    void replayFile(const QString& path);
    void openHistoryExport();

    QAction open, exportHistory, replay;

signals:
    void done(const QString& text);
    void refused(const QString& reason);

private:
    void choose(const QString& title, const std::function<void(const QString&)>& act);
    [[nodiscard]] ExportOffer historyOffer() const;
    void addReplays(const engine::Result<std::vector<engine::DeviceSettings>>& devices);

    engine::Hub& m_gateway;
    QString m_folder;
    const VisibleSpan m_visible;
    const Theme& m_theme;
    QWidget* m_window;
};

}  // namespace telemetryhub::ui
