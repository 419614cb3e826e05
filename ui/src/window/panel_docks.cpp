// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/panel_docks.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include "telemetryhub/engine/gateway/snapshot.h"
#include "theme/numbers.h"
#include "theme/theme.h"
#include "window/dock_title.h"

namespace telemetryhub::ui {
namespace {

constexpr int kSideWidth = 320;
constexpr int kBottomHeight = 240;
constexpr int kHealthHeight = 276;
/// In a low window the bottom dock takes no more than this part of it.
constexpr int kBottomPart = 4;

enum Dock : std::size_t { Devices, Values, Health, Ledger };

/// The first widget inside `panel` that takes the focus by keyboard, the panel's list before its
/// buttons.
QWidget* focusTarget(QWidget* panel) {
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
    : QObject(&window),
      m_window(window),
      m_theme(theme),
      m_panels{panels.devices, panels.chart, panels.values, panels.health, panels.ledger} {
    window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window.setCentralWidget(panels.chart);
    addDock(QStringLiteral("devices"), tr("Devices"), panels.devices, Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("values"), tr("Values"), panels.values, Qt::RightDockWidgetArea);
    addDock(QStringLiteral("health"), tr("Health"), panels.health, Qt::RightDockWidgetArea);
    addDock(QStringLiteral("ledger"), tr("Ledger"), panels.ledger, Qt::BottomDockWidgetArea);
    addPanelActions();
}

void PanelDocks::addDock(const QString& name, const QString& title, QWidget* panel,
                         Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setAccessibleName(title);
    panel->setAutoFillBackground(true);
    dock->setWidget(panel);
    auto* bar = new DockTitle(*dock, m_theme);
    dock->setTitleBarWidget(bar);
    m_window.addDockWidget(area, dock);
    m_docks.push_back(dock);
    m_titles.push_back(bar);
}

void PanelDocks::addPanelActions() {
    const QStringList names{tr("Go to &Devices"), tr("Go to &Charts"), tr("Go to &Values"),
                            tr("Go to &Health"), tr("Go to &Ledger")};
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        auto* action = new QAction(names[static_cast<qsizetype>(i)], this);
        action->setShortcut(
            QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
        connect(action, &QAction::triggered, this, [this, i] { goTo(i); });
        m_goTo << action;
    }
    auto* next = new QAction(tr("&Next panel"), this);
    next->setShortcut(QKeySequence(Qt::Key_F6));
    connect(next, &QAction::triggered, this, &PanelDocks::goToNext);
    m_goTo << next;
    m_window.addActions(m_goTo);
}

void PanelDocks::arrange() {
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_docks[Devices]);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_docks[Values]);
    m_window.splitDockWidget(m_docks[Values], m_docks[Health], Qt::Vertical);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_docks[Ledger]);
    for (auto* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    const int bottom = std::min(kBottomHeight, m_window.height() / kBottomPart);
    const int side = std::min(kSideWidth, m_window.width() / 4);
    m_window.resizeDocks({m_docks[Devices], m_docks[Values]}, {side, side}, Qt::Horizontal);
    m_window.resizeDocks({m_docks[Ledger]}, {bottom}, Qt::Vertical);
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

void PanelDocks::apply(Preset preset) {
    if (preset == Preset::Overview) {
        arrange();
        return;
    }
    const auto show = [this](bool devices, bool values, bool health, bool ledger) {
        m_docks[Devices]->setVisible(devices);
        m_docks[Values]->setVisible(values);
        m_docks[Health]->setVisible(health);
        m_docks[Ledger]->setVisible(ledger);
    };
    switch (preset) {
        case Preset::ChartsOnly: show(false, false, false, false); return;
        case Preset::Values: show(true, true, false, false); return;
        case Preset::Health: show(true, false, true, true); return;
        case Preset::Overview: return;
    }
}

void PanelDocks::fillPresetMenu(QMenu& menu) {
    const auto add = [&](const QString& text, Preset preset, Qt::Key key) {
        auto* action = menu.addAction(text, this, [this, preset] { apply(preset); });
        action->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | key));
        m_window.addAction(action);
    };
    add(tr("&Overview"), Preset::Overview, Qt::Key_1);
    add(tr("&Charts only"), Preset::ChartsOnly, Qt::Key_2);
    add(tr("&Values"), Preset::Values, Qt::Key_3);
    add(tr("&Health"), Preset::Health, Qt::Key_4);
}

void PanelDocks::fillViewMenu(QMenu& menu) {
    for (auto* dock : m_docks)
        menu.addAction(dock->toggleViewAction());
    menu.addSeparator();
    menu.addActions(m_goTo);
}

void PanelDocks::goTo(std::size_t panel) {
    for (auto* dock : m_docks) {
        if (dock->widget() != m_panels[panel]) continue;
        dock->show();
        dock->raise();
    }
    focusTarget(m_panels[panel])->setFocus(Qt::ShortcutFocusReason);
}

void PanelDocks::goToNext() {
    const auto* focus = QApplication::focusWidget();
    std::size_t current = m_panels.size() - 1;
    for (std::size_t i = 0; i < m_panels.size(); ++i)
        if (focus && (m_panels[i] == focus || m_panels[i]->isAncestorOf(focus))) current = i;
    for (std::size_t step = 1; step <= m_panels.size(); ++step) {
        const std::size_t next = (current + step) % m_panels.size();
        if (!m_panels[next]->isVisible()) continue;
        goTo(next);
        return;
    }
}

}  // namespace telemetryhub::ui
