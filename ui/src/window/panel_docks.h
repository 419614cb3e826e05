// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QList>
#include <QObject>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenu;

namespace telemetryhub::engine {
struct Snapshot;
}

namespace telemetryhub::ui {

class DockTitle;
class Theme;

/// The docks of the main window: where they stand at first, the presets, and the way to each
/// panel by keyboard.
///
/// Threads: main.
class PanelDocks : public QObject {
    Q_OBJECT

public:
    /// The panels of the window, in the order of Ctrl+1, 2, ...
    struct Panels {
        QWidget* devices;
        QWidget* chart;
        QWidget* values;
        QWidget* health;
        QWidget* ledger;
    };

    /// \pre `theme` outlives this object; the panels are children of `window` from now on.
    PanelDocks(QMainWindow& window, const Panels& panels, const Theme& theme);

    /// What stands beside the titles: how many, since when, whether the ledger closes.
    void displayNotes(const engine::Snapshot& snapshot);

    /// Shows and hides docks, goes to panels; and the presets.
    void fillViewMenu(QMenu& menu);
    void fillPresetMenu(QMenu& menu);
    /// The first arrangement.
    void arrange();

private:
    enum class Preset { Overview, ChartsOnly, Values, Health };

    void addDock(const QString& name, const QString& title, QWidget* panel,
                 Qt::DockWidgetArea area);
    void addPanelActions();
    void apply(Preset preset);
    void goTo(std::size_t panel);
    void goToNext();

    QMainWindow& m_window;
    const Theme& m_theme;
    std::vector<QWidget*> m_panels;
    std::vector<QDockWidget*> m_docks;  ///< devices, values, health, ledger
    std::vector<DockTitle*> m_titles;
    QList<QAction*> m_goTo;
};

}  // namespace telemetryhub::ui
