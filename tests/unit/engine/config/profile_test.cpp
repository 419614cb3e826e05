// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/profile.h"

#include <algorithm>
#include <string>

#include <QTest>

#include "config_reading.h"
#include "settings_source.h"

namespace telemetryhub::engine {

namespace {

const char* const kFullProfile = R"({
  "$schema": "x", "comment": ["anything"],
  "title": "Rig", "description": "A rig.",
  "serial": {"baud": 9600, "data": 7, "parity": "even", "stop": 2, "flow": "software",
             "dtr": false, "rts": true},
  "format": "cobs", "inner": "frame",
  "frame": {"sync": "42 4d", "length": {"type": "u16be", "counts": "frame"},
            "fields": [{"name": "pm25", "type": "u16be", "unit": "µg/m³", "factor": 0.1,
                        "offset": -1, "decimals": 1}, {"skip": 2}, {"name": "t", "type": "u8"}],
            "repeats": true, "checksum": {"type": "sum16be", "from": 2}, "tail": "AB",
            "skip_at_start": 3},
  "time": "device", "time_channel": "t",
  "channels": [{"channel": "pm25", "name": "dust", "unit": "ug", "factor": 2, "offset": 1,
                "decimals": 2, "colour": "#3584E4", "range": [0, 100]}],
  "derived": [{"name": "mean", "kind": "average", "input": "dust", "window": "10s", "unit": "ug"},
              {"name": "twice", "expression": "x1 * 2", "inputs": ["mean"], "decimals": 0}],
  "alarms": [{"channel": "twice", "high": 5, "latched": true}],
  "commands": [{"label": "Read", "hex": "ff 01", "every": "2s"},
               {"label": "Stop", "text": "STOP\r\n", "confirm": true}],
  "safe_command": {"hex": "00"},
  "silence_timeout": "2s", "failure_threshold": 9, "damage_limit": 0.25, "damage_window": "1m"
})";

DeviceProfile profileFrom(const std::string& json) {
    const ReadProfile read = readProfile("p.json", json);
    for (const ConfigError& error : read.errors)
        qWarning() << text(error.text());
    return read.profile;
}

std::string alarmLines(const std::string& json) {
    std::string lines;
    for (const AlarmRule& rule : profileFrom(R"({"alarms": [)" + json + "]}").processing.alarms)
        lines += rule.name + " = " + alarmText(rule) + '\n';
    return lines;
}

/// What a profile can hold of `settings`: names that stand in it.
DeviceProfile consistentProfile(const DeviceSettings& settings) {
    DeviceProfile profile = profileOf(settings, nullptr);
    profile.title = "title";
    std::string known;
    if (!profile.processing.channels.empty()) known = shownName(profile.processing.channels[0]);
    for (const FrameField& field : profile.decode.frame.fields)
        if (profile.processing.channels.empty() && !field.name.empty()) known = field.name;
    for (const ModbusField& field : profile.decode.registers)
        if (profile.processing.channels.empty()) known = field.name;
    if (known.empty()) return profile;
    for (DerivedChannel& derived : profile.processing.derived)
        std::fill(derived.inputs.begin(), derived.inputs.end(), known);
    for (AlarmRule& rule : profile.processing.alarms)
        if (!rule.channel.empty()) rule.channel = known;
    return profile;
}

}  // namespace

class ProfileTest : public QObject {
    Q_OBJECT

private slots:
    void aProfileSetsTheLineAndTheSupervision() {
        const DeviceProfile profile = profileFrom(kFullProfile);

        QCOMPARE(profile.title, std::string("Rig"));
        QVERIFY((profile.serial == SerialSettings{"", 9600, 7, Parity::Even, StopBits::Two,
                                                  FlowControl::Software, false, true}));
        QCOMPARE(profile.safeCommand, std::string(1, '\0'));
        QCOMPARE(profile.silenceTimeout.set.value().count(), 2000);
        QCOMPARE(profile.failureThreshold, 9);
        QCOMPARE(profile.damageLimit.share, 0.25);
        QCOMPARE(profile.damageLimit.window.count(), 60'000);
        QCOMPARE(profile.commands.size(), std::size_t{2});
        QCOMPARE(profile.commands[0].bytes, std::string("\xff\x01"));
        QCOMPARE(profile.commands[0].every.count(), 2000);
        QCOMPARE(profile.commands[1].bytes, std::string("STOP\r\n"));
        QVERIFY(profile.commands[1].confirm);
    }

    void aProfileSetsTheFormat() {
        const DecodeSettings decode = profileFrom(kFullProfile).decode;

        QVERIFY(decode.format == Format::Cobs && decode.inner == Format::Frame);
        QCOMPARE(decode.frame.sync, std::string("BM"));
        QVERIFY(decode.frame.length.kind == FrameLength::Kind::U16);
        QVERIFY(decode.frame.length.counts == FrameLength::Counts::Frame);
        QCOMPARE(decode.frame.fields.size(), std::size_t{4});
        QCOMPARE(decode.frame.fields[0].factor, 0.1);
        QVERIFY(decode.frame.fields[1] == FrameField() && decode.frame.fields[2] == FrameField());
        QVERIFY(decode.frame.repeats);
        QVERIFY(decode.frame.checksum == ChecksumKind::Sum16);
        QVERIFY(decode.frame.checksumOrder == ByteOrder::Big);
        QCOMPARE(decode.frame.checksumFrom, std::size_t{2});
        QCOMPARE(decode.frame.skipAtStart, std::size_t{3});
        QVERIFY(decode.time == SampleTime::Device);
        QCOMPARE(decode.timeChannel, std::string("t"));
    }

    void aProfileSetsTheChannels() {
        const ProcessingSettings processing = profileFrom(kFullProfile).processing;

        QCOMPARE(channelText(processing.channels[0]),
                 std::string("pm25:factor=2:offset=1:name=dust:unit=ug:decimals=2:colour=%233584E4:"
                             "range=0..100"));
        QCOMPARE(derivedText(processing.derived[0]), std::string("mean:average:dust:10s:unit=ug"));
        QCOMPARE(derivedText(processing.derived[1]),
                 std::string("twice:=x1%20*%202:mean:decimals=0"));
    }

    void registersHaveTheUsualDeviceFunctionAndType() {
        const DecodeSettings decode =
            profileFrom(R"({"format": "modbus", "registers": [{"name": "a", "address": 7},
                {"name": "b", "address": 1, "device": 5, "function": 4, "type": "f32",
                 "order": "CDAB", "unit": "V", "factor": 2}]})")
                .decode;

