// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

#include "devices/console_view.h"
#include "devices/device_dialogs.h"
#include "devices/fault_dialog.h"
#include "devices/fault_form.h"
#include "devices/send_dialog.h"
#include "panels/wire_text.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/fault_text.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

engine::TextLine line(std::uint64_t number, engine::Direction direction, const std::string& text) {
    return {number, {0, 1'700'000'000'123'000'000}, direction, text};
}

std::vector<engine::TextLine> lines(std::uint64_t from, std::uint64_t to) {
    std::vector<engine::TextLine> all;
    for (std::uint64_t number = from; number <= to; ++number)
        all.push_back(line(number, engine::Direction::Received, "line " + std::to_string(number)));
    return all;
}

/// A part by its accessible name.
template <typename Part>
Part* part(const QWidget& dialog, const QString& name) {
    for (auto* one : dialog.findChildren<Part*>())
        if (one->accessibleName() == name) return one;
    return nullptr;
}

}  // namespace

class TestDeviceDialogs : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aLineIsSentWithItsEndAndStandsInTheConsole();
    void hexIsSentAsBytes();
    void wrongHexIsSaidAndNothingIsSent();
    void aDeviceThatDoesNotMeasureSaysSoAndTheLineStays();
    void theArrowsCallUpWhatWasSentBefore();
    void formAndLineEndAreRemembered();
    void theConsoleFollowsTheNewestLine();
    void theConsoleStandsStillWhileItIsScrolledUp();
    void theConsoleSaysHowManyLinesAreNotKept();
    void foreignBytesAreEscaped();
    void tickedFaultsMakeThePlan();
    void aPlanComesBackIntoTheForm();
    void aRehearsalBeginsAndEnds();
    void oneFaultNowFailsTheDevice();
    void whatCannotBeRehearsedIsSaidAndNotOffered();
    void aSecondCallBringsTheSameDialog();
    void dialogsCloseWithTheirDevice();
    void everyFieldHasAnAccessibleName();

private:
    [[nodiscard]] engine::DeviceSnapshot now() const;
    void startDevice();
    /// The newest line that was sent.
    [[nodiscard]] std::string sentLine() const;

    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    engine::DeviceId m_device;
};

void TestDeviceDialogs::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    engine::DeviceSettings settings;
    settings.id = "demo";
    m_device = m_gateway->addDevice(settings).value();
}

void TestDeviceDialogs::cleanup() {
    m_gateway.reset();
}

engine::DeviceSnapshot TestDeviceDialogs::now() const {
    const auto snapshot = m_gateway->snapshot();
    return *snapshot->find(m_device);
}

void TestDeviceDialogs::startDevice() {
    m_gateway->command(m_device, engine::DeviceCommand::Start);
    QTRY_COMPARE(now().state, engine::DeviceState::Measuring);
}

std::string TestDeviceDialogs::sentLine() const {
    std::string newest;
    for (const engine::TextLine& one : m_gateway->textLines(m_device))
        if (one.direction == engine::Direction::Sent) newest = one.text;
    return newest;
}

