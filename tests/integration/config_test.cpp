// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"

using namespace telemetryhub::test;

namespace {

const QByteArray kLeft = "[device left]\nbus = sim:demo\nrate = 500\nchannels = 2\n\n";
const QByteArray kRight = "[device right]\nbus = sim:demo\nrate = 200\nchannels = 2\n\n";

}  // namespace

/// The program with configuration files, from outside.
class ConfigTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_dir.emplace(); }

    void aFileNamesTheDevicesAndTheSettings();
    void theEnvironmentNamesTheFileAndDevices();
    void theCommandLineOverrulesTheEnvironmentAndThatTheFiles();
    void devicesOfTheCommandLineComeBeside();
    void everyMistakeEndsTheStart();
    void checkConfigTellsWhatAFileSays();
    void theKeysOfRecordingsAreKnown();
    void checkConfigTellsEveryMistake();
    void checkConfigNeedsTheFile();
    void binaryJunkIsOneMistake();
    void theExampleIsInOrderAsItIsAndWithEveryLineInUse();

    void aHangUpChangesDevicesWhileOthersGoOn();
    void aBadFileAtAHangUpChangesNothing();
    void withoutAFileAHangUpStopsInOrder();
    void aHangUpReopensTheLog();
    void theWindowReadsTheFileAndFollowsIt();
    void theWindowRemembersItsOwnDevicesAlone();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_dir->filePath(name); }
    QString write(const QString& name, const QByteArray& content) const;
    [[nodiscard]] CsvTable table() const {
        return CsvTable::read(path(QStringLiteral("out.csv")).toStdString());
    }
    /// How many samples of a device are in the CSV.
    [[nodiscard]] std::size_t rowsOf(const std::string& device) const {
        const auto devices = table().cells("device");
        return static_cast<std::size_t>(std::count(devices.begin(), devices.end(), device));
    }
    [[nodiscard]] bool hasRowsOf(const std::string& device, std::size_t count) const {
        return QTest::qWaitFor([&] { return rowsOf(device) >= count; }, Program::kDeadlineMs);
    }

    std::optional<QTemporaryDir> m_dir;
};

QString ConfigTest::write(const QString& name, const QByteArray& content) const {
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) return {};
    return file.fileName();
}

void ConfigTest::aFileNamesTheDevicesAndTheSettings() {
    const QString csv = path(QStringLiteral("out.csv"));
    const QString file =
        write(QStringLiteral("hub.ini"), "[hub]\nno_gui = yes\nduration = 1s\n[record]\ncsv = " +
                                             csv.toUtf8() + "\n" + kLeft + kRight);
    Program program({QStringLiteral("--config"), file});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QCOMPARE(program.waitForExit(), 0);

    QVERIFY(ready.has_value());
    QCOMPARE(ready->value(QStringLiteral("devices")).toArray(),
             (QJsonArray{QStringLiteral("left"), QStringLiteral("right")}));
    QVERIFY(rowsOf("left") > 0);
    QVERIFY(rowsOf("right") > 0);
}

void ConfigTest::theEnvironmentNamesTheFileAndDevices() {
    const QString file = write(QStringLiteral("hub.ini"), "[hub]\nno_gui = yes\n" + kLeft);
    Program program({}, QStringLiteral("no-such-platform"),
                    {QStringLiteral("TELEMETRYHUB_CONFIG=") + file,
                     QStringLiteral("TELEMETRYHUB_DURATION=200ms"),
                     QStringLiteral("TELEMETRYHUB_DEVICE=sim:one\nsim:two")});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QCOMPARE(program.waitForExit(), 0);

    QCOMPARE(ready.value().value(QStringLiteral("devices")).toArray(),
             (QJsonArray{QStringLiteral("left"), QStringLiteral("one"), QStringLiteral("two")}));
}