        QCOMPARE(decode.registers.size(), std::size_t{2});
        QVERIFY((decode.registers[0] ==
                 ModbusField{
                     "a", 1, 3, 7, NumberType::U16, ModbusField::WordOrder::ABCD, "", 1, 0, {}}));
        QVERIFY((decode.registers[1] ==
                 ModbusField{
                     "b", 5, 4, 1, NumberType::F32, ModbusField::WordOrder::CDAB, "V", 2, 0, {}}));
    }

    void limitsOfOneEntryBecomeARuleEach() {
        QCOMPARE(alarmLines(R"({"channel": "soc", "low": 20, "low_critical": 10, "hysteresis": 1,
                                "delay": "5s", "latched": true, "safe_state": true})"),
                 std::string("soc low critical = "
                             "soc:low:10:critical:hysteresis=1:delay=5s:latched:safe_state\n"
                             "soc low = soc:low:20:hysteresis=1:delay=5s:latched\n"));
        QCOMPARE(alarmLines(R"({"channel": "a", "name": "hot", "high": 1, "high_critical": 2})"),
                 std::string("hot high = a:high:1:name=hot%20high\n"
                             "hot high critical = a:high:2:critical:name=hot%20high%20critical\n"));
    }

    void alarmsWatchRatesSilenceAndTextToo() {
        QCOMPARE(alarmLines(R"({"channel": "a", "rate": 5, "name": "jump"},
                               {"channel": "a", "no_data": "10s"},
                               {"no_data": "1m", "level": "critical"},
                               {"text": "ERROR", "latched": true})"),
                 std::string("jump = a:rate:5:name=jump\na no data = a:no_data:10s\n"
                             "no data critical = :no_data:60s:critical\n"
                             "text ERROR = :text:ERROR:latched\n"));
    }

    void whatIsWrittenReadsBackTheSame() {
        SettingsSource source(SettingsSource::Names::Texts);

        for (int i = 0; i < 2000; ++i) {
            const DeviceProfile profile = consistentProfile(source.next());
            const std::string json = profileText(profile);
            const ReadProfile again = readProfile("again", json);

            QVERIFY2(again.errors.empty(),
                     (json + (again.errors.empty() ? "" : again.errors[0].text())).c_str());
            QVERIFY2(again.profile == profile, json.c_str());
        }
    }

    void bytesThatAreNoTextAreWrittenSoThatTheyCanBeRead() {
        DeviceProfile profile;
        profile.title = "a\xff\x01z";
        profile.safeCommand = "\xff";

        const std::string json = profileText(profile);

        QVERIFY2(json.find("\"a\xEF\xBF\xBD\\u0001z\"") != std::string::npos, json.c_str());
        QVERIFY(json.find(R"("hex": "FF")") != std::string::npos);
    }

    void aRunningDeviceGivesAProfileWithItsChannels() {
        DeviceSettings settings =
            parsed("serial:/dev/ttyUSB0?baud=9600&decode=csv&channel=a:name=Alpha&derive=d:=x1:b");
        const ChannelSet seen(
            {{"Alpha", "V", 2}, {"b", "A", {}}, {"d", "", {}}, {kArrivalDelayChannel, "s", {}}});

        const DeviceProfile profile = profileOf(settings, &seen);

        QCOMPARE(profile.serial.baud, 9600);
        QVERIFY(profile.serial.path.empty());
        QVERIFY(profile.decode.format == Format::Csv);
        QCOMPARE(profile.processing.channels.size(), std::size_t{2});
        QCOMPARE(profile.processing.channels[0].name, std::string("Alpha"));
        QCOMPARE(channelText(profile.processing.channels[1]), std::string("b:unit=A"));
        QVERIFY(readProfile("x", profileText(profile)).errors.empty());
    }

    void aBusTakesOnlyWhatItHas() {
        DeviceProfile profile = profileFrom(kFullProfile);
        DeviceSettings serial = parsed("serial:/dev/ttyUSB0");
        DeviceSettings replay = parsed("replay:x.bin");
        DeviceSettings push = parsed("push:x");

        applyProfile(profile, serial);
        applyProfile(profile, replay);
        applyProfile(profile, push);

        QCOMPARE(std::get<SerialSettings>(serial.bus).path, std::string("/dev/ttyUSB0"));
        QCOMPARE(std::get<SerialSettings>(serial.bus).baud, 9600);
        QCOMPARE(std::get<ReplaySettings>(replay.bus).baud, 115200);
        QVERIFY(replay.decode == profile.decode && replay.silenceTimeout == SilenceTimeout());
        QVERIFY(push.decode == DecodeSettings() && push.damageLimit == DamageLimit());
        QVERIFY(push.processing == profile.processing);
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ProfileTest)
#include "profile_test.moc"
