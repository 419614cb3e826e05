// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/device_spec.h"

#include <string>
#include <variant>

#include <QTest>

#include "spec_reading.h"

namespace telemetryhub::engine {

class DeviceSpecTest : public QObject {
    Q_OBJECT

private slots:
    void timesHaveUnits_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("ms");
        QTest::newRow("seconds") << "2" << 2000;
        QTest::newRow("with unit") << "0.25s" << 250;
        QTest::newRow("milliseconds") << "40ms" << 40;
        QTest::newRow("minutes") << "1.5m" << 90'000;
        QTest::newRow("hours") << "24h" << 86'400'000;
    }
    void timesHaveUnits() {
        QFETCH(QString, text);
        QFETCH(int, ms);

        const DeviceSettings settings = parsed("sim:demo?silence_timeout=" + text.toStdString());

        QCOMPARE(settings.silenceTimeout.set.value().count(), ms);
    }

    void aSerialSpecSetsEverySetting() {
        const DeviceSettings settings = parsed(
            "serial:/dev/"
            "ttyUSB0?baud=9600&data=7&parity=even&stop=2&flow=software&dtr=off&rts=on&low_latency="
            "on"
            "&decode=csv&id=rig&overflow=block&failure_threshold=9&safe_command=OUT%200%0A"
            "&scale=temp:0.1:-40&scale=a%3Ab:2");

        const auto& serial = std::get<SerialSettings>(settings.bus);
        QCOMPARE(text(serial.path), QStringLiteral("/dev/ttyUSB0"));
        QCOMPARE(serial.baud, 9600);
        QCOMPARE(serial.dataBits, 7);
        QVERIFY(serial.parity == Parity::Even);
        QVERIFY(serial.stopBits == StopBits::Two);
        QVERIFY(serial.flow == FlowControl::Software);
        QVERIFY(serial.dtr == false);
        QVERIFY(serial.rts == true);
        QVERIFY(serial.lowLatency == LowLatency::On);
        QVERIFY(settings.decode.format == Format::Csv);
        QVERIFY(settings.overflow == Overflow::Block);
        QCOMPARE(text(settings.id), QStringLiteral("rig"));
        QCOMPARE(settings.failureThreshold, 9);
        QCOMPARE(text(settings.safeCommand), QStringLiteral("OUT 0\n"));
        QCOMPARE(settings.processing.channels.size(), std::size_t{2});
        QCOMPARE(settings.processing.channels[0].factor, 0.1);
        QCOMPARE(settings.processing.channels[0].offset, -40.0);
        QCOMPARE(text(settings.processing.channels[1].channel), QStringLiteral("a:b"));
    }

    void aSimulatedSpecSetsEverySetting() {
        const DeviceSettings settings = parsed("sim:demo?rate=2.5&channels=64&seed=4294967295");

        const auto& sim = std::get<SimulatedSettings>(settings.bus);
        QCOMPARE(text(sim.name), QStringLiteral("demo"));
        QCOMPARE(sim.rateHz, 2.5);
        QCOMPARE(sim.channels, 64);
        QCOMPARE(sim.seed, 4294967295U);
    }

    void aReplaySpecSetsEverySetting() {
        const DeviceSettings settings = parsed("replay:a/b%20c.nmea?speed=max&repeat=3&baud=4800");

        const auto& replay = std::get<ReplaySettings>(settings.bus);
        QCOMPARE(text(replay.path), QStringLiteral("a/b c.nmea"));
        QVERIFY(!replay.speed);
        QCOMPARE(replay.repeat, 3);
        QCOMPARE(replay.baud, 4800);
    }

    void faultsOfEveryKindAddUp() {
        const FaultPlan faults =
            parsed("sim:demo?fault=random:0.1&fault=drop:0.01,unplug:5s:2s&fault_seed=7").faults;

        QCOMPARE(faults.random, 0.1);
        QCOMPARE(faults.drop, 0.01);
        QVERIFY((faults.unplug == Outage{std::chrono::seconds(5), std::chrono::seconds(2)}));
        QCOMPARE(faults.seed, 7U);
        QCOMPARE(text(deviceSpec(parsed("sim:demo?fault=drop:0.01&fault=random:0.1&fault_seed=7"))),
                 QStringLiteral("sim:demo?fault=random:0.1,drop:0.01&fault_seed=7"));
    }

