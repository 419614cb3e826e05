// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/config/read_config.h"

#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include <QTest>

#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// Files `a.ini`, `b.ini`, ... in this order.
ReadConfig readFiles(const std::vector<std::string>& texts) {
    ConfigSources sources;
    char name = 'a';
    for (const std::string& file : texts)
        sources.files.push_back({std::string(1, name++) + ".ini", file});
    return readConfig(sources);
}

QString errorsOf(const ReadConfig& read) {
    QStringList lines;
    for (const ConfigError& error : read.errors)
        lines << text(error.text());
    return lines.join(QLatin1Char('\n'));
}

/// The specifications of all devices, parted by line ends.
QString specsOf(const ReadConfig& read) {
    QStringList specs;
    for (const ConfiguredDevice& device : read.config.devices)
        specs << text(device.settings.id + ' ' + deviceSpec(device.settings));
    return specs.join(QLatin1Char('\n'));
}

const char* const kFullFile = R"(
[hub]
no_gui = yes
data_dir = /var/lib/hub data
duration = 1.5h
require_devices = on

[queue]
blocks = 50
overflow = reject_newest

[workers]
count = 3

[history]
memory = 128MiB

[record]
csv = -

[log]
level = debug
format = json
file = "hub.log"
quiet = true
)";

}  // namespace

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

    void aDeviceSectionHasTheKeysOfASpecification();
    void theQueryOfABusCountsAsKeys();
    void aLaterFileChangesSingleKeysOfADevice();
    void aLaterBusTakesItsQueryAlong();
    void laterScalesReplaceTheEarlierOnes();
    void aDeviceCanBeSwitchedOffAndOnAgain();
    void devicesOfAllSourcesStandBesideEachOther();

    void aMistakeHasItsFileLineAndRemedy_data();
    void aMistakeHasItsFileLineAndRemedy();
    void aMistakeOfTheEnvironmentNamesTheVariable_data();
    void aMistakeOfTheEnvironmentNamesTheVariable();
    void anUnknownVariableIsAWarning();
    void aMistakeOfTheCommandLineNamesTheOption();
    void aMistakeThatIsOverruledIsToldToo();
    void allMistakesAreToldInTheOrderOfTheLines();
    void mistakesAreBounded();
    void tooManyDevicesAreRefused();
    void oneIdOrPortForTwoDevicesIsRefused();

    void whatIsWrittenReadsBackTheSame();
    void devicesWithAwkwardBytesReadBackTheSame();
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
    QCOMPARE(config.logLevel.value(), LogLevel::Debug);
    QCOMPARE(config.logFormat, LogFormat::Json);
    QCOMPARE(text(config.logFile), QStringLiteral("hub.log"));
    QVERIFY(config.quiet);
    for (std::size_t i = 0; i < settings().size(); ++i)
        QVERIFY2(!settings()[i].isAvailable() || read.places[i].layer == ConfigLayer::File,
                 "a setting is missing in this test");
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

void ReadConfigTest::aDeviceSectionHasTheKeysOfASpecification() {
    const ReadConfig read =
        readFiles({"[device rig]\nbus = serial:/dev/ttyUSB0\nbaud = 9600\n"
                   "decode = csv\nsilence_timeout = 2s\nscale = a b:2:1\n"
                   "scale = c:3\nsafe_command = OUT 0%0A\nstop = 1.5\n"
                   "data = 5\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.config.devices.size(), std::size_t{1});
    const DeviceSettings& rig = read.config.devices[0].settings;
    QCOMPARE(text(rig.id), QStringLiteral("rig"));
    QCOMPARE(std::get<SerialSettings>(rig.bus).baud, 9600);
    QCOMPARE(rig.processing.channels.size(), std::size_t{2});
    QCOMPARE(text(rig.processing.channels[0].channel), QStringLiteral("a b"));
    QCOMPARE(text(rig.safeCommand), QStringLiteral("OUT 0\n"));
    QCOMPARE(rig.silenceTimeout.set.value().count(), 2000);
    QVERIFY((read.config.devices[0].place == ConfigPlace{ConfigLayer::File, "a.ini", 1}));
}

void ReadConfigTest::theQueryOfABusCountsAsKeys() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = serial:/dev/ttyUSB0?baud=9600&decode=csv&id=rig\nparity = even\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read),
             QStringLiteral("rig serial:/dev/ttyUSB0?baud=9600&parity=even&id=rig&decode=csv"));
}

