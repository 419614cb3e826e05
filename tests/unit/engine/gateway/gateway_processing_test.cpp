// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>

#include "gateway_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

AlarmRule highAlarm(const std::string& channel, double limit) {
    AlarmRule rule;
    rule.name = channel + " high";
    rule.channel = channel;
    rule.limit = limit;
    return rule;
}

DerivedChannel doubled(const std::string& input) {
    DerivedChannel derived;
    derived.name = "doubled";
    derived.unit = "V";
    derived.inputs = {input};
    derived.expression = "x1 * 2";
    return derived;
}

DeviceId startPushed(GatewayCore& gateway, const ProcessingSettings& processing) {
    DeviceSettings settings;
    settings.id = "rig";
    settings.bus = PushSettings{"rig"};
    settings.processing = processing;
    const auto device = gateway.addDevice(settings);
    if (!device) qFatal("%s", device.error().detail.c_str());
    gateway.command(device.value(), DeviceCommand::Start);
    return device.value();
}

void push(GatewayCore& gateway, DeviceId device, double value) {
    gateway.push(device, {PushedSample{{{"a", "V", value}}}}, {});
}

std::vector<std::string> alarmEvents(const GatewayCore& gateway) {
    std::vector<std::string> texts;
    for (const Event& event : gateway.events(0))
        if (event.kind == EventKind::Alarm) texts.push_back(event.text);
    return texts;
}

}  // namespace

class GatewayProcessingTest : public QObject {
    Q_OBJECT

private slots:
    void aCalculatedChannelIsInSnapshotAndHistory();
    void anAlarmStandsInTheSnapshotUntilItEnds();
    void aCriticalAlarmPutsTheDeviceIntoSafeState();
    void aTextLineRaisesAnAlarm();
    void silenceRaisesAnAlarm();
    void silenceIsNoAlarmWhileTheDeviceIsInError();
    void damageIsAnEvent();
    void bytesThatNobodyDecodesAreToldOnce();
    void anAlarmWithoutItsChannelIsTold();
    void wrongProcessingIsRefused();
};

void GatewayProcessingTest::aCalculatedChannelIsInSnapshotAndHistory() {
    const auto gateway = makeGateway();
    const DeviceId device = startPushed(*gateway, {{}, {doubled("a")}, {}});
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    push(*gateway, device, 2.5);

    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{1});
    const DeviceSnapshot seen = look(*gateway, device);
    QCOMPARE(seen.channels->size(), std::size_t{2});
    QVERIFY((*seen.channels)[1].name == "doubled" && (*seen.channels)[1].unit == "V");
    QCOMPARE(seen.latest[1].value, 5.0);
}

void GatewayProcessingTest::anAlarmStandsInTheSnapshotUntilItEnds() {
    const auto gateway = makeGateway();
    AlarmRule rule = highAlarm("doubled", 10);
    rule.latched = true;
    const DeviceId device = startPushed(*gateway, {{}, {doubled("a")}, {rule}});
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    push(*gateway, device, 6);
    push(*gateway, device, 1);

    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{2});
    const auto alarms = look(*gateway, device).alarms;
    QCOMPARE(alarms.size(), std::size_t{1});
    QCOMPARE(alarms[0].state, AlarmState::Returned);
    QCOMPARE(alarms[0].raised.value.value(), 12.0);
    QCOMPARE(alarms[0].raised.sequence, Sequence{1});
    QVERIFY(gateway->acknowledge(device, "doubled high"));
    QVERIFY(look(*gateway, device).alarms.empty());
    QCOMPARE(alarmEvents(*gateway).size(), std::size_t{3});
    QCOMPARE(gateway->acknowledge(device, "no such").error().code, ErrorCode::NotFound);
}

void GatewayProcessingTest::aCriticalAlarmPutsTheDeviceIntoSafeState() {
    const QTemporaryDir dir;
    GatewaySettings gatewaySettings;
    gatewaySettings.stateDir = dir.path().toStdString();
    const auto gateway = makeGateway(gatewaySettings);
    PtyPair pty;
    auto settings = parseDeviceSpec("serial:" + pty.slavePath() +
                                    "?id=rig&decode=csv&safe_command=STOP%0A&silence_timeout=off");
    QVERIFY(settings);
    AlarmRule rule = highAlarm("value 1", 100);
    rule.level = AlarmLevel::Critical;
    rule.safeState = true;
    settings.value().processing.alarms = {rule};
    const DeviceId device = gateway->addDevice(settings.value()).value();
    gateway->command(device, DeviceCommand::Start);
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    QTRY_VERIFY(pty.write("1,2\n") > 0 && look(*gateway, device).ledger.samplesProcessed > 3);
    (void)pty.write("101,2\n");

    QTRY_COMPARE(look(*gateway, device).state, DeviceState::SafeState);
    QCOMPARE(look(*gateway, device).lastError->code, ErrorCode::AlarmRaised);
    std::string received;
    QTRY_VERIFY((received += pty.read()) == "STOP\n");
}

