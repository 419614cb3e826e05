// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/window_parts.h"

#include "chart/chart_pages.h"
#include "chart/gateway_chart_source.h"
#include "console/console_panel.h"
#include "devices/device_dialogs.h"
#include "events/events_panel.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/devices_panel.h"
#include "panels/health_panel.h"
#include "panels/ledger_panel.h"
#include "panels/safe_strip.h"
#include "panels/undecoded_strip.h"
#include "panels/values_panel.h"
#include "recordings/recordings_panel.h"
#include "session/session_actions.h"
#include "telemetryhub/engine/hub/hub.h"
#include "window/alarm_notifier.h"
#include "window/command_palette.h"
#include "window/config_actions.h"
#include "window/first_hint.h"
#include "window/key_bindings.h"
#include "window/listener_action.h"
#include "window/panel_docks.h"
#include "window/record_action.h"
#include "window/status_line.h"
#include "window/theme_menu.h"

namespace telemetryhub::ui {
namespace {

QString recordingFolder(const RecordingCommands& commands) {
    return commands.settings ? QString::fromStdString(commands.settings->folder) : QString();
}

}  // namespace

WindowParts::WindowParts(engine::Hub& gateway, const MainWindowOptions& options, MainWindow& window)
    : theme(systemThemeKind()),
      actions(theme),
      keys(new KeyBindings(options.settings, &window)),
      themes(new ThemeMenu(theme, options.settings, &window)),
      selection(new ChannelSelection(&window)),
      deviceActions(new DeviceActions(gateway, theme, &window)),
      deviceDialogs(new DeviceDialogs(gateway, theme, &window)),
      config(new ConfigActions(options.config, theme, &window)),
      listener(new ListenerAction(options.listener, &window)),
      record(new RecordAction(gateway, options.recording, theme, &window)),
      notifier(new AlarmNotifier(gateway, options.settings, &window)),
      chart(new ChartPages(std::make_unique<GatewayChartSource>(gateway), selection->catalog(),
                           theme, &window)),
      devices(new DevicesPanel(*deviceActions, actions.connectDevice,
                               {gateway.history(), *selection}, theme, &window)),
      values(new ValuesPanel(gateway.history(), *selection, theme, &window)),
      health(new HealthPanel(theme, &window)),
      events(new EventsPanel(gateway, theme, &window)),
      console(new ConsolePanel(gateway, theme, &window)),
      recordings(
          new RecordingsPanel(recordingFolder(options.recording), record->toggle, theme, &window)),
      ledger(new LedgerPanel(theme, &window)),
      safeStrip(new SafeStrip(*deviceActions, theme, &window)),
      undecodedStrip(new UndecodedStrip(*deviceActions, theme, &window)),
      hint(new FirstHint(actions.connectDevice, actions.firstSteps, options.settings, theme,
                         &window)),
      sessions(new SessionActions(
          gateway, recordingFolder(options.recording), [this] { return chart->visibleSpan(); },
          theme, &window)),
      status(new StatusLine(theme, &window)),
      docks(new PanelDocks(
          window, {devices, chart, values, health, events, console, recordings, ledger}, theme)),
      palette(new CommandPalette(theme, &window)) {}

}  // namespace telemetryhub::ui
