// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QTest>

#include "spec_reading.h"
#include "telemetryhub/engine/config/device_spec.h"

namespace telemetryhub::engine {

namespace {

struct Mistake {
    const char* spec;
    const char* part;  ///< of the detail
};

void addMistakes(std::initializer_list<Mistake> mistakes) {
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("part");
    for (const Mistake& mistake : mistakes)
        QTest::newRow(mistake.spec)
            << QString::fromUtf8(mistake.spec) << QString::fromUtf8(mistake.part);
}

/// The row's specification is refused, and the detail names the part and the remedy.
void expectMistake() {
    QFETCH(QString, spec);
    QFETCH(QString, part);

    const auto settings = parseDeviceSpec(spec.toStdString());

    QVERIFY(!settings);
    QCOMPARE(settings.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(text(settings.error().detail).contains(part), settings.error().detail.c_str());
}

}  // namespace

class DeviceSpecErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void aMistakeOfSchemesAndPaths_data() {
        addMistakes({
            {"seral:/dev/x", "seral: unknown scheme; did you mean serial?"},
            {"gopher:/dev/x", "expected serial, sim, replay, tcp, udp or push"},
            {"tpc:host:80", "tpc: unknown scheme; did you mean tcp?"},
            {"tcp:", "tcp: expected HOST:PORT"},
            {"tcp:host", "tcp: expected HOST:PORT"},
            {"tcp:host:0", "tcp: expected HOST:PORT"},
            {"tcp:host:65536", "tcp: expected HOST:PORT"},
            {"tcp:::1:4000", "tcp:[::1]:4000"},
            {"tcp:host:80?baud=9600", "baud: unknown key; expected id,"},
            {"tcp:host:80?multicast=239.1.2.3", "multicast: unknown key"},
            {"udp:", "udp: expected PORT"},
            {"udp:0", "udp: expected PORT"},
            {"udp:host:5000", "an address of this machine"},
            {"udp:5000?multicast=192.168.1.1", "multicast=192.168.1.1: expected the address of a"},
            {"udp:5000?interface=eth0", "interface: expected multicast= beside it"},
            {"udp:5000?multicast=239.1.2.3&interface=a/b", "interface=a/b: expected the name"},
            {"udp:127.0.0.1:5000?multicast=239.1.2.3", "multicast: expected udp:PORT without"},
            {"ttyUSB0", "expected SCHEME:PATH"},
            {"", "expected SCHEME:PATH"},
            {"serial:", "serial: expected a path"},
            {"serial:/dev/", "serial: expected a path"},
            {"serial:/dev/%zz", "two hex digits"},
            {"serial:/dev/x%00y", "zero byte"},
        });
    }
    void aMistakeOfSchemesAndPaths() { expectMistake(); }

    void aMistakeOfASerialPort_data() {
        addMistakes({
            {"serial:/dev/x?baudd=9600", "baudd: unknown key; did you mean baud?"},
            {"serial:/dev/x?baud", "baud: expected baud=VALUE"},
            {"serial:/dev/x?baud=", "baud=: expected a whole number from 50"},
            {"serial:/dev/x?baud=fast", "baud=fast: expected a whole number"},
            {"serial:/dev/x?baud=9600.5", "baud=9600.5: expected a whole number"},
            {"serial:/dev/x?baud=49", "baud=49: expected"},
            {"serial:/dev/x?baud=99999999999", "baud=99999999999: expected"},
            {"serial:/dev/x?data=9", "data=9: expected a whole number from 5 to 8"},
            {"serial:/dev/x?parity=evn", "did you mean even?"},
            {"serial:/dev/x?stop=3", "stop=3: expected 1, 1.5 or 2"},
            {"serial:/dev/x?stop=1.5", "data=5"},
            {"serial:/dev/x?stop=2&data=5", "stop=2: expected 1 or 1.5"},
            {"serial:/dev/x?flow=rts", "flow=rts: expected none, hardware or software"},
            {"serial:/dev/x?low_latency=yes", "low_latency=yes: expected auto, on or off"},
            {"serial:/dev/x?flow=hardware&rts=on", "rts: "},
            {"serial:/dev/x?dtr=maybe", "dtr=maybe: expected on or off"},
            {"serial:/dev/x?baud=9600&baud=9600", "baud: expected once"},
        });
    }
    void aMistakeOfASerialPort() { expectMistake(); }

    void aMistakeOfTheSimulatedDeviceOrAReplay_data() {
        addMistakes({
            {"sim:demo?baud=9600", "baud: unknown key; "},
            {"sim:", "sim: expected a path or name"},
            {"replay:?speed=1", "replay: expected a path"},
            {"sim:demo?rate=0", "rate=0: expected a number from 0.01 to 100000"},
            {"sim:demo?rate=100001", "rate=100001"},
            {"sim:demo?rate=nan", "rate=nan"},
            {"sim:demo?rate=inf", "rate=inf"},
            {"sim:demo?rate=1e", "rate=1e"},
            {"sim:demo?channels=0", "channels=0: expected a whole number from 1 to 64"},
            {"sim:demo?channels=65", "channels=65"},
            {"sim:demo?seed=-1", "seed=-1"},
            {"replay:f?repeat=0", "repeat=0"},
            {"replay:f?speed=0", "speed=0: expected max, or a number"},
            {"replay:f?speed=fast", "speed=fast: expected max"},
        });
    }
    void aMistakeOfTheSimulatedDeviceOrAReplay() { expectMistake(); }

