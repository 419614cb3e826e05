// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/window_wiring.h"

#include <type_traits>

#include <QApplication>

#include "chart/chart_pages.h"
#include "console/console_panel.h"
#include "devices/device_dialogs.h"
#include "events/events_panel.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/devices_panel.h"
#include "panels/replay_strip.h"
#include "panels/safe_strip.h"
#include "panels/values_panel.h"
#include "recordings/recordings_panel.h"
#include "session/session_actions.h"
#include "telemetryhub/engine/hub/hub.h"
#include "window/config_actions.h"
#include "window/listener_action.h"
#include "window/panel_docks.h"
#include "window/record_action.h"
#include "window/window_parts.h"

namespace telemetryhub::ui {
namespace {

bool hasFocus(const QWidget& panel) {
    const QWidget* focus = QApplication::focusWidget();
    return focus && (focus == &panel || panel.isAncestorOf(focus));
}

/// Ctrl+F is for the panel that has the focus, else for the devices.
void focusFilterOf(WindowParts& parts) {
    if (hasFocus(*parts.events)) return parts.events->focusFilter();
    if (hasFocus(*parts.console)) return parts.console->focusFilter();
    if (hasFocus(*parts.recordings)) return parts.recordings->focusFilter();
    if (hasFocus(*parts.values)) return parts.values->focusFilter();
    parts.docks->show(PanelDocks::Devices);
    parts.devices->focusFilter();
}

void wireTelling(WindowParts& parts, MainWindow& window) {
    const auto tell = [&window](const auto* part) {
        using Part = std::remove_cvref_t<decltype(*part)>;
        QObject::connect(part, &Part::done, &window, &MainWindow::showNotice);
        QObject::connect(part, &Part::refused, &window, &MainWindow::showRefusal);
    };
    tell(parts.deviceActions);
    tell(parts.config);
    tell(parts.sessions);
    tell(parts.record);
    tell(parts.events);
    tell(parts.console);
    tell(parts.recordings);
    QObject::connect(parts.listener, &ListenerAction::done, &window, &MainWindow::showNotice);
}

void wireDevices(WindowParts& parts, engine::Hub& gateway, MainWindow& window) {
    const DeviceActions* actions = parts.deviceActions;
    QObject::connect(actions, &DeviceActions::sendAsked, parts.console,
                     [&parts](engine::DeviceId device) {
                         parts.docks->show(PanelDocks::Console);
                         parts.console->openFor(device);
                     });
    QObject::connect(actions, &DeviceActions::rehearsalAsked, parts.deviceDialogs,
                     &DeviceDialogs::openRehearsal);
    QObject::connect(actions, &DeviceActions::decodingAsked, parts.deviceDialogs,
                     &DeviceDialogs::openDecoding);
    QObject::connect(actions, &DeviceActions::editAsked, &window, &MainWindow::openEditDialog);
    QObject::connect(actions, &DeviceActions::ratesAsked, &window, &MainWindow::openRateDialog);
    QObject::connect(actions, &DeviceActions::duplicateAsked, &window,
                     &MainWindow::openDuplicateDialog);
    QObject::connect(actions, &DeviceActions::causeAsked, parts.chart,
                     [&parts, &gateway](engine::DeviceId device) {
                         const auto snapshot = gateway.snapshot();
                         const engine::DeviceSnapshot* found = snapshot->find(device);
                         if (found) parts.chart->jumpTo(found->lastErrorTime.steadyNs);
                         parts.docks->show(PanelDocks::Events);
                     });
    QObject::connect(parts.safeStrip, &SafeStrip::allAsked, parts.devices, [&parts] {
        parts.docks->show(PanelDocks::Devices);
        parts.devices->filterBy(stateWord(engine::DeviceState::SafeState));
    });
    auto* replay = new ReplayStrip(gateway, parts.theme, parts.devices);
    parts.devices->addReplayStrip(replay);
    QObject::connect(replay, &ReplayStrip::refused, &window, &MainWindow::showRefusal);
}

void wireCharts(WindowParts& parts) {
    const auto takePanel = [&parts] {
        parts.selection->setPanel(&parts.chart->activePanel().channels());
    };
    QObject::connect(parts.chart, &ChartPages::activePanelChanged, parts.selection, takePanel);
    takePanel();
    QObject::connect(parts.chart, &ChartPages::exportAsked, parts.sessions,
                     &SessionActions::openHistoryExport);
    QObject::connect(parts.chart, &ChartPages::eventChosen, parts.events,
                     [&parts](std::uint64_t number) {
                         parts.docks->show(PanelDocks::Events);
                         parts.events->choose(number);
                     });
    QObject::connect(parts.events, &EventsPanel::jumpAsked, parts.chart,
                     [&parts](std::int64_t steadyNs) { parts.chart->jumpTo(steadyNs); });
}

void wireRecordings(WindowParts& parts) {
    QObject::connect(parts.recordings, &RecordingsPanel::openAsked, parts.sessions,
                     &SessionActions::openFile);
    QObject::connect(parts.recordings, &RecordingsPanel::replayAsked, parts.sessions,
                     &SessionActions::replayFile);
    QObject::connect(parts.recordings, &RecordingsPanel::exportAsked, parts.sessions,
                     &SessionActions::exportFile);
}

}  // namespace

void wireParts(WindowParts& parts, engine::Hub& gateway, MainWindow& window) {
    wireTelling(parts, window);
    wireDevices(parts, gateway, window);
    wireCharts(parts);
    wireRecordings(parts);
    QObject::connect(&parts.actions.filter, &QAction::triggered, &window,
                     [&parts] { focusFilterOf(parts); });
    QObject::connect(&parts.actions.mark, &QAction::triggered, &window,
                     [&gateway] { gateway.mark({}); });
}

void saveParts(const WindowParts& parts, QSettings& settings) {
    parts.chart->saveState(settings);
    parts.devices->saveState(settings);
    parts.values->saveState(settings);
    parts.events->saveState(settings);
    parts.console->saveState(settings);
    parts.recordings->saveState(settings);
}

void restoreParts(WindowParts& parts, QSettings& settings) {
    parts.chart->restoreState(settings);
    parts.devices->restoreState(settings);
    parts.values->restoreState(settings);
    parts.events->restoreState(settings);
    parts.console->restoreState(settings);
    parts.recordings->restoreState(settings);
}

}  // namespace telemetryhub::ui
