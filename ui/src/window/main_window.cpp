// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/ui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QPointer>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

#include "chart/chart_pages.h"
#include "chart/gateway_chart_source.h"
#include "connect/connect_dialog.h"
#include "devices/device_dialogs.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/devices_panel.h"
#include "panels/health_panel.h"
#include "panels/ledger_panel.h"
#include "panels/replay_strip.h"
#include "panels/safe_strip.h"
#include "panels/values_panel.h"
#include "session/session_actions.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/numbers.h"
#include "theme/theme.h"
#include "window/about_box.h"
#include "window/config_actions.h"
#include "window/dock_title.h"
#include "window/listener_action.h"
#include "window/panel_docks.h"
#include "window/record_action.h"
#include "window/status_line.h"
#include "window/theme_menu.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRefreshMs = 100;
constexpr QSize kFirstSize(1600, 1000);
constexpr QLatin1String kGeometryKey("window/geometry");
constexpr QLatin1String kStateKey("window/state");
/// Rises when docks or tool bars change, so that an old layout is not forced upon new ones.
constexpr int kStateVersion = 1;

QString recordingFolder(const RecordingCommands& commands) {
    return commands.settings ? QString::fromStdString(commands.settings->folder) : QString();
}

}  // namespace

/// What the window itself does.
struct MainWindow::Actions {
    explicit Actions(const Theme& theme)
        : connectDevice(theme.icon(QStringLiteral("plug")), MainWindow::tr("&Connect\u2026")),
          filter(MainWindow::tr("F&ilter devices")),
          quit(MainWindow::tr("&Quit")),
          about(MainWindow::tr("&About TelemetryHub")) {
        connectDevice.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
        connectDevice.setToolTip(
            MainWindow::tr("Connect a device (%1)")
                .arg(connectDevice.shortcut().toString(QKeySequence::NativeText)));
        filter.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_F));
        quit.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    }

    QAction connectDevice, filter, quit, about;
};

MainWindow::MainWindow(engine::GatewayCore& gateway, MainWindowOptions options)
    : m_gateway(gateway),
      m_options(std::move(options)),
      m_theme(std::make_unique<Theme>(systemThemeKind())),
      m_actions(std::make_unique<Actions>(*m_theme)),
      m_selection(new ChannelSelection(this)),
      m_deviceActions(new DeviceActions(gateway, *m_theme, this)),
      m_deviceDialogs(new DeviceDialogs(gateway, *m_theme, m_options.settings, this)),
      m_configActions(new ConfigActions(m_options.config, *m_theme, this)),
      m_listener(new ListenerAction(m_options.listener, this)),
      m_record(new RecordAction(gateway, m_options.recording, *m_theme, this)),
      m_themeMenu(new ThemeMenu(*m_theme, m_options.settings, this)),
      m_chart(new ChartPages(std::make_unique<GatewayChartSource>(gateway), m_selection->catalog(),
                             *m_theme, this)),
      m_devices(new DevicesPanel(*m_deviceActions, m_actions->connectDevice,
                                 {gateway.history(), *m_selection}, *m_theme, this)),
      m_values(new ValuesPanel(gateway.history(), *m_selection, *m_theme, this)),
      m_health(new HealthPanel(*m_theme, this)),
      m_ledger(new LedgerPanel(*m_theme, this)),
      m_safeStrip(new SafeStrip(*m_deviceActions, *m_theme, this)),
      m_sessions(new SessionActions(
          gateway, recordingFolder(m_options.recording), [this] { return m_chart->visibleSpan(); },
          *m_theme, this)),
      m_status(new StatusLine(*m_theme, this)),
      m_docks(new PanelDocks(*this, {m_devices, m_chart, m_values, m_health, m_ledger}, *m_theme)),
      m_refresh(new QTimer(this)) {
    setWindowTitle(QStringLiteral("TelemetryHub"));
    setUpActions();
    setUpToolBar();
    setUpSafeStrip();
    setUpStatusBar();
    setUpMenus();
    followGateway();
    restoreLayout();
    refresh();
}

