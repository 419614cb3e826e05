// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/read_config.h"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include <QTest>

#include "config_reading.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

class ReadConfigTest : public QObject {
    Q_OBJECT

private slots:
    void withoutASourceEverythingHasItsDefault();
    void aFileSetsEverySetting();
    void everySettingHasNamesOfItsOwn();
    void aSettingSaysWhoGaveIt();
    void theCommandLineOverrulesTheEnvironmentAndThatAFile();
    void aLaterFileWinsKeyByKey();
    void anEmptyVariableSetsNothing();
    void variablesOfTheStarterAreNoSettings();
    void theDevicesOfTheEnvironmentArePartedByBlanks();
    void timesAndMemoryHaveUnits_data();
    void timesAndMemoryHaveUnits();
};

void ReadConfigTest::withoutASourceEverythingHasItsDefault() {
    const ReadConfig read = readConfig({});

    QVERIFY(read.errors.empty());
    QCOMPARE(read.config.queueBlocks, std::size_t{1000});
    QVERIFY(!read.config.historyBytes);
    QVERIFY(read.config.devices.empty());
    QVERIFY(std::all_of(read.places.begin(), read.places.end(), [](const ConfigPlace& place) {
        return place.layer == ConfigLayer::Default;
    }));
}

void ReadConfigTest::aFileSetsEverySetting() {
    const ReadConfig read = readFiles({kFullFile});

    QCOMPARE(errorsOf(read), QString());
    const HubConfig& config = read.config;
    QVERIFY(config.noGui);
    QCOMPARE(text(config.dataDir), QStringLiteral("/var/lib/hub data"));
    QCOMPARE(config.duration.value().count(), 5'400'000);
    QVERIFY(config.requireDevices);
    QCOMPARE(config.queueBlocks, std::size_t{50});
    QCOMPARE(config.overflow, Overflow::RejectNewest);
    QCOMPARE(config.workers, std::size_t{3});
    QCOMPARE(config.historyBytes.value(), std::size_t{128} << 20);
    QCOMPARE(text(config.csvPath), QStringLiteral("-"));
    QCOMPARE(text(config.recordPath), QStringLiteral("/srv/rig.thub"));
    QCOMPARE(config.recordInterval.count(), 500);
    QVERIFY(config.recordRaw);
    QCOMPARE(config.rotateBytes, std::uint64_t{2'000'000'000});
    QCOMPARE(config.rotateAfter.count(), 86'400);
    QCOMPARE(config.keepBytes, std::uint64_t{50'000'000'000});
    QCOMPARE(config.keepAge.count(), 720);
    QCOMPARE(config.logLevel.value(), LogLevel::Debug);
    QCOMPARE(config.logFormat, LogFormat::Json);
    QCOMPARE(text(config.logFile), QStringLiteral("hub.log"));
    QVERIFY(config.quiet);
    QCOMPARE(text(config.listen.host), QStringLiteral("::1"));
    QCOMPARE(config.listen.port, std::uint16_t{0});
    QCOMPARE(text(config.listen.certificateFile), QStringLiteral("/etc/hub/cert.pem"));
    QCOMPARE(text(config.listen.keyFile), QStringLiteral("/etc/hub/key.pem"));
    QCOMPARE(config.listen.tokens.size(), std::size_t{2});
    QCOMPARE(text(config.listen.tokens[1].role), QStringLiteral("operator"));
    QCOMPARE(text(config.listen.tokens[1].name), QStringLiteral("night-shift"));
    QCOMPARE(config.listen.allowedHosts, (std::vector<std::string>{"hub.local", "bench-3"}));
    QCOMPARE(config.listen.fileFolders,
             (std::vector<std::string>{"/srv/captures", "/srv/two words"}));
    QCOMPARE(config.listen.connections.value(), std::size_t{1000});
    QCOMPARE(config.listen.connectionsOfPeer.value(), std::size_t{64});
    QCOMPARE(config.listen.requestsPerSecond.value(), std::size_t{50});
    QCOMPARE(config.listen.bodyBytes.value(), std::size_t{2'000'000});
    for (std::size_t i = 0; i < settings().size(); ++i)
        QVERIFY2(read.places[i].layer == ConfigLayer::File, "a setting is missing in this test");
}

void ReadConfigTest::everySettingHasNamesOfItsOwn() {
    std::set<std::string> names;

    for (const Setting& setting : settings()) {
        names.insert(std::string(setting.section) + ' ' + std::string(setting.key));
        names.insert(std::string(setting.option));
        names.insert(environmentName(setting.option));
    }

    QCOMPARE(names.size(), 3 * settings().size());
    QCOMPARE(text(environmentName("log-level")), QStringLiteral("TELEMETRYHUB_LOG_LEVEL"));
}

void ReadConfigTest::aSettingSaysWhoGaveIt() {
    const ReadConfig read = readFiles({"[queue]\n\nblocks = 5\n", "[queue]\noverflow = block\n"});

    QCOMPARE(errorsOf(read), QString());
    for (std::size_t i = 0; i < settings().size(); ++i) {
        if (settings()[i].key == "blocks")
            QVERIFY((read.places[i] == ConfigPlace{ConfigLayer::File, "a.ini", 3}));
        if (settings()[i].key == "overflow")
            QVERIFY((read.places[i] == ConfigPlace{ConfigLayer::File, "b.ini", 2}));
    }
}

void ReadConfigTest::theCommandLineOverrulesTheEnvironmentAndThatAFile() {
    ConfigSources sources;
    sources.files.push_back(
        {"a.ini", "[queue]\nblocks = 1\n[workers]\ncount = 1\n[log]\nlevel = error\n"});
    QCOMPARE(readConfig(sources).config.queueBlocks, std::size_t{1});

    sources.environment = {{"TELEMETRYHUB_QUEUE", "2"}, {"TELEMETRYHUB_WORKERS", "2"}};
    QCOMPARE(readConfig(sources).config.queueBlocks, std::size_t{2});

    sources.options = {{"queue", "3"}};
    const ReadConfig read = readConfig(sources);
    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.config.queueBlocks, std::size_t{3});
    QCOMPARE(read.config.workers, std::size_t{2});
    QCOMPARE(read.config.logLevel.value(), LogLevel::Error);
}

void ReadConfigTest::aLaterFileWinsKeyByKey() {
    const ReadConfig read =
        readFiles({"[queue]\nblocks = 1\noverflow = block\n", "[queue]\nblocks = 2\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.config.queueBlocks, std::size_t{2});
    QCOMPARE(read.config.overflow, Overflow::Block);
}

void ReadConfigTest::anEmptyVariableSetsNothing() {
    ConfigSources sources;
    sources.environment = {{"TELEMETRYHUB_QUEUE", ""}, {"TELEMETRYHUB_DEVICE", ""}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.config.queueBlocks, std::size_t{1000});
}

void ReadConfigTest::variablesOfTheStarterAreNoSettings() {
    ConfigSources sources;
    sources.environment = {{"TELEMETRYHUB_CONFIG", "x"}, {"TELEMETRYHUB_ARGUMENTS", "--queue 3"}};

    QCOMPARE(errorsOf(readConfig(sources)), QString());
}

void ReadConfigTest::theDevicesOfTheEnvironmentArePartedByBlanks() {
    ConfigSources sources;
    sources.environment = {
        {"TELEMETRYHUB_DEVICE", " sim:left?rate=5\n\tsim:right  serial:/dev/ttyUSB0?baud=9600 "}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("left sim:left?rate=5\nright sim:right\n"
                                           "ttyUSB0 serial:/dev/ttyUSB0?baud=9600"));
    QVERIFY(read.config.devices[0].place.layer == ConfigLayer::Environment);
}

void ReadConfigTest::timesAndMemoryHaveUnits_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<qint64>("value");
    const auto row = [](const char* line, qint64 value) {
        QTest::newRow(line) << QString::fromLatin1(line) << value;
    };
    row("duration = 10", 10'000);
    row("duration = 10s", 10'000);
    row("duration = 250ms", 250);
    row("duration = 5m", 300'000);
    row("duration = 0.5h", 1'800'000);
    row("duration = 596h", 2'145'600'000);
    row("memory = 1000000", 1'000'000);
    row("memory = 1MB", 1'000'000);
    row("memory = 2000kB", 2'000'000);
    row("memory = 1.5gb", 1'500'000'000);
    row("memory = 2GiB", qint64{2} << 30);
    row("memory = 4096KiB", 4096 << 10);
    row("memory = 1TB", 1'000'000'000'000);
}

void ReadConfigTest::timesAndMemoryHaveUnits() {
    QFETCH(QString, line);
    QFETCH(qint64, value);

    const bool isTime = line.startsWith(QStringLiteral("duration"));
    const ReadConfig read = readFiles({(isTime ? "[hub]\n" : "[history]\n") + line.toStdString()});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(isTime ? read.config.duration.value().count()
                    : static_cast<qint64>(read.config.historyBytes.value()),
             value);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ReadConfigTest)
#include "read_config_test.moc"
