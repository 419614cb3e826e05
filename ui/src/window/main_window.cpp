// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/ui/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QScreen>
#include <QSettings>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>

#include "chart/chart_pages.h"
#include "connect/connect_dialog.h"
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
#include "theme/shown_time.h"
#include "window/about_box.h"
#include "window/command_palette.h"
#include "window/first_hint.h"
#include "window/key_bindings.h"
#include "window/listener_action.h"
#include "window/main_menus.h"
#include "window/manual_window.h"
#include "window/palette_sources.h"
#include "window/panel_docks.h"
#include "window/record_action.h"
#include "window/settings_dialog.h"
#include "window/status_line.h"
#include "window/window_memory.h"
#include "window/window_parts.h"
#include "window/window_wiring.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRefreshMs = 100;
constexpr QSize kFirstSize(1600, 1000);
constexpr QLatin1String kGeometryKey("window/geometry");
constexpr QLatin1String kStateKey("window/state");
/// Rises when docks or tool bars change, so that an old layout is not forced upon new ones.
constexpr int kStateVersion = 2;

template <typename Window>
Window* raised(QWidget& parent) {
    auto* open = parent.findChild<Window*>();
    if (!open) return nullptr;
    open->show();
    open->raise();
    open->activateWindow();
    return open;
}

}  // namespace

