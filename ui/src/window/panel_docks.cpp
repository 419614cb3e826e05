// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/panel_docks.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include "telemetryhub/engine/hub/snapshot.h"
#include "theme/numbers.h"
#include "theme/theme.h"
#include "window/dock_title.h"

namespace telemetryhub::ui {
namespace {

constexpr int kSideWidth = 320;
constexpr int kBottomHeight = 240;
constexpr int kHealthHeight = 276;
/// In a low window the bottom docks take no more than this part of it.
constexpr int kBottomPart = 4;
/// A narrower window has no room for the ledger beside the events.
constexpr int kLedgerBeside = 1500;

/// The first widget inside `panel` that takes the focus by keyboard, the panel's list before its
/// buttons.
QWidget* focusTarget(QWidget* panel) {
    if (panel->focusProxy()) return panel;
    QWidget* first = nullptr;
    for (auto* child : panel->findChildren<QWidget*>()) {
        if (!child->isVisibleTo(panel) || !(child->focusPolicy() & Qt::TabFocus)) continue;
        if (child->inherits("QAbstractItemView")) return child;
        if (!first) first = child;
    }
    return first ? first : panel;
}

}  // namespace

PanelDocks::PanelDocks(QMainWindow& window, const Panels& panels, const Theme& theme)
    : QObject(&window), m_window(window), m_theme(theme), m_panels(panels) {
    window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window.setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    window.setCentralWidget(panels[Charts]);
    addDock(Devices, QStringLiteral("devices"), tr("Devices"), Qt::LeftDockWidgetArea);
    addDock(Values, QStringLiteral("values"), tr("Values"), Qt::RightDockWidgetArea);
    addDock(Health, QStringLiteral("health"), tr("Health"), Qt::RightDockWidgetArea);
    addDock(Events, QStringLiteral("events"), tr("Events"), Qt::BottomDockWidgetArea);
    addDock(Console, QStringLiteral("console"), tr("Console"), Qt::BottomDockWidgetArea);
    addDock(Recordings, QStringLiteral("recordings"), tr("Recordings"), Qt::BottomDockWidgetArea);
    addDock(Ledger, QStringLiteral("ledger"), tr("Ledger"), Qt::BottomDockWidgetArea);
    addPanelActions();
    // Side by side they would make the window wider than its screen.
    group();
}

void PanelDocks::addDock(Panel panel, const QString& name, const QString& title,
                         Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    m_panels[panel]->setAutoFillBackground(true);
    dock->setWidget(m_panels[panel]);
    auto* bar = new DockTitle(*dock, m_theme);
    dock->setTitleBarWidget(bar);
    dock->toggleViewAction()->setObjectName(QStringLiteral("view.") + name);
    m_window.addDockWidget(area, dock);
    m_docks[panel] = dock;
    m_titles[panel] = bar;
}

void PanelDocks::addPanelActions() {
    const QStringList names{tr("Go to &Devices"),    tr("Go to &Charts"), tr("Go to &Values"),
                            tr("Go to &Health"),     tr("Go to &Events"), tr("Go to C&onsole"),
                            tr("Go to &Recordings"), tr("Go to &Ledger")};
    for (std::size_t i = 0; i < kPanels; ++i) {
        auto* action = new QAction(names[static_cast<qsizetype>(i)], this);
        action->setObjectName(QStringLiteral("goTo.%1").arg(i + 1));
        action->setShortcut(
            QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
        connect(action, &QAction::triggered, this, [this, i] { goTo(static_cast<Panel>(i)); });
        m_goTo << action;
    }
    auto* next = new QAction(tr("&Next panel"), this);
    next->setObjectName(QStringLiteral("goTo.next"));
    next->setShortcut(QKeySequence(Qt::Key_F6));
    connect(next, &QAction::triggered, this, &PanelDocks::goToNext);
    m_goTo << next;
    m_window.addActions(m_goTo);
}

void PanelDocks::arrange() {
    group();
    shareRoom();
}

void PanelDocks::group() {
    const auto place = [this](Panel panel, Qt::DockWidgetArea area) {
        m_docks[panel]->setFloating(false);
        m_window.addDockWidget(area, m_docks[panel]);
        m_docks[panel]->show();
    };
    for (const Panel panel : {Devices})
        place(panel, Qt::LeftDockWidgetArea);
    for (const Panel panel : {Values, Health})
        place(panel, Qt::RightDockWidgetArea);
    for (const Panel panel : {Events, Console, Recordings, Ledger})
        place(panel, Qt::BottomDockWidgetArea);
    m_window.splitDockWidget(m_docks[Values], m_docks[Health], Qt::Vertical);
    const bool beside = m_window.width() >= kLedgerBeside;
    if (beside) m_window.splitDockWidget(m_docks[Events], m_docks[Ledger], Qt::Horizontal);
    std::vector<Panel> behind{Console, Recordings};
    if (!beside) behind.push_back(Ledger);
    for (const Panel panel : behind) {
        // What is in a group already would not be moved.
        m_window.removeDockWidget(m_docks[panel]);
        m_window.tabifyDockWidget(m_docks[Events], m_docks[panel]);
        m_docks[panel]->show();
    }
    m_docks[Events]->raise();
}

void PanelDocks::shareRoom() {
    const int bottom = std::min(kBottomHeight, m_window.height() / kBottomPart);
    const int side = std::min(kSideWidth, m_window.width() / 4);
    m_window.resizeDocks({m_docks[Devices], m_docks[Values]}, {side, side}, Qt::Horizontal);
    m_window.resizeDocks({m_docks[Ledger]}, {bottom}, Qt::Vertical);
    // The account has more columns than the list of events.
    const int fifth = (m_window.width() - side) / 5;
    m_window.resizeDocks({m_docks[Events], m_docks[Ledger]}, {2 * fifth, 3 * fifth},
                         Qt::Horizontal);
    const int right = m_window.height() - bottom - 100;
    const int health = std::min(kHealthHeight, right / 2);
    m_window.resizeDocks({m_docks[Values], m_docks[Health]}, {right - health, health},
                         Qt::Vertical);
}

void PanelDocks::displayNotes(const engine::Snapshot& snapshot) {
    m_titles[Devices]->setNote(snapshot.devices.empty() ? QString()
                                                        : QString::number(snapshot.devices.size()));
    m_titles[Values]->setNote(tr("last 5 min"));
    m_titles[Health]->setNote(tr("since %1").arg(clockText(snapshot.start.wallNs)));
    const bool closed = std::all_of(snapshot.devices.begin(), snapshot.devices.end(),
                                    [](const auto& device) { return device.ledger.closes(); });
    m_titles[Ledger]->setNote(closed ? tr("closed: every byte and sample accounted for")
                                     : tr("open: the account does not close"));
    m_titles[Ledger]->setMark(closed ? DockTitle::Mark::Closed : DockTitle::Mark::Critical);
}

void PanelDocks::displayUnacknowledged(int events) {
    m_titles[Events]->setNote(events == 0 ? QString() : tr("%n not acknowledged", nullptr, events));
    const QString title =
        events == 0 ? tr("Events") : tr("Events (%1)").arg(QString::number(events));
    if (m_docks[Events]->windowTitle() != title) m_docks[Events]->setWindowTitle(title);
}

void PanelDocks::showOnly(const std::vector<Panel>& panels) {
    for (std::size_t i = 0; i < kPanels; ++i) {
        const bool wanted = std::find(panels.begin(), panels.end(), i) != panels.end();
        if (m_docks[i]) m_docks[i]->setVisible(wanted);
    }
}

void PanelDocks::apply(Preset preset) {
    arrange();
    switch (preset) {
        case Preset::Overview: break;
        case Preset::ChartsOnly: showOnly({}); break;
        case Preset::Values: showOnly({Devices, Values}); break;
        case Preset::Health: showOnly({Devices, Health, Events, Ledger}); break;
        case Preset::Recordings:
            showOnly({Devices, Events, Console, Recordings, Ledger});
            show(Recordings);
            break;
    }
    shareRoom();
}

void PanelDocks::fillPresetMenu(QMenu& menu) {
    const auto add = [&](const QString& text, Preset preset, Qt::Key key) {
        auto* action = new QAction(text, this);
        action->setObjectName(QStringLiteral("layout.%1").arg(static_cast<int>(preset) + 1));
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | key));
        connect(action, &QAction::triggered, this, [this, preset] { apply(preset); });
        m_window.addAction(action);
        m_presets << action;
    };
    if (m_presets.isEmpty()) {
        add(tr("&Overview"), Preset::Overview, Qt::Key_1);
        add(tr("&Charts only"), Preset::ChartsOnly, Qt::Key_2);
        add(tr("&Values"), Preset::Values, Qt::Key_3);
        add(tr("&Health"), Preset::Health, Qt::Key_4);
        add(tr("&Recordings"), Preset::Recordings, Qt::Key_5);
    }
    menu.addActions(m_presets);
}

void PanelDocks::fillViewMenu(QMenu& menu) {
    for (auto* dock : m_docks)
        if (dock) menu.addAction(dock->toggleViewAction());
    menu.addSeparator();
    menu.addActions(m_goTo);
}

void PanelDocks::show(Panel panel) {
    if (!m_docks[panel]) return;
    m_docks[panel]->show();
    m_docks[panel]->raise();
}

void PanelDocks::goTo(Panel panel) {
    show(panel);
    focusTarget(m_panels[panel])->setFocus(Qt::ShortcutFocusReason);
}

void PanelDocks::goToNext() {
    const auto* focus = QApplication::focusWidget();
    std::size_t current = kPanels - 1;
    for (std::size_t i = 0; i < kPanels; ++i)
        if (focus && (m_panels[i] == focus || m_panels[i]->isAncestorOf(focus))) current = i;
    for (std::size_t step = 1; step <= kPanels; ++step) {
        const std::size_t next = (current + step) % kPanels;
        if (!m_panels[next]->isVisible()) continue;
        goTo(static_cast<Panel>(next));
        return;
    }
}

}  // namespace telemetryhub::ui
