// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QFile>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "panels/command_menu.h"
#include "panels/device_actions.h"
#include "panels/format_menu.h"
#include "panels/profile_export.h"
#include "snapshot_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/profile.h"
#include "telemetryhub/engine/gateway/gateway_core.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

QAction* entry(const QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions())
        if (action->text() == text) return action;
    return nullptr;
}

QString checkedEntry(const QMenu& menu) {
    for (const QAction* action : menu.actions())
        if (action->isChecked()) return action->text();
    return {};
}

engine::AlarmRule alwaysAbove(const std::string& channel) {
    engine::AlarmRule rule;
    rule.name = "high";
    rule.channel = channel;
    rule.limit = -1e9;
    return rule;
}

}  // namespace

class TestDeviceMenu : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theFormatInUseIsChecked();
    void choosingAFormatOverrulesItAtOnce();
    void binaryFramesAreOfferedWithALayoutAlone();
    void aDeviceWithoutAWireHasNoFormat();
    void commandsStandUnderTheirLabels();
    void aCommandIsSentAndSaid();
    void aCommandThatWantsItIsAskedAgain();
    void aCommandThatCannotBeSentSaysWhy();
    void alarmsThatWaitCanBeAcknowledged();
    void theDeviceIsSavedAsAProfileThatReadsBack();
    void aProfileThatCannotBeWrittenSaysWhy();
    void everythingOfADeviceStandsInItsMenu();

private:
    /// What the device has now, shown by the actions.
    engine::DeviceSnapshot show();
    void addDevice(engine::DeviceSettings settings);
    void startDevice();

    QWidget m_window;
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DeviceActions> m_actions;
    engine::DeviceId m_device;
};

void TestDeviceMenu::init() {
    auto created = engine::GatewayCore::create({});
    QVERIFY(created.hasValue());
    m_gateway = std::move(created.value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
    m_actions = std::make_unique<DeviceActions>(*m_gateway, *m_theme, &m_window);
}

void TestDeviceMenu::cleanup() {
    m_actions.reset();
    qDeleteAll(m_window.children());
    m_gateway.reset();
}

engine::DeviceSnapshot TestDeviceMenu::show() {
    const auto snapshot = m_gateway->snapshot();
    m_actions->display(snapshot);
    return *snapshot->find(m_device);
}

void TestDeviceMenu::addDevice(engine::DeviceSettings settings) {
    settings.id = "demo";
    m_device = m_gateway->addDevice(settings).value();
    show();
    m_actions->setCurrent(m_device);
}

void TestDeviceMenu::startDevice() {
    m_gateway->command(m_device, engine::DeviceCommand::Start);
    QTRY_COMPARE(show().state, engine::DeviceState::Measuring);
}

void TestDeviceMenu::theFormatInUseIsChecked() {
    engine::DeviceSettings settings;
    settings.decode.format = engine::Format::Nmea;

    addDevice(settings);

    QCOMPARE(checkedEntry(*m_window.findChild<FormatMenu*>()), QStringLiteral("NMEA 0183"));
}

void TestDeviceMenu::choosingAFormatOverrulesItAtOnce() {
    addDevice({});
    const auto* formats = m_window.findChild<FormatMenu*>();
    QCOMPARE(checkedEntry(*formats), QStringLiteral("Automatic"));

    entry(*formats, QStringLiteral("Teleplot"))->trigger();

    QTRY_COMPARE(show().settings.decode.format, engine::Format::Teleplot);
    QCOMPARE(checkedEntry(*formats), QStringLiteral("Teleplot"));
}

void TestDeviceMenu::binaryFramesAreOfferedWithALayoutAlone() {
    FormatMenu menu(*m_gateway, nullptr);
    auto device = samples::measuring(1, "co2");
    menu.display(&device);
    QVERIFY(!entry(menu, QStringLiteral("Binary frames")));

    engine::applyProfile(engine::loadProfile("mh-z19").profile, device.settings);
    menu.display(&device);

    QVERIFY(entry(menu, QStringLiteral("Binary frames")));
    QCOMPARE(checkedEntry(menu), QStringLiteral("Binary frames"));
}

void TestDeviceMenu::aDeviceWithoutAWireHasNoFormat() {
    FormatMenu menu(*m_gateway, nullptr);
    auto device = samples::measuring(1, "pushed");
    menu.display(&device);
    QVERIFY(menu.menuAction()->isEnabled());

    device.settings.bus = engine::PushSettings{"pushed"};
    menu.display(&device);

    QVERIFY(!menu.menuAction()->isEnabled());
}

void TestDeviceMenu::commandsStandUnderTheirLabels() {
    CommandMenu menu(*m_gateway, nullptr);
    QVERIFY(!menu.menuAction()->isEnabled());
    auto device = samples::measuring(1, "co2");
    device.settings.commands = {{"On & off", "X\n"}, {"Calibrate", "C", true}};

    menu.display(&device);

    QVERIFY(menu.menuAction()->isEnabled());
    QVERIFY(entry(menu, QStringLiteral("On && off")));
    QVERIFY(entry(menu, QStringLiteral("Calibrate\u2026")));
    QVERIFY(entry(menu, QStringLiteral("On && off"))->toolTip().contains(QStringLiteral("X\\n")));
}

void TestDeviceMenu::aCommandIsSentAndSaid() {
    engine::DeviceSettings settings;
    settings.commands = {{"Identify", "*IDN?\n"}};
    addDevice(settings);
    startDevice();
    QSignalSpy done(m_actions.get(), &DeviceActions::done);

    entry(*m_window.findChild<CommandMenu*>(), QStringLiteral("Identify"))->trigger();

    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(done[0][0].toString(), QStringLiteral("\u201CIdentify\u201D was sent to demo."));
    const auto lines = m_gateway->textLines(m_device);
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const engine::TextLine& line) {
        return line.direction == engine::Direction::Sent;
    }));
}

