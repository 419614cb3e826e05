// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolBar>

#include "devices/fault_dialog.h"
#include "panels/channel_selection.h"
#include "panels/device_actions.h"
#include "panels/device_words.h"
#include "panels/devices_panel.h"
#include "panels/health_panel.h"
#include "panels/ledger_panel.h"
#include "panels/safe_strip.h"
#include "panels/values_model.h"
#include "panels/values_panel.h"
#include "panels/values_view.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"
#include "window/config_actions.h"
#include "window/status_line.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void anEmptyWindowOffersTheSimulatedDevice();
    void valuesMoveWhileTheDeviceMeasures();
    void stopLeadsToIdleAndStartToMeasuring();
    void theLedgerClosesWhileDataFlows();
    void aRemovedDeviceComesBackByUndo();
    void everyInteractiveWidgetHasAnAccessibleName();
    void everyDockAndToolBarHasAnObjectName();
    void layoutAndThemeAreRemembered();
    void theKeyboardStopsAndStarts();
    void aClickOnThePaintedButtonStops();
    void spaceTakesAChannelOutOfTheCharts();
    void theKeyboardReachesEveryPanel();
    void aHiddenWindowDoesNoWork();
    void theStripNamesWhoIsLatchedAndWhy();
    void aRefusalIsSaidInTheStatusLine();
    void theStripSaysWhetherASafeCommandWasSent_data();
    void theStripSaysWhetherASafeCommandWasSent();
    void aLatchOfAnEarlierStartSaysSinceWhen();
    void aStalledStageComesBeforeEverythingElse();
    void anUnsavedSafeStateComesBeforeAStall();
    void sendGoesToTheConsoleAndRehearseOpensItsDialog();
    void theConfigurationIsExportedAndSaid();
    void withoutAConfigurationFileThereIsNothingToReload();

private:
    std::unique_ptr<MainWindow> makeWindow();
    engine::DeviceId addSimulated(double rateHz);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<engine::GatewayCore> m_gateway;
};

void TestMainWindow::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("window.ini")),
                                             QSettings::IniFormat);
}

void TestMainWindow::cleanup() {
    m_gateway.reset();
    m_settings.reset();
}

std::unique_ptr<MainWindow> TestMainWindow::makeWindow() {
    return std::make_unique<MainWindow>(*m_gateway, MainWindowOptions{m_settings.get()});
}

engine::DeviceId TestMainWindow::addSimulated(double rateHz) {
    engine::DeviceSettings settings;
    settings.id = "demo";
    engine::SimulatedSettings simulated;
    simulated.rateHz = rateHz;
    settings.bus = simulated;
    const auto device = m_gateway->addDevice(settings);
    return device ? device.value() : engine::DeviceId{};
}

void TestMainWindow::anEmptyWindowOffersTheSimulatedDevice() {
    const auto window = makeWindow();
    window->show();
    auto* panel = window->findChild<DevicesPanel*>();
    QAbstractButton* offer = nullptr;
    for (auto* button : panel->findChildren<QAbstractButton*>())
        if (button->accessibleName() == QStringLiteral("Start the simulated device"))
            offer = button;
    QVERIFY(offer && offer->isVisible());

    offer->click();

    QTRY_COMPARE(panel->model().rowCount(), 1);
    QTRY_COMPARE(panel->model().row(0).state, engine::DeviceState::Measuring);
    QVERIFY(!offer->isVisible());
}

void TestMainWindow::valuesMoveWhileTheDeviceMeasures() {
    const auto device = addSimulated(100);
    const auto window = makeWindow();
    window->show();
    m_gateway->command(device, engine::DeviceCommand::Start);
    auto* values = window->findChild<ValuesPanel*>()->view()->model();
    QTRY_VERIFY(values->rowCount() > 0);
    const auto figure = [&] {
        return values->index(0, 0).data(ValuesModel::RowRole).value<ValueRow>().value;
    };

    const QString before = figure();

    QTRY_VERIFY(figure() != before);
    QVERIFY(!window->findChild<ChannelSelection*>()->shownChannels().empty());
}

