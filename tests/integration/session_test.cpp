// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <csignal>
#include <optional>
#include <string>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "recording_place.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// Qt 6.8 discards what waited in a port when it is opened; the first line comes behind that.
bool hasOpenedItsPort(QProcess& program) {
    return QTest::qWaitFor([&program] { return program.bytesAvailable() > 0; },
                           Program::kDeadlineMs);
}

}  // namespace

/// Recording into session files, from the wire to the file.
class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_place.emplace(); }

    void everyValueIsInTheFileAndTheLinesSayHowMany();
    void itIsReadWhileItIsWritten();
    void theExportEqualsTheLiveCsv();
    void theRawBytesDecodeToTheExport();
    void theRawBytesOfAReplugDecodeToTheExport();
    void killedItKeepsWhatItPromised();
    void aFileThatCannotGrowKeepsWhatIsDurableAndSaysWhatIsLost();
    void severalDevicesShareAFile();

private:
    void checkDamagedLogIsNamed();

    std::optional<RecordingPlace> m_place;
};

void SessionTest::everyValueIsInTheFileAndTheLinesSayHowMany() {
    constexpr std::size_t kRows = 5'000;
    PtyPair pty;
    Program program(m_place->recording(pty));
    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QVERIFY(ready.has_value());
    QVERIFY(sendInPieces(pty, kBeginning + NumberedRows::lines(0, kRows), 7, 900));
    QVERIFY(m_place->holds(kRows));

    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QCOMPARE(ready->value(QStringLiteral("session")).toString(), m_place->file());
    QCOMPARE(stopped->value(QStringLiteral("session")).toString(), m_place->file());
    QCOMPARE(countOf(*stopped, "durable_samples"), qint64{kRows});
    QCOMPARE(countOf(*stopped, "lost_samples"), qint64{0});
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
    const auto info = sessionInfo(m_place->file());
    QVERIFY(info.has_value());
    QCOMPARE(info->value(QStringLiteral("state")).toString(), QStringLiteral("closed"));
    QVERIFY(info->value(QStringLiteral("damage")).toArray().isEmpty());
    const QJsonObject device = deviceOf(*info);
    QCOMPARE(device.value(QStringLiteral("id")).toString(), QStringLiteral("rig"));
    for (const char* key : {"samples", "last_seq", "durable_seq"})
        QCOMPARE(countOf(device, key), qint64{kRows});
    QCOMPARE(countOf(device, "first_seq"), qint64{1});
    QCOMPARE(countOf(device, "gaps"), qint64{0});
    const QJsonObject ledger = device.value(QStringLiteral("ledger")).toObject();
    QCOMPARE(countOf(ledger, "samples_processed"), qint64{kRows});
    QCOMPARE(countOf(ledger, "bytes_read"), countOf(*stopped, "bytes_read"));
    const CsvTable table = exportTable(m_place->file());
    QCOMPARE(table.rows.size(), kRows);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
    QCOMPARE(m_place->names(), QStringList{QStringLiteral("run.thub")});
}