// The panels hold references to the theme: they go first.
MainWindow::~MainWindow() {
    m_refresh->stop();
    QList<QPointer<QWidget>> parts;
    for (auto* child : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        parts << child;
    for (const auto& part : parts)
        delete part.data();
}

void MainWindow::setUpActions() {
    connect(&m_actions->connectDevice, &QAction::triggered, this, &MainWindow::openConnectDialog);
    connect(&m_actions->filter, &QAction::triggered, m_devices, &DevicesPanel::focusFilter);
    connect(&m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(&m_actions->about, &QAction::triggered, this, [this] { showAboutBox(*this); });
    connect(m_deviceActions, &DeviceActions::refused, m_status, &StatusLine::showRefusal);
    connect(m_deviceActions, &DeviceActions::done, m_status, &StatusLine::showNotice);
    connect(m_deviceActions, &DeviceActions::sendAsked, m_deviceDialogs, &DeviceDialogs::openSend);
    connect(m_deviceActions, &DeviceActions::rehearsalAsked, m_deviceDialogs,
            &DeviceDialogs::openRehearsal);
    connect(m_deviceActions, &DeviceActions::decodingAsked, m_deviceDialogs,
            &DeviceDialogs::openDecoding);
    connect(m_configActions, &ConfigActions::done, m_status, &StatusLine::showNotice);
    connect(m_configActions, &ConfigActions::refused, m_status, &StatusLine::showRefusal);
    connect(m_listener, &ListenerAction::done, m_status, &StatusLine::showNotice);
    connect(m_sessions, &SessionActions::done, m_status, &StatusLine::showNotice);
    connect(m_sessions, &SessionActions::refused, m_status, &StatusLine::showRefusal);
    auto* replay = new ReplayStrip(m_gateway, *m_theme, m_devices);
    m_devices->addReplayStrip(replay);
    connect(replay, &ReplayStrip::refused, m_status, &StatusLine::showRefusal);
    connect(m_record, &RecordAction::done, m_status, &StatusLine::showNotice);
    connect(m_record, &RecordAction::refused, m_status, &StatusLine::showRefusal);
    const auto takePanel = [this] { m_selection->setPanel(&m_chart->activePanel().channels()); };
    connect(m_chart, &ChartPages::activePanelChanged, this, takePanel);
    takePanel();
    connect(m_ledger, &LedgerPanel::closedChanged, this, &MainWindow::refresh);
    connect(m_theme.get(), &Theme::changed, this, &MainWindow::refresh);
}

void MainWindow::setUpToolBar() {
    auto* bar = addToolBar(tr("Main tool bar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->toggleViewAction()->setVisible(false);
    bar->addAction(&m_actions->connectDevice);
    bar->addSeparator();
    bar->addActions({&m_deviceActions->startAll, &m_deviceActions->stopAll});
    bar->addSeparator();
    bar->addAction(&m_record->toggle);
    bar->addSeparator();
    auto* layout = new QToolButton(bar);
    layout->setText(tr("Layout"));
    layout->setIcon(m_theme->icon(QStringLiteral("layout")));
    layout->setToolTip(tr("Arrangements of the panels (Ctrl+Alt+1 to 4)"));
    layout->setPopupMode(QToolButton::InstantPopup);
    layout->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout->setAutoRaise(true);
    auto* presets = new QMenu(layout);
    m_docks->fillPresetMenu(*presets);
    layout->setMenu(presets);
    bar->addWidget(layout);
    for (auto* button : bar->findChildren<QToolButton*>()) {
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        button->setFocusPolicy(Qt::TabFocus);
    }
    if (auto* primary = qobject_cast<QToolButton*>(bar->widgetForAction(&m_actions->connectDevice)))
        primary->setAutoRaise(false);
}

void MainWindow::setUpSafeStrip() {
    addToolBarBreak();
    m_safeBar = addToolBar(tr("SafeState"));
    m_safeBar->setObjectName(QStringLiteral("safeBar"));
    m_safeBar->setMovable(false);
    m_safeBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_safeBar->toggleViewAction()->setVisible(false);
    // The bar asked for its rules before it had a name; its own have no margins.
    style()->unpolish(m_safeBar);
    style()->polish(m_safeBar);
    QEvent restyled(QEvent::StyleChange);
    QApplication::sendEvent(m_safeBar, &restyled);
    m_safeBar->addWidget(m_safeStrip);
    m_safeBar->hide();
}

void MainWindow::setUpStatusBar() {
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addWidget(m_status, 1);
}

void MainWindow::setUpMenus() {
    auto* file = menuBar()->addMenu(tr("&File"));
    file->addAction(&m_actions->connectDevice);
    file->addSeparator();
    file->addActions({&m_sessions->open, &m_sessions->replay, &m_sessions->exportHistory});
    file->addSeparator();
    file->addActions({&m_configActions->reload, &m_configActions->exportConfig, &m_listener->open});
    file->addSeparator();
    file->addAction(&m_actions->quit);
    file->setToolTipsVisible(true);
    auto* device = menuBar()->addMenu(tr("&Device"));
    m_deviceActions->fillMenu(*device);
    device->addSeparator();
    device->addActions({&m_deviceActions->startAll, &m_deviceActions->stopAll, &m_actions->filter});
    auto* recording = menuBar()->addMenu(tr("&Recording"));
    recording->addActions({&m_record->toggle, &m_record->openFolder});
    auto* chart = menuBar()->addMenu(tr("&Chart"));
    chart->addAction(m_theme->icon(QStringLiteral("play")), tr("&Follow"), m_chart,
                     &ChartPages::follow);
    chart->addAction(m_theme->icon(QStringLiteral("pause")), tr("&Pause"), m_chart,
                     &ChartPages::pause);
    chart->addSeparator();
    m_chart->fillMenu(*chart);
    auto* view = menuBar()->addMenu(tr("&View"));
    m_docks->fillViewMenu(*view);
    view->addSeparator();
    view->addMenu(m_themeMenu);
    auto* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(&m_actions->about);
}

void MainWindow::followGateway() {
    using engine::GatewayCore;
    // The timer would show it too, a tenth of a second later.
    connect(&m_gateway, &GatewayCore::deviceAdded, this, &MainWindow::refresh);
    connect(&m_gateway, &GatewayCore::deviceRemoved, this, &MainWindow::refresh);
    connect(&m_gateway, &GatewayCore::stateChanged, this, &MainWindow::refresh);
    connect(&m_gateway, &GatewayCore::recordingFailed, this, [this](const engine::Error& error) {
        m_status->showRefusal(QString::fromStdString(error.detail));
    });
    m_refresh->setInterval(kRefreshMs);
    connect(m_refresh, &QTimer::timeout, this, &MainWindow::refresh);
}

void MainWindow::restoreLayout() {
    const QSize room = screen()->availableGeometry().size();
    resize(kFirstSize.boundedTo(room));
    if (!m_options.settings) return;
    m_chart->restoreState(*m_options.settings);
    restoreGeometry(m_options.settings->value(kGeometryKey).toByteArray());
    m_arranged = restoreState(m_options.settings->value(kStateKey).toByteArray(), kStateVersion);
}

void MainWindow::refresh() {
    const auto snapshot = m_gateway.snapshot();
    m_selection->update(*snapshot);
    m_deviceActions->display(snapshot);
    m_deviceDialogs->display(snapshot);
    m_record->display(*snapshot);
    m_devices->display(snapshot);
    m_values->display(snapshot);
    m_health->display(snapshot);
    m_health->displayListener(m_listener->snapshot());
    m_ledger->display(snapshot);
    m_safeStrip->display(snapshot);
    m_safeBar->setVisible(m_safeStrip->isLatched());
    m_status->display(snapshot);
    m_docks->displayNotes(*snapshot);
}

void MainWindow::showNotice(const QString& text) {
    m_status->showNotice(text);
}

void MainWindow::showRefusal(const QString& reason) {
    m_status->showRefusal(reason);
}

void MainWindow::updatePace() {
    const bool seen = isVisible() && !isMinimized();
    if (seen == m_refresh->isActive()) return;
    if (seen) {
        m_refresh->start();
        refresh();
    } else {
        m_refresh->stop();
    }
}

void MainWindow::openConnectDialog() {
    if (auto* open = findChild<ConnectDialog*>()) {
        open->raise();
        open->activateWindow();
        return;
    }
    auto* dialog = new ConnectDialog(m_gateway, *m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    // Only now the window has its size, which the docks share.
    if (!m_arranged) m_docks->arrange();
    m_arranged = true;
    updatePace();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    updatePace();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) updatePace();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_options.settings) {
        m_chart->saveState(*m_options.settings);
        m_options.settings->setValue(kGeometryKey, saveGeometry());
        m_options.settings->setValue(kStateKey, saveState(kStateVersion));
    }
    QMainWindow::closeEvent(event);
}

}  // namespace telemetryhub::ui