void ReadConfigTest::aLaterFileChangesSingleKeysOfADevice() {
    const ReadConfig read = readFiles({"[device rig]\nbus = sim:x?rate=5\nchannels = 2\n",
                                       "[device rig]\nrate = 7\n[device  more ]\nbus = sim:y\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read),
             QStringLiteral("rig sim:x?rate=7&channels=2&id=rig\nmore sim:y?id=more"));
}

void ReadConfigTest::aLaterBusTakesItsQueryAlong() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = sim:x?rate=5\nchannels = 2\n", "[device rig]\nbus = sim:y?seed=9\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:y?channels=2&seed=9&id=rig"));
}

void ReadConfigTest::laterScalesReplaceTheEarlierOnes() {
    const ReadConfig read = readFiles(
        {"[device rig]\nbus = sim:x\nscale = a:2\nscale = b:2\n", "[device rig]\nscale = a:3\n"});

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:x?id=rig&scale=a:3"));
}

void ReadConfigTest::aDeviceCanBeSwitchedOffAndOnAgain() {
    const std::string base = "[device rig]\nbus = sim:x\n[device other]\nbus = sim:y\n";
    const std::string off = "[device rig]\nenabled = no\n";
    const std::string on = "[device rig]\nenabled = yes\n";

    QCOMPARE(specsOf(readFiles({base, off})), QStringLiteral("other sim:y?id=other"));
    QCOMPARE(errorsOf(readFiles({base, off})), QString());
    QCOMPARE(specsOf(readFiles({base, off, on})),
             QStringLiteral("rig sim:x?id=rig\nother sim:y?id=other"));
}