void TestMainWindow::stopLeadsToIdleAndStartToMeasuring() {
    const auto device = addSimulated(100);
    m_gateway->command(device, engine::DeviceCommand::Start);
    const auto window = makeWindow();
    window->show();
    const auto& rows = window->findChild<DevicesPanel*>()->model();
    auto* actions = window->findChild<DeviceActions*>();
    QTRY_COMPARE(rows.row(0).state, engine::DeviceState::Measuring);
    QTRY_VERIFY(actions->stop.isEnabled());

    actions->stop.trigger();
    QTRY_COMPARE(rows.row(0).state, engine::DeviceState::Idle);
    QTRY_VERIFY(actions->start.isEnabled());
    QVERIFY(!actions->stop.isEnabled());
    actions->start.trigger();

    QTRY_COMPARE(rows.row(0).state, engine::DeviceState::Measuring);
}

void TestMainWindow::theLedgerClosesWhileDataFlows() {
    const auto device = addSimulated(1000);
    m_gateway->command(device, engine::DeviceCommand::Start);
    const auto window = makeWindow();
    window->show();
    auto* ledger = window->findChild<LedgerPanel*>();
    QSignalSpy opened(ledger, &LedgerPanel::closedChanged);

    QTRY_VERIFY(m_gateway->snapshot()->total().samplesProcessed > 500);
    window->refresh();

    QVERIFY(ledger->model().allClosed());
    QCOMPARE(opened.count(), 0);
    QVERIFY(ledger->model().index(0, LedgerModel::Processed).data().toString() !=
            QStringLiteral("0"));
}

void TestMainWindow::aRemovedDeviceComesBackByUndo() {
    addSimulated(100);
    const auto window = makeWindow();
    window->show();
    const auto& rows = window->findChild<DevicesPanel*>()->model();
    auto* actions = window->findChild<DeviceActions*>();
    QTRY_VERIFY(actions->remove.isEnabled());

    actions->remove.trigger();
    QTRY_COMPARE(rows.rowCount(), 0);
    QVERIFY(actions->undoRemove.isEnabled());
    actions->undoRemove.trigger();

    QTRY_COMPARE(rows.rowCount(), 1);
    QCOMPARE(rows.row(0).name, QStringLiteral("demo"));
}

void TestMainWindow::everyInteractiveWidgetHasAnAccessibleName() {
    addSimulated(100);
    const auto window = makeWindow();
    window->show();

    for (auto* widget : window->findChildren<QWidget*>()) {
        const bool interactive =
            qobject_cast<QAbstractButton*>(widget) || qobject_cast<QAbstractItemView*>(widget) ||
            qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ||
            qobject_cast<QAbstractSpinBox*>(widget);
        const bool ours = !widget->objectName().startsWith(QStringLiteral("qt_"));
        // The clear button and the header are Qt's own parts of a named widget.
        const bool part =
            widget->parentWidget() && (qobject_cast<QLineEdit*>(widget->parentWidget()) ||
                                       qobject_cast<QAbstractItemView*>(widget->parentWidget()));
        if (!interactive || !ours || part) continue;
        QVERIFY2(!widget->accessibleName().isEmpty(),
                 qPrintable(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') +
                            widget->toolTip()));
    }
}

void TestMainWindow::everyDockAndToolBarHasAnObjectName() {
    const auto window = makeWindow();

    for (auto* dock : window->findChildren<QDockWidget*>())
        QVERIFY(!dock->objectName().isEmpty());
    for (auto* bar : window->findChildren<QToolBar*>())
        QVERIFY(!bar->objectName().isEmpty());
}