void ConfigTest::theCommandLineOverrulesTheEnvironmentAndThatTheFiles() {
    const QString file = write(
        QStringLiteral("hub.ini"),
        "[queue]\nblocks = 1\noverflow = block\n[workers]\ncount = 1\n[log]\nlevel = error\n");
    write(QStringLiteral("hub.local.ini"), "[log]\nlevel = warn\n");
    const QString later = write(QStringLiteral("later.ini"), "[queue]\noverflow = reject_newest\n");
    Program program(
        {QStringLiteral("check-config"), file, later, QStringLiteral("--queue"),
         QStringLiteral("3")},
        QStringLiteral("no-such-platform"),
        {QStringLiteral("TELEMETRYHUB_QUEUE=2"), QStringLiteral("TELEMETRYHUB_WORKERS=2")});

    QCOMPARE(program.waitForExit(), 0);

    const QString output = QString::fromUtf8(program.output()).simplified();
    for (const QString& row :
         {QStringLiteral("[queue] blocks 3 (--queue)"),
          QStringLiteral("[queue] overflow reject_newest (%1:2)").arg(later),
          QStringLiteral("[workers] count 2 (TELEMETRYHUB_WORKERS)"),
          QStringLiteral("[log] level warn (%1:2)").arg(path(QStringLiteral("hub.local.ini")))})
        QVERIFY2(output.contains(row), qPrintable(output));
}

void ConfigTest::devicesOfTheCommandLineComeBeside() {
    const QString file = write(QStringLiteral("hub.ini"), kLeft);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--config"), file,
                     QStringLiteral("--device"), QStringLiteral("sim:beside")});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));

    QCOMPARE(ready.value().value(QStringLiteral("devices")).toArray(),
             (QJsonArray{QStringLiteral("left"), QStringLiteral("beside")}));
    QVERIFY(program.stop().has_value());
}

void ConfigTest::everyMistakeEndsTheStart() {
    const QString file = write(QStringLiteral("hub.ini"),
                               "[queue]\nblock = 5\n[device rig]\nbus = sim:x\nrate = 0\n");
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--config"), file,
                     QStringLiteral("--workers"), QStringLiteral("99")});

    QCOMPARE(program.waitForExit(), 2);

    const QByteArray name = file.toUtf8();
    for (const QByteArray& line :
         {name + ":2: [queue] block: unknown key; did you mean blocks?\n",
          name + ":5: [device rig] rate=0: expected a number from 0.01 to 100000\n",
          QByteArray("telemetryhub: --workers 99: expected a whole number from 1 to 64\n")})
        QVERIFY2(program.errorOutput().contains(line), program.errorOutput());
    QCOMPARE(program.output(), QByteArray());
}

void ConfigTest::checkConfigTellsWhatAFileSays() {
    const QString file = write(QStringLiteral("hub.ini"), "[queue]\nblocks = 5\n" + kLeft);
    Program program({QStringLiteral("check-config"), file});

    QCOMPARE(program.waitForExit(), 0);

    QCOMPARE(program.errorOutput(), QByteArray());
    const QString output = QString::fromUtf8(program.output()).simplified();
    for (const QString& part :
         {QStringLiteral("[queue] blocks 5 (%1:2)").arg(file),
          QStringLiteral("[queue] overflow drop_oldest (default)"),
          QStringLiteral("[device left] sim:demo?rate=500&channels=2&id=left (%1:3)").arg(file),
          QStringLiteral("OK, 1 device")})
        QVERIFY2(output.contains(part), qPrintable(output));
}

void ConfigTest::theKeysOfRecordingsAreKnown() {
    const QString file =
        write(QStringLiteral("hub.ini"),
              "[record]\npath = auto\ninterval = 500ms\nraw = yes\nrotate_size = 1GB\n"
              "rotate_after = 90s\nkeep_size = 50GB\nkeep_age = 30\n");
    const QString wrong =
        write(QStringLiteral("wrong.ini"), "[record]\nrotate_siez = 1GB\nkeep_age = old\n");
    Program program({QStringLiteral("check-config"), file});
    Program refused({QStringLiteral("check-config"), wrong});

    QCOMPARE(program.waitForExit(), 0);
    QCOMPARE(refused.waitForExit(), 2);

    const QString output = QString::fromUtf8(program.output()).simplified();
    for (const char* part : {"path auto", "interval 500ms", "raw yes", "rotate_size 1GB",
                             "rotate_after 90s", "keep_size 50GB", "keep_age 30"})
        QVERIFY2(output.contains(QStringLiteral("[record] ") + QLatin1String(part)),
                 qPrintable(output));
    QVERIFY2(refused.errorOutput().contains("rotate_size"), refused.errorOutput());
    QVERIFY2(refused.errorOutput().contains("wrong.ini:3"), refused.errorOutput());
}

