// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>
#include <span>
#include <string>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "config_reading.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::engine {

namespace {

/// Who can see a mistake: the schema knows nothing of names that stand elsewhere.
enum class SeenBy { Both, ReaderAlone };

struct Mistake {
    const char* json;
    const char* error;  ///< how the first one begins, behind `p.json:`
    SeenBy seenBy = SeenBy::Both;
};

constexpr Mistake kDocumentMistakes[] = {
    {"[]", "1: expected an object in { }"},
    {R"({"tittle": "x"})", "1: tittle: unknown key; did you mean title?"},
    {R"({"zzzzzzzz": "x"})", "1: zzzzzzzz: unknown key; expected title, description,"},
    {"{\n\"title\": \"a\",\n\"title\": \"b\"}", "3: title: expected once, stands in line 2",
     SeenBy::ReaderAlone},
    {R"({"title": 5})", "1: title: expected a text in quotes"},
    {R"({"title": ""})", "1: title: expected a text that is not empty"},
    {R"({"title": "a\nb"})", "1: title: expected one line of at most 128 bytes",
     SeenBy::ReaderAlone},
};

constexpr Mistake kLineMistakes[] = {
    {"{\n\"serial\": 5}", "2: serial: expected an object in { }"},
    {R"({"serial": {"path": "/dev/x"}})", "1: serial.path: unknown key"},
    {R"({"serial": {"baud": 49}})", "1: serial.baud: expected a whole number from 50"},
    {R"({"serial": {"baud": 9600.5}})", "1: serial.baud: expected a whole number from 50"},
    {R"({"serial": {"baud": "9600"}})", "1: serial.baud: expected a whole number from 50"},
    {R"({"serial": {"data": 9}})", "1: serial.data: expected a whole number from 5 to 8"},
    {R"({"serial": {"parity": "evn"}})",
     "1: serial.parity: expected none, even, odd, mark "
     "or space; did you mean even?"},
    {R"({"serial": {"stop": 3}})", "1: serial.stop: expected 1, 1.5 or 2"},
    {R"({"serial": {"stop": 1.5}})", "1: serial.stop: expected 1 or 2, because 1.5 goes",
     SeenBy::ReaderAlone},
    {R"({"serial": {"flow": "rts"}})", "1: serial.flow: expected none, hardware or"},
    {R"({"serial": {"dtr": "off"}})", "1: serial.dtr: expected true or false"},
    {R"({"serial": {"rts": 1}})", "1: serial.rts: expected true or false"},
    {R"({"silence_timeout": "soon"})", "1: silence_timeout: expected \"off\", or a time"},
    {R"({"silence_timeout": 5})", "1: silence_timeout: expected \"off\", or a time"},
    {R"({"failure_threshold": 0})", "1: failure_threshold: expected a whole number from 1"},
    {R"({"damage_limit": 1.5})", "1: damage_limit: expected \"off\", or a share"},
    {R"({"damage_window": 10})", "1: damage_window: expected a time from \"10ms\""},
    {R"({"safe_command": 5})", "1: safe_command: expected an object in { }"},
    {R"({"safe_command": {"hex": "5"}})", "1: safe_command.hex: expected pairs of hex"},
    {R"({"commands": {}})", "1: commands: expected a list in [ ]"},
    {R"({"commands": [5]})", "1: commands[0]: expected an object in { }"},
    {R"({"commands": [{"label": "a"}]})", "1: commands[0].text: expected text or hex"},
    {R"({"commands": [{"text": "a"}]})", "1: commands[0]: expected a label of 1 to 64"},
    {R"({"commands": [{"label": "a", "text": "b", "hex": "00"}]})",
     "1: commands[0].hex: expected text or hex, not both"},
    {R"({"commands": [{"label": "a", "hex": "0x"}]})", "1: commands[0].hex: expected pairs"},
    {R"({"commands": [{"label": "a", "text": "b", "every": 2}]})",
     "1: commands[0].every: expected a time such as"},
    {R"({"commands": [{"label": "a", "text": "b", "confirm": 1}]})",
     "1: commands[0].confirm: expected true or false"},
    {R"({"commands": [{"label": "a", "text": "b"}, {"label": "a", "text": "c"}]})",
     "1: commands[1].label: expected each label once", SeenBy::ReaderAlone},
};

constexpr Mistake kFormatMistakes[] = {
    {R"({"format": "cvs"})", "1: format: expected auto, csv, plotter"},
    {R"({"format": 5})", "1: format: expected a text"},
    {R"({"inner": "csv"})", "1: inner: expected decode slip or cobs beside it"},
    {R"({"format": "slip", "inner": "nmea"})", "1: inner: expected csv, json, frame or"},
    {R"({"time": "devise"})", "1: time: expected arrival or device; did you mean device?"},
    {R"({"time_channel": "t"})", "1: time_channel: expected time=device beside it"},
    {R"({"format": "frame"})", "1: frame: expected the fields of a frame"},
    {R"({"registers": [{"name": "a", "address": 1}]})",
     "1: registers: expected decode modbus beside them"},
    {R"({"format": "modbus", "registers": [{"name": "a"}]})",
     "1: registers[0].address: expected the first register"},
    {R"({"format": "modbus", "registers": [{"address": 1}]})",
     "1: registers[0].name: expected a name"},
    {R"({"format": "modbus", "registers": [{"name": "a", "address": 1, "device": 0}]})",
     "1: registers[0].device: expected a whole number from 1 to 247"},
    {R"({"format": "modbus", "registers": [{"name": "a", "address": 1, "function": 5}]})",
     "1: registers[0].function: expected a whole number from 1 to 4"},
    {R"({"format": "modbus", "registers": [{"name": "a", "address": 1, "type": "u8"}]})",
     "1: registers[0].type: expected u16, i16,"},
    {R"({"format": "modbus", "registers": [{"name": "a", "address": 1, "order": "AB"}]})",
     "1: registers[0].order: expected ABCD, CDAB, BADC or DCBA"},
    {R"({"format": "modbus", "registers": [{"name": "a", "address": 1},
                {"name": "a", "address": 2}]})",
     "1: registers: register a: expected each name once", SeenBy::ReaderAlone},
};