void TestDeviceMenu::aCommandThatWantsItIsAskedAgain() {
    engine::DeviceSettings settings;
    settings.commands = {{"Calibrate", "CAL\n", true}};
    addDevice(settings);
    startDevice();
    QSignalSpy done(m_actions.get(), &DeviceActions::done);

    entry(*m_window.findChild<CommandMenu*>(), QStringLiteral("Calibrate\u2026"))->trigger();

    auto* question = m_window.findChild<QMessageBox*>();
    QVERIFY(question);
    QVERIFY(question->text().contains(QStringLiteral("CAL\\n")));
    QCOMPARE(question->defaultButton(), question->button(QMessageBox::Cancel));
    QVERIFY(m_gateway->textLines(m_device).empty());
    for (auto* button : question->buttons())
        if (question->buttonRole(button) == QMessageBox::AcceptRole) button->click();
    QTRY_COMPARE(done.count(), 1);
}

void TestDeviceMenu::aCommandThatCannotBeSentSaysWhy() {
    engine::DeviceSettings settings;
    settings.commands = {{"Identify", "*IDN?\n"}};
    addDevice(settings);
    QSignalSpy refused(m_actions.get(), &DeviceActions::refused);

    entry(*m_window.findChild<CommandMenu*>(), QStringLiteral("Identify"))->trigger();

    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(!refused[0][0].toString().isEmpty());
}

void TestDeviceMenu::alarmsThatWaitCanBeAcknowledged() {
    engine::DeviceSettings settings;
    settings.processing.alarms = {alwaysAbove("sine")};
    addDevice(settings);
    QVERIFY(!m_actions->acknowledge.isEnabled());
    startDevice();
    QTRY_VERIFY(!show().alarms.empty());
    QVERIFY(m_actions->acknowledge.isEnabled());

    m_actions->acknowledge.trigger();

    QTRY_COMPARE(show().alarms.at(0).state, engine::AlarmState::Acknowledged);
    QVERIFY(!m_actions->acknowledge.isEnabled());
}

void TestDeviceMenu::theDeviceIsSavedAsAProfileThatReadsBack() {
    const QTemporaryDir directory;
    auto device = samples::measuring(1, "House battery");
    engine::applyProfile(engine::loadProfile("mh-z19").profile, device.settings);
    samples::setChannels(device, {{"co2", "ppm", 0}, {"extra", "V", 2}}, {450, 1});
    const QString path = directory.filePath(QStringLiteral("co2.json"));
    ProfileExport writer(&m_window);
    QSignalSpy done(&writer, &ProfileExport::done);

    writer.exportTo(device, path);

    QCOMPARE(done.count(), 1);
    const auto read = engine::loadProfile(path.toStdString());
    QVERIFY2(read.errors.empty(), read.errors.empty() ? "" : read.errors[0].detail.c_str());
    QCOMPARE(read.profile.title, std::string("House battery"));
    QVERIFY(read.profile.decode == device.settings.decode);
    QVERIFY(read.profile.commands == device.settings.commands);
    const auto& channels = read.profile.processing.channels;
    QVERIFY(std::any_of(channels.begin(), channels.end(),
                        [](const auto& channel) { return channel.channel == "extra"; }));
}

void TestDeviceMenu::aProfileThatCannotBeWrittenSaysWhy() {
    ProfileExport writer(&m_window);
    QSignalSpy refused(&writer, &ProfileExport::refused);

    writer.exportTo(samples::measuring(1, "a"), QStringLiteral("/nowhere/at/all.json"));

    QCOMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].toString().startsWith(QStringLiteral("/nowhere/at/all.json could not")));
}

void TestDeviceMenu::everythingOfADeviceStandsInItsMenu() {
    QMenu menu;

    m_actions->fillMenu(menu);

    for (auto* action :
         {&m_actions->start, &m_actions->acknowledge, &m_actions->decoding, &m_actions->saveProfile,
          &m_actions->remove, m_window.findChild<FormatMenu*>()->menuAction(),
          m_window.findChild<CommandMenu*>()->menuAction()})
        QVERIFY2(menu.actions().contains(action), qPrintable(action->text()));
}

QTEST_MAIN(TestDeviceMenu)
#include "test_device_menu.moc"
