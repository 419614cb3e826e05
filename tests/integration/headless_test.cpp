// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <cstdint>
#include <map>

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"

using namespace telemetryhub::test;

namespace {

const QString kFastDevice = QStringLiteral("sim:demo?rate=1000&channels=3&id=bench");

QByteArrayList linesOf(const QByteArray& text) {
    QByteArrayList lines = text.split('\n');
    lines.removeAll(QByteArray{});
    return lines;
}

}  // namespace

/// The engine without a window, on the simulated device.
class HeadlessTest : public QObject {
    Q_OBJECT

private slots:
    void theReadyLineTellsWhoRuns();
    void noPlatformPluginIsLoaded();
    void aSignalStopsInOrderAndEverySampleIsInTheCsv_data();
    void aSignalStopsInOrderAndEverySampleIsInTheCsv();
    void theDurationEndsTheRun();
    void theCsvOnStandardOutputIsCleanAndTheEventsAreBeside();
    void severalDevicesShareOneCsv();
    void withoutADeviceItSaysHowToAddOne();
    void aReplayEndsTheRunByItself();
    void theLogAsJsonIsAnObjectALine();
    void theLogFileTakesTheLog();
    void quietSaysNothing();
    void theDataDirectoryIsMade();
    void anUnwritableCsvIsAStorageError_data();
    void anUnwritableCsvIsAStorageError();
    void aClosedPipeEndsTheRun();
    void aRehearsedFaultInventsNoRow();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    [[nodiscard]] bool hasRows(const QString& csv, std::size_t count) const {
        return QTest::qWaitFor(
            [&] { return CsvTable::read(csv.toStdString()).rows.size() >= count; },
            Program::kDeadlineMs);
    }

    QTemporaryDir m_dir;
};

void HeadlessTest::theReadyLineTellsWhoRuns() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));

    QVERIFY(ready.has_value());
    QCOMPARE(ready->value(QStringLiteral("pid")).toInteger(), program.processId());
    QCOMPARE(ready->value(QStringLiteral("devices")).toArray(),
             QJsonArray{QStringLiteral("bench")});
    QVERIFY(ready->contains(QStringLiteral("listen")));
    QVERIFY(ready->contains(QStringLiteral("session")));
    QVERIFY2(program.output().startsWith('{'), "the line stands on standard output");
}

void HeadlessTest::noPlatformPluginIsLoaded() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    const QByteArray maps = program.maps();

    QVERIFY(maps.contains("libQt6Core"));
    QVERIFY(!maps.contains("/platforms/"));
    QVERIFY(program.stop().has_value());
}

void HeadlessTest::aSignalStopsInOrderAndEverySampleIsInTheCsv_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void HeadlessTest::aSignalStopsInOrderAndEverySampleIsInTheCsv() {
    QFETCH(int, number);
    const QString csv = path(QStringLiteral("signal%1.csv").arg(number));
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--csv"), csv});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(hasRows(csv, 100));

    program.signal(number);

    QCOMPARE(program.waitForExit(), 0);
    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    QVERIFY(stopped.has_value());
    const CsvTable table = CsvTable::read(csv.toStdString());
    QCOMPARE(stopped->value(QStringLiteral("samples_processed")).toInteger(),
             static_cast<qint64>(table.rows.size()));
    QCOMPARE(stopped->value(QStringLiteral("samples_dropped")).toInteger(), 0);
    QCOMPARE(stopped->value(QStringLiteral("durable_samples")).toInteger(),
             static_cast<qint64>(table.rows.size()));
    QVERIFY(table.sequenceIsContiguous());
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
}

void HeadlessTest::theDurationEndsTheRun() {
    QElapsedTimer timer;
    timer.start();
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--duration"), QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY(timer.elapsed() >= 1000);
    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    QVERIFY(stopped.has_value());
    QVERIFY(stopped->value(QStringLiteral("samples_processed")).toInteger() > 0);
}

void HeadlessTest::theCsvOnStandardOutputIsCleanAndTheEventsAreBeside() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--csv"), QStringLiteral("-"), QStringLiteral("--duration"),
                     QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY2(program.output().startsWith("time_utc,elapsed_s,seq,"), program.output().left(200));
    QVERIFY(!program.output().contains("\"event\""));
    QVERIFY(program.errorOutput().contains("\"ready\""));
    const CsvTable table = CsvTable::parse(program.output().toStdString());
    QVERIFY(table.sequenceIsContiguous());
    const QRegularExpression time(
        QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z$"));
    for (const std::string& cell : table.cells("time_utc"))
        QVERIFY2(time.match(QString::fromStdString(cell)).hasMatch(), cell.c_str());
}

void HeadlessTest::severalDevicesShareOneCsv() {
    const QString csv = path(QStringLiteral("several.csv"));
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--device"),
         QStringLiteral("sim:demo?rate=200&channels=2&id=left"), QStringLiteral("--device"),
         QStringLiteral("sim:demo?rate=200&channels=2&id=right"), QStringLiteral("--csv"), csv,
         QStringLiteral("--duration"), QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 0);

    const CsvTable table = CsvTable::read(csv.toStdString());
    QCOMPARE(table.column("device"), std::optional<std::size_t>(2));
    QCOMPARE(table.column("seq"), std::optional<std::size_t>(3));
    std::map<std::string, std::uint64_t> last;
    const auto devices = table.cells("device");
    const auto sequences = table.cells("seq");
    for (std::size_t row = 0; row < devices.size(); ++row)
        QCOMPARE(sequences[row], std::to_string(++last[devices[row]]));
    QCOMPARE(last.size(), std::size_t{2});
    QVERIFY(last["left"] > 0);
    QVERIFY(last["right"] > 0);
}

