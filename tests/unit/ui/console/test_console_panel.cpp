// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include "console/console_panel.h"
#include "console/send_line.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

/// A part by its accessible name.
template <typename Part>
Part* part(const QWidget& panel, const QString& name) {
    for (auto* one : panel.findChildren<Part*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

}  // namespace

class TestConsolePanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void bytesOfTheDeviceAppear();
    void nothingIsWatchedBeforeItIsSeen();
    void aRestingDeviceSaysSo();
    void itFollowsTheSelectionUnlessPinned();
    void aRemovedDeviceMakesRoomForAnother();
    void aLineIsSentWithItsEndAndStandsInTheList();
    void escapesStandForTheirBytes();
    void hexIsSentAsBytes();
    void wrongHexIsSaidAndNothingIsSent();
    void aDeviceThatDoesNotMeasureSaysSoAndTheLineStays();
    void theArrowsCallUpWhatWasSentBefore();
    void aLineIsRepeatedUntilItIsStopped();
    void theRepetitionEndsWithItsDevice();
    void commandsOfTheProfileAreButtons();
    void pausingHoldsTheListAndCounts();
    void theNextMatchIsFoundAndWraps();
    void onlyMatchesAreShownOnDemand();
    void theSelectionIsCopied();
    void whatIsShownIsSaved();
    void formAndLineEndAreRemembered();
    void everyControlHasAnAccessibleName();

private:
    void refresh() { m_panel->display(m_gateway->snapshot()); }
    void startDevice();
    void show();
    [[nodiscard]] QLineEdit* field() const {
        return part<QLineEdit>(*m_panel, QStringLiteral("What to send"));
    }
    /// The newest bytes that were sent.
    [[nodiscard]] std::string sentLine() const;
    [[nodiscard]] std::vector<int> rowsWith(std::string_view words) const;
    [[nodiscard]] int rows() {
        refresh();
        return m_panel->model().rowCount();
    }

    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ConsolePanel> m_panel;
    engine::DeviceId m_device;
};

void TestConsolePanel::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    engine::DeviceSettings settings;
    settings.id = "demo";
    settings.commands.push_back({"Zero", "Z\n", false, {}});
    m_device = m_gateway->addDevice(settings).value();
    m_panel = std::make_unique<ConsolePanel>(*m_gateway, *m_theme);
    m_panel->resize(900, 260);
}

void TestConsolePanel::cleanup() {
    m_panel.reset();
    m_gateway.reset();
}

void TestConsolePanel::show() {
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    refresh();
}

void TestConsolePanel::startDevice() {
    m_gateway->command(m_device, engine::DeviceCommand::Start);
    QTRY_COMPARE(m_gateway->snapshot()->find(m_device)->state, engine::DeviceState::Measuring);
    show();
}

std::string TestConsolePanel::sentLine() const {
    std::string newest;
    for (const engine::TextLine& one : m_gateway->textLines(m_device))
        if (one.direction == engine::Direction::Sent) newest = one.text;
    return newest;
}

/// The device may repeat what it was sent.
std::vector<int> TestConsolePanel::rowsWith(std::string_view words) const {
    std::vector<int> places;
    for (int row = 0; row < m_panel->model().rowCount(); ++row)
        if (m_panel->model().row(row).bytes.find(words) != std::string::npos) places.push_back(row);
    return places;
}

void TestConsolePanel::bytesOfTheDeviceAppear() {
    startDevice();

    QTRY_VERIFY(rows() > 3);

    QVERIFY(m_panel->view()->isVisible());
    QVERIFY2(m_panel->note().contains(QStringLiteral("rows")), qPrintable(m_panel->note()));
}

void TestConsolePanel::nothingIsWatchedBeforeItIsSeen() {
    m_gateway->command(m_device, engine::DeviceCommand::Start);
    refresh();
    const auto samples = [this] {
        return m_gateway->snapshot()->find(m_device)->ledger.samplesProcessed;
    };
    QTRY_VERIFY(samples() > 10);
    refresh();

    QCOMPARE(m_panel->model().rowCount(), 0);
}

void TestConsolePanel::aRestingDeviceSaysSo() {
    show();

    QVERIFY(!m_panel->view()->isVisible());
    bool said = false;
    for (auto* label : m_panel->findChildren<QLabel*>())
        said = said || label->text().startsWith(QStringLiteral("demo is not started."));
    QVERIFY(said);
}

void TestConsolePanel::itFollowsTheSelectionUnlessPinned() {
    engine::DeviceSettings settings;
    settings.id = "other";
    const auto other = m_gateway->addDevice(settings).value();
    show();

    m_panel->setCurrent(other);
    QVERIFY(m_panel->device() == other);
    part<QToolButton>(*m_panel, QStringLiteral("Stay with this device"))->setChecked(true);
    m_panel->setCurrent(m_device);
    QVERIFY(m_panel->device() == other);
    part<QToolButton>(*m_panel, QStringLiteral("Stay with this device"))->setChecked(false);

    QVERIFY(m_panel->device() == m_device);
}

