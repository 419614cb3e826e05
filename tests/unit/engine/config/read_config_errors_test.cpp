// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string>
#include <variant>

#include <QTest>

#include "config_reading.h"
#include "telemetryhub/engine/config/device_spec.h"
#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/config/setting.h"

namespace telemetryhub::engine {

namespace {

struct Mistake {
    const char* name;
    const char* file;
    const char* error;
};

void addMistakes(std::initializer_list<Mistake> mistakes) {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("error");
    for (const Mistake& mistake : mistakes)
        QTest::newRow(mistake.name)
            << QString::fromUtf8(mistake.file) << QString::fromUtf8(mistake.error);
}

/// The row's file has one mistake, which is told with its line.
void expectMistake() {
    QFETCH(QString, file);
    QFETCH(QString, error);

    const ReadConfig read = readFiles({file.toStdString()});

    QVERIFY2(read.errors.size() == 1, qPrintable(errorsOf(read)));
    QVERIFY2(errorsOf(read).startsWith(error), qPrintable(errorsOf(read)));
}

}  // namespace

class ReadConfigErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void aMistakeOfASettingHasItsLineAndRemedy_data();
    void aMistakeOfASettingHasItsLineAndRemedy();
    void aMistakeOfADeviceHasItsLineAndRemedy_data();
    void aMistakeOfADeviceHasItsLineAndRemedy();
    void aMistakeOfTheEnvironmentNamesTheVariable_data();
    void aMistakeOfTheEnvironmentNamesTheVariable();
    void anUnknownVariableIsAWarning();
    void aMistakeOfTheCommandLineNamesTheOption();
    void aMistakeThatIsOverruledIsToldToo();
    void allMistakesAreToldInTheOrderOfTheLines();
    void mistakesAreBounded();
    void tooManyDevicesAreRefused();
    void oneIdOrPortForTwoDevicesIsRefused();
};

void ReadConfigErrorsTest::aMistakeOfASettingHasItsLineAndRemedy_data() {
    addMistakes({
        {"no INI", "[queue]\nblocks\n", "a.ini:2: expected key = value"},
        {"unknown section", "[queue]\n[qeue]\nblocks = 3\n",
         "a.ini:2: [qeue]: unknown section; did you mean queue?"},
        {"far section", "[colours]\n",
         "a.ini:1: [colours]: unknown section; expected hub, queue, workers, history, record, "
         "rest, "
         "log or device NAME"},
        {"section twice", "[queue]\n[log]\n[queue]\n",
         "a.ini:3: [queue]: expected once, stands in line 1 already"},
        {"unknown key", "[queue]\nblock = 3\n",
         "a.ini:2: [queue] block: unknown key; did you mean blocks?"},
        {"key of another section", "[hub]\nlevel = debug\n",
         "a.ini:2: [hub] level: unknown key; did you mean level in [log]?"},
        {"option as key", "[hub]\nlog_file = x\n",
         "a.ini:2: [hub] log_file: unknown key; did you mean file in [log]?"},
        {"far key", "[queue]\ncolour = red\n",
         "a.ini:2: [queue] colour: unknown key; expected blocks or overflow"},
        {"key twice", "[queue]\nblocks = 3\n\nblocks = 3\n",
         "a.ini:4: [queue] blocks: expected once, stands in line 2 already"},
        {"no number", "[queue]\nblocks = many\n",
         "a.ini:2: [queue] blocks=many: expected a whole number from 1 to 1000000"},
        {"zero", "[queue]\nblocks = 0\n", "a.ini:2: [queue] blocks=0: expected a whole"},
        {"too many", "[workers]\ncount = 65\n",
         "a.ini:2: [workers] count=65: expected a whole number from 1 to 64"},
        {"negative", "[workers]\ncount = -1\n", "a.ini:2: [workers] count=-1: expected a whole"},
        {"no word", "[queue]\noverflow = drop_newest\n",
         "a.ini:2: [queue] overflow=drop_newest: expected drop_oldest, reject_newest or block; did "
         "you mean drop_oldest?"},
        {"devices by name", "[hub]\ndevices = left, right\n",
         "a.ini:2: [hub] devices=left, right: expected none; a device has a section [device NAME]"},
        {"none and one", "[hub]\ndevices = none\n[device a]\nbus = sim:demo\n",
         "a.ini:2: [hub] devices=none: expected no [device NAME] beside it"},
        {"no switch", "[log]\nquiet = maybe\n", "a.ini:2: [log] quiet=maybe: expected yes or no"},
        {"no level", "[log]\nlevel = loud\n",
         "a.ini:2: [log] level=loud: expected error, warn, info or debug"},
        {"no time", "[hub]\nduration = soon\n",
         "a.ini:2: [hub] duration=soon: expected a time such as 10s, 5m or 1h, at most 596h"},
        {"no time at all", "[hub]\nduration = 0\n", "a.ini:2: [hub] duration=0: expected a time"},
        {"endless", "[hub]\nduration = 597h\n", "a.ini:2: [hub] duration=597h: expected a time"},
        {"little memory", "[history]\nmemory = 64\n",
         "a.ini:2: [history] memory=64: expected an amount of memory from 1MB to 1TB"},
        {"unknown unit", "[history]\nmemory = 64XB\n", "a.ini:2: [history] memory=64XB: expected"},
        {"empty", "[record]\ncsv =\n",
         "a.ini:2: [record] csv=: expected a file, or - for standard output"},
        {"commit interval", "[record]\ninterval = 1ms\n",
         "a.ini:2: [record] interval=1ms: expected a time from 10ms to 60s, such as 200ms"},
        {"age of recordings", "[record]\nkeep_age = 2d\n",
         "a.ini:2: [record] keep_age=2d: expected a whole number from 1 to 36500"},
        {"size of recordings", "[record]\nrotate_size = 1kB\n",
         "a.ini:2: [record] rotate_size=1kB: expected a size from 1MB to 1000TB, such as 1GB"},
        {"listener", "[rest]\nlisten = 8080\n",
         "a.ini:2: [rest] listen=8080: expected an address and a port, such as 127.0.0.1:8080"},
        {"a token instead of its hash", "[rest]\ntokens = viewer:panel:th_secret\n",
         "a.ini:2: [rest] tokens=...: expected ROLE:NAME:sha256:HASH"},
        {"an unknown role",
         "[rest]\ntokens = root:x:sha256:"
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
         "a.ini:2: [rest] tokens=...: expected ROLE:NAME:sha256:HASH"},
        {"a host with a port", "[rest]\nallowed_hosts = hub.local/x\n",
         "a.ini:2: [rest] allowed_hosts=hub.local/x: expected names of hosts"},
        {"a large body", "[rest]\nbody_size = 1GB\n",
         "a.ini:2: [rest] body_size=1GB: expected a size from 1kB to 64MB"},
    });
}

