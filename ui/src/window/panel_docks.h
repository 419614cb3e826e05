// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
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
    /// The panels in the order of Ctrl+1, 2, ...; the charts are the centre, the others docks.
    enum Panel : std::size_t {
        Devices,
        Charts,
        Values,
        Health,
        Events,
        Console,
        Recordings,
        Ledger
    };
    static constexpr std::size_t kPanels = 8;
    using Panels = std::array<QWidget*, kPanels>;

    /// \pre `theme` outlives this object; the panels are children of `window` from now on.
    PanelDocks(QMainWindow& window, const Panels& panels, const Theme& theme);

    /// What stands beside the titles: how many, since when, whether the ledger closes.
    void displayNotes(const engine::Snapshot& snapshot);
    /// The same for the panel of events.
    void displayUnacknowledged(int events);

    /// Shows and hides docks, goes to panels; and the presets.
    void fillViewMenu(QMenu& menu);
    void fillPresetMenu(QMenu& menu);
    /// The first arrangement.
    void arrange();
    /// Shows a panel and gives it the focus.
    void goTo(Panel panel);
    /// Shows a panel, in front of others in its place, and leaves the focus where it is.
    void show(Panel panel);

private:
    enum class Preset { Overview, ChartsOnly, Values, Health, Recordings };

    void addDock(Panel panel, const QString& name, const QString& title, Qt::DockWidgetArea area);
    void addPanelActions();
    void group();
    void shareRoom();
    void apply(Preset preset);
    void showOnly(const std::vector<Panel>& panels);
    void goToNext();

    QMainWindow& m_window;
    const Theme& m_theme;
    const Panels m_panels;
    std::array<QDockWidget*, kPanels> m_docks{};  ///< null for the charts
    std::array<DockTitle*, kPanels> m_titles{};
    QList<QAction*> m_goTo;
    QList<QAction*> m_presets;
};

}  // namespace telemetryhub::ui