void TestConsolePanel::aRemovedDeviceMakesRoomForAnother() {
    engine::DeviceSettings settings;
    settings.id = "other";
    const auto other = m_gateway->addDevice(settings).value();
    show();
    QVERIFY(m_panel->device() == m_device);

    m_gateway->removeDevice(m_device);
    refresh();

    QVERIFY(m_panel->device() == other);
}

void TestConsolePanel::aLineIsSentWithItsEndAndStandsInTheList() {
    startDevice();
    part<QComboBox>(*m_panel, QStringLiteral("Line end"))->setCurrentIndex(3);

    QTest::keyClicks(field(), QStringLiteral("OUT 1"));
    QTest::keyClick(field(), Qt::Key_Return);

    QTRY_VERIFY(field()->text().isEmpty());
    QCOMPARE(sentLine(), std::string("OUT 1\r\n"));
    const auto stands = [this] {
        refresh();
        for (int row = 0; row < m_panel->model().rowCount(); ++row)
            if (m_panel->model().row(row).bytes == "OUT 1\r\n") return true;
        return false;
    };
    QTRY_VERIFY(stands());
}

void TestConsolePanel::escapesStandForTheirBytes() {
    startDevice();

    field()->setText(QStringLiteral("a\\x01\\\\"));
    m_panel->sendLine().send();
    QTRY_COMPARE(sentLine(), std::string("a\x01\\\n"));
    field()->setText(QStringLiteral("\\q"));
    m_panel->sendLine().send();

    QVERIFY2(m_panel->sendLine().problem().startsWith(QStringLiteral("\"\\q\"")),
             qPrintable(m_panel->sendLine().problem()));
}

void TestConsolePanel::hexIsSentAsBytes() {
    startDevice();
    part<QComboBox>(*m_panel, QStringLiteral("Form"))->setCurrentIndex(1);

    field()->setText(QStringLiteral("01 ff 0x41"));
    m_panel->sendLine().send();

    QTRY_COMPARE(sentLine(), std::string("\x01\xFF\x41"));
}

void TestConsolePanel::wrongHexIsSaidAndNothingIsSent() {
    startDevice();
    part<QComboBox>(*m_panel, QStringLiteral("Form"))->setCurrentIndex(1);
    field()->setText(QStringLiteral("01 XY"));

    m_panel->sendLine().send();

    QVERIFY(m_panel->sendLine().problem().contains(QStringLiteral("XY")));
    QCOMPARE(field()->text(), QStringLiteral("01 XY"));
    QVERIFY(sentLine().empty());
}

void TestConsolePanel::aDeviceThatDoesNotMeasureSaysSoAndTheLineStays() {
    show();
    field()->setText(QStringLiteral("OUT 1"));

    m_panel->sendLine().send();

    QTRY_VERIFY(!m_panel->sendLine().problem().isEmpty());
    QCOMPARE(field()->text(), QStringLiteral("OUT 1"));
}

void TestConsolePanel::theArrowsCallUpWhatWasSentBefore() {
    startDevice();
    for (const auto* text : {"first", "second"}) {
        field()->setText(QString::fromLatin1(text));
        m_panel->sendLine().send();
        QTRY_VERIFY(field()->text().isEmpty());
    }
    QTest::keyClicks(field(), QStringLiteral("typed"));

    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(field()->text(), QStringLiteral("second"));
    QTest::keyClick(field(), Qt::Key_Up);
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(field()->text(), QStringLiteral("first"));
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(field(), Qt::Key_Down);

    QCOMPARE(field()->text(), QStringLiteral("typed"));
}

void TestConsolePanel::aLineIsRepeatedUntilItIsStopped() {
    startDevice();
    field()->setText(QStringLiteral("?"));
    part<QSpinBox>(*m_panel, QStringLiteral("Milliseconds between repetitions"))->setValue(10);
    auto* repeat = part<QToolButton>(*m_panel, QStringLiteral("Send the line again and again"));

    repeat->click();
    const auto sent = [this] { return m_gateway->textLines(m_device).size(); };
    QTRY_VERIFY(sent() >= 3);
    QVERIFY(!field()->isEnabled());
    repeat->click();

    QVERIFY(!m_panel->sendLine().isRepeating());
    QVERIFY(field()->isEnabled());
}

void TestConsolePanel::theRepetitionEndsWithItsDevice() {
    startDevice();
    field()->setText(QStringLiteral("?"));
    part<QToolButton>(*m_panel, QStringLiteral("Send the line again and again"))->click();
    QVERIFY(m_panel->sendLine().isRepeating());

    m_gateway->removeDevice(m_device);
    refresh();

    QVERIFY(!m_panel->sendLine().isRepeating());
}

