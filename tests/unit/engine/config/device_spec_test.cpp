// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/device_spec.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <variant>

#include <QTest>

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

DeviceSettings parsed(const std::string& spec) {
    const auto settings = parseDeviceSpec(spec);
    if (!settings) {
        qWarning() << text(spec) << text(settings.error().detail);
        return {};
    }
    return settings.value();
}

bool sameBus(const BusSettings& a, const BusSettings& b) {
    if (a.index() != b.index()) return false;
    if (const auto* s = std::get_if<SerialSettings>(&a)) {
        const auto& t = std::get<SerialSettings>(b);
        return s->path == t.path && s->baud == t.baud && s->dataBits == t.dataBits &&
               s->parity == t.parity && s->stopBits == t.stopBits && s->flow == t.flow &&
               s->dtr == t.dtr && s->rts == t.rts;
    }
    if (const auto* s = std::get_if<SimulatedSettings>(&a)) {
        const auto& t = std::get<SimulatedSettings>(b);
        return s->name == t.name && s->rateHz == t.rateHz && s->channels == t.channels &&
               s->seed == t.seed;
    }
    if (const auto* s = std::get_if<PushSettings>(&a))
        return s->name == std::get<PushSettings>(b).name;
    if (const auto* s = std::get_if<TcpSettings>(&a)) {
        const auto& t = std::get<TcpSettings>(b);
        return s->host == t.host && s->port == t.port;
    }
    if (const auto* s = std::get_if<UdpSettings>(&a)) {
        const auto& t = std::get<UdpSettings>(b);
        return s->port == t.port && s->address == t.address && s->group == t.group &&
               s->interfaceName == t.interfaceName;
    }
    const auto& s = std::get<ReplaySettings>(a);
    const auto& t = std::get<ReplaySettings>(b);
    return s.path == t.path && s.speed == t.speed && s.repeat == t.repeat && s.baud == t.baud;
}

ChannelSettings scaled(const std::string& channel, double factor, double offset) {
    ChannelSettings settings;
    settings.channel = channel;
    settings.factor = factor;
    settings.offset = offset;
    return settings;
}

bool same(const DeviceSettings& a, const DeviceSettings& b) {
    return a.id == b.id && sameBus(a.bus, b.bus) && a.decode == b.decode &&
           a.overflow == b.overflow && a.failureThreshold == b.failureThreshold &&
           a.safeCommand == b.safeCommand && a.silenceTimeout == b.silenceTimeout &&
           a.damageLimit == b.damageLimit && a.absentLimit == b.absentLimit &&
           a.faults == b.faults && a.processing == b.processing;
}