void TestMainWindow::layoutAndThemeAreRemembered() {
    m_settings->setValue(QStringLiteral("window/theme"), QStringLiteral("light"));
    {
        const auto window = makeWindow();
        window->show();
        window->findChild<QDockWidget*>(QStringLiteral("health"))->hide();
        window->close();
    }

    const auto window = makeWindow();
    window->show();

    QVERIFY(!window->findChild<QDockWidget*>(QStringLiteral("health"))->isVisible());
    QVERIFY(window->findChild<QDockWidget*>(QStringLiteral("values"))->isVisible());
    QCOMPARE(QApplication::palette().color(QPalette::Window),
             themeColors(ThemeKind::Light).surface);
}

void TestMainWindow::theKeyboardStopsAndStarts() {
    const auto device = addSimulated(100);
    m_gateway->command(device, engine::DeviceCommand::Start);
    const auto window = makeWindow();
    window->show();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    const auto& rows = window->findChild<DevicesPanel*>()->model();
    auto* actions = window->findChild<DeviceActions*>();
    QTRY_VERIFY(actions->stop.isEnabled());

    QTest::keyClick(window.get(), Qt::Key_F5, Qt::ShiftModifier);
    QTRY_COMPARE(rows.row(0).state, engine::DeviceState::Idle);
    QTRY_VERIFY(actions->startAll.isEnabled());
    QTest::keyClick(window.get(), Qt::Key_F5, Qt::ControlModifier);

    QTRY_COMPARE(rows.row(0).state, engine::DeviceState::Measuring);
}

void TestMainWindow::aClickOnThePaintedButtonStops() {
    const auto device = addSimulated(100);
    m_gateway->command(device, engine::DeviceCommand::Start);
    const auto window = makeWindow();
    window->resize(1280, 720);
    window->show();
    auto* panel = window->findChild<DevicesPanel*>();
    QTRY_COMPARE(panel->model().row(0).state, engine::DeviceState::Measuring);
    QTRY_VERIFY(panel->width() >= DeviceDelegate::kCompactBelow);
    const QRect row = panel->view()->visualRect(panel->view()->model()->index(0, 0));
    const auto* delegate = qobject_cast<const DeviceDelegate*>(panel->view()->itemDelegate());
    QPoint button;
    for (int x = row.left(); x < row.right(); ++x)
        if (delegate->partAt({x, row.top() + 16}, row, panel->view()->model()->index(0, 0)) ==
            DeviceRowPart::StartStop)
            button = {x - 8, row.top() + 16};

    QTest::mouseClick(panel->view()->viewport(), Qt::LeftButton, {}, button);

    QTRY_COMPARE(panel->model().row(0).state, engine::DeviceState::Idle);
}

void TestMainWindow::spaceTakesAChannelOutOfTheCharts() {
    const auto device = addSimulated(100);
    m_gateway->command(device, engine::DeviceCommand::Start);
    const auto window = makeWindow();
    window->show();
    auto* view = window->findChild<ValuesPanel*>()->view();
    QTRY_COMPARE(view->model()->rowCount(), 4);
    const auto* selection = window->findChild<ChannelSelection*>();
    QCOMPARE(selection->shownChannels().size(), std::size_t{4});

    view->setCurrentIndex(view->model()->index(1, 0));
    QTest::keyClick(view, Qt::Key_Space);

    QCOMPARE(selection->shownChannels().size(), std::size_t{3});
    QCOMPARE(selection->shownChannels()[1].channel, std::size_t{2});
}

void TestMainWindow::theKeyboardReachesEveryPanel() {
    addSimulated(100);
    const auto window = makeWindow();
    window->show();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    const auto isIn = [&](const QWidget* panel) {
        const QWidget* focus = QApplication::focusWidget();
        return focus && (focus == panel || panel->isAncestorOf(focus));
    };

    QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(isIn(window->findChild<DevicesPanel*>()));
    QTest::keyClick(window.get(), Qt::Key_8, Qt::ControlModifier);
    QVERIFY(isIn(window->findChild<LedgerPanel*>()));
    QTest::keyClick(window.get(), Qt::Key_F6);

    QVERIFY(isIn(window->findChild<DevicesPanel*>()));
}

