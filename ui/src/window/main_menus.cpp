// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/main_menus.h"

#include <QApplication>
#include <QEvent>
#include <QMenu>
#include <QMenuBar>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>

#include "chart/chart_pages.h"
#include "console/console_panel.h"
#include "events/events_panel.h"
#include "panels/device_actions.h"
#include "panels/values_panel.h"
#include "session/session_actions.h"
#include "window/config_actions.h"
#include "window/listener_action.h"
#include "window/panel_docks.h"
#include "window/record_action.h"
#include "window/theme_menu.h"
#include "window/window_parts.h"

namespace telemetryhub::ui {
namespace {

constexpr int kSearchWidth = 260;

void fillFileMenu(QMenu& menu, WindowParts& parts) {
    menu.addAction(&parts.actions.connectDevice);
    menu.addSeparator();
    menu.addActions(
        {&parts.sessions->open, &parts.sessions->replay, &parts.sessions->exportHistory});
    menu.addSeparator();
    menu.addActions({&parts.config->reload, &parts.config->exportConfig});
    menu.addSeparator();
    menu.addAction(&parts.actions.quit);
    menu.setToolTipsVisible(true);
}

void fillDeviceMenu(QMenu& menu, WindowParts& parts) {
    parts.deviceActions->fillMenu(menu);
    menu.addSeparator();
    menu.addActions({&parts.deviceActions->startAll, &parts.deviceActions->stopAll});
}

void fillChartMenu(QMenu& menu, WindowParts& parts) {
    auto* follow = menu.addAction(parts.theme.icon(QStringLiteral("play")),
                                  MainWindow::tr("&Follow"), parts.chart, &ChartPages::follow);
    auto* pause = menu.addAction(parts.theme.icon(QStringLiteral("pause")),
                                 MainWindow::tr("&Pause"), parts.chart, &ChartPages::pause);
    nameAction(*follow, "chart.follow");
    nameAction(*pause, "chart.pause");
    menu.addSeparator();
    parts.chart->fillMenu(menu);
}

void fillViewMenu(QMenu& menu, WindowParts& parts) {
    auto* layouts = menu.addMenu(MainWindow::tr("&Layout"));
    parts.docks->fillPresetMenu(*layouts);
    parts.docks->fillViewMenu(menu);
    menu.addSeparator();
    menu.addAction(&parts.actions.filter);
    menu.addActions({&parts.values->bigNumbers, &parts.actions.fullScreen});
    menu.addMenu(parts.themes);
}

/// Looks like a field: it opens one.
QToolButton* makeSearchButton(QToolBar& bar, WindowParts& parts) {
    auto* button = new QToolButton(&bar);
    button->setObjectName(QStringLiteral("findCommand"));
    button->setDefaultAction(&parts.actions.findCommand);
    const QString keys = parts.actions.findCommand.shortcut().toString(QKeySequence::NativeText);
    button->setText(MainWindow::tr("Find command, device, channel   %1").arg(keys));
    button->setToolTip(MainWindow::tr("Find anything by its name (%1)").arg(keys));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setMinimumWidth(kSearchWidth);
    return button;
}

}  // namespace

void fillMenuBar(QMenuBar& menus, WindowParts& parts) {
    fillFileMenu(*menus.addMenu(MainWindow::tr("&File")), parts);
    fillDeviceMenu(*menus.addMenu(MainWindow::tr("&Device")), parts);
    fillChartMenu(*menus.addMenu(MainWindow::tr("&Chart")), parts);
    auto* recording = menus.addMenu(MainWindow::tr("&Recording"));
    recording->addActions({&parts.record->toggle, &parts.actions.mark, &parts.record->openFolder});
    fillViewMenu(*menus.addMenu(MainWindow::tr("&View")), parts);
    auto* tools = menus.addMenu(MainWindow::tr("&Tools"));
    tools->addAction(&parts.actions.findCommand);
    tools->addAction(&parts.listener->open);
    tools->addSeparator();
    tools->addActions({&parts.events->acknowledgeAll, &parts.events->exportCsv,
                       &parts.console->pause, &parts.console->save});
    tools->addSeparator();
    tools->addAction(&parts.actions.settings);
    auto* help = menus.addMenu(MainWindow::tr("&Help"));
    help->addActions({&parts.actions.manual, &parts.actions.firstSteps, &parts.actions.about});
}

void fillToolBar(QToolBar& bar, WindowParts& parts) {
    bar.setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar.addAction(&parts.actions.connectDevice);
    bar.addSeparator();
    bar.addActions({&parts.deviceActions->startAll, &parts.deviceActions->stopAll});
    bar.addSeparator();
    bar.addActions({&parts.record->toggle, &parts.actions.mark});
    bar.addSeparator();
    auto* layout = new QToolButton(&bar);
    layout->setText(MainWindow::tr("Layout"));
    layout->setIcon(parts.theme.icon(QStringLiteral("layout")));
    layout->setToolTip(MainWindow::tr("Arrangements of the panels (Ctrl+Alt+1 to 5)"));
    layout->setPopupMode(QToolButton::InstantPopup);
    layout->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->setAutoRaise(true);
    auto* presets = new QMenu(layout);
    parts.docks->fillPresetMenu(*presets);
    layout->setMenu(presets);
    bar.addWidget(layout);
    auto* gap = new QWidget(&bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar.addWidget(gap);
    auto* search = makeSearchButton(bar, parts);
    bar.addWidget(search);
    const auto buttons = bar.findChildren<QToolButton*>();
    for (auto* button : buttons) {
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        button->setFocusPolicy(Qt::TabFocus);
    }
    if (auto* primary =
            qobject_cast<QToolButton*>(bar.widgetForAction(&parts.actions.connectDevice)))
        primary->setAutoRaise(false);
    // A bar raises what it is given.
    search->setAutoRaise(false);
}

void makeStripBar(QToolBar& bar) {
    bar.setMovable(false);
    bar.setContextMenuPolicy(Qt::PreventContextMenu);
    bar.toggleViewAction()->setVisible(false);
    // The bar asked for its rules before it had a name; its own have no margins.
    bar.style()->unpolish(&bar);
    bar.style()->polish(&bar);
    QEvent restyled(QEvent::StyleChange);
    QApplication::sendEvent(&bar, &restyled);
    bar.hide();
}

}  // namespace telemetryhub::ui