constexpr Mistake kFrameMistakes[] = {
    {R"({"format": "frame", "frame": {"fields": [{"type": "u8"}]}})",
     "1: frame.fields[0].name: expected a name, or skip"},
    {R"({"format": "frame", "frame": {"fields": [{"name": "a"}]}})",
     "1: frame.fields[0].type: expected a type such as"},
    {R"({"format": "frame", "frame": {"fields": [{"name": "a", "type": "u16"}]}})",
     "1: frame.fields[0].type: expected a type such as u8, i16le, u32be or f32le"},
    {R"({"format": "frame", "frame": {"fields": [{"name": "a", "type": "u8", "factor": 0}]}})",
     "1: frame.fields[0].factor: expected a number other than 0"},
    {R"({"format": "frame", "frame": {"fields": [{"name": "a", "type": "u8", "decimals": 16}]}})",
     "1: frame.fields[0].decimals: expected a whole number from 0 to 15"},
    {R"({"format": "frame", "frame": {"fields": [{"skip": 2}]}})",
     "1: frame: expected at least one field with a name", SeenBy::ReaderAlone},
    {R"({"format": "frame", "frame": {"fields": [{"skip": 0}]}})",
     "1: frame.fields[0].skip: expected a whole number from 1"},
    {R"({"format": "frame", "frame": {"sync": "4", "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.sync: expected pairs of hex digits"},
    {R"({"format": "frame", "frame": {"length": "u32le", "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.length: expected the bytes of the payload, or u8"},
    {R"({"format": "frame", "frame": {"length": {"counts": "frame"}, "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.length.type: expected u8, u16le or u16be"},
    {R"({"format": "frame", "frame": {"length": {"type": "u8", "counts": "fram"}, "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.length.counts: expected payload, payload_and_checksum or frame; did you"},
    {R"({"format": "frame", "frame": {"checksum": "sum61be", "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.checksum: expected none, sum8,"},
    {R"({"format": "frame", "frame": {"checksum": {"from": 1}, "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.checksum.type: expected a kind"},
    {R"({"format": "frame", "frame": {"repeats": 1, "fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame.repeats: expected true or false"},
    {R"({"format": "frame", "frame": {"length": 1, "fields": [{"name": "a", "type": "u16le"}]}})",
     "1: frame: the fields take 2 bytes", SeenBy::ReaderAlone},
    {R"({"frame": {"fields": [{"name": "a", "type": "u8"}]}})",
     "1: frame: expected decode frame, or slip", SeenBy::ReaderAlone},
};

constexpr Mistake kChannelMistakes[] = {
    {"{\"channels\": [\n{\"channel\": \"a\"},\n{\"unit\": \"V\"}]}",
     "3: channels[1].channel: expected the channel's own name"},
    {R"({"channels": [{"channel": "a", "unit": 5}]})", "1: channels[0].unit: expected a"},
    {R"({"channels": [{"channel": "a", "factor": 0}]})", "1: channels[0].factor: expected"},
    {R"({"channels": [{"channel": "a", "offset": "1"}]})",
     "1: channels[0].offset: expected a number"},
    {R"({"channels": [{"channel": "a", "decimals": -1}]})",
     "1: channels[0].decimals: expected a whole number from 0 to 15"},
    {R"({"channels": [{"channel": "a", "colour": "red"}]})",
     "1: channels[0].colour: expected a colour such as"},
    {R"({"channels": [{"channel": "a", "range": [1]}]})",
     "1: channels[0].range: expected [low, high]"},
    {R"({"channels": [{"channel": "a", "range": [5, 1]}]})",
     "1: channels[0].range: expected [low, high]", SeenBy::ReaderAlone},
    {R"({"channels": [{"channel": "a"}, {"channel": "a"}]})",
     "1: channels[1]: expected channel \"a\" once, stands in line 1", SeenBy::ReaderAlone},
    {R"({"channels": [{"channel": "a"}, {"channel": "b", "name": "a"}]})",
     "1: channels[1]: expected name \"a\" once", SeenBy::ReaderAlone},
    {R"({"derived": [{"kind": "rate", "input": "a"}]})", "1: derived[0]: expected a name"},
    {R"({"derived": [{"name": "d", "input": "a"}]})", "1: derived[0].kind: expected a kind"},
    {R"({"derived": [{"name": "d", "kind": "rat", "input": "a"}]})",
     "1: derived[0].kind: expected average,"},
    {R"({"derived": [{"name": "d", "kind": "rate"}]})", "1: derived[0]: expected one input"},
    {R"({"derived": [{"name": "d", "kind": "rate", "input": "a", "inputs": ["b"]}]})",
     "1: derived[0].inputs: expected input or inputs, not both"},
    {R"({"derived": [{"name": "d", "kind": "sum", "inputs": ["a", 5]}]})",
     "1: derived[0].inputs: expected names of channels"},
    {R"({"derived": [{"name": "d", "kind": "rate", "input": "a", "window": 5}]})",
     "1: derived[0].window: expected a time such as"},
    {R"({"derived": [{"name": "d", "kind": "average", "input": "a", "samples": 0}]})",
     "1: derived[0].samples: expected a whole number from 1 to 100000"},
    {R"({"derived": [{"name": "d", "kind": "average", "input": "a"}]})",
     "1: derived[0]: expected a window, such as 10s", SeenBy::ReaderAlone},
    {R"({"derived": [{"name": "d", "expression": "x2", "input": "a"}]})",
     "1: derived[0]: expected a formula over x1 to x1", SeenBy::ReaderAlone},
    {R"({"channels": [{"channel": "alpha"}],
                 "derived": [{"name": "d", "kind": "rate", "input": "alpah"}]})",
     "2: derived[0].input: expected the name of a channel of this profile, not \"alpah\"; "
     "did you mean alpha?",
     SeenBy::ReaderAlone},
};

constexpr Mistake kAlarmMistakes[] = {
    {R"({"alarms": [{"channel": "a"}]})", "1: alarms[0]: expected limits such as low"},
    {R"({"alarms": [{"high": 1}]})", "1: alarms[0].channel: expected the channel to watch"},
    {R"({"alarms": [{"channel": "a", "high": "hot"}]})", "1: alarms[0].high: expected a n"},
    {R"({"alarms": [{"channel": "a", "high": 1, "rate": 2}]})",
     "1: alarms[0]: expected limits such as low and high, or one of rate"},
    {R"({"alarms": [{"channel": "a", "high": 1, "level": "critical"}]})",
     "1: alarms[0].level: expected no such key beside a limit"},
    {R"({"alarms": [{"channel": "a", "high": 1, "hysteresis": -1}]})",
     "1: alarms[0]: expected a hysteresis of 0 or more"},
    {R"({"alarms": [{"channel": "a", "high": 1, "delay": 5}]})",
     "1: alarms[0].delay: expected a time such as"},
    {R"({"alarms": [{"channel": "a", "high": 1, "latched": "yes"}]})",
     "1: alarms[0].latched: expected true or false"},
    {R"({"alarms": [{"channel": "a", "rate": -1}]})", "1: alarms[0]: expected a rate above"},
    {R"({"alarms": [{"no_data": 5}]})", "1: alarms[0].no_data: expected a time such as"},
    {R"({"alarms": [{"no_data": "5s", "delay": "5s"}]})",
     "1: alarms[0].delay: expected no such key beside no_data"},
    {R"({"alarms": [{"no_data": "5s", "level": "loud"}]})",
     "1: alarms[0].level: expected warning or critical"},
    {R"({"alarms": [{"text": "x", "channel": "a"}]})",
     "1: alarms[0]: expected no channel beside a text"},
    {R"({"alarms": [{"channel": "a", "low": 2, "high": 1}]})",
     "1: alarms[0]: expected low_critical < low < high", SeenBy::ReaderAlone},
    {R"({"alarms": [{"channel": "a", "high": 1, "safe_state": true}]})",
     "1: alarms[0].safe_state: expected a critical alarm", SeenBy::ReaderAlone},
    {R"({"alarms": [{"channel": "a", "high": 1}, {"channel": "a", "high": 2}]})",
     "1: alarms[1]: expected alarm \"a high\" once", SeenBy::ReaderAlone},
    {R"({"channels": [{"channel": "a"}], "alarms": [{"channel": "b", "high": 2}]})",
     "1: alarms[0].channel: expected the name of a channel of this profile", SeenBy::ReaderAlone},
};

const QString& schemaFile() {
    static const QString kFile = QStringLiteral(TH_RESOURCES "/schemas/profile.schema.json");
    return kFile;
}

void addMistakes(std::span<const Mistake> mistakes) {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");
    for (const Mistake& mistake : mistakes)
        QTest::newRow(mistake.json) << QByteArray(mistake.json) << QString::fromUtf8(mistake.error);
}

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

/// What the schema says of each file; nothing when there is no validator.
std::optional<QStringList> judged(const QStringList& files) {
    QProcess python;
    python.start(QStringLiteral("python3"),
                 QStringList{QStringLiteral(TH_CHECK_SCHEMA)} + QStringList{schemaFile()} + files);
    if (!python.waitForStarted() || !python.waitForFinished(60'000)) return std::nullopt;
    if (python.exitCode() == 77) return std::nullopt;
    if (python.exitCode() != 0) qWarning() << python.readAllStandardError();
    return QString::fromUtf8(python.readAllStandardOutput())
        .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

}  // namespace

class ProfileErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void aMistakeOfTheDocument_data() { addMistakes(kDocumentMistakes); }
    void aMistakeOfTheDocument() { expectMistake(); }

    void aMistakeOfTheLineOrTheSupervision_data() { addMistakes(kLineMistakes); }
    void aMistakeOfTheLineOrTheSupervision() { expectMistake(); }

    void aMistakeOfTheFormat_data() { addMistakes(kFormatMistakes); }
    void aMistakeOfTheFormat() { expectMistake(); }

    void aMistakeOfAFrame_data() { addMistakes(kFrameMistakes); }
    void aMistakeOfAFrame() { expectMistake(); }

    void aMistakeOfAChannel_data() { addMistakes(kChannelMistakes); }
    void aMistakeOfAChannel() { expectMistake(); }

    void aMistakeOfAnAlarm_data() { addMistakes(kAlarmMistakes); }
    void aMistakeOfAnAlarm() { expectMistake(); }

    void everyMistakeIsToldUpToALimit() {
        std::string json = "{\"channels\": [";
        for (int i = 0; i < 250; ++i)
            json += (i == 0 ? "\n" : ",\n") + std::string("{\"channel\": 5}");

        const ReadProfile read = readProfile("p.json", json + "]}");

        QCOMPARE(read.errors.size(), kMaxConfigErrors + 1);
        QCOMPARE(text(read.errors[7].text()),
                 QStringLiteral("p.json:9: channels[7].channel: expected a text in quotes"));
        QVERIFY(read.errors.back().detail.ends_with("more errors"));
    }

    void theBuiltInProfilesHaveNoMistake() {
        const QDir folder(QStringLiteral(TH_RESOURCES "/profiles"));
        QCOMPARE(text(std::to_string(builtInProfiles().size())),
                 QString::number(folder.entryList(QDir::Files).size()));
        QStringList files;
        for (const BuiltInProfile& builtIn : builtInProfiles()) {
            const ReadProfile read = loadProfile(std::string(builtIn.name));
            QVERIFY2(read.errors.empty(), read.errors.empty() ? "" : read.errors[0].text().c_str());
            QVERIFY(!read.profile.title.empty() && !read.profile.description.empty());
            QVERIFY(readProfile("x", profileText(read.profile)).profile == read.profile);
            files << QStringLiteral(TH_RESOURCES "/profiles/") + text(std::string(builtIn.name)) +
                         QStringLiteral(".json");
        }
        const auto judgement = judged(files);
        if (!judgement) QSKIP("python3 with jsonschema is not installed");

        QCOMPARE(*judgement, QStringList(files.size(), QStringLiteral("valid")));
    }

    void theSchemaRefusesTheMistakesThatItCanSee() {
        QTemporaryDir dir;
        QStringList files;
        for (const std::span<const Mistake> mistakes :
             {std::span<const Mistake>(kDocumentMistakes), std::span<const Mistake>(kLineMistakes),
              std::span<const Mistake>(kFormatMistakes), std::span<const Mistake>(kFrameMistakes),
              std::span<const Mistake>(kChannelMistakes), std::span<const Mistake>(kAlarmMistakes)})
            for (const Mistake& mistake : mistakes) {
                if (mistake.seenBy == SeenBy::ReaderAlone) continue;
                files << dir.filePath(QStringLiteral("%1.json").arg(files.size()));
                write(files.back(), mistake.json);
            }

        const auto judgement = judged(files);
        if (!judgement) QSKIP("python3 with jsonschema is not installed");

        QCOMPARE(judgement->size(), files.size());
        for (qsizetype i = 0; i < files.size(); ++i)
            QVERIFY2(judgement->at(i) == QStringLiteral("refused"), qPrintable(files.at(i)));
    }

    void theProfileOfTheCo2SensorAsksAndChecksAsItsManualSays() {
        const DeviceProfile profile = loadProfile("mh-z19").profile;

        QCOMPARE(profile.commands[0].bytes, std::string("\xFF\x01\x86\0\0\0\0\0\x79", 9));
        QCOMPARE(profile.commands[0].every.count(), 2000);
        QVERIFY(profile.decode.frame.checksum == ChecksumKind::Sum8Negated);
        QCOMPARE(profile.decode.frame.checksumFrom, std::size_t{1});
        QCOMPARE(profile.decode.frame.fieldBytes(), std::size_t{6});
    }

private:
    /// The row's profile is refused by the reader.
    static void expectMistake() {
        QFETCH(QByteArray, json);
        QFETCH(QString, error);

        const ReadProfile read = readProfile("p.json", json.toStdString());

        QVERIFY(!read.errors.empty());
        const QString told = text(read.errors.front().text());
        QVERIFY2(told.startsWith(QStringLiteral("p.json:") + error), qPrintable(told));
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ProfileErrorsTest)
#include "profile_errors_test.moc"