/// Draws settings of every kind, with all that makes texts hard to write.
class SettingsSource {
public:
    DeviceSettings next() {
        DeviceSettings settings;
        settings.bus = nextBus();
        settings.id = "id-" + std::to_string(upTo(1000));
        const bool isPushed = std::holds_alternative<PushSettings>(settings.bus);
        if (!isPushed) settings.decode.format = static_cast<Format>(upTo(3));
        if (!isPushed && upTo(1) == 1) settings.overflow = static_cast<Overflow>(upTo(2));
        settings.failureThreshold = 1 + upTo(999);
        if (upTo(1) == 1) settings.absentLimit = std::chrono::milliseconds(10 + upTo(100'000));
        const bool watched = !isPushed && !std::holds_alternative<ReplaySettings>(settings.bus);
        if (watched) settings.silenceTimeout.off = upTo(2) == 0;
        if (watched && !settings.silenceTimeout.off && upTo(1) == 1)
            settings.silenceTimeout.set = std::chrono::milliseconds(10 + upTo(100'000));
        if (watched) settings.damageLimit.window = std::chrono::milliseconds(10 + upTo(100'000));
        if (watched) settings.damageLimit.share = upTo(4) / 4.0;
        settings.safeCommand = upTo(1) == 1 ? bytes(0) : std::string();
        for (int i = upTo(3); i > 0; --i)
            settings.processing.channels.push_back(
                scaled(std::to_string(i) + bytes(1), real(), real()));
        settings.faults = nextFaults(settings.bus);
        return settings;
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(m_random); }
    double real() { return std::uniform_real_distribution<double>(0.01, 9999)(m_random); }
    /// Bytes of any value from `least` up.
    std::string bytes(int least) {
        std::string any;
        for (int i = upTo(12) + 1; i > 0; --i)
            any += static_cast<char>(least + upTo(255 - least));
        return any;
    }

    FaultPlan nextFaults(const BusSettings& bus) {
        FaultPlan faults;
        if (upTo(1) == 1) faults.seed = static_cast<std::uint32_t>(m_random());
        if (upTo(3) == 3) faults.intermittent = static_cast<std::uint32_t>(1 + upTo(1000));
        if (!std::holds_alternative<PushSettings>(bus)) addWireFaults(faults);
        if (std::holds_alternative<ReplaySettings>(bus)) return faults;
        if (upTo(3) == 3) faults.random = real() / 9999;
        if (upTo(3) == 3) faults.deterministic = static_cast<std::uint32_t>(1 + upTo(1000));
        if (upTo(3) == 3) faults.unplug = nextOutage();
        return faults;
    }
    void addWireFaults(FaultPlan& faults) {
        for (double FaultPlan::*share :
             {&FaultPlan::drop, &FaultPlan::truncate, &FaultPlan::flip, &FaultPlan::garbage})
            if (upTo(3) == 3) faults.*share = real() / 9999;
        if (upTo(3) == 3) faults.delay = std::chrono::milliseconds(10 + upTo(100'000));
        if (upTo(3) == 3) faults.silence = nextOutage();
    }
    Outage nextOutage() {
        return {std::chrono::milliseconds(10 + upTo(100'000)), std::chrono::seconds(1 + upTo(100))};
    }

    BusSettings nextBus() {
        switch (upTo(5)) {
            case 0: return serial();
            case 3: return tcp();
            case 4: return udp();
            case 5: return PushSettings{"p" + bytes(1)};
            case 1:
                return SimulatedSettings{"s" + bytes(1), real(), 1 + upTo(63),
                                         static_cast<std::uint32_t>(m_random())};
            default: {
                ReplaySettings replay;
                replay.path = '/' + bytes(1) + ".nmea";
                if (upTo(1) == 1) replay.speed = real();
                if (upTo(2) == 2) replay.speed.reset();
                replay.repeat = 1 + upTo(9);
                replay.baud = 50 + upTo(100'000);
                return replay;
            }
        }
    }

    std::uint16_t port() { return static_cast<std::uint16_t>(1 + upTo(65534)); }

    BusSettings tcp() {
        const std::string hosts[] = {"127.0.0.1", "meter-" + std::to_string(upTo(99)) + ".local",
                                     "::1", "fe80::1%eth0", "h%41"};
        return TcpSettings{hosts[upTo(4)], port()};
    }

    BusSettings udp() {
        const std::string addresses[] = {"", "127.0.0.1", "::1", "fe80::1%eth0"};
        UdpSettings settings{port(), addresses[upTo(3)], {}, {}};
        if (!settings.address.empty() || upTo(1) == 0) return settings;
        settings.group = upTo(1) == 0 ? "239.1.2.3" : "ff02::1:2";
        if (upTo(1) == 0) settings.interfaceName = "enp0s" + std::to_string(upTo(9)) + "&=%";
        return settings;
    }

    BusSettings serial() {
        SerialSettings port;
        port.path = "/dev/" + bytes(1) + 'x';
        port.baud = 50 + upTo(4'000'000);
        port.dataBits = 6 + upTo(2);
        port.parity = static_cast<Parity>(upTo(4));
        port.stopBits = upTo(1) == 1 ? StopBits::One : StopBits::Two;
        port.flow = upTo(1) == 1 ? FlowControl::None : FlowControl::Software;
        if (upTo(1) == 1) port.dtr = upTo(1) == 1;
        if (upTo(1) == 1) port.rts = upTo(1) == 1;
        return port;
    }

    std::mt19937 m_random{4711};
};

}  // namespace

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
            "serial:/dev/ttyUSB0?baud=9600&data=7&parity=even&stop=2&flow=software&dtr=off&rts=on"
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

    void aWrongSpecNamesThePartAndTheRemedy_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* spec, const char* part) {
            QTest::newRow(spec) << QString::fromUtf8(spec) << QString::fromUtf8(part);
        };
        row("serial:/dev/x?baudd=9600", "baudd: unknown key; did you mean baud?");
        row("sim:demo?baud=9600", "baud: unknown key; ");
        row("serial:/dev/x?colour=red", "expected id, decode,");
        row("seral:/dev/x", "seral: unknown scheme; did you mean serial?");
        row("gopher:/dev/x", "expected serial, sim, replay, tcp, udp or push");
        row("tpc:host:80", "tpc: unknown scheme; did you mean tcp?");
        row("tcp:", "tcp: expected HOST:PORT");
        row("tcp:host", "tcp: expected HOST:PORT");
        row("tcp:host:0", "tcp: expected HOST:PORT");
        row("tcp:host:65536", "tcp: expected HOST:PORT");
        row("tcp:::1:4000", "tcp:[::1]:4000");
        row("tcp:host:80?baud=9600", "baud: unknown key; expected id,");
        row("tcp:host:80?multicast=239.1.2.3", "multicast: unknown key");
        row("udp:", "udp: expected PORT");
        row("udp:0", "udp: expected PORT");
        row("udp:host:5000", "an address of this machine");
        row("udp:5000?multicast=192.168.1.1", "multicast=192.168.1.1: expected the address of a");
        row("udp:5000?interface=eth0", "interface: expected multicast= beside it");
        row("udp:5000?multicast=239.1.2.3&interface=a/b", "interface=a/b: expected the name");
        row("udp:127.0.0.1:5000?multicast=239.1.2.3", "multicast: expected udp:PORT without");
        row("ttyUSB0", "expected SCHEME:PATH");
        row("", "expected SCHEME:PATH");
        row("serial:", "serial: expected a path");
        row("sim:", "sim: expected a path or name");
        row("replay:?speed=1", "replay: expected a path");
        row("serial:/dev/", "serial: expected a path");
        row("serial:/dev/%zz", "two hex digits");
        row("serial:/dev/x%00y", "zero byte");
        row("serial:/dev/x?baud", "baud: expected baud=VALUE");
        row("serial:/dev/x?baud=", "baud=: expected a whole number from 50");
        row("serial:/dev/x?baud=fast", "baud=fast: expected a whole number");
        row("serial:/dev/x?baud=9600.5", "baud=9600.5: expected a whole number");
        row("serial:/dev/x?baud=49", "baud=49: expected");
        row("serial:/dev/x?baud=99999999999", "baud=99999999999: expected");
        row("serial:/dev/x?data=9", "data=9: expected a whole number from 5 to 8");
        row("serial:/dev/x?parity=evn", "did you mean even?");
        row("serial:/dev/x?stop=3", "stop=3: expected 1, 1.5 or 2");
        row("serial:/dev/x?stop=1.5", "data=5");
        row("serial:/dev/x?stop=2&data=5", "stop=2: expected 1 or 1.5");
        row("serial:/dev/x?flow=rts", "flow=rts: expected none, hardware or software");
        row("serial:/dev/x?flow=hardware&rts=on", "rts: ");
        row("serial:/dev/x?dtr=maybe", "dtr=maybe: expected on or off");
        row("serial:/dev/x?baud=9600&baud=9600", "baud: expected once");
        row("serial:/dev/x?id=a/b", "id=a/b: expected 1 to 64");
        row("serial:/dev/x?id=", "id=: expected 1 to 64");
        row("serial:/dev/x?decode=cvs", "decode=cvs: expected auto, csv, plotter or nmea; did you");
        row("serial:/dev/x?overflow=drop", "expected drop_oldest, reject_newest or block");
        row("serial:/dev/x?failure_threshold=0", "from 1 to 1000");
        row("serial:/dev/x?failure_threshold=1001", "from 1 to 1000");
        row("serial:/dev/x?silence_timeout=soon", "off, or a time from 10ms to 86400s");
        row("serial:/dev/x?silence_timeout=1ms", "off, or a time from 10ms to 86400s");
        row("sim:demo?damage_limit=2", "off, or a share from 0 to 1");
        row("sim:demo?damage_window=0", "a time from 10ms to 86400s");
        row("serial:/dev/x?safe_command=%4", "safe_command=%4: expected two hex digits");
        row("sim:demo?rate=0", "rate=0: expected a number from 0.01 to 100000");
        row("sim:demo?rate=100001", "rate=100001");
        row("sim:demo?rate=nan", "rate=nan");
        row("sim:demo?rate=inf", "rate=inf");
        row("sim:demo?rate=1e", "rate=1e");
        row("sim:demo?channels=0", "channels=0: expected a whole number from 1 to 64");
        row("sim:demo?channels=65", "channels=65");
        row("sim:demo?seed=-1", "seed=-1");
        row("replay:f?repeat=0", "repeat=0");
        row("replay:f?speed=0", "speed=0: expected max, or a number");
        row("replay:f?speed=fast", "speed=fast: expected max");
        row("sim:demo?scale=x", "scale=x: expected NAME:FACTOR");
        row("sim:demo?scale=x:0", "factor other than 0");
        row("sim:demo?scale=x:one", "scale=x:one: expected NAME:FACTOR");
        row("sim:demo?scale=:2", "scale=:2: expected NAME:FACTOR");
        row("sim:demo?scale=x:1:2:3", "scale=x:1:2:3: expected");
        row("sim:demo?scale=x:1&scale=x:2", "each channel once");
        row("sim:demo?fault=drop:0.1&fault=drop:0.2", "fault=drop:0.2: expected each kind once");
        row("sim:demo?fault=drop:2", "fault=drop:2: expected drop:SHARE with a share from 0 to 1");
        row("sim:demo?fault_seed=x", "fault_seed=x: expected a whole number from 0 to 4294967295");
        row("replay:f?fault=unplug:5s:1s", "expected none for a replay");
        row("replay:f?fault=random:0.1", "expected none for a replay");
        row("replay:f?fault=deterministic:9", "expected none for a replay");
    }
    void aWrongSpecNamesThePartAndTheRemedy() {
        QFETCH(QString, spec);
        QFETCH(QString, part);

        const auto settings = parseDeviceSpec(spec.toStdString());

        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(text(settings.error().detail).contains(part), settings.error().detail.c_str());
    }

    void whatIsNotPartOfThisBuildSaysSo_data() {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("what");
        QTest::newRow("profile") << "sim:demo?profile=gps"
                                 << "profile";
    }
    void whatIsNotPartOfThisBuildSaysSo() {
        QFETCH(QString, spec);
        QFETCH(QString, what);

        const auto settings = parseDeviceSpec(spec.toStdString());

        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::NotAvailable);
        QVERIFY2(text(settings.error().detail)
                     .startsWith(what + QStringLiteral(" is not available yet")),
                 settings.error().detail.c_str());
    }

    void anEndlessWordIsNotEchoedWhole() {
        const std::string endless(10'000, 'x');

        for (const std::string& spec :
             {"sim:demo?" + endless + "=1", "sim:demo?rate=" + endless, endless + ":x"}) {
            const auto settings = parseDeviceSpec(spec);
            QVERIFY(!settings);
            QVERIFY(settings.error().detail.size() < 400);
        }
        QVERIFY(!parseDeviceSpec("sim:" + std::string(100'000, 'x')));
    }

    void defaultsAreLeftOutOfAWrittenSpec() {
        QCOMPARE(text(deviceSpec(parsed("serial:/dev/ttyUSB0?baud=115200&data=8&id=ttyUSB0"))),
                 QStringLiteral("serial:/dev/ttyUSB0"));
        QCOMPARE(text(deviceSpec(parsed("sim:demo?rate=100"))), QStringLiteral("sim:demo"));
        QCOMPARE(text(deviceSpec(parsed("replay:a.csv?speed=max&id=run"))),
                 QStringLiteral("replay:a.csv?speed=max&id=run"));
    }

    void whatIsWrittenReadsBackTheSame() {
        SettingsSource source;

        for (int i = 0; i < 3000; ++i) {
            const DeviceSettings settings = source.next();
            const std::string spec = deviceSpec(settings);
            const auto again = parseDeviceSpec(spec);

            QVERIFY2(again.hasValue(), (spec + ": " + (again ? "" : again.error().detail)).c_str());
            QVERIFY2(same(settings, again.value()), spec.c_str());
        }
    }

    void everyPolicyAndFormatHasANameThatReadsBack() {
        for (const Overflow policy :
             {Overflow::DropOldest, Overflow::RejectNewest, Overflow::Block})
            QCOMPARE(parseOverflow(overflowName(policy)).value(), policy);
        for (const Format format : {Format::Auto, Format::Csv, Format::Plotter, Format::Nmea})
            QCOMPARE(parseFormat(formatName(format)).value(), format);
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceSpecTest)
#include "device_spec_test.moc"
