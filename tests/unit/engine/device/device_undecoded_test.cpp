// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QTest>

#include "device_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;
using namespace std::chrono_literals;

namespace {

/// What a port that is read at another rate brings: no frame, no text.
const std::string kGarbage = "\x80\xf8,\x9e\xe0\x86\xfe\n\xfe\x1c\xe6\x80\xc3\x9b\n";

DeviceSettings serialSettings() {
    DeviceSettings settings = Bench::csvSettings();
    settings.bus = SerialSettings{.path = "/dev/ttyRIG"};
    settings.safeCommand = "SAFE";
    return settings;
}

void readGarbage(Bench& bench, int times) {
    for (int i = 0; i < times; ++i) {
        bench.read(kGarbage);
        bench.clock.advance(100ms);
    }
}

}  // namespace

class DeviceUndecodedTest : public QObject {
    Q_OBJECT

private slots:
    void bytesThatWereNeverASampleLatchNothing();
    void theDiagnosisNamesWhatWouldHelp();
    void theTroubleIsToldOnce();
    void theFirstSampleEndsTheError();
    void damageBehindASampleIsAFault();
    void aRestartHasToDeliverAnew();
    void anotherFormatHasToDeliverAnew();
    void aLuckySampleAmidNoiseIsNoDelivery();
    void bytesWithoutAFrameAreDiagnosedWithPatience();
    void textThatIsNoDataIsNoTrouble();
    void aDeviceThatCannotBeReadIsNotSilent();
    void aDeviceThatSendsNothingIsSilent();
    void aReadErrorKeepsItsRule();
    void anAlarmLatchesFromTheError();
    void aLostLinkIsOpenedAgain();
};

void DeviceUndecodedTest::bytesThatWereNeverASampleLatchNothing() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());

    readGarbage(bench, 600);

    QCOMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QCOMPARE(bench.status().consecutiveFaults, 0);
    QVERIFY(!bench.status().nextAttemptNs);
    QVERIFY(bench.bus->opened);
    QCOMPARE(bench.bus->openCount, 1);
    QVERIFY(bench.bus->written.empty());
    QCOMPARE(bench.ledger().bytesRead, 600 * kGarbage.size());
    QVERIFY(bench.ledger().bytesClose());
}

void DeviceUndecodedTest::theDiagnosisNamesWhatWouldHelp() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());

    readGarbage(bench, 40);

    const std::string detail = bench.status().lastError->detail;
    QVERIFY2(detail.starts_with("No sample in "), detail.c_str());
    QVERIFY2(detail.find("try all rates") != std::string::npos, detail.c_str());
}

void DeviceUndecodedTest::theTroubleIsToldOnce() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());

    readGarbage(bench, 100);

    int told = 0;
    for (const Event& event : bench.events.since(0))
        told += event.text.starts_with("Error: No sample in ") ? 1 : 0;
    QCOMPARE(told, 1);
    const std::vector<DeviceState> states{DeviceState::Measuring, DeviceState::Error};
    QCOMPARE(bench.states.states, states);
}

void DeviceUndecodedTest::theFirstSampleEndsTheError() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    readGarbage(bench, 20);
    QCOMPARE(bench.status().state, DeviceState::Error);

    bench.read("1,2\n3,4\n5,6\n7,8\n");

    QCOMPARE(bench.status().state, DeviceState::Measuring);
    QCOMPARE(bench.bus->openCount, 1);
}

void DeviceUndecodedTest::damageBehindASampleIsAFault() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");

    readGarbage(bench, 5);

    QCOMPARE(bench.status().lastError->code, ErrorCode::DamagedFrames);
    QCOMPARE(bench.status().consecutiveFaults, 1);
    QVERIFY(!bench.bus->opened);
}

void DeviceUndecodedTest::aRestartHasToDeliverAnew() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");
    QVERIFY(bench.device.stop());
    QVERIFY(bench.device.start());

    readGarbage(bench, 20);

    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QVERIFY(bench.bus->opened);
}

