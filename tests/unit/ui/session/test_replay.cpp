// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QComboBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>

#include "panels/replay_strip.h"
#include "session/replay_devices.h"
#include "session/session_actions.h"
#include "session_files.h"
#include "support/patient_qtest.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

class TestReplay : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aCapturedStreamIsOneDevice();
    void aTakenNameGetsANumber();
    void everyRecordedDevicePlaysAgain();
    void theStripShowsItselfForAReplayAlone();
    void theStripShowsWhereItIs();
    void pauseStepSpeedAndSeekReachTheDevice();
    void aDeviceThatReplaysNothingRefuses();
    void theWindowAddsAndStartsTheReplay();
    void aFileThatCannotBeReadIsSaid();

private:
    [[nodiscard]] QString path(const char* name) const {
        return m_folder->filePath(QLatin1String(name));
    }
    QString writeStream(int lines);
    [[nodiscard]] const engine::DeviceSnapshot* replaying();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<engine::GatewayCore> m_gateway;
    std::unique_ptr<Theme> m_theme;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
};

void TestReplay::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_gateway = std::move(engine::GatewayCore::create({}).value());
    m_theme = std::make_unique<Theme>(ThemeKind::Dark);
}

void TestReplay::cleanup() {
    m_gateway.reset();
}

QString TestReplay::writeStream(int lines) {
    QFile file(path("a capture.csv"));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write("t,u\n");
    for (int i = 0; i < lines; ++i)
        file.write(QByteArray::number(i) + ",2.5\n");
    return file.fileName();
}

const engine::DeviceSnapshot* TestReplay::replaying() {
    m_snapshot = m_gateway->snapshot();
    for (const engine::DeviceSnapshot& device : m_snapshot->devices)
        if (device.replay) return &device;
    return nullptr;
}

void TestReplay::aCapturedStreamIsOneDevice() {
    const QString file = writeStream(3);

    const auto devices = replayDevices(file, {});

    QVERIFY2(devices.hasValue(), devices ? "" : devices.error().detail.c_str());
    QCOMPARE(devices.value().size(), std::size_t{1});
    QCOMPARE(std::get<engine::ReplaySettings>(devices.value().front().bus).path,
             file.toStdString());
}

void TestReplay::aTakenNameGetsANumber() {
    const QString file = writeStream(3);
    const QString first = QString::fromStdString(replayDevices(file, {}).value().front().id);

    const auto second = replayDevices(file, {first});

    QCOMPARE(QString::fromStdString(second.value().front().id), first + QLatin1Char('2'));
}

void TestReplay::everyRecordedDevicePlaysAgain() {
    SessionFile session(path("run.thub"));
    session.addDevice(1, "boiler room", 1, 10);
    session.addDevice(2, "pump", 1, 10);
    session.finish();

    const auto devices = replayDevices(path("run.thub"), {QStringLiteral("pump-replay")});
    if (!devices && devices.error().detail.find("device") != std::string::npos)
        QSKIP("The engine of this build does not replay sessions.");

    QCOMPARE(devices.value().size(), std::size_t{2});
    QCOMPARE(devices.value()[0].id, std::string("boiler room-replay"));
    QCOMPARE(devices.value()[1].id, std::string("pump-replay2"));
}

void TestReplay::theStripShowsItselfForAReplayAlone() {
    ReplayStrip strip(*m_gateway, *m_theme, nullptr);
    engine::DeviceSnapshot device;
    device.settings.id = "run";

    strip.display(&device);
    QVERIFY(strip.isHidden());
    device.replay = engine::ReplayStatus{};
    strip.display(&device);
    QVERIFY(!strip.isHidden());
    strip.display(nullptr);

    QVERIFY(strip.isHidden());
}

void TestReplay::theStripShowsWhereItIs() {
    ReplayStrip strip(*m_gateway, *m_theme, nullptr);
    engine::DeviceSnapshot device;
    device.replay = engine::ReplayStatus{true, 3, 0.25, 400'000'000'000};

    strip.display(&device);

    QCOMPARE(strip.position(), QStringLiteral("0:01:40 of 0:06:40"));
    QCOMPARE(strip.findChild<QSlider*>()->value(), 250);
    QVERIFY(part<QAbstractButton>(strip, QStringLiteral("Go on")));
    QCOMPARE(strip.findChild<QComboBox*>()->currentData().toDouble(), 3.0);
    device.replay->lengthNs = 0;
    strip.display(&device);
    QCOMPARE(plain(strip.position()), QStringLiteral("25 %"));
}

void TestReplay::pauseStepSpeedAndSeekReachTheDevice() {
    auto devices = replayDevices(writeStream(200'000), {});
    auto& settings = devices.value().front();
    std::get<engine::ReplaySettings>(settings.bus).baud = 1200;
    m_gateway->command(m_gateway->addDevice(settings).value(), engine::DeviceCommand::Start);
    QTRY_VERIFY(replaying());
    ReplayStrip strip(*m_gateway, *m_theme, nullptr);
    strip.display(replaying());

    part<QAbstractButton>(strip, QStringLiteral("Pause"))->click();
    QTRY_VERIFY(replaying()->replay->isPaused);
    strip.display(replaying());
    const double before = replaying()->replay->share;
    part<QAbstractButton>(strip, QStringLiteral("Play one sample and pause"))->click();
    QTRY_VERIFY(replaying()->replay->share > before);
    QVERIFY(replaying()->replay->isPaused);

    auto* slider = strip.findChild<QSlider*>();
    slider->setValue(500);
    QTRY_VERIFY(std::abs(replaying()->replay->share - 0.5) < 0.01);
    auto* speed = strip.findChild<QComboBox*>();
    emit speed->activated(speed->findData(10.0));
    QTRY_COMPARE(replaying()->replay->speed, 10.0);
    part<QAbstractButton>(strip, QStringLiteral("Go on"))->click();

    QTRY_VERIFY(!replaying()->replay->isPaused);
}

void TestReplay::aDeviceThatReplaysNothingRefuses() {
    engine::DeviceSettings settings;
    settings.id = "demo";
    engine::DeviceSnapshot device;
    device.device = m_gateway->addDevice(settings).value();
    device.replay = engine::ReplayStatus{};
    ReplayStrip strip(*m_gateway, *m_theme, nullptr);
    strip.display(&device);
    QSignalSpy refused(&strip, &ReplayStrip::refused);

    part<QAbstractButton>(strip, QStringLiteral("Pause"))->click();

    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(!refused.first().first().toString().isEmpty());
}

void TestReplay::theWindowAddsAndStartsTheReplay() {
    MainWindow window(*m_gateway);
    window.show();
    const QString file = writeStream(200'000);

    window.findChild<SessionActions*>()->replayFile(file);

    QTRY_VERIFY(replaying());
    QTRY_VERIFY(!window.findChild<ReplayStrip*>()->isHidden());
}

void TestReplay::aFileThatCannotBeReadIsSaid() {
    QFile file(path("none.thub"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("nothing of the kind");
    file.close();
    MainWindow window(*m_gateway);
    auto* actions = window.findChild<SessionActions*>();
    QSignalSpy refused(actions, &SessionActions::refused);

    actions->replayFile(file.fileName());

    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused.first().first().toString().contains(QStringLiteral("none.thub")));
}

QTEST_MAIN(TestReplay)
#include "test_replay.moc"