void ReadConfigTest::devicesOfAllSourcesStandBesideEachOther() {
    ConfigSources sources;
    sources.files.push_back({"a.ini", "[device rig]\nbus = sim:x\n"});
    sources.environment = {{"TELEMETRYHUB_DEVICE", "sim:y"}};
    sources.options = {{"device", "sim:z"}, {"device", "sim:zz"}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(specsOf(read), QStringLiteral("rig sim:x?id=rig\ny sim:y\nz sim:z\nzz sim:zz"));
    QVERIFY(read.config.devices[2].place.layer == ConfigLayer::CommandLine);
}

void ReadConfigTest::aMistakeHasItsFileLineAndRemedy_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const char* file, const char* error) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(error);
    };
    row("no INI", "[queue]\nblocks\n", "a.ini:2: expected key = value");
    row("unknown section", "[queue]\n[qeue]\nblocks = 3\n",
        "a.ini:2: [qeue]: unknown section; did you mean queue?");
    row("far section", "[colours]\n",
        "a.ini:1: [colours]: unknown section; expected hub, queue, workers, history, record, rest, "
        "log or device NAME");
    row("section twice", "[queue]\n[log]\n[queue]\n",
        "a.ini:3: [queue]: expected once, stands in line 1 already");
    row("unknown key", "[queue]\nblock = 3\n",
        "a.ini:2: [queue] block: unknown key; did you mean blocks?");
    row("key of another section", "[hub]\nlevel = debug\n",
        "a.ini:2: [hub] level: unknown key; did you mean level in [log]?");
    row("option as key", "[hub]\nlog_file = x\n",
        "a.ini:2: [hub] log_file: unknown key; did you mean file in [log]?");
    row("far key", "[queue]\ncolour = red\n",
        "a.ini:2: [queue] colour: unknown key; expected blocks or overflow");
    row("key twice", "[queue]\nblocks = 3\n\nblocks = 3\n",
        "a.ini:4: [queue] blocks: expected once, stands in line 2 already");
    row("no number", "[queue]\nblocks = many\n",
        "a.ini:2: [queue] blocks=many: expected a whole number from 1 to 1000000");
    row("zero", "[queue]\nblocks = 0\n", "a.ini:2: [queue] blocks=0: expected a whole");
    row("too many", "[workers]\ncount = 65\n",
        "a.ini:2: [workers] count=65: expected a whole number from 1 to 64");
    row("negative", "[workers]\ncount = -1\n", "a.ini:2: [workers] count=-1: expected a whole");
    row("no word", "[queue]\noverflow = drop_newest\n",
        "a.ini:2: [queue] overflow=drop_newest: expected drop_oldest, reject_newest or block; did "
        "you mean drop_oldest?");
    row("no switch", "[log]\nquiet = maybe\n", "a.ini:2: [log] quiet=maybe: expected yes or no");
    row("no level", "[log]\nlevel = loud\n",
        "a.ini:2: [log] level=loud: expected error, warn, info or debug");
    row("no time", "[hub]\nduration = soon\n",
        "a.ini:2: [hub] duration=soon: expected a time such as 10s, 5m or 1h, at most 596h");
    row("no time at all", "[hub]\nduration = 0\n", "a.ini:2: [hub] duration=0: expected a time");
    row("endless", "[hub]\nduration = 597h\n", "a.ini:2: [hub] duration=597h: expected a time");
    row("little memory", "[history]\nmemory = 64\n",
        "a.ini:2: [history] memory=64: expected an amount of memory from 1MB to 1TB");
    row("unknown unit", "[history]\nmemory = 64XB\n", "a.ini:2: [history] memory=64XB: expected");
    row("empty", "[record]\ncsv =\n",
        "a.ini:2: [record] csv=: expected a file, or - for standard output");
    row("recording", "[record]\npath = x.thub\n",
        "a.ini:2: [record] path: not available yet in this version");
    row("listener", "[rest]\nlisten = 127.0.0.1:0\n",
        "a.ini:2: [rest] listen: not available yet in this version");

    row("device without a name", "[device]\n", "a.ini:1: [device]: expected [device NAME]");
    row("device with a bad name", "[device a/b]\n",
        "a.ini:1: [device a/b]: expected [device NAME]");
    row("device twice", "[device a]\nbus = sim:x\n[device   a]\nrate = 1\n",
        "a.ini:3: [device   a]: expected once, stands in line 1 already");
    row("device without a bus", "[device a]\ndecode = csv\n",
        "a.ini:1: [device a] bus: expected SCHEME:PATH, such as serial:/dev/ttyUSB0");
    row("overlay of nothing", "[device rig1]\nbus = sim:x\n[device rgi1]\nenabled = no\n",
        "a.ini:3: [device rgi1] bus: expected SCHEME:PATH, such as serial:/dev/ttyUSB0; did you "
        "mean "
        "rig1?");
    row("unknown scheme", "[device a]\nbus = seral:/dev/x\n",
        "a.ini:2: [device a] bus=seral:/dev/x: seral: unknown scheme; did you mean serial?");
    row("unknown device key", "[device a]\nbus = sim:x\nraet = 5\n",
        "a.ini:3: [device a] raet: unknown key; did you mean rate?");
    row("key of another scheme", "[device a]\nbus = sim:x\nbaud = 9600\n",
        "a.ini:3: [device a] baud: unknown key; ");
    row("enabled, mistyped", "[device a]\nbus = sim:x\nenabeld = no\n",
        "a.ini:3: [device a] enabeld: unknown key; did you mean enabled?");
    row("enabled, no switch", "[device a]\nbus = sim:x\nenabled = never\n",
        "a.ini:3: [device a] enabled=never: expected yes or no");
    row("bad device value", "[device a]\nbus = serial:/dev/x\nbaud = fast\n",
        "a.ini:3: [device a] baud=fast: expected a whole number from 50 to 20000000");
    row("bad value of a query", "[device a]\nbus = serial:/dev/x?baud=fast\n",
        "a.ini:2: [device a] baud=fast: expected a whole number from 50 to 20000000");
    row("device key twice", "[device a]\nbus = serial:/dev/x?baud=9600\nbaud = 9600\n",
        "a.ini:3: [device a] baud: expected once, stands in line 2 already");
    row("bus twice", "[device a]\nbus = sim:x\nbus = sim:y\n",
        "a.ini:3: [device a] bus: expected once, stands in line 2 already");
    row("bus in a query", "[device a]\nbus = sim:x?bus=sim:y\n",
        "a.ini:2: [device a] bus: expected once, stands in line 2 already");
    row("another id", "[device a]\nbus = sim:x\nid = b\n",
        "a.ini:3: [device a] id: expected no such key, because the id is the name of the section");
    row("keys that do not go together",
        "[device a]\nbus = serial:/dev/x\ndata = 8\nstop = 1.5\ndecode = csv\n",
        "a.ini:4: [device a] stop=1.5: expected 1 or 2, because 1.5 goes with data=5 only");
    row("percent", "[device a]\nbus = sim:x\nsafe_command = 5%\n",
        "a.ini:3: [device a] safe_command=5%: expected two hex digits after each %");
    row("later key", "[device a]\nbus = sim:x\nprofile = gps\n",
        "a.ini:3: [device a] profile is not available yet");
    row("later scheme", "[device a]\nbus = tcpp:host:1\n", "a.ini:2: [device a] bus=tcpp:host:1: ");
}

