// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "config_reading.h"
#include "telemetryhub/engine/config/profile.h"

namespace telemetryhub::engine {

namespace {

const char* const kProfile = R"({
  "serial": {"baud": 9600, "dtr": false}, "format": "frame",
  "frame": {"sync": "42 4D", "fields": [{"name": "a", "type": "u8"}], "checksum": "sum8"},
  "channels": [{"channel": "a", "name": "Alpha", "unit": "V"}, {"channel": "b", "unit": "A"}],
  "derived": [{"name": "d", "kind": "rate", "input": "Alpha"}],
  "alarms": [{"channel": "Alpha", "high": 5}, {"channel": "Alpha", "low": 1}],
  "commands": [{"label": "Read", "text": "R"}],
  "safe_command": "OFF", "silence_timeout": "5s"
})";

}  // namespace

class SpecProfileTest : public QObject {
    Q_OBJECT

private slots:
    void init() { write("p.json", kProfile); }

    void aProfileIsAppliedAndTheOtherKeysOverruleIt_data() {
        QTest::addColumn<QString>("query");
        QTest::newRow("behind it") << "profile=%1&baud=4800&silence_timeout=auto&checksum=xor8";
        QTest::newRow("before it") << "checksum=xor8&silence_timeout=auto&baud=4800&profile=%1";
    }
    void aProfileIsAppliedAndTheOtherKeysOverruleIt() {
        QFETCH(QString, query);

        const DeviceSettings settings = parsed("serial:/dev/x?" + query.arg(file()).toStdString());

        const auto& serial = std::get<SerialSettings>(settings.bus);
        QCOMPARE(serial.baud, 4800);
        QVERIFY(serial.dtr == false);
        QCOMPARE(settings.decode.frame.sync, std::string("BM"));
        QVERIFY(settings.decode.frame.checksum == ChecksumKind::Xor8);
        QVERIFY(settings.silenceTimeout == SilenceTimeout());
        QCOMPARE(settings.safeCommand, std::string("OFF"));
        QCOMPARE(settings.profile, file().toStdString());
    }

    void whatDiffersFromTheProfileIsWritten_data() {
        QTest::addColumn<QString>("more");
        for (const char* more :
             {"", "&baud=4800", "&decode=csv", "&decode=csv&scale=Alpha:2", "&checksum=xor8",
              "&silence_timeout=auto", "&safe_command=", "&scale=a:2:1", "&channel=a:unit=A",
              "&channel=none", "&channel=none&channel=b:unit=A", "&alarm=Alpha:rate:1",
              "&alarm=Alpha:high:7&alarm=Alpha:low:1:critical:name=x", "&alarm=none",
              "&derive=d:integral:Alpha", "&derive=e:=x1:Alpha", "&command=none&command=Go:G"})
            QTest::newRow(more) << QString::fromLatin1(more);
    }
    void whatDiffersFromTheProfileIsWritten() {
        QFETCH(QString, more);
        const std::string start = "serial:/dev/x?profile=" + file().toStdString();

        const DeviceSettings settings = parsed(start + more.toStdString());
        const std::string spec = deviceSpec(settings);

        QVERIFY2(parsed(spec) == settings, spec.c_str());
        if (!more.contains(QStringLiteral("Alpha:high:7")))
            QCOMPARE(spec.size(), (start + more.toStdString()).size());
    }

    void whatAPersonTookAwayFromTheProfileStaysAway() {
        DeviceSettings settings = parsed("sim:x?profile=" + file().toStdString());
        settings.processing.channels.pop_back();
        settings.processing.channels[0].factor = 2;
        settings.processing.alarms.erase(settings.processing.alarms.begin());
        settings.commands.clear();

        const std::string spec = deviceSpec(settings);

        QVERIFY2(parsed(spec) == settings, spec.c_str());
    }

    void anItemOfAProfileIsReplacedByItsName() {
        const DeviceSettings settings = parsed("sim:x?profile=" + file().toStdString() +
                                               "&scale=a:3&alarm=Alpha:high:9&command=Read:X");

        QCOMPARE(settings.processing.channels.size(), std::size_t{2});
        QCOMPARE(settings.processing.channels[0].factor, 3.0);
        QCOMPARE(settings.processing.channels[0].name, std::string("Alpha"));
        QCOMPARE(settings.processing.alarms.size(), std::size_t{2});
        QCOMPARE(settings.processing.alarms[0].limit, 9.0);
        QCOMPARE(settings.commands[0].bytes, std::string("X"));
    }