    void aMistakeOfKeysForAll_data() {
        addMistakes({
            {"serial:/dev/x?colour=red", "expected id, profile, decode,"},
            {"serial:/dev/x?id=a/b", "id=a/b: expected 1 to 64"},
            {"serial:/dev/x?id=", "id=: expected 1 to 64"},
            {"serial:/dev/x?decode=cvs",
             "decode=cvs: expected auto, csv, plotter, teleplot, json,"},
            {"serial:/dev/x?overflow=drop", "expected drop_oldest, reject_newest or block"},
            {"serial:/dev/x?failure_threshold=0", "from 1 to 1000"},
            {"serial:/dev/x?failure_threshold=1001", "from 1 to 1000"},
            {"serial:/dev/x?silence_timeout=soon", "auto, off, or a time from 10ms to 86400s"},
            {"serial:/dev/x?silence_timeout=1ms", "auto, off, or a time from 10ms to 86400s"},
            {"sim:demo?damage_limit=2", "off, or a share from 0 to 1"},
            {"sim:demo?damage_window=0", "a time from 10ms to 86400s"},
            {"serial:/dev/x?safe_command=%4", "safe_command=%4: expected two hex digits"},
            {"sim:demo?scale=x", "scale=x: expected NAME:FACTOR"},
            {"sim:demo?scale=x:0", "factor other than 0"},
            {"sim:demo?scale=x:one", "scale=x:one: expected NAME:FACTOR"},
            {"sim:demo?scale=:2", "scale=:2: expected NAME:FACTOR"},
            {"sim:demo?scale=x:1:2:3", "scale=x:1:2:3: expected"},
            {"sim:demo?scale=x:1&scale=x:2", "each channel once"},
            {"sim:demo?fault=drop:0.1&fault=drop:0.2", "fault=drop:0.2: expected each kind once"},
            {"sim:demo?fault=drop:2", "fault=drop:2: expected drop:SHARE with a share from 0 to 1"},
            {"sim:demo?fault_seed=x", "fault_seed=x: expected a whole number from 0 to 4294967295"},
            {"replay:f?fault=unplug:5s:1s", "expected none for a replay"},
            {"replay:f?fault=random:0.1", "expected none for a replay"},
            {"replay:f?fault=deterministic:9", "expected none for a replay"},
        });
    }
    void aMistakeOfKeysForAll() { expectMistake(); }

    void aMistakeOfAFormat_data() {
        addMistakes({
            {"sim:x?inner=nmea", "inner=nmea: expected auto, csv, json or frame"},
            {"sim:x?inner=csv", "inner: expected decode slip or cobs beside it"},
            {"sim:x?decode=frame", "fields: expected the fields of a frame, such as pm25:u16be"},
            {"sim:x?fields=a:u8", "fields: expected decode frame, or slip or cobs with inner"},
            {"sim:x?decode=slip&fields=a:u8", "fields: expected decode frame, or slip"},
            {"sim:x?decode=frame&fields=_:u8,_:u16be", "expected at least one field with a name"},
            {"sim:x?decode=slip&inner=frame&fields=_:u8", "at least one field with a name"},
            {"sim:x?decode=frame&fields=a", "fields=a: expected fields such as pm25:u16be*0.1"},
            {"sim:x?decode=frame&fields=a:u61be", "did you mean u64be?"},
            {"sim:x?decode=frame&fields=a:u16", "a type such as u8, i16le, u32be or f32le"},
            {"sim:x?decode=frame&fields=a:u8*0", "a type such as u16be, u16be*0.1"},
            {"sim:x?decode=frame&fields=a:u8*2x", "a type such as u16be, u16be*0.1"},
            {"sim:x?decode=frame&fields=a:u8:unti=V", "\"unti\" is unknown; did you mean unit?"},
            {"sim:x?decode=frame&fields=a:u8:decimals=16", "decimals=NUMBER from 0 to 15"},
            {"sim:x?decode=frame&fields=a:u8&sync=4", "sync=4: expected pairs of hex digits"},
            {"sim:x?decode=frame&fields=a:u8&tail=xy", "tail=xy: expected pairs of hex digits"},
            {"sim:x?decode=frame&fields=a:u8&length=u32le", "length=u32le: expected the bytes"},
            {"sim:x?decode=frame&fields=a:u8&length=u8:fram", "did you mean frame?"},
            {"sim:x?decode=frame&fields=a:u16be&length=1", "the fields take 2 bytes"},
            {"sim:x?decode=frame&fields=a:u8&checksum=sum61be", "did you mean sum16be?"},
            {"sim:x?decode=frame&fields=a:u8&checksum=sum8@x", "the first byte that is covered"},
            {"sim:x?decode=frame&fields=a:u8&repeat_fields=yes", "expected on or off"},
            {"sim:x?time=devise", "time=devise: expected arrival or device; did you mean device?"},
            {"sim:x?time_channel=t", "time_channel: expected time=device beside it"},
            {"sim:x?register=a:1:4:0:u16", "register: expected decode modbus beside them"},
            {"sim:x?decode=modbus&register=a:1:4", "expected NAME:DEVICE:FUNCTION:ADDRESS:TYPE"},
            {"sim:x?decode=modbus&register=a:1:4:0:u8", "expected u16, i16,"},
            {"sim:x?decode=modbus&register=a:1:5:0:u16", "expected a function from 1 to 4"},
            {"sim:x?decode=modbus&register=a:1:4:65535:f32", "expected an address from 0"},
            {"sim:x?decode=modbus&register=a:0:4:0:u16", "a device address from 1 to 247"},
            {"sim:x?decode=modbus&register=a:1:4:0:u16:order=AB", "ABCD, CDAB, BADC or DCBA"},
        });
    }
    void aMistakeOfAFormat() { expectMistake(); }

