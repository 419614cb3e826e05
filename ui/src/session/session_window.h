// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAction>
#include <QWidget>

#include "session/opened_session.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace telemetryhub::ui {

class BackgroundTask;
class MessageRow;
class SessionPage;
class Theme;

/// The window over one recorded session or CSV: opens it beside the stream, then shows it.
///
/// Threads: main; the file is opened on a thread of its own.
/// Errors:  stand in the window, with the remedy.
class SessionWindow final : public QWidget {
    Q_OBJECT

public:
    /// Begins to open `path`.
    /// \pre `theme` outlives this object.
    SessionWindow(const QString& path, const Theme& theme, QWidget* parent);
    ~SessionWindow() override;

    /// Null while it opens and when it could not.
    [[nodiscard]] SessionPage* page() const { return m_page; }
    /// Why it could not be opened.
    [[nodiscard]] QString failure() const;

    QAction exportCsv, replay, openOther;

public slots:
    void openExport();

signals:
    void opened();
    /// Its devices shall play again.
    void replayAsked(const QString& path);

private:
    void setUpActions();
    QWidget* makeBar();
    QWidget* makeOpening();
    void begin();
    void end();
    void updateActions();

    const QString m_path;
    const Theme& m_theme;
    QStackedWidget* m_pages;
    QLabel* m_opening = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_cancel = nullptr;
    MessageRow* m_message = nullptr;
    SessionPage* m_page = nullptr;
    std::optional<engine::Result<OpenedSession>> m_result;  ///< of the task, when it finished
    BackgroundTask* m_task = nullptr;
};

}  // namespace telemetryhub::ui