void DeviceUndecodedTest::anotherFormatHasToDeliverAnew() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");
    bench.device.setFormat(Format::Nmea);

    for (int i = 0; i < 20; ++i)
        bench.read("$GPRMC,1*00\n");

    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QVERIFY(bench.bus->opened);
    QVERIFY(bench.status().lastError->detail.find("another decoding") != std::string::npos);
}

void DeviceUndecodedTest::aLuckySampleAmidNoiseIsNoDelivery() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());

    for (int i = 0; i < 20; ++i) {
        readGarbage(bench, 20);
        bench.read("7\n7\n7\n");
        QVERIFY(bench.ledger().samplesIn > 0);
        QVERIFY(bench.bus->opened);
    }
    readGarbage(bench, 20);

    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QCOMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.bus->openCount, 1);
}

void DeviceUndecodedTest::bytesWithoutAFrameAreDiagnosedWithPatience() {
    DeviceSettings settings = serialSettings();
    settings.decode = Format::Auto;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    const std::string noise(40, '\x86');

    bench.read(noise);
    bench.clock.advance(4s);
    bench.read(noise);
    QCOMPARE(bench.status().state, DeviceState::Measuring);
    bench.clock.advance(1s);
    bench.read(noise);

    QCOMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QVERIFY(bench.bus->opened);
}

void DeviceUndecodedTest::textThatIsNoDataIsNoTrouble() {
    DeviceSettings settings = serialSettings();
    settings.decode = Format::Auto;
    Bench bench(settings);
    QVERIFY(bench.device.start());

    for (int i = 0; i < 20; ++i) {
        bench.read("The board starts, and says so.\n");
        bench.clock.advance(1s);
    }

    QCOMPARE(bench.status().state, DeviceState::Measuring);
}

void DeviceUndecodedTest::aDeviceThatCannotBeReadIsNotSilent() {
    DeviceSettings settings = serialSettings();
    settings.silenceTimeout.set = 20ms;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read(kGarbage);

    bench.clock.advance(20ms);

    QTRY_COMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.status().lastError->code, ErrorCode::Undecoded);
    QVERIFY(bench.bus->opened);
}

void DeviceUndecodedTest::aDeviceThatSendsNothingIsSilent() {
    DeviceSettings settings = serialSettings();
    settings.silenceTimeout.set = 20ms;
    Bench bench(settings);
    QVERIFY(bench.device.start());

    bench.clock.advance(20ms);

    QTRY_COMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.status().lastError->code, ErrorCode::DeviceSilent);
    QCOMPARE(bench.status().consecutiveFaults, 1);
}

void DeviceUndecodedTest::aReadErrorKeepsItsRule() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    readGarbage(bench, 20);

    bench.fail(kReadError);

    QCOMPARE(bench.status().state, DeviceState::Error);
    QCOMPARE(bench.status().consecutiveFaults, 1);
    QTRY_VERIFY(bench.bus->opened);
}

void DeviceUndecodedTest::anAlarmLatchesFromTheError() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    readGarbage(bench, 20);

    bench.device.trip({ErrorCode::AlarmRaised, "no data"});

    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QCOMPARE(bench.bus->written, std::string("SAFE"));
}

void DeviceUndecodedTest::aLostLinkIsOpenedAgain() {
    Bench bench(serialSettings());
    QVERIFY(bench.device.start());
    readGarbage(bench, 20);

    bench.fail(kGone);

    QCOMPARE(bench.status().lastError->code, ErrorCode::LinkLost);
    QTRY_VERIFY(bench.bus->opened);
    bench.read("1,2\n3,4\n5,6\n7,8\n");
    QCOMPARE(bench.status().state, DeviceState::Measuring);
}

QTEST_MAIN(DeviceUndecodedTest)
#include "device_undecoded_test.moc"