    void aMistakeOfChannelsAlarmsOrCommands_data() {
        addMistakes({
            {"sim:x?channel=a:colour=red", "expected colour=#RRGGBB"},
            {"sim:x?channel=a:range=5..1", "expected range=LOW..HIGH"},
            {"sim:x?channel=a:factor=0", "a factor other than 0"},
            {"sim:x?channel=a:unit=V:unit=A", "expected unit once"},
            {"sim:x?channel=a&channel=a:unit=V", "expected each channel once"},
            {"sim:x?channel=a&scale=a:2", "expected each channel once"},
            {"sim:x?alarm=a:high", "expected CHANNEL:high:LIMIT"},
            {"sim:x?alarm=a:hihg:80", "did you mean high?"},
            {"sim:x?alarm=a:high:hot", "expected a number behind high"},
            {"sim:x?alarm=a:high:80:hysteresis=-1", "a hysteresis of 0 or more"},
            {"sim:x?alarm=a:high:80:delay=soon", "expected delay=TIME such as 5s"},
            {"sim:x?alarm=a:high:80:latched=yes", "expected latched without a value"},
            {"sim:x?alarm=a:high:80:safe_state", "expected a critical alarm beside safe_state"},
            {"sim:x?alarm=:high:80", "expected a channel to watch"},
            {"sim:x?alarm=a:rate:0", "expected a rate above 0"},
            {"sim:x?alarm=a:no_data:0", "expected a time behind no_data"},
            {"sim:x?alarm=a:no_data:5s:delay=5s", "\"delay\" is unknown"},
            {"sim:x?alarm=a:text:x", "expected no channel beside a text"},
            {"sim:x?alarm=a:high:80&alarm=a:high:90", "expected each alarm once"},
            {"sim:x?derive=d:average:a", "derive=d:average:a: expected a window, such as 10s"},
            {"sim:x?derive=d:avrage:a:5s", "did you mean average?"},
            {"sim:x?derive=d:average:a:soon", "expected a window such as 10s"},
            {"sim:x?derive=d:average:a:5s:samples=3", "of time or of samples, not both"},
            {"sim:x?derive=d:exponential_average:a:samples=3", "a window of time"},
            {"sim:x?derive=d:integral:a:5s", "expected no window for this kind"},
            {"sim:x?derive=d:difference:a", "expected two inputs"},
            {"sim:x?derive=d:average:a,b:5s", "expected one input"},
            {"sim:x?derive=d:expression:a", "expected an expression as NAME:=x1*x2"},
            {"sim:x?derive=d:=x1*x2:a", "expected a formula over x1 to x1"},
            {"sim:x?derive=d:=(x1:a", "expected a formula over x1 to x1"},
            {"sim:x?derive=d:=x1:a&derive=d:=x1:b", "expected each derive once"},
            {"sim:x?derive=a:=x1:b&derive=b:=x1:c", "derive a: expected inputs that stand before"},
            {"sim:x?command=Read", "expected LABEL:BYTES"},
            {"sim:x?command=:x", "a label of 1 to 64 bytes"},
            {"sim:x?command=Read:", "1 to 1024 bytes to send"},
            {"sim:x?command=Read:x:every=1ms", "expected every=TIME from 10ms"},
            {"sim:x?command=Read:x:confirm:every=1s", "confirm or every, not both"},
        });
    }
    void aMistakeOfChannelsAlarmsOrCommands() { expectMistake(); }

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
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceSpecErrorsTest)
#include "device_spec_errors_test.moc"