void TestConsolePanel::commandsOfTheProfileAreButtons() {
    startDevice();

    part<QToolButton>(*m_panel, QStringLiteral("Zero"))->click();

    QTRY_COMPARE(sentLine(), std::string("Z\n"));
}

void TestConsolePanel::pausingHoldsTheListAndCounts() {
    startDevice();
    QTRY_VERIFY(rows() > 3);
    m_panel->pause.trigger();
    const int held = m_panel->model().rowCount();

    const auto waiting = [this] {
        refresh();
        return m_panel->model().waitingCount();
    };
    QTRY_VERIFY(waiting() > 2);

    QCOMPARE(m_panel->model().rowCount(), held);
    QVERIFY2(m_panel->note().startsWith(QStringLiteral("paused, ")), qPrintable(m_panel->note()));
    m_panel->pause.trigger();
    QVERIFY(m_panel->model().rowCount() > held);
}

void TestConsolePanel::theNextMatchIsFoundAndWraps() {
    startDevice();
    for (const auto* text : {"needle 1", "hay", "needle 2"}) {
        field()->setText(QString::fromLatin1(text));
        m_panel->sendLine().send();
        QTRY_VERIFY(field()->text().isEmpty());
    }
    m_gateway->command(m_device, engine::DeviceCommand::Stop);
    QTRY_COMPARE(m_gateway->snapshot()->find(m_device)->state, engine::DeviceState::Idle);
    refresh();
    QTest::keyClick(m_panel->view(), Qt::Key_F, Qt::ControlModifier);
    auto* words = part<QLineEdit>(*m_panel, QStringLiteral("Find in the console"));
    QVERIFY(words->hasFocus());
    QTest::keyClicks(words, QStringLiteral("NEEDLE"));
    const std::vector<int> places = rowsWith("needle");
    QVERIFY(places.size() >= 2);

    for (const int place : places) {
        QTest::keyClick(words, Qt::Key_Return);
        QCOMPARE(m_panel->view()->currentIndex().row(), place);
    }
    QTest::keyClick(words, Qt::Key_Return);
    QCOMPARE(m_panel->view()->currentIndex().row(), places.front());
    QTest::keyClick(words, Qt::Key_Return, Qt::ShiftModifier);

    QCOMPARE(m_panel->view()->currentIndex().row(), places.back());
}

void TestConsolePanel::onlyMatchesAreShownOnDemand() {
    startDevice();
    field()->setText(QStringLiteral("needle"));
    m_panel->sendLine().send();
    QTRY_VERIFY(field()->text().isEmpty());
    QTRY_VERIFY(rows() > 5);
    m_gateway->command(m_device, engine::DeviceCommand::Stop);
    QTRY_COMPARE(m_gateway->snapshot()->find(m_device)->state, engine::DeviceState::Idle);

    part<QLineEdit>(*m_panel, QStringLiteral("Find in the console"))
        ->setText(QStringLiteral("needle"));
    part<QToolButton>(*m_panel, QStringLiteral("Only these"))->setChecked(true);

    const auto matching = static_cast<int>(rowsWith("needle").size());
    QVERIFY(matching > 0 && matching < m_panel->model().rowCount());
    QCOMPARE(m_panel->view()->model()->rowCount(), matching);
}

void TestConsolePanel::theSelectionIsCopied() {
    startDevice();
    field()->setText(QStringLiteral("OUT 1"));
    m_panel->sendLine().send();
    QTRY_VERIFY(field()->text().isEmpty());
    QTRY_VERIFY(rows() > 1);
    m_panel->view()->selectAll();

    m_panel->copy.trigger();

    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\tout\tOUT 1\\n")));
}

void TestConsolePanel::whatIsShownIsSaved() {
    startDevice();
    QTRY_VERIFY(rows() > 1);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("c.txt"));
    QSignalSpy done(m_panel.get(), &ConsolePanel::done);

    m_panel->saveTo(path);

    QTRY_COMPARE(done.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\tin\t"));
}

void TestConsolePanel::formAndLineEndAreRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_panel->setForm(ConsoleForm::Both);
    part<QComboBox>(*m_panel, QStringLiteral("Line end"))->setCurrentIndex(2);
    m_panel->saveState(settings);

    ConsolePanel other(*m_gateway, *m_theme);
    other.restoreState(settings);

    QCOMPARE(other.model().form(), ConsoleForm::Both);
    QCOMPARE(part<QComboBox>(other, QStringLiteral("Line end"))->currentIndex(), 2);
}

void TestConsolePanel::everyControlHasAnAccessibleName() {
    show();
    for (auto* widget : m_panel->findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) ||
                               qobject_cast<QComboBox*>(widget) ||
                               qobject_cast<QSpinBox*>(widget) || qobject_cast<QTableView*>(widget);
        // The parts of Qt's own widgets have none.
        if (isControl && !qobject_cast<QLineEdit*>(widget->parentWidget()) &&
            !qobject_cast<QTableView*>(widget->parentWidget()))
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestConsolePanel)
#include "test_console_panel.moc"