    void aTcpSpecNamesHostAndPort_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << "tcp:192.168.1.5:4000"
                                 << "192.168.1.5";
        QTest::newRow("name") << "tcp:meter.local:4000?decode=csv"
                              << "meter.local";
        QTest::newRow("IPv6") << "tcp:[::1]:4000"
                              << "::1";
        QTest::newRow("IPv6 of a link") << "tcp:[fe80::1%25eth0]:4000"
                                        << "fe80::1%eth0";
        QTest::newRow("as a URL") << "tcp://meter.local:4000"
                                  << "meter.local";
    }
    void aTcpSpecNamesHostAndPort() {
        QFETCH(QString, spec);
        QFETCH(QString, host);

        const DeviceSettings settings = parsed(spec.toStdString());

        const auto& tcp = std::get<TcpSettings>(settings.bus);
        QCOMPARE(text(tcp.host), host);
        QCOMPARE(static_cast<int>(tcp.port), 4000);
    }

    void aUdpSpecSetsEverySetting() {
        const DeviceSettings plain = parsed("udp:5000?silence_timeout=2s&damage_limit=off");
        const DeviceSettings bound = parsed("udp:127.0.0.1:5000");
        const DeviceSettings grouped = parsed("udp:5000?multicast=239.1.2.3&interface=eth0");

        const auto& any = std::get<UdpSettings>(plain.bus);
        QCOMPARE(static_cast<int>(any.port), 5000);
        QVERIFY(any.address.empty() && any.group.empty());
        QCOMPARE(plain.silenceTimeout.set.value().count(), 2000);
        QCOMPARE(plain.damageLimit.share, 1.0);
        QCOMPARE(text(std::get<UdpSettings>(bound.bus).address), QStringLiteral("127.0.0.1"));
        const auto& group = std::get<UdpSettings>(grouped.bus);
        QCOMPARE(text(group.group), QStringLiteral("239.1.2.3"));
        QCOMPARE(text(group.interfaceName), QStringLiteral("eth0"));
    }

    void aBarePathIsASerialPort() {
        const DeviceSettings settings = parsed("/dev/ttyACM0?baud=57600");

        QCOMPARE(std::get<SerialSettings>(settings.bus).baud, 57600);
        QCOMPARE(text(settings.id), QStringLiteral("ttyACM0"));
    }

    void aUrlWithThreeSlashesNamesTheSamePort() {
        const DeviceSettings settings = parsed("serial:///dev/ttyS1");

        QCOMPARE(text(std::get<SerialSettings>(settings.bus).path), QStringLiteral("/dev/ttyS1"));
    }

    void anIdIsMadeFromThePathOrName_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("id");
        QTest::newRow("port") << "serial:/dev/ttyUSB0"
                              << "ttyUSB0";
        QTest::newRow("by-id") << "serial:/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0"
                               << "usb-FTDI_FT232R_A50285BI-if00-port0";
        QTest::newRow("pty") << "serial:/dev/pts/7"
                             << "7";
        QTest::newRow("sim") << "sim:bench rig"
                             << "bench_rig";
        QTest::newRow("file") << "replay:logs/trip.nmea"
                              << "trip";
        QTest::newRow("two dots") << "replay:trip.2024.nmea"
                                  << "trip.2024";
        QTest::newRow("other letters") << "replay:f%C3%BCnf.csv"
                                       << "f__nf";
        QTest::newRow("tcp") << "tcp:192.168.1.5:4000"
                             << "192.168.1.5:4000";
        QTest::newRow("tcp by IPv6") << "tcp:[::1]:4000"
                                     << "::1:4000";
        QTest::newRow("tcp with a long name")
            << QStringLiteral("tcp:") + QString(80, QLatin1Char('x')) + QStringLiteral(":65535")
            << QString(58, QLatin1Char('x')) + QStringLiteral(":65535");
        QTest::newRow("udp") << "udp:5000"
                             << "udp-5000";
        QTest::newRow("udp of an address") << "udp:127.0.0.1:5000"
                                           << "127.0.0.1:5000";
        QTest::newRow("long") << QStringLiteral("sim:") + QString(80, QLatin1Char('x'))
                              << QString(64, QLatin1Char('x'));
    }
    void anIdIsMadeFromThePathOrName() {
        QFETCH(QString, spec);
        QFETCH(QString, id);

        QCOMPARE(text(parsed(spec.toStdString()).id), id);
    }

    void everyPolicyAndFormatHasANameThatReadsBack() {
        for (const Overflow policy :
             {Overflow::DropOldest, Overflow::RejectNewest, Overflow::Block})
            QCOMPARE(parseOverflow(overflowName(policy)).value(), policy);
        for (const Format format :
             {Format::Auto, Format::Csv, Format::Plotter, Format::Teleplot, Format::Json,
              Format::KeyValue, Format::Nmea, Format::VeDirect, Format::Dsmr, Format::Slip,
              Format::Cobs, Format::Frame, Format::Modbus})
            QCOMPARE(parseFormat(formatName(format)).value(), format);
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceSpecTest)
#include "device_spec_test.moc"