void SessionTest::itIsReadWhileItIsWritten() {
    PtyPair pty;
    Program program(m_place->recording(pty));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 3'000)));
    QVERIFY(m_place->holds(3'000));

    const auto during = sessionInfo(m_place->file());
    const CsvTable early = exportTable(m_place->file());
    QVERIFY(sendAll(pty, NumberedRows::lines(3'000, 9'000)));
    QVERIFY(m_place->holds(9'000));
    const CsvTable late = exportTable(m_place->file());

    QCOMPARE(during->value(QStringLiteral("state")).toString(), QStringLiteral("recording"));
    QCOMPARE(early.rows.size(), std::size_t{3'000});
    QCOMPARE(NumberedRows::differenceFrom(early.values()), std::string());
    QCOMPARE(late.rows.size(), std::size_t{9'000});
    QCOMPARE(NumberedRows::differenceFrom(late.values()), std::string());
    const auto stopped = program.stop();
    QVERIFY(stopped.has_value());
    QCOMPARE(countOf(*stopped, "durable_samples"), qint64{9'000});
}

void SessionTest::theExportEqualsTheLiveCsv() {
    const QString csv = m_place->path(QStringLiteral("live.csv"));
    PtyPair pty;
    Program program(m_place->recording(pty, {QStringLiteral("--csv"), csv}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 4'000)));
    QVERIFY(m_place->holds(4'000));

    QVERIFY(program.stop().has_value());

    const CsvTable live = CsvTable::read(csv.toStdString());
    const CsvTable exported = exportTable(m_place->file());
    QCOMPARE(exported.titles, live.titles);
    QCOMPARE(exported.values(), live.values());
    QCOMPARE(exported.cells("time_utc"), live.cells("time_utc"));
    QCOMPARE(exported.rows.size(), std::size_t{4'000});
}

void SessionTest::theRawBytesDecodeToTheExport() {
    PtyPair pty;
    Program program(m_place->recording(pty, {QStringLiteral("--record-raw")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    const std::string bytes =
        kBeginning + NumberedRows::lines(0, 500) + "not,a\n" + NumberedRows::lines(500, 2'000);
    QVERIFY(sendInPieces(pty, bytes, 3, 200));
    QVERIFY(m_place->holds(2'000));
    QVERIFY(program.stop().has_value());

    const Answer decoded = answerOf(
        {QStringLiteral("decode"), m_place->file(), QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output, exportText(m_place->file()));
    QCOMPARE(CsvTable::parse(decoded.output.toStdString()).rows.size(), std::size_t{2'000});
    QCOMPARE(countOf(deviceOf(*sessionInfo(m_place->file())), "raw_bytes"),
             static_cast<qint64>(bytes.size()));
}

void SessionTest::theRawBytesOfAReplugDecodeToTheExport() {
    const std::string port = m_place->path(QStringLiteral("port")).toStdString();
    std::optional<PtyPair> pty(std::in_place);
    pty->link(port);
    Program program(
        m_place->recording(QString::fromStdString(port), {QStringLiteral("--record-raw")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(*pty, kBeginning + NumberedRows::lines(0, 300) + "300,1."));
    QVERIFY(m_place->holds(300));
    pty->hangUp();
    pty.reset();
    QVERIFY(program.waitForMessage(QStringLiteral("rig")));
    pty.emplace();
    pty->link(port);
    QVERIFY(program.waitUntilOpen(pty->slavePath()));
    QVERIFY(sendAll(*pty, kBeginning + NumberedRows::lines(300, 600)));
    QVERIFY(m_place->holds(600));
    QVERIFY(program.stop().has_value());

    const Answer decoded = answerOf({QStringLiteral("decode"), m_place->file()});

    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output, exportText(m_place->file()));
    const CsvTable table = CsvTable::parse(decoded.output.toStdString());
    QCOMPARE(table.rows.size(), std::size_t{600});
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
    QCOMPARE(countOf(deviceOf(*sessionInfo(m_place->file())), "gaps"), qint64{1});
}

void SessionTest::killedItKeepsWhatItPromised() {
    PtyPair pty;
    PtyPair terminal;  // for the status line
    QProcess program;
    program.setStandardErrorFile(QString::fromStdString(terminal.slavePath()));
    program.start(Program::executable(),
                  m_place->recording(
                      pty, {QStringLiteral("--data-dir"), m_place->path(QStringLiteral("data"))}));
    QVERIFY(hasOpenedItsPort(program));
    QVERIFY(sendAll(pty, kBeginning));
    const QRegularExpression recorded(QStringLiteral("recorded (\\d+) "));
    QString status;
    qint64 promised = 0;
    std::size_t row = 0;
    const auto sendAndLook = [&] {
        if (!sendAll(pty, NumberedRows::lines(row, row + 100))) return true;
        row += 100;
        status += QString::fromStdString(terminal.read());
        const qsizetype at = status.lastIndexOf(QStringLiteral("recorded "));
        if (at >= 0) promised = recorded.match(status, at).captured(1).toLongLong();
        return promised >= 2'000;
    };
    QVERIFY(QTest::qWaitFor(sendAndLook, Program::kDeadlineMs));

    program.kill();

    QVERIFY(program.waitForFinished());
    QVERIFY2(promised >= 2'000, qPrintable(status));
    const auto info = sessionInfo(m_place->file());
    QVERIFY(info.has_value());
    QCOMPARE(info->value(QStringLiteral("state")).toString(), QStringLiteral("abandoned"));
    QVERIFY(info->value(QStringLiteral("damage")).toArray().isEmpty());
    const qint64 samples = countOf(deviceOf(*info), "samples");
    QVERIFY(samples >= promised);
    QVERIFY(samples >= countOf(deviceOf(*info), "durable_seq"));
    const CsvTable table = exportTable(m_place->file());
    QCOMPARE(static_cast<qint64>(table.rows.size()), samples);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
    checkDamagedLogIsNamed();
}

/// Of what a kill left: one flipped bit hides all commits behind it.
void SessionTest::checkDamagedLogIsNamed() {
    constexpr qint64 kInFirstFrame = 32 + 24 + 2'000;
    QFile log(m_place->file() + QStringLiteral("-wal"));
    QVERIFY(log.open(QIODevice::ReadWrite) && log.seek(kInFirstFrame));
    char byte = 0;
    QVERIFY(log.getChar(&byte) && log.seek(kInFirstFrame));
    QVERIFY(log.putChar(static_cast<char>(byte ^ 1)));
    log.close();

    const Answer told = answerOf({QStringLiteral("info"), m_place->file()});
    const Answer json =
        answerOf({QStringLiteral("info"), m_place->file(), QStringLiteral("--json")});
    const Answer exported = answerOf(
        {QStringLiteral("export"), m_place->file(), QStringLiteral("--csv"), QStringLiteral("-")});

    for (const Answer* answer : {&told, &json, &exported}) {
        QCOMPARE(answer->exitCode, 4);
        QVERIFY2((answer->output + answer->errorOutput).contains("stand behind a damaged one"),
                 answer->output + answer->errorOutput);
    }
    QVERIFY(!told.output.contains("everything durable is in it"));
    const QJsonObject info = QJsonDocument::fromJson(json.output).object();
    const QJsonObject unreachable = info.value(QStringLiteral("unreachable")).toObject();
    QVERIFY2(unreachable.value(QStringLiteral("frames")).toInt() > 0, json.output);
    QVERIFY2(unreachable.value(QStringLiteral("bytes")).toInt() > 0, json.output);
}

void SessionTest::aFileThatCannotGrowKeepsWhatIsDurableAndSaysWhatIsLost() {
    constexpr std::size_t kRows = 100'000;
    PtyPair pty;
    QProcess shell;
    const QStringList arguments = m_place->recording(
        pty, {QStringLiteral("--data-dir"), m_place->path(QStringLiteral("data"))});
    shell.start(
        QStringLiteral("sh"),
        QStringList{QStringLiteral("-c"), QStringLiteral("ulimit -f 600; exec \"$0\" \"$@\""),
                    Program::executable()} +
            arguments);
    QVERIFY(hasOpenedItsPort(shell));
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 1'000)));
    QVERIFY(m_place->holds(1'000));
    QVERIFY(sendAll(pty, NumberedRows::lines(1'000, kRows)));
    QVERIFY(QTest::qWaitFor([&] { return pty.unreadBytes() == 0 && shell.bytesAvailable() > 0; },
                            Program::kDeadlineMs));
    ::kill(static_cast<pid_t>(shell.processId()), SIGINT);
    QVERIFY(shell.waitForFinished(Program::kDeadlineMs));

    const QByteArrayList lines = shell.readAllStandardOutput().trimmed().split('\n');

    QCOMPARE(shell.exitCode(), 4);
    const QByteArray said = shell.readAllStandardError();
    QVERIFY2(said.contains("The recording is not complete"), said);
    const QJsonObject stopped = QJsonDocument::fromJson(lines.last()).object();
    const qint64 durable = countOf(stopped, "durable_samples");
    QVERIFY(durable >= 1'000);
    QVERIFY(countOf(stopped, "lost_samples") > 0);
    QCOMPARE(durable + countOf(stopped, "lost_samples"), countOf(stopped, "samples_processed"));
    QVERIFY2(said.contains("run.thub"), said);
    const CsvTable table = exportTable(m_place->file());
    QVERIFY(static_cast<qint64>(table.rows.size()) >= durable);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
}

void SessionTest::severalDevicesShareAFile() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_place->file(),
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=500&id=left"),
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=200&id=right"),
                     QStringLiteral("--duration"), QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 0);

    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    const auto info = sessionInfo(m_place->file());
    QVERIFY(stopped && info);
    const QJsonArray devices = info->value(QStringLiteral("devices")).toArray();
    QCOMPARE(devices.size(), 2);
    QCOMPARE(countOf(deviceOf(*info, 0), "samples") + countOf(deviceOf(*info, 1), "samples"),
             countOf(*stopped, "durable_samples"));
    const CsvTable table = exportTable(m_place->file());
    QCOMPARE(table.column("device"), std::optional<std::size_t>(2));
    QCOMPARE(static_cast<qint64>(table.rows.size()), countOf(*stopped, "durable_samples"));
    const auto times = table.cells("elapsed_s");
    for (std::size_t i = 1; i < times.size(); ++i)
        QVERIFY(numberIn(times[i - 1]).value() <= numberIn(times[i]).value());
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
