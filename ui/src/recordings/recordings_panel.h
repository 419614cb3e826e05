// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QAction>
#include <QWidget>

#include "recordings/recording_files.h"
#include "recordings/recordings_model.h"
#include "recordings/recordings_scanner.h"

class QLabel;
class QLineEdit;
class QSettings;
class QSortFilterProxyModel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;

/// The recorded sessions of a folder: to open, replay, export, rename and delete.
///
/// Threads: main; the disk is read and changed on threads of their own.
/// Errors:  `refused` says why something was not done and what to do.
class RecordingsPanel final : public QWidget {
    Q_OBJECT

public:
    /// `folder` may be empty: the window was started without recording. `record` begins and ends a
    /// recording.
    /// \pre `theme` and `record` outlive this object.
    RecordingsPanel(const QString& folder, QAction& record, const Theme& theme,
                    QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

    [[nodiscard]] QTreeView* view() const { return m_view; }
    [[nodiscard]] const RecordingsModel& model() const { return *m_model; }
    /// The chosen ones, in the order of the list.
    [[nodiscard]] QStringList selectedPaths() const;
    void select(const QString& path);
    void renameTo(const QString& path, const QString& name);

    QAction open, replay, exportCsv, reveal, rename, remove, undoRemove;

public slots:
    void focusFilter();
    void removeSelected();
    void restoreRemoved();

signals:
    void openAsked(const QString& path);
    void replayAsked(const QString& path);
    void exportAsked(const QString& path);
    void done(const QString& text);
    void refused(const QString& reason);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Job = std::function<QString()>;

    void setUpActions();
    void setUpView();
    [[nodiscard]] QWidget* makeBar(QAction& record);
    [[nodiscard]] QWidget* makeEmptyPage(QAction& record);
    [[nodiscard]] QWidget* makeUndoRow();
    [[nodiscard]] QWidget* makeFoot();
    void openMenu(const QPoint& place);
    void askForName();
    void openFolder();
    /// Does something with files beside the window, then looks again.
    void run(Job job, std::function<void()> then);
    void updateActions();
    void updatePage();
    void updateFoot();
    void fitColumns();
    void applyTheme();

    const Theme& m_theme;
    RecordingsScanner* m_scanner;
    RecordingsModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QStackedWidget* m_pages;
    QTreeView* m_view;
    QLineEdit* m_words = nullptr;
    QLabel* m_empty = nullptr;
    QWidget* m_recordButton = nullptr;
    QList<QToolButton*> m_buttons;
    QWidget* m_undoRow = nullptr;
    ElidedLabel* m_undoText = nullptr;
    ElidedLabel* m_count = nullptr;
    std::vector<TrashedFile> m_trashed;
    QString m_runningPath;
    bool m_listed = false;
};

}  // namespace telemetryhub::ui