void TestDeviceDialogs::aLineIsSentWithItsEndAndStandsInTheConsole() {
    startDevice();
    SendDialog dialog(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    auto* field = part<QLineEdit>(dialog, QStringLiteral("What to send"));
    part<QComboBox>(dialog, QStringLiteral("Line end"))->setCurrentIndex(3);

    QTest::keyClicks(field, QStringLiteral("OUT 1"));
    dialog.send();

    QTRY_VERIFY(field->text().isEmpty());
    QCOMPARE(sentLine(), std::string("OUT 1\r\n"));
    dialog.display(now());
    QVERIFY(dialog.findChild<ConsoleView*>()->text().contains(QStringLiteral("out OUT 1\\r\\n")));
}

void TestDeviceDialogs::hexIsSentAsBytes() {
    startDevice();
    SendDialog dialog(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    part<QComboBox>(dialog, QStringLiteral("Form"))->setCurrentIndex(1);

    part<QLineEdit>(dialog, QStringLiteral("What to send"))->setText(QStringLiteral("01 ff 0x41"));
    dialog.send();

    QTRY_COMPARE(sentLine(), std::string("\x01\xFF\x41"));
}

void TestDeviceDialogs::wrongHexIsSaidAndNothingIsSent() {
    startDevice();
    SendDialog dialog(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    part<QComboBox>(dialog, QStringLiteral("Form"))->setCurrentIndex(1);
    auto* field = part<QLineEdit>(dialog, QStringLiteral("What to send"));
    field->setText(QStringLiteral("01 XY"));

    dialog.send();

    QVERIFY2(dialog.problem().contains(QStringLiteral("XY")), qPrintable(dialog.problem()));
    QCOMPARE(field->text(), QStringLiteral("01 XY"));
    QVERIFY(sentLine().empty());
}

void TestDeviceDialogs::aDeviceThatDoesNotMeasureSaysSoAndTheLineStays() {
    SendDialog dialog(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    auto* field = part<QLineEdit>(dialog, QStringLiteral("What to send"));
    field->setText(QStringLiteral("OUT 1"));

    dialog.send();

    QTRY_VERIFY(!dialog.problem().isEmpty());
    QCOMPARE(field->text(), QStringLiteral("OUT 1"));
}

void TestDeviceDialogs::theArrowsCallUpWhatWasSentBefore() {
    startDevice();
    SendDialog dialog(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    auto* field = part<QLineEdit>(dialog, QStringLiteral("What to send"));
    for (const auto* text : {"first", "second"}) {
        field->setText(QString::fromLatin1(text));
        dialog.send();
        QTRY_VERIFY(field->text().isEmpty());
    }
    QTest::keyClicks(field, QStringLiteral("typed"));

    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(field->text(), QStringLiteral("second"));
    QTest::keyClick(field, Qt::Key_Up);
    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(field->text(), QStringLiteral("first"));
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Down);

    QCOMPARE(field->text(), QStringLiteral("typed"));
}

void TestDeviceDialogs::formAndLineEndAreRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    {
        SendDialog dialog(*m_gateway, m_device, *m_theme, &settings, nullptr);
        part<QComboBox>(dialog, QStringLiteral("Form"))->setCurrentIndex(1);
        part<QComboBox>(dialog, QStringLiteral("Line end"))->setCurrentIndex(2);
    }

    const SendDialog dialog(*m_gateway, m_device, *m_theme, &settings, nullptr);

    QCOMPARE(part<QComboBox>(dialog, QStringLiteral("Form"))->currentIndex(), 1);
    QCOMPARE(part<QComboBox>(dialog, QStringLiteral("Line end"))->currentIndex(), 2);
}

void TestDeviceDialogs::theConsoleFollowsTheNewestLine() {
    ConsoleView console(*m_theme, nullptr);
    console.resize(400, 120);
    console.show();

    console.display(lines(1, 40));
    console.display(lines(1, 60));

    const QScrollBar& bar = *console.view().verticalScrollBar();
    QVERIFY(bar.maximum() > 0);
    QCOMPARE(bar.value(), bar.maximum());
    QVERIFY(console.text().endsWith(QStringLiteral("in  line 60")));
    QVERIFY(console.note().isEmpty());
}

void TestDeviceDialogs::theConsoleStandsStillWhileItIsScrolledUp() {
    ConsoleView console(*m_theme, nullptr);
    console.resize(400, 120);
    console.show();
    console.display(lines(1, 40));
    console.view().verticalScrollBar()->setValue(3);

    console.display(lines(1, 45));

    QCOMPARE(console.view().verticalScrollBar()->value(), 3);
    QVERIFY(console.text().endsWith(QStringLiteral("line 40")));
    QCOMPARE(console.note(), QStringLiteral("paused, 5 new lines"));
    console.follow();
    QVERIFY(console.text().endsWith(QStringLiteral("line 45")));
    QVERIFY(console.note().isEmpty());
}

void TestDeviceDialogs::theConsoleSaysHowManyLinesAreNotKept() {
    ConsoleView console(*m_theme, nullptr);

    console.display(lines(13, 20));

    QCOMPARE(console.note(), QStringLiteral("12 older lines are not kept"));
}

void TestDeviceDialogs::foreignBytesAreEscaped() {
    QCOMPARE(wireText("OUT 0\r\n"), QStringLiteral("OUT 0\\r\\n"));
    QCOMPARE(wireText("21 \xC2\xB0"
                      "C"),
             QStringLiteral("21 \u00b0C"));
    QCOMPARE(wireText(std::string_view("\x01\xFFz\0", 4)), QStringLiteral("\\x01\\xffz\\x00"));
}

void TestDeviceDialogs::tickedFaultsMakeThePlan() {
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);
    QCOMPARE(dialog.planText(), QStringLiteral("none"));

    part<QCheckBox>(dialog, QStringLiteral("drop"))->click();
    part<QDoubleSpinBox>(dialog, QStringLiteral("drop: share"))->setValue(2.5);
    part<QCheckBox>(dialog, QStringLiteral("unplug"))->click();

    const auto plan = engine::parseFault(dialog.planText().toStdString());
    QVERIFY2(plan.hasValue(), qPrintable(dialog.planText()));
    QCOMPARE(plan.value().drop, 0.025);
    QCOMPARE(plan.value().unplug.length, std::chrono::milliseconds(3000));
    QVERIFY(plan.value() == dialog.form().plan());
}

void TestDeviceDialogs::aPlanComesBackIntoTheForm() {
    auto device = now();
    device.settings.faults =
        engine::parseFault(
            "random:0.25,intermittent:3,deterministic:7,drop:0.01,"
            "truncate:0.02,flip:0.03,garbage:0.04,delay:150ms,silence:4s:500ms,"
            "unplug:5s:2s,seed:9")
            .value();

    const FaultDialog dialog(*m_gateway, device, *m_theme, nullptr);

    QVERIFY2(dialog.form().plan() == device.settings.faults, qPrintable(dialog.planText()));
}

void TestDeviceDialogs::aRehearsalBeginsAndEnds() {
    startDevice();
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);
    auto* end = part<QPushButton>(dialog, QStringLiteral("End the rehearsal"));
    QVERIFY(!end->isEnabled());

    part<QCheckBox>(dialog, QStringLiteral("delay"))->click();
    dialog.rehearse();
    QTRY_COMPARE(now().faultText, std::string("delay:200ms"));
    dialog.display(now());
    QVERIFY(end->isEnabled());
    dialog.endRehearsal();

    QTRY_VERIFY(now().faultText.empty());
}

void TestDeviceDialogs::oneFaultNowFailsTheDevice() {
    startDevice();
    FaultDialog dialog(*m_gateway, now(), *m_theme, nullptr);

    dialog.failOnce();

    QTRY_VERIFY(now().lastError.has_value());
    QCOMPARE(now().lastError->code, engine::ErrorCode::InjectedFault);
}

void TestDeviceDialogs::whatCannotBeRehearsedIsSaidAndNotOffered() {
    auto device = now();
    device.settings.bus = engine::ReplaySettings{.path = "/tmp/x"};
    FaultDialog dialog(*m_gateway, device, *m_theme, nullptr);

    part<QCheckBox>(dialog, QStringLiteral("random"))->click();

    QVERIFY(!dialog.message().isEmpty());
    QVERIFY(!part<QPushButton>(dialog, QStringLiteral("Rehearse"))->isEnabled());
}

void TestDeviceDialogs::aSecondCallBringsTheSameDialog() {
    QWidget window;
    DeviceDialogs dialogs(*m_gateway, *m_theme, nullptr, &window);
    dialogs.display(m_gateway->snapshot());

    dialogs.openSend(m_device);
    dialogs.openSend(m_device);
    dialogs.openRehearsal(m_device);

    QCOMPARE(window.findChildren<SendDialog*>().size(), 1);
    QCOMPARE(window.findChildren<FaultDialog*>().size(), 1);
    QVERIFY(!window.findChild<SendDialog*>()->isModal());
}

void TestDeviceDialogs::dialogsCloseWithTheirDevice() {
    QWidget window;
    DeviceDialogs dialogs(*m_gateway, *m_theme, nullptr, &window);
    dialogs.display(m_gateway->snapshot());
    dialogs.openSend(m_device);

    m_gateway->removeDevice(m_device);
    dialogs.display(m_gateway->snapshot());

    QTRY_COMPARE(window.findChildren<SendDialog*>().size(), 0);
}

void TestDeviceDialogs::everyFieldHasAnAccessibleName() {
    const SendDialog send(*m_gateway, m_device, *m_theme, nullptr, nullptr);
    const FaultDialog faults(*m_gateway, now(), *m_theme, nullptr);

    QList<QWidget*> widgets = send.findChildren<QWidget*>();
    widgets += faults.findChildren<QWidget*>();
    for (auto* widget : widgets) {
        const bool isField = qobject_cast<QComboBox*>(widget) ||
                             qobject_cast<QAbstractSpinBox*>(widget) ||
                             qobject_cast<QAbstractButton*>(widget);
        if (isField)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
}

QTEST_MAIN(TestDeviceDialogs)
#include "test_device_dialogs.moc"
