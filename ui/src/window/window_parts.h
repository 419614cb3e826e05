// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"
#include "window/window_actions.h"

namespace telemetryhub::ui {

class AlarmNotifier;
class ChannelSelection;
class ChartPages;
class CommandPalette;
class ConfigActions;
class ConsolePanel;
class DeviceActions;
class DeviceDialogs;
class DevicesPanel;
class EventsPanel;
class FirstHint;
class HealthPanel;
class KeyBindings;
class LedgerPanel;
class ListenerAction;
class PanelDocks;
class RecordAction;
class RecordingsPanel;
class SafeStrip;
class SessionActions;
class StatusLine;
class ThemeMenu;
class UndecodedStrip;
class ValuesPanel;

/// Everything in the main window, in the order in which it is made; what points to something is
/// a child of the window.
///
/// Threads: main.
struct WindowParts {
    /// \pre everything passed outlives this object.
    WindowParts(engine::Hub& gateway, const MainWindowOptions& options, MainWindow& window);

    Theme theme;
    WindowActions actions;
    KeyBindings* keys;
    ThemeMenu* themes;
    ChannelSelection* selection;
    DeviceActions* deviceActions;
    DeviceDialogs* deviceDialogs;
    ConfigActions* config;
    ListenerAction* listener;
    RecordAction* record;
    AlarmNotifier* notifier;
    ChartPages* chart;
    DevicesPanel* devices;
    ValuesPanel* values;
    HealthPanel* health;
    EventsPanel* events;
    ConsolePanel* console;
    RecordingsPanel* recordings;
    LedgerPanel* ledger;
    SafeStrip* safeStrip;
    UndecodedStrip* undecodedStrip;
    FirstHint* hint;
    SessionActions* sessions;
    StatusLine* status;
    PanelDocks* docks;
    CommandPalette* palette;
};

}  // namespace telemetryhub::ui