void ReadConfigErrorsTest::aMistakeOfASettingHasItsLineAndRemedy() {
    expectMistake();
}

void ReadConfigErrorsTest::aMistakeOfADeviceHasItsLineAndRemedy_data() {
    addMistakes({
        {"device without a name", "[device]\n", "a.ini:1: [device]: expected [device NAME]"},
        {"device with a bad name", "[device a/b]\n",
         "a.ini:1: [device a/b]: expected [device NAME]"},
        {"device twice", "[device a]\nbus = sim:x\n[device   a]\nrate = 1\n",
         "a.ini:3: [device   a]: expected once, stands in line 1 already"},
        {"device without a bus", "[device a]\ndecode = csv\n",
         "a.ini:1: [device a] bus: expected SCHEME:PATH, such as serial:/dev/ttyUSB0"},
        {"overlay of nothing", "[device rig1]\nbus = sim:x\n[device rgi1]\nenabled = no\n",
         "a.ini:3: [device rgi1] bus: expected SCHEME:PATH, such as serial:/dev/ttyUSB0; did you "
         "mean "
         "rig1?"},
        {"unknown scheme", "[device a]\nbus = seral:/dev/x\n",
         "a.ini:2: [device a] bus=seral:/dev/x: seral: unknown scheme; did you mean serial?"},
        {"unknown device key", "[device a]\nbus = sim:x\nraet = 5\n",
         "a.ini:3: [device a] raet: unknown key; did you mean rate?"},
        {"key of another scheme", "[device a]\nbus = sim:x\nbaud = 9600\n",
         "a.ini:3: [device a] baud: unknown key; "},
        {"enabled, mistyped", "[device a]\nbus = sim:x\nenabeld = no\n",
         "a.ini:3: [device a] enabeld: unknown key; did you mean enabled?"},
        {"enabled, no switch", "[device a]\nbus = sim:x\nenabled = never\n",
         "a.ini:3: [device a] enabled=never: expected yes or no"},
        {"bad device value", "[device a]\nbus = serial:/dev/x\nbaud = fast\n",
         "a.ini:3: [device a] baud=fast: expected a whole number from 50 to 20000000"},
        {"bad value of a query", "[device a]\nbus = serial:/dev/x?baud=fast\n",
         "a.ini:2: [device a] baud=fast: expected a whole number from 50 to 20000000"},
        {"device key twice", "[device a]\nbus = serial:/dev/x?baud=9600\nbaud = 9600\n",
         "a.ini:3: [device a] baud: expected once, stands in line 2 already"},
        {"bus twice", "[device a]\nbus = sim:x\nbus = sim:y\n",
         "a.ini:3: [device a] bus: expected once, stands in line 2 already"},
        {"bus in a query", "[device a]\nbus = sim:x?bus=sim:y\n",
         "a.ini:2: [device a] bus: expected once, stands in line 2 already"},
        {"another id", "[device a]\nbus = sim:x\nid = b\n",
         "a.ini:3: [device a] id: expected no such key, because the id is the name of the section"},
        {"keys that do not go together",
         "[device a]\nbus = serial:/dev/x\ndata = 8\nstop = 1.5\ndecode = csv\n",
         "a.ini:4: [device a] stop=1.5: expected 1 or 2, because 1.5 goes with data=5 only"},
        {"percent", "[device a]\nbus = sim:x\nsafe_command = 5%\n",
         "a.ini:3: [device a] safe_command=5%: expected two hex digits after each %"},
        {"later scheme", "[device a]\nbus = tcpp:host:1\n",
         "a.ini:2: [device a] bus=tcpp:host:1: "},
    });
}

