// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QMainWindow>
#include <QString>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/hub/recording_settings.h"
#include "telemetryhub/engine/serve/listener_snapshot.h"

class QSettings;
class QTimer;
class QToolBar;

namespace telemetryhub::engine {
class Hub;
struct Snapshot;
}  // namespace telemetryhub::engine

namespace telemetryhub::ui {

class ConnectDialog;
struct WindowParts;

/// What the program does for the window with configuration files; unset: it cannot.
struct ConfigCommands {
    std::function<void()> reload;  ///< its outcome comes by `showNotice` or `showRefusal`
    std::function<engine::Result<void>(const QString& path)> exportTo;
};

/// How the window records into session files.
struct RecordingCommands {
    std::optional<engine::RecordingSettings> settings;  ///< unset: it cannot
};

/// How the window turns the REST listener on and off.
struct ListenerCommands {
    std::function<engine::Result<void>(const QString& place)> start;  ///< at HOST:PORT
    std::function<void()> stop;
    /// Nothing while it is off.
    std::function<std::optional<engine::ListenerSnapshot>()> snapshot;
    QString usualPlace;  ///< HOST:PORT to offer
};

struct MainWindowOptions {
    /// Where geometry, layout and theme are kept; null: nothing is remembered.
    /// \pre outlives the window
    QSettings* settings = nullptr;
    ConfigCommands config = {};
    RecordingCommands recording = {};
    ListenerCommands listener = {};
};

/// The window over a gateway: devices, charts, values, health and ledger.
///
/// Ten times a second, while it can be seen, it pulls one snapshot and hands it to its panels.
/// It never waits for the stream and nothing in it can stall the wire.
///
/// Threads: main.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// Applies the theme to the application.
    /// \pre `gateway` outlives this object.
    explicit MainWindow(engine::Hub& gateway, MainWindowOptions options = {});
    ~MainWindow() override;

public slots:
    /// Opens the connect dialog, or brings the open one to the front.
    void openConnectDialog();
    /// The same to change a device, or to add one like it.
    void openEditDialog(telemetryhub::engine::DeviceId device);
    void openRateDialog(telemetryhub::engine::DeviceId device);
    void openDuplicateDialog(telemetryhub::engine::DeviceId device);
    /// Shows the state of now at once.
    void refresh();
    /// Says in the status line, for a while, what was done.
    void showNotice(const QString& text);
    /// The same for what went wrong.
    void showRefusal(const QString& reason);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void setUpActions();
    void setUpBars();
    void setUpPalette();
    void setUpKeys();
    void followGateway();
    void restoreLayout();
    void updatePace();
    void openConnectDialogFor(const std::function<void(ConnectDialog&)>& prepare);
    void openManual(const QString& target);
    void openSettings();
    void switchZone();

    engine::Hub& m_gateway;
    MainWindowOptions m_options;
    std::unique_ptr<WindowParts> m_parts;
    QToolBar* m_safeBar = nullptr;
    QToolBar* m_undecodedBar = nullptr;
    QToolBar* m_hintBar = nullptr;
    QTimer* m_refresh;
    bool m_arranged = false;
};

}  // namespace telemetryhub::ui