void GatewayProcessingTest::aTextLineRaisesAnAlarm() {
    const auto gateway = makeGateway();
    PtyPair pty;
    auto settings = parseDeviceSpec("serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QVERIFY(settings);
    AlarmRule rule;
    rule.name = "reset";
    rule.kind = AlarmKind::Text;
    rule.text = "brownout";
    settings.value().processing.alarms = {rule};
    const DeviceId device = gateway->addDevice(settings.value()).value();
    gateway->command(device, DeviceCommand::Start);
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    // The first line after opening may be half of one.
    QTRY_VERIFY(pty.write("Detected a brownout again.\n") > 0 && !alarmEvents(*gateway).empty());

    QCOMPARE(look(*gateway, device).alarms.at(0).state, AlarmState::Raised);
}

void GatewayProcessingTest::silenceRaisesAnAlarm() {
    const auto gateway = makeGateway();
    AlarmRule rule;
    rule.name = "silent";
    rule.kind = AlarmKind::NoData;
    rule.delay = std::chrono::milliseconds(1);
    const DeviceId device = startPushed(*gateway, {{}, {}, {rule}});

    QTRY_COMPARE(look(*gateway, device).alarms.size(), std::size_t{1});
    push(*gateway, device, 1);
    QTRY_VERIFY(alarmEvents(*gateway).size() >= 2);
}

void GatewayProcessingTest::silenceIsNoAlarmWhileTheDeviceIsInError() {
    const auto gateway = makeGateway();
    PtyPair pulled;
    PtyPair quiet;
    const auto specOf = [](const PtyPair& pty, const char* id) {
        return "serial:" + pty.slavePath() + "?decode=csv&id=" + id + "&alarm=:no_data:300ms";
    };
    const DeviceId device = addAndStart(*gateway, specOf(pulled, "pulled"));
    const DeviceId other = addAndStart(*gateway, specOf(quiet, "quiet"));
    QTRY_COMPARE(look(*gateway, device).alarms.size(), std::size_t{1});
    QTRY_COMPARE(look(*gateway, other).alarms.size(), std::size_t{1});

    pulled.hangUp();

    // Once it is known why nothing comes, the alarm that was raised is over.
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Error);
    QTRY_VERIFY(look(*gateway, device).alarms.empty());
    // The other one shows that the alarms were looked at meanwhile.
    QTRY_VERIFY(quiet.write("1,2\n") > 0 && look(*gateway, other).alarms.empty());
    QTRY_COMPARE(look(*gateway, other).alarms.size(), std::size_t{1});
    QVERIFY(look(*gateway, device).alarms.empty());
}

void GatewayProcessingTest::damageIsAnEvent() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    QTRY_VERIFY(pty.write("1,2\n") > 0 && look(*gateway, device).ledger.samplesProcessed > 3);

    (void)pty.write("1,2,3,4\n");

    const auto told = [&] {
        for (const Event& event : gateway->events(0))
            if (event.kind == EventKind::Damage) return event.text;
        return std::string();
    };
    QTRY_COMPARE(told(), std::string("1 damaged frame: 1 length"));
}

void GatewayProcessingTest::bytesThatNobodyDecodesAreToldOnce() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device = addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    const auto told = [&] {
        std::vector<std::string> texts;
        for (const Event& event : gateway->events(0))
            if (event.kind == EventKind::Damage) texts.push_back(event.text);
        return texts;
    };

    QTRY_VERIFY(pty.write("Booting the board again.\n") > 0 && !told().empty());

    QVERIFY(told()[0].starts_with("nothing decoded in "));
    QVERIFY(told()[0].find("no format fits so far") != std::string::npos);
    QVERIFY(!look(*gateway, device).rawTail.empty());
    QVERIFY(look(*gateway, device).decision != nullptr);
}

void GatewayProcessingTest::anAlarmWithoutItsChannelIsTold() {
    const auto gateway = makeGateway();
    DerivedChannel missing = doubled("b");
    missing.name = "other";
    const DeviceId device = startPushed(
        *gateway, {{}, {doubled("a"), missing}, {highAlarm("doubled", 10), highAlarm("c", 1)}});
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    push(*gateway, device, 1);

    QTRY_VERIFY(!alarmEvents(*gateway).empty());
    QVERIFY(alarmEvents(*gateway)[0].starts_with(
        "without a channel so far: calculated channel other, alarm c high (c)."));
}

void GatewayProcessingTest::wrongProcessingIsRefused() {
    const auto gateway = makeGateway();
    DeviceSettings settings;
    settings.id = "rig";
    settings.processing.derived = {doubled("a")};
    settings.processing.derived[0].expression = "x1 *";

    const auto added = gateway->addDevice(settings);

    QVERIFY(!added);
    QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
}

QTEST_MAIN(GatewayProcessingTest)
#include "gateway_processing_test.moc"