void TestMainWindow::aHiddenWindowDoesNoWork() {
    const auto window = makeWindow();
    window->show();
    QList<QTimer*> timers = window->findChildren<QTimer*>(Qt::FindDirectChildrenOnly);
    QCOMPARE(timers.size(), 1);
    QVERIFY(timers[0]->isActive());

    window->hide();
    QVERIFY(!timers[0]->isActive());
    window->show();

    QVERIFY(timers[0]->isActive());
}

void TestMainWindow::theStripNamesWhoIsLatchedAndWhy() {
    const auto window = makeWindow();
    auto* strip = window->findChild<SafeStrip*>();
    QVERIFY(!strip->isWanted());

    strip->display(
        samples::snapshotOf({samples::latched(1, "Bench rig"), samples::latched(2, "Oven")}));

    QVERIFY(strip->isWanted());
    QVERIFY(strip->text().startsWith(QStringLiteral("Bench rig has been in SafeState for 2")));
    QVERIFY(strip->text().contains(QStringLiteral("and 1 more")));
    QVERIFY(strip->text().contains(QStringLiteral("silent for 1.0 s")));
}

void TestMainWindow::aRefusalIsSaidInTheStatusLine() {
    const auto device = addSimulated(100);
    const auto window = makeWindow();
    window->show();
    auto* actions = window->findChild<DeviceActions*>();
    QSignalSpy refused(actions, &DeviceActions::refused);
    window->refresh();
    m_gateway->command(device, engine::DeviceCommand::Start);

    // The window still believes the device to be Idle: the second start comes too late.
    actions->startOrStop(device);

    QTRY_COMPARE(refused.count(), 1);
    QCOMPARE(window->findChild<StatusLine*>()->sentence(), refused[0][0].toString());
}

void TestMainWindow::theStripSaysWhetherASafeCommandWasSent_data() {
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("says");
    QTest::newRow("sent") << "OUT 0\n"
                          << "OUT 0\n"
                          << "OUT 0 was sent at";
    QTest::newRow("not sent") << "OUT 0\n"
                              << ""
                              << "OUT 0 could not be sent";
    QTest::newRow("none") << ""
                          << ""
                          << "No safe command: nothing was sent.";
}

void TestMainWindow::theStripSaysWhetherASafeCommandWasSent() {
    QFETCH(QString, wanted);
    QFETCH(QString, sent);
    QFETCH(QString, says);
    const auto window = makeWindow();
    auto device = samples::latched(1, "Bench rig");
    device.settings.safeCommand = wanted.toStdString();
    device.safeCommandText = sent.toStdString();
    auto* strip = window->findChild<SafeStrip*>();

    strip->display(samples::snapshotOf({device}));

    QVERIFY2(strip->text().contains(says), qPrintable(strip->text()));
}

void TestMainWindow::aLatchOfAnEarlierStartSaysSinceWhen() {
    const auto window = makeWindow();
    auto device = samples::latched(1, "Bench rig");
    const auto snapshot = samples::snapshotOf({device});
    snapshot->devices[0].since = {snapshot->start.steadyNs,
                                  snapshot->start.wallNs - 3600 * samples::kSecond};
    auto* strip = window->findChild<SafeStrip*>();

    strip->display(snapshot);

    QVERIFY2(strip->text().contains(QStringLiteral("before this start")),
             qPrintable(strip->text()));
    QCOMPARE(stateDuration(snapshot->devices[0], snapshot->time),
             QStringLiteral("3\u202Fh 30\u202Fmin"));
}