void ConfigTest::checkConfigTellsEveryMistake() {
    const QString first = write(QStringLiteral("a.ini"), "[queue]\nblocks = 0\n[qeue]\n");
    const QString second = write(QStringLiteral("b.ini"), "nonsense\n");
    Program program({QStringLiteral("check-config"), first, second, path(QStringLiteral("c.ini"))});

    QCOMPARE(program.waitForExit(), 2);

    QCOMPARE(program.errorOutput().count('\n'), 4);
    for (const QString& part :
         {first + QStringLiteral(":2: "), first + QStringLiteral(":3: "),
          second + QStringLiteral(":1: "), path(QStringLiteral("c.ini: there is no such file"))})
        QVERIFY2(program.errorOutput().contains(part.toUtf8()), program.errorOutput());
    QCOMPARE(program.output(), QByteArray());
}

void ConfigTest::checkConfigNeedsTheFile() {
    Program program({QStringLiteral("check-config"), m_dir->path()});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY(program.errorOutput().contains("expected a regular file"));
}

void ConfigTest::binaryJunkIsOneMistake() {
    QFile own(Program::executable());
    QVERIFY(own.open(QIODevice::ReadOnly));
    const QString file = write(QStringLiteral("junk.ini"), own.read(500'000));
    Program program({QStringLiteral("check-config"), file});

    QCOMPARE(program.waitForExit(), 2);

    QCOMPARE(program.errorOutput(),
             file.toUtf8() +
                 ":1: expected text, found a control character; the file is not read further\n");
}

void ConfigTest::theExampleIsInOrderAsItIsAndWithEveryLineInUse() {
    const QString path = QStringLiteral(TH_SOURCE_DIR "/resources/examples/hub.ini");
    QFile example(path);
    QVERIFY(example.open(QIODevice::ReadOnly));
    QString text = QString::fromUtf8(example.readAll());
    text.replace(QRegularExpression(QStringLiteral("\n;(?=[a-z\\[])")), QStringLiteral("\n"));
    const QString used = write(QStringLiteral("used.ini"), text.toUtf8());
    Program asItIs({QStringLiteral("check-config"), path});
    Program inUse({QStringLiteral("check-config"), used});

    QCOMPARE(asItIs.waitForExit(), 0);
    QCOMPARE(inUse.waitForExit(), 0);

    QVERIFY(asItIs.output().contains("OK, 0 devices"));
    QVERIFY(inUse.output().contains("OK, 2 devices"));
}

void ConfigTest::aHangUpChangesDevicesWhileOthersGoOn() {
    const QString name = QStringLiteral("hub.ini");
    const QString file = write(name, kLeft + kRight);
    Program program({QStringLiteral("--config"), file, QStringLiteral("--no-gui"),
                     QStringLiteral("--csv"), path(QStringLiteral("out.csv")),
                     QStringLiteral("--overflow"), QStringLiteral("block")});
    QVERIFY(hasRowsOf("right", 20));

    write(name, kLeft +
                    "[device right]\nbus = sim:demo\nrate = 300\nchannels = 2\n"
                    "[device third]\nbus = sim:demo\nrate = 100\nchannels = 2\n");
    program.signal(SIGHUP);
    QVERIFY(hasRowsOf("third", 20));
    QVERIFY(program.waitForMessage(QStringLiteral("right changed")));
    write(name, kLeft);
    program.signal(SIGHUP);
    QVERIFY(program.waitForMessage(QStringLiteral("right removed")));
    QVERIFY(program.waitForMessage(QStringLiteral("third removed")));
    QVERIFY(hasRowsOf("left", rowsOf("left") + 20));

    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    QCOMPARE(stopped->value(QStringLiteral("samples_dropped")).toInteger(), 0);
    std::map<std::string, std::vector<std::string>> sequences;
    const CsvTable all = table();
    const auto devices = all.cells("device");
    const auto cells = all.cells("seq");
    for (std::size_t row = 0; row < devices.size(); ++row)
        sequences[devices[row]].push_back(cells[row]);
    for (std::size_t i = 0; i < sequences["left"].size(); ++i)
        QCOMPARE(sequences["left"][i], std::to_string(i + 1));
    const auto& right = sequences["right"];
    QCOMPARE(std::count(right.begin(), right.end(), "1"), 2);
}

void ConfigTest::aBadFileAtAHangUpChangesNothing() {
    const QString name = QStringLiteral("hub.ini");
    const QString file = write(name, kLeft + kRight);
    Program program({QStringLiteral("--config"), file, QStringLiteral("--no-gui"),
                     QStringLiteral("--csv"), path(QStringLiteral("out.csv"))});
    QVERIFY(hasRowsOf("right", 20));

    write(name, "[device left]\nbus = sim:demo\nrate = 0\n[queue]\nblocks = x\n");
    program.signal(SIGHUP);

    QVERIFY(program.waitForMessage(QStringLiteral("nothing was changed")));
    QVERIFY(program.errorOutput().contains(file.toUtf8() + ":3: [device left] rate=0"));
    QVERIFY(program.errorOutput().contains(file.toUtf8() + ":5: [queue] blocks=x"));
    QVERIFY(hasRowsOf("right", rowsOf("right") + 20));
    QVERIFY(hasRowsOf("left", rowsOf("left") + 20));
    write(name, kLeft + kRight + "[queue]\nblocks = 9\n");
    program.signal(SIGHUP);
    QVERIFY(program.waitForMessage(
        QStringLiteral("[queue] blocks = 9 takes effect at the next start")));
    QVERIFY(program.stop().has_value());
}

void ConfigTest::withoutAFileAHangUpStopsInOrder() {
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--device"), QStringLiteral("sim:demo")});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    program.signal(SIGHUP);

    QCOMPARE(program.waitForExit(), 0);
    QVERIFY(program.waitForEvent(QStringLiteral("stopped")));
}

void ConfigTest::aHangUpReopensTheLog() {
    const QString file = write(QStringLiteral("hub.ini"), kLeft);
    const QString log = path(QStringLiteral("hub.log"));
    Program program({QStringLiteral("--config"), file, QStringLiteral("--no-gui"),
                     QStringLiteral("--log-file"), log});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(QFile::rename(log, log + QStringLiteral(".1")));
    program.signal(SIGHUP);

    QVERIFY(QTest::qWaitFor([&log] { return QFile(log).size() > 0; }, Program::kDeadlineMs));
    QVERIFY(program.stop().has_value());
}

void ConfigTest::theWindowReadsTheFileAndFollowsIt() {
    const QString name = QStringLiteral("hub.ini");
    const QString file = write(name, kLeft + kRight);
    Program program({QStringLiteral("--config"), file, QStringLiteral("--data-dir"), m_dir->path(),
                     QStringLiteral("--csv"), path(QStringLiteral("out.csv"))},
                    QStringLiteral("offscreen"));
    QVERIFY(hasRowsOf("left", 20));
    QVERIFY(hasRowsOf("right", 20));

    write(name, kLeft + "[device third]\nbus = sim:demo\nrate = 100\nchannels = 2\n");
    program.signal(SIGHUP);
    QVERIFY(hasRowsOf("third", 20));
    program.signal(SIGTERM);

    QCOMPARE(program.waitForExit(), 0);
    const auto devices = table().cells("device");
    QCOMPARE(std::set<std::string>(devices.begin(), devices.end()),
             (std::set<std::string>{"left", "right", "third"}));
}

void ConfigTest::theWindowRemembersItsOwnDevicesAlone() {
    write(QStringLiteral("devices.ini"), "[device own]\nbus = sim:demo\nrate = 200\n");
    const QString name = QStringLiteral("hub.ini");
    const QString file = write(name, kLeft);
    Program program({QStringLiteral("--config"), file, QStringLiteral("--data-dir"), m_dir->path(),
                     QStringLiteral("--csv"), path(QStringLiteral("out.csv"))},
                    QStringLiteral("offscreen"));
    QVERIFY(hasRowsOf("left", 5));
    QVERIFY(hasRowsOf("own", 5));

    write(name, kRight);
    program.signal(SIGHUP);
    QVERIFY(hasRowsOf("right", 5));
    program.signal(SIGTERM);
    QCOMPARE(program.waitForExit(), 0);

    QFile memory(path(QStringLiteral("devices.ini")));
    QVERIFY(memory.open(QIODevice::ReadOnly));
    const QByteArray remembered = memory.readAll();
    QVERIFY2(remembered.contains("[device own]"), remembered);
    QVERIFY2(!remembered.contains("left"), remembered);
    QVERIFY2(!remembered.contains("right"), remembered);
}

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