void ReadConfigTest::aMistakeHasItsFileLineAndRemedy() {
    QFETCH(QString, file);
    QFETCH(QString, error);

    const ReadConfig read = readFiles({file.toStdString()});

    QVERIFY2(read.errors.size() == 1, qPrintable(errorsOf(read)));
    QVERIFY2(errorsOf(read).startsWith(error), qPrintable(errorsOf(read)));
}

void ReadConfigTest::aMistakeOfTheEnvironmentNamesTheVariable_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const char* value, const char* error) {
        QTest::newRow(error) << QString::fromUtf8(name) << QString::fromUtf8(value)
                             << QString::fromUtf8(error);
    };
    row("TELEMETRYHUB_QUEUE", "x",
        "TELEMETRYHUB_QUEUE=x: expected a whole number from 1 to 1000000");
    row("TELEMETRYHUB_QUIET", "x", "TELEMETRYHUB_QUIET=x: expected yes or no");
    row("TELEMETRYHUB_RECORD", "x", "TELEMETRYHUB_RECORD=x: not available yet in this version");
    row("TELEMETRYHUB_DEVICE", "sim:x sin:y",
        "TELEMETRYHUB_DEVICE=sin:y: sin: unknown scheme; did you mean sim?");
}

void ReadConfigTest::aMistakeOfTheEnvironmentNamesTheVariable() {
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, error);
    ConfigSources sources;
    sources.environment = {{name.toStdString(), value.toStdString()}};

    QCOMPARE(errorsOf(readConfig(sources)), error);
}

void ReadConfigTest::anUnknownVariableIsAWarning() {
    ConfigSources sources;
    sources.environment = {{"TELEMETRYHUB_QUEU", "7"}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.warnings.size(), std::size_t{1});
    QCOMPARE(text(read.warnings[0].text()),
             QStringLiteral("TELEMETRYHUB_QUEU: unknown variable; did you mean "
                            "TELEMETRYHUB_QUEUE?"));
}

void ReadConfigTest::aMistakeOfTheCommandLineNamesTheOption() {
    ConfigSources sources;
    sources.options = {{"queue", "0"}, {"device", "sim:x?raet=1"}};

    QCOMPARE(errorsOf(readConfig(sources)),
             QStringLiteral("--queue 0: expected a whole number from 1 to 1000000\n"
                            "--device sim:x?raet=1: raet: unknown key; did you mean rate?"));
}

void ReadConfigTest::aMistakeThatIsOverruledIsToldToo() {
    const ReadConfig read = readFiles({"[queue]\nblocks = 0\n", "[queue]\nblocks = 2\n"});

    QVERIFY(errorsOf(read).startsWith(QStringLiteral("a.ini:2: [queue] blocks=0")));
}

void ReadConfigTest::allMistakesAreToldInTheOrderOfTheLines() {
    const ReadConfig read =
        readFiles({"[device a]\nbus = sim:x\nrate = 0\nchannels = 0\n[queue]\n"
                   "blocks = 0\nnonsense\n[logg]\n",
                   "[queue]\nblocks = 0\n[device a]\nseed = x\n"});

    QStringList lines;
    for (const ConfigError& error : read.errors)
        lines << text(error.text()).section(QLatin1Char(' '), 0, 0);
    QCOMPARE(lines.join(QLatin1Char(' ')),
             QStringLiteral("a.ini:3: a.ini:4: a.ini:6: a.ini:7: a.ini:8: b.ini:2: b.ini:4:"));
}