void HeadlessTest::withoutADeviceItSaysHowToAddOne() {
    Program program({QStringLiteral("--no-gui")});

    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    QVERIFY(program.waitForMessage(QStringLiteral("--device")));
    QVERIFY(program.stop().has_value());
}

void HeadlessTest::aReplayEndsTheRunByItself() {
    QFile capture(path(QStringLiteral("capture.csv")));
    QVERIFY(capture.open(QIODevice::WriteOnly));
    capture.write("a,b\n1,2\n3,4\n5,6\n");
    capture.close();
    const QString csv = path(QStringLiteral("replayed.csv"));
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"),
                     QStringLiteral("replay:%1?speed=max&decode=csv").arg(capture.fileName()),
                     QStringLiteral("--csv"), csv});

    QCOMPARE(program.waitForExit(), 0);

    using Row = std::vector<std::string>;
    QCOMPARE(CsvTable::read(csv.toStdString()).values(),
             (std::vector<Row>{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
}

void HeadlessTest::theLogAsJsonIsAnObjectALine() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--log-format"), QStringLiteral("json"),
                     QStringLiteral("--duration"), QStringLiteral("100ms")});

    QCOMPARE(program.waitForExit(), 0);

    const QByteArrayList lines = linesOf(program.errorOutput());
    QVERIFY(!lines.isEmpty());
    for (const QByteArray& line : lines) {
        const QJsonObject entry = QJsonDocument::fromJson(line).object();
        QVERIFY2(entry.contains(QStringLiteral("time")), line);
        QVERIFY2(entry.contains(QStringLiteral("level")), line);
        QVERIFY2(entry.contains(QStringLiteral("message")), line);
    }
}

void HeadlessTest::theLogFileTakesTheLog() {
    const QString log = path(QStringLiteral("hub.log"));
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--log-file"), log, QStringLiteral("--duration"),
                     QStringLiteral("100ms")});

    QCOMPARE(program.waitForExit(), 0);

    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("bench"));
    QCOMPARE(program.errorOutput(), QByteArray{});
}

void HeadlessTest::quietSaysNothing() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--quiet"), QStringLiteral("--duration"),
                     QStringLiteral("100ms")});

    QCOMPARE(program.waitForExit(), 0);

    QCOMPARE(program.errorOutput(), QByteArray{});
    QVERIFY(program.output().contains("\"stopped\""));
}

void HeadlessTest::theDataDirectoryIsMade() {
    const QString dir = path(QStringLiteral("deep/data"));
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--data-dir"), dir,
                     QStringLiteral("--duration"), QStringLiteral("100ms")});

    QCOMPARE(program.waitForExit(), 0);

    QVERIFY(QFileInfo(dir).isDir());
}

void HeadlessTest::anUnwritableCsvIsAStorageError_data() {
    QTest::addColumn<QString>("csv");
    QTest::newRow("no such folder") << QStringLiteral("/no/such/folder/out.csv");
    QTest::newRow("a folder") << QStringLiteral("/tmp");
    QTest::newRow("a full disk") << QStringLiteral("/dev/full");
}

void HeadlessTest::anUnwritableCsvIsAStorageError() {
    QFETCH(QString, csv);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kFastDevice,
                     QStringLiteral("--csv"), csv, QStringLiteral("--duration"),
                     QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 4);

    QVERIFY2(program.errorOutput().contains(csv.toUtf8()), program.errorOutput());
}

void HeadlessTest::aClosedPipeEndsTheRun() {
    const QString codeFile = path(QStringLiteral("code"));
    QProcess shell;

    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ \"$0\" --no-gui --device \"$1\" --csv - 2>/dev/null; "
                                "echo $? > \"$2\"; } | head -n 1"),
                 Program::executable(), kFastDevice, codeFile});

    QVERIFY(shell.waitForFinished(Program::kDeadlineMs));
    QVERIFY(shell.readAllStandardOutput().startsWith("time_utc,"));
    QFile code(codeFile);
    QVERIFY(code.open(QIODevice::ReadOnly));
    QCOMPARE(code.readAll().trimmed(), QByteArray("4"));
}

void HeadlessTest::aRehearsedFaultInventsNoRow() {
    const QString csv = path(QStringLiteral("faults.csv"));
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"),
                     QStringLiteral("sim:demo?rate=1000&fault=random:0.01"),
                     QStringLiteral("--csv"), csv});
    QVERIFY(program.waitForMessage(QStringLiteral("rehearses a fault")));
    QVERIFY(hasRows(csv, 500));

    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
    const CsvTable table = CsvTable::read(csv.toStdString());
    QCOMPARE(stopped->value(QStringLiteral("samples_processed")).toInteger(),
             static_cast<qint64>(table.rows.size()));
    QCOMPARE(stopped->value(QStringLiteral("bytes_discarded")).toInteger(), 0);
    QVERIFY(table.sequenceIsContiguous());
    // The device begins again with sample 0 when it is opened again, and sends the same samples.
    const auto rows = table.values();
    std::vector<std::vector<std::string>> known;
    std::size_t counter = 0;
    for (const auto& row : rows) {
        if (row.at(3) == "0") counter = 0;
        QCOMPARE(row.at(3), std::to_string(counter));
        if (counter == known.size()) known.push_back(row);
        QCOMPARE(row, known.at(counter));
        ++counter;
    }
    QVERIFY(known.size() < rows.size());
}

QTEST_GUILESS_MAIN(HeadlessTest)
#include "headless_test.moc"