    void aFormatThatIsOverruledTakesItsPartsAlong() {
        const DeviceSettings settings = parsed("sim:x?decode=csv&profile=" + file().toStdString());

        QVERIFY(settings.decode == DecodeSettings(Format::Csv));
    }

    void aProfileLiesBesideTheConfigurationThatNamesIt() {
        ConfigSources sources;
        sources.files.push_back(
            {m_dir.filePath(QStringLiteral("hub.ini")).toStdString(),
             "[device rig]\nbus = serial:/dev/x\nbaud = 300\nprofile = p.json\n"});

        const ReadConfig read = readConfig(sources);

        QCOMPARE(errorsOf(read), QString());
        QCOMPARE(specsOf(read),
                 QStringLiteral("rig serial:/dev/x?baud=300&id=rig&profile=") + file());
    }

    void aConfigurationWithProfilesReadsBackTheSame() {
        std::vector<DeviceSettings> devices;
        for (const std::string& spec :
             {"serial:/dev/a?id=a&profile=" + file().toStdString() + "&alarm=Alpha:rate:1",
              std::string("sim:x?id=b&profile=vedirect&scale=V:2"),
              std::string("sim:x?id=c&decode=slip&inner=frame&fields=x%20y:u16be*0.1:unit=%25"),
              std::string("sim:x?id=d&alarm=a:high:80:critical&derive=p:=x1*x2:u,i&alarm=b:low:3")})
            devices.push_back(parsed(spec));

        const ReadConfig again = readFiles({writeDevices(devices)});

        QCOMPARE(errorsOf(again), QString());
        QCOMPARE(again.config.devices.size(), devices.size());
        for (std::size_t i = 0; i < devices.size(); ++i)
            QVERIFY(again.config.devices[i].settings == devices[i]);
    }

    void mistakesOfAProfileAreToldOnceWithItsOwnLines() {
        write("p.json", "{\n\"formt\": \"csv\",\n\"serial\": {\"baud\": 1}\n}");
        const std::string profile = "profile = " + file().toStdString() + "\n";
        const ReadConfig read = readFiles(
            {"[device a]\nbus = sim:x\n" + profile + "[device b]\nbus = sim:y\n" + profile});

        const QString first =
            file() + QStringLiteral(":2: formt: unknown key; did you mean format?");
        const QStringList lines = errorsOf(read).split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0], QStringLiteral("a.ini:3: [device a] profile=") + file() +
                               QStringLiteral(": ") + first + QStringLiteral("; and 1 more"));
        QVERIFY(lines[1].startsWith(QStringLiteral("a.ini:6: [device b] profile=")));
        QCOMPARE(lines[2], first);
        QVERIFY(lines[3].startsWith(
            file() + QStringLiteral(":3: serial.baud: expected a whole number from 50")));
    }

    void aProfileThatCannotBeFoundSaysWhatThereIs() {
        const auto typo = parseDeviceSpec("sim:x?profile=vedirekt");
        const auto absent = parseDeviceSpec("sim:x?profile=/no/where.json");

        QVERIFY(
            text(typo.error().detail).startsWith(QStringLiteral("profile=vedirekt: expected ")));
        QVERIFY(text(typo.error().detail).endsWith(QStringLiteral("; did you mean vedirect?")));
        QCOMPARE(text(absent.error().detail),
                 QStringLiteral("profile=/no/where.json: /no/where.json: there is no such file"));
    }

    void aFileThatIsTooLongOrNoFileIsRefused() {
        write("p.json", std::string(kMaxProfileBytes + 1, ' '));

        QVERIFY(text(parseDeviceSpec("sim:x?profile=" + file().toStdString()).error().detail)
                    .endsWith(QStringLiteral("expected at most 1 MiB")));
        QVERIFY(text(parseDeviceSpec("sim:x?profile=/dev/zero").error().detail)
                    .endsWith(QStringLiteral("expected a regular file")));
    }

private:
    [[nodiscard]] QString file() const { return m_dir.filePath(QStringLiteral("p.json")); }
    void write(const char* name, const std::string& content) const {
        std::ofstream(m_dir.filePath(QString::fromLatin1(name)).toStdString(), std::ios::binary)
            << content;
    }

    QTemporaryDir m_dir;
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::SpecProfileTest)
#include "spec_profile_test.moc"