void ReadConfigTest::mistakesAreBounded() {
    std::string file = "[queue]\n";
    for (int i = 0; i < 50'000; ++i)
        file += "k" + std::to_string(i) + " = 1\n";

    const ReadConfig read = readFiles({file});

    QCOMPARE(read.errors.size(), kMaxConfigErrors + 1);
    QCOMPARE(text(read.errors.back().text()), QStringLiteral("49800 more errors"));
}

void ReadConfigTest::tooManyDevicesAreRefused() {
    std::string file;
    for (std::size_t i = 0; i < kMaxConfiguredDevices; ++i)
        file += "[device d" + std::to_string(i) + "]\nbus = sim:x\n";
    QCOMPARE(errorsOf(readFiles({file})), QString());

    const ReadConfig read = readFiles({file + "[device more]\nbus = sim:x\n"});

    QCOMPARE(errorsOf(read),
             QStringLiteral("a.ini:8193: [device more]: expected at most 4096 devices"));
}

void ReadConfigTest::oneIdOrPortForTwoDevicesIsRefused() {
    ConfigSources sources;
    sources.files.push_back({"a.ini",
                             "[device rig]\nbus = serial:/dev/one\n"
                             "[device rag]\nbus = serial:/dev/./one\n"});
    sources.options = {{"device", "sim:rig"}};

    QCOMPARE(
        errorsOf(readConfig(sources)),
        QStringLiteral("a.ini:3: [device rag]: expected a port of its own; /dev/one is used by "
                       "[device rig], too\n"
                       "--device sim:rig: the id \"rig\" is used twice, by [device rig], too; "
                       "add ?id=NAME to one of them"));
}

void ReadConfigTest::whatIsWrittenReadsBackTheSame() {
    const ReadConfig read =
        readFiles({kFullFile,
                   "[device rig]\nbus = serial:/dev/ttyUSB0\nbaud = 9600\nsafe_command = OUT 0%0A\n"
                   "scale = a b:2:1\nscale = c:0.1\n[device ttyX]\nbus = serial:/dev/ttyX\n"});
    QCOMPARE(errorsOf(read), QString());

    const std::string written = writeConfig(read.config);
    const ReadConfig again = readFiles({written});

    QCOMPARE(errorsOf(again), QString());
    QCOMPARE(specsOf(again), specsOf(read));
    for (const Setting& setting : settings())
        QCOMPARE(text(setting.write(again.config)), text(setting.write(read.config)));
    QVERIFY(
        text(written).contains(QStringLiteral("\n[device rig]\nbus = serial:/dev/ttyUSB0\n"
                                              "baud = 9600\n")));
}

void ReadConfigTest::devicesWithAwkwardBytesReadBackTheSame() {
    std::vector<DeviceSettings> devices;
    for (const char* spec :
         {"serial:/dev/a%20b%3Fc%26d?id=a", "replay:%22quoted%22.csv?speed=max&id=b",
          "sim:%FF%FEx?id=c&scale=%22a:2", "sim:x?id=d&safe_command=%22%00%0D%0A%80%C3%28%22",
          "sim:gr%C3%BC%C3%9F?id=e", "replay:%2F%2Fshare?id=f&repeat=3", "sim:%3B%5Bx%5D?id=g",
          "sim:y?id=h&damage_limit=off&damage_window=2m&silence_timeout=1h"})
        devices.push_back(parseDeviceSpec(spec).value());

    const ReadConfig again = readFiles({writeDevices(devices)});

    QCOMPARE(errorsOf(again), QString());
    QCOMPARE(again.config.devices.size(), devices.size());
    for (std::size_t i = 0; i < devices.size(); ++i) {
        QCOMPARE(text(again.config.devices[i].settings.id), text(devices[i].id));
        QCOMPARE(text(deviceSpec(again.config.devices[i].settings)), text(deviceSpec(devices[i])));
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ReadConfigTest)
#include "read_config_test.moc"