MainWindow::MainWindow(engine::Hub& gateway, MainWindowOptions options)
    : m_gateway(gateway),
      m_options(std::move(options)),
      m_parts(std::make_unique<WindowParts>(gateway, m_options, *this)),
      m_refresh(new QTimer(this)) {
    setWindowTitle(QStringLiteral("TelemetryHub"));
    restoreShownThings(m_parts->theme, m_options.settings);
    setUpActions();
    wireParts(*m_parts, gateway, *this);
    setUpBars();
    fillMenuBar(*menuBar(), *m_parts);
    setUpPalette();
    setUpKeys();
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
    WindowActions& actions = m_parts->actions;
    connect(&actions.connectDevice, &QAction::triggered, this, &MainWindow::openConnectDialog);
    connect(&actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(&actions.about, &QAction::triggered, this, [this] { showAboutBox(*this); });
    connect(&actions.settings, &QAction::triggered, this, &MainWindow::openSettings);
    connect(&actions.findCommand, &QAction::triggered, m_parts->palette, &CommandPalette::open);
    connect(&actions.manual, &QAction::triggered, this,
            [this] { openManual(QStringLiteral("README.md")); });
    connect(&actions.firstSteps, &QAction::triggered, this,
            [this] { openManual(QStringLiteral("README.md#first-steps")); });
    connect(&actions.fullScreen, &QAction::toggled, this,
            [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(m_parts->ledger, &LedgerPanel::closedChanged, this, &MainWindow::refresh);
    connect(&m_parts->theme, &Theme::changed, this, &MainWindow::refresh);
    connect(m_parts->status, &StatusLine::zoneClicked, this, &MainWindow::switchZone);
}

void MainWindow::setUpBars() {
    auto* bar = addToolBar(tr("Main tool bar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->toggleViewAction()->setVisible(false);
    fillToolBar(*bar, *m_parts);
    const auto strip = [this](const QString& title, const QString& name, QWidget* content) {
        addToolBarBreak();
        auto* stripBar = addToolBar(title);
        stripBar->setObjectName(name);
        makeStripBar(*stripBar);
        stripBar->addWidget(content);
        return stripBar;
    };
    m_safeBar = strip(tr("SafeState"), QStringLiteral("safeBar"), m_parts->safeStrip);
    m_undecodedBar =
        strip(tr("Not decoded"), QStringLiteral("undecodedBar"), m_parts->undecodedStrip);
    m_hintBar = strip(tr("First steps"), QStringLiteral("hintBar"), m_parts->hint);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addWidget(m_parts->status, 1);
}

void MainWindow::setUpPalette() {
    CommandPalette* palette = m_parts->palette;
    palette->addSource([this] { return menuCommands(*menuBar()); });
    palette->addSource([this] {
        const auto snapshot = m_gateway.snapshot();
        return devicesAndChannels(*snapshot,
                                  {[this](engine::DeviceId device) {
                                       m_parts->deviceActions->setCurrent(device);
                                       m_parts->docks->goTo(PanelDocks::Devices);
                                   },
                                   [this](engine::DeviceId device, std::size_t channel) {
                                       m_parts->selection->setShown(device, channel, true);
                                       m_parts->docks->goTo(PanelDocks::Charts);
                                   }},
                                  m_parts->theme);
    });
    palette->addSource(
        [this] { return manualEntries([this](const QString& t) { openManual(t); }); });
}

// Everything that has a name can be given other keys.
void MainWindow::setUpKeys() {
    const auto addAll = [this] {
        m_parts->keys->add(findChildren<QAction*>());
        const auto menus = findChildren<QMenu*>();
        for (const QMenu* menu : menus)
            m_parts->keys->add(menu->actions());
    };
    addAll();
    // Another panel of charts brings actions of its own.
    connect(m_parts->chart, &ChartPages::activePanelChanged, this, addAll);
}

void MainWindow::followGateway() {
    using engine::Hub;
    // The timer would show it too, a tenth of a second later.
    connect(&m_gateway, &Hub::deviceAdded, this, &MainWindow::refresh);
    connect(&m_gateway, &Hub::deviceRemoved, this, &MainWindow::refresh);
    connect(&m_gateway, &Hub::stateChanged, this, &MainWindow::refresh);
    connect(&m_gateway, &Hub::recordingFailed, this, [this](const engine::Error& error) {
        showRefusal(QString::fromStdString(error.detail));
    });
    m_refresh->setInterval(kRefreshMs);
    connect(m_refresh, &QTimer::timeout, this, &MainWindow::refresh);
}

void MainWindow::restoreLayout() {
    const QSize room = screen()->availableGeometry().size();
    resize(kFirstSize.boundedTo(room));
    if (!m_options.settings) return;
    restoreParts(*m_parts, *m_options.settings);
    restoreGeometry(m_options.settings->value(kGeometryKey).toByteArray());
    m_arranged = restoreState(m_options.settings->value(kStateKey).toByteArray(), kStateVersion);
}

void MainWindow::refresh() {
    const auto snapshot = m_gateway.snapshot();
    m_parts->selection->update(*snapshot);
    m_parts->deviceActions->display(snapshot);
    m_parts->deviceDialogs->display(snapshot);
    m_parts->record->display(*snapshot);
    m_parts->devices->display(snapshot);
    m_parts->values->display(snapshot);
    m_parts->health->display(snapshot);
    m_parts->health->displayListener(m_parts->listener->snapshot());
    m_parts->events->display(snapshot);
    m_parts->console->setCurrent(m_parts->deviceActions->current());
    m_parts->console->display(snapshot);
    m_parts->recordings->display(snapshot);
    m_parts->ledger->display(snapshot);
    m_parts->safeStrip->display(snapshot);
    m_safeBar->setVisible(m_parts->safeStrip->isWanted());
    m_parts->undecodedStrip->display(*snapshot);
    m_undecodedBar->setVisible(m_parts->undecodedStrip->isWanted());
    m_parts->hint->display(*snapshot);
    m_hintBar->setVisible(m_parts->hint->isWanted());
    m_parts->status->display(snapshot);
    m_parts->docks->displayNotes(*snapshot);
    m_parts->docks->displayUnacknowledged(m_parts->events->waitingCount());
}

void MainWindow::showNotice(const QString& text) {
    m_parts->status->showNotice(text);
}

void MainWindow::showRefusal(const QString& reason) {
    m_parts->status->showRefusal(reason);
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
    if (raised<ConnectDialog>(*this)) return;
    openConnectDialogFor([](ConnectDialog&) {});
}

void MainWindow::openConnectDialogFor(const std::function<void(ConnectDialog&)>& prepare) {
    auto* dialog = new ConnectDialog(m_gateway, m_parts->theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    prepare(*dialog);
    dialog->show();
}

void MainWindow::openEditDialog(engine::DeviceId device) {
    const auto snapshot = m_gateway.snapshot();
    const engine::DeviceSnapshot* found = snapshot->find(device);
    if (!found) return;
    openConnectDialogFor([found](ConnectDialog& dialog) { dialog.edit(*found); });
}

void MainWindow::openRateDialog(engine::DeviceId device) {
    const auto snapshot = m_gateway.snapshot();
    const engine::DeviceSnapshot* found = snapshot->find(device);
    if (!found) return;
    openConnectDialogFor([found](ConnectDialog& dialog) { dialog.findRate(*found); });
}

void MainWindow::openDuplicateDialog(engine::DeviceId device) {
    const auto settings = m_gateway.settingsOf(device);
    if (!settings) return;
    openConnectDialogFor([&settings](ConnectDialog& dialog) { dialog.duplicate(*settings); });
}

void MainWindow::openManual(const QString& target) {
    auto* manual = raised<ManualWindow>(*this);
    if (!manual) {
        manual = new ManualWindow(m_parts->theme, m_options.settings, this);
        manual->setAttribute(Qt::WA_DeleteOnClose);
        manual->show();
    }
    manual->open(target);
}

void MainWindow::openSettings() {
    if (raised<SettingsDialog>(*this)) return;
    auto* dialog = new SettingsDialog(
        {*m_parts->themes, *m_parts->notifier, *m_parts->keys, m_options.settings,
         [this] {
             rememberShownZone(m_options.settings);
             m_parts->theme.refresh();
         }},
        m_parts->theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::switchZone() {
    setShownZone(shownZone() == ShownZone::Utc ? ShownZone::Local : ShownZone::Utc);
    rememberShownZone(m_options.settings);
    m_parts->theme.refresh();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    // Only now the window has its size, which the docks share.
    if (!m_arranged) m_parts->docks->arrange();
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
        saveParts(*m_parts, *m_options.settings);
        m_options.settings->setValue(kGeometryKey, saveGeometry());
        m_options.settings->setValue(kStateKey, saveState(kStateVersion));
    }
    QMainWindow::closeEvent(event);
}

}  // namespace telemetryhub::ui
