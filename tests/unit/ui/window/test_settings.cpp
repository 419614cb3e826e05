// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeWidget>

#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/ui/language.h"
#include "theme/numbers.h"
#include "theme/theme.h"
#include "window/alarm_notifier.h"
#include "window/first_hint.h"
#include "window/key_bindings.h"
#include "window/settings_dialog.h"
#include "window/theme_menu.h"
#include "window/window_memory.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void init();
    void newKeysAreInForceAndRemembered();
    void takenKeysAreRefusedAndSaid();
    void actionsOfOneNameShareTheirKeys();
    void timesAreWrittenInTheChosenZone();
    void theHintGoesWithTheFirstRealDevice();
    void aDismissedHintStaysAway();
    void criticalEventsAreToldWhileTheWindowIsBehind();
    void theChosenLanguageIsRemembered();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
};

void TestSettings::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("window.ini")),
                                             QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

namespace {

void makeActions(QAction& connectDevice, QAction& record) {
    connectDevice.setObjectName(QStringLiteral("device.connect"));
    connectDevice.setText(QStringLiteral("&Connect"));
    connectDevice.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    record.setObjectName(QStringLiteral("recording.toggle"));
    record.setText(QStringLiteral("&Record"));
    record.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
}

}  // namespace

void TestSettings::newKeysAreInForceAndRemembered() {
    const QKeySequence chosen(Qt::CTRL | Qt::Key_J);
    QAction first, second;
    makeActions(first, second);
    {
        KeyBindings keys(m_settings.get(), nullptr);
        keys.add({&first, &second});
        keys.setKey(QStringLiteral("device.connect"), chosen);
        QCOMPARE(first.shortcut(), chosen);
    }
    QAction later, other;
    makeActions(later, other);

    KeyBindings keys(m_settings.get(), nullptr);
    keys.add({&later, &other});

    QCOMPARE(later.shortcut(), chosen);
    QCOMPARE(other.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    keys.reset(QStringLiteral("device.connect"));
    QCOMPARE(later.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_N));
}

void TestSettings::takenKeysAreRefusedAndSaid() {
    auto gateway = engine::GatewayCore::create({});
    QVERIFY(gateway);
    QAction connectDevice, record;
    makeActions(connectDevice, record);
    QWidget window;
    KeyBindings keys(m_settings.get(), &window);
    keys.add({&connectDevice, &record});
    ThemeMenu themes(*m_theme, m_settings.get(), &window);
    AlarmNotifier notifier(*gateway.value(), m_settings.get(), &window);
    SettingsDialog dialog({themes, notifier, keys, m_settings.get(), [] {}}, *m_theme, &window);
    auto* commands = dialog.findChild<QTreeWidget*>();
    commands->setCurrentItem(
        commands->findItems(QStringLiteral("Connect"), Qt::MatchExactly).constFirst());

    auto* field = dialog.findChild<QKeySequenceEdit*>();
    field->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_R));
    emit field->editingFinished();

    QCOMPARE(connectDevice.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_N));
    bool said = false;
    for (const auto* label : dialog.findChildren<QLabel*>())
        said |= label->text().contains(QStringLiteral("belongs to \u201cRecord\u201d"));
    QVERIFY(said);
}

void TestSettings::actionsOfOneNameShareTheirKeys() {
    KeyBindings keys(m_settings.get(), nullptr);
    QAction one, another, unused;
    for (QAction* action : {&one, &another}) {
        action->setObjectName(QStringLiteral("chart.trigger"));
        action->setShortcut(QKeySequence(Qt::Key_T));
    }
    keys.add({&one});

    keys.setKey(QStringLiteral("chart.trigger"), QKeySequence(Qt::Key_G));
    keys.add({&another});

    QCOMPARE(one.shortcut(), QKeySequence(Qt::Key_G));
    QCOMPARE(another.shortcut(), QKeySequence(Qt::Key_G));
    QCOMPARE(keys.commands().size(), std::size_t{1});
}

void TestSettings::timesAreWrittenInTheChosenZone() {
    constexpr std::int64_t kNoon = std::int64_t{1'700'049'600} * 1'000'000'000;  // 12:00:00 UTC
    m_settings->setValue(QStringLiteral("window/utc"), true);

    restoreShownThings(*m_theme, m_settings.get());

    QCOMPARE(clockText(kNoon), QStringLiteral("12:00:00"));
    QCOMPARE(zoneText(), QStringLiteral("UTC"));
    setShownZone(ShownZone::Local);
    QVERIFY(zoneText().startsWith(QStringLiteral("Local time")));
}

void TestSettings::theHintGoesWithTheFirstRealDevice() {
    QAction connectDevice, firstSteps;
    FirstHint hint(connectDevice, firstSteps, m_settings.get(), *m_theme, nullptr);
    auto simulated = samples::measuring(1, "demo");
    simulated.settings.bus = engine::SimulatedSettings{};
    auto real = samples::measuring(2, "board");
    engine::SerialSettings port;
    port.path = "/dev/ttyUSB0";
    real.settings.bus = port;

    hint.display(*samples::snapshotOf({simulated}));
    QVERIFY(hint.isWanted());
    hint.display(*samples::snapshotOf({simulated, real}));

    QVERIFY(!hint.isWanted());
}

void TestSettings::aDismissedHintStaysAway() {
    QAction connectDevice, firstSteps;
    const auto snapshot = samples::snapshotOf({samples::measuring(1, "demo")});
    FirstHint hint(connectDevice, firstSteps, m_settings.get(), *m_theme, nullptr);
    hint.display(*snapshot);
    hint.dismiss();
    QVERIFY(!hint.isWanted());

    FirstHint later(connectDevice, firstSteps, m_settings.get(), *m_theme, nullptr);
    later.display(*snapshot);

    QVERIFY(!later.isWanted());
}

void TestSettings::criticalEventsAreToldWhileTheWindowIsBehind() {
    auto gateway = engine::GatewayCore::create({});
    QVERIFY(gateway);
    QWidget window;
    AlarmNotifier notifier(*gateway.value(), m_settings.get(), &window);
    QSignalSpy told(&notifier, &AlarmNotifier::notified);
    engine::Event event;
    event.kind = engine::EventKind::Alarm;
    event.severity = engine::Severity::Critical;
    event.text = "Voltage 10.1 V is below its limit of 11 V.";

    event.severity = engine::Severity::Warning;
    emit gateway.value()->eventAdded(event);
    QCOMPARE(told.count(), 0);
    event.severity = engine::Severity::Critical;
    emit gateway.value()->eventAdded(event);
    QCOMPARE(told.count(), 1);
    QVERIFY(told[0][1].toString().contains(QStringLiteral("Voltage")));
    notifier.setOn(false);
    emit gateway.value()->eventAdded(event);

    QCOMPARE(told.count(), 1);
    QVERIFY(!AlarmNotifier(*gateway.value(), m_settings.get(), &window).isOn());
}

void TestSettings::theChosenLanguageIsRemembered() {
    QCOMPARE(chosenLanguage(*m_settings), QString());

    setChosenLanguage(*m_settings, QStringLiteral("de"));

    QCOMPARE(chosenLanguage(*m_settings), QStringLiteral("de"));
}

QTEST_MAIN(TestSettings)
#include "test_settings.moc"