void TestMainWindow::aStalledStageComesBeforeEverythingElse() {
    const auto window = makeWindow();
    const auto snapshot = samples::snapshotOf({samples::latched(1, "Bench rig")});
    snapshot->health.stalls = {{"session", 12 * samples::kSecond}};
    auto* line = window->findChild<StatusLine*>();

    line->display(snapshot);

    QVERIFY2(line->sentence().startsWith(
                 QStringLiteral("The recorder has written nothing for 12\u202Fs")),
             qPrintable(line->sentence()));
    auto* health = window->findChild<HealthPanel*>();
    const auto* progress = health->widget()->layout()->itemAt(0)->widget();
    QVERIFY(progress->isHidden());
    health->display(snapshot);
    QVERIFY(!progress->isHidden());
    QVERIFY(progress->accessibleName().contains(QStringLiteral("the disk does not answer")));
}

void TestMainWindow::anUnsavedSafeStateComesBeforeAStall() {
    const auto window = makeWindow();
    const auto snapshot = samples::snapshotOf({samples::latched(1, "Bench rig")});
    snapshot->health.stalls = {{"session", 12 * samples::kSecond}};
    snapshot->health.unsavedLatches = {{"Bench rig", 3 * samples::kSecond, false}};
    auto* line = window->findChild<StatusLine*>();
    auto* health = window->findChild<HealthPanel*>();

    line->display(snapshot);
    health->display(snapshot);

    QVERIFY2(line->sentence().startsWith(QStringLiteral("The SafeState of Bench rig is not saved")),
             qPrintable(line->sentence()));
    const auto* progress = health->widget()->layout()->itemAt(0)->widget();
    QVERIFY(progress->accessibleName().contains(QStringLiteral("Bench rig")));
    QVERIFY(!progress->accessibleName().contains(QStringLiteral("recorder")));
}

void TestMainWindow::sendGoesToTheConsoleAndRehearseOpensItsDialog() {
    addSimulated(100);
    const auto window = makeWindow();
    window->show();
    auto* actions = window->findChild<DeviceActions*>();
    QTRY_VERIFY(actions->send.isEnabled());

    actions->send.trigger();
    actions->rehearse.trigger();

    const auto* console = window->findChild<QWidget*>(QStringLiteral("consolePanel"));
    QTRY_VERIFY(console->isVisible());
    QVERIFY(console->isAncestorOf(window->focusWidget()));
    QCOMPARE(window->findChildren<FaultDialog*>().size(), 1);
}

void TestMainWindow::theConfigurationIsExportedAndSaid() {
    QString written;
    ConfigCommands commands;
    commands.exportTo = [&](const QString& path) -> engine::Result<void> {
        if (path.startsWith(QStringLiteral("/nowhere")))
            return engine::Error{engine::ErrorCode::StorageFailed, "There is no /nowhere."};
        written = path;
        return {};
    };
    MainWindow window(*m_gateway, MainWindowOptions{nullptr, commands});
    auto* actions = window.findChild<ConfigActions*>();
    auto* line = window.findChild<StatusLine*>();

    actions->exportTo(QStringLiteral("/tmp/hub.ini"));
    QCOMPARE(written, QStringLiteral("/tmp/hub.ini"));
    QCOMPARE(line->sentence(), QStringLiteral("The configuration was written to /tmp/hub.ini."));
    actions->exportTo(QStringLiteral("/nowhere/hub.ini"));

    QCOMPARE(line->sentence(), QStringLiteral("There is no /nowhere."));
}

void TestMainWindow::withoutAConfigurationFileThereIsNothingToReload() {
    const auto window = makeWindow();
    QVERIFY(!window->findChild<ConfigActions*>()->reload.isEnabled());
    int reloads = 0;
    ConfigCommands commands;
    commands.reload = [&] { ++reloads; };
    MainWindow started(*m_gateway, MainWindowOptions{nullptr, commands});

    started.findChild<ConfigActions*>()->reload.trigger();

    QCOMPARE(reloads, 1);
}

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