void ReadConfigErrorsTest::aMistakeOfADeviceHasItsLineAndRemedy() {
    expectMistake();
}

void ReadConfigErrorsTest::aMistakeOfTheEnvironmentNamesTheVariable_data() {
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
    row("TELEMETRYHUB_LISTEN", "x",
        "TELEMETRYHUB_LISTEN=x: expected an address and a port, such as 127.0.0.1:8080 or "
        "[::1]:8080");
    row("TELEMETRYHUB_LISTEN_TOKENS", "th_secret",
        "TELEMETRYHUB_LISTEN_TOKENS=...: expected ROLE:NAME:sha256:HASH, parted by commas, as "
        "telemetryhub make-token prints it; roles are viewer, ingest, operator and admin");
}

void ReadConfigErrorsTest::aMistakeOfTheEnvironmentNamesTheVariable() {
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, error);
    ConfigSources sources;
    sources.environment = {{name.toStdString(), value.toStdString()}};

    QCOMPARE(errorsOf(readConfig(sources)), error);
}

void ReadConfigErrorsTest::anUnknownVariableIsAWarning() {
    ConfigSources sources;
    sources.environment = {{"TELEMETRYHUB_QUEU", "7"}};

    const ReadConfig read = readConfig(sources);

    QCOMPARE(errorsOf(read), QString());
    QCOMPARE(read.warnings.size(), std::size_t{1});
    QCOMPARE(text(read.warnings[0].text()),
             QStringLiteral("TELEMETRYHUB_QUEU: unknown variable; did you mean "
                            "TELEMETRYHUB_QUEUE?"));
}

void ReadConfigErrorsTest::aMistakeOfTheCommandLineNamesTheOption() {
    ConfigSources sources;
    sources.options = {{"queue", "0"}, {"device", "sim:x?raet=1"}};

    QCOMPARE(errorsOf(readConfig(sources)),
             QStringLiteral("--queue 0: expected a whole number from 1 to 1000000\n"
                            "--device sim:x?raet=1: raet: unknown key; did you mean rate?"));
}

void ReadConfigErrorsTest::aMistakeThatIsOverruledIsToldToo() {
    const ReadConfig read = readFiles({"[queue]\nblocks = 0\n", "[queue]\nblocks = 2\n"});

    QVERIFY(errorsOf(read).startsWith(QStringLiteral("a.ini:2: [queue] blocks=0")));
}

void ReadConfigErrorsTest::allMistakesAreToldInTheOrderOfTheLines() {
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

void ReadConfigErrorsTest::mistakesAreBounded() {
    std::string file = "[queue]\n";
    for (int i = 0; i < 50'000; ++i)
        file += "k" + std::to_string(i) + " = 1\n";

    const ReadConfig read = readFiles({file});

    QCOMPARE(read.errors.size(), kMaxConfigErrors + 1);
    QCOMPARE(text(read.errors.back().text()), QStringLiteral("49800 more errors"));
}

void ReadConfigErrorsTest::tooManyDevicesAreRefused() {
    std::string file;
    for (std::size_t i = 0; i < kMaxConfiguredDevices; ++i)
        file += "[device d" + std::to_string(i) + "]\nbus = sim:x\n";
    QCOMPARE(errorsOf(readFiles({file})), QString());

    const ReadConfig read = readFiles({file + "[device more]\nbus = sim:x\n"});

    QCOMPARE(errorsOf(read),
             QStringLiteral("a.ini:8193: [device more]: expected at most 4096 devices"));
}

void ReadConfigErrorsTest::oneIdOrPortForTwoDevicesIsRefused() {
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

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::ReadConfigErrorsTest)
#include "read_config_errors_test.moc"
