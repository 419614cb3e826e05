// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include <algorithm>
#include <csignal>
#include <optional>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// Somebody joins in the middle of a line; then come the titles.
const std::string kBeginning = std::string("of a line\n") + NumberedRows::kTitles + '\n';

const QString kSimulated = QStringLiteral("sim:demo?rate=1000&channels=2&id=bench");

/// The highest number that is in any of them.
qint64 lastSequenceOf(const QStringList& files) {
    qint64 last = 0;
    for (const QString& file : files)
        if (const auto info = sessionInfo(file))
            last = std::max(last, countOf(deviceOf(*info), "last_seq"));
    return last;
}

}  // namespace

/// Recording into session files, from the wire to the file.
class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_dir.emplace();
        m_file = path(QStringLiteral("run.thub"));
    }

    void everyValueIsInTheFileAndTheLinesSayHowMany();
    void itIsReadWhileItIsWritten();
    void theExportEqualsTheLiveCsv();
    void theRawBytesDecodeToTheExport();
    void theRawBytesOfAReplugDecodeToTheExport();
    void withoutANameItIsTheTimeInTheDataDirectory();
    void aFileThatIsThereIsNeverOverwritten();
    void aSecondProcessOnTheFileIsRefused();
    void aFileThatAnotherProcessClaimsIsRefused();
    void aPlaceThatCannotBeWrittenIsAStorageError_data();
    void aPlaceThatCannotBeWrittenIsAStorageError();
    void rotationBySizeLosesNothing();
    void rotationByTimeLosesNothing();
    void killedItKeepsWhatItPromised();
    void aFileThatCannotGrowKeepsWhatIsDurableAndSaysWhatIsLost();
    void severalDevicesShareAFile();
    void theFileOfSettingsBeginsARecording();
    void oldRecordingsAreRemovedAndOthersKept();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_dir->filePath(name); }
    [[nodiscard]] QStringList recording(const PtyPair& pty, const QStringList& more = {}) const {
        return recordingOf(QString::fromStdString(pty.slavePath()), more);
    }
    [[nodiscard]] QStringList recordingOf(const QString& port, const QStringList& more) const {
        return QStringList{QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_file,
                           QStringLiteral("--device"),
                           QStringLiteral("serial:%1?decode=csv&id=rig").arg(port)} +
               more;
    }
    /// Waits until a second process finds so many samples in the file.
    [[nodiscard]] bool holds(qint64 samples) const {
        return QTest::qWaitFor(
            [&] {
                const auto info = sessionInfo(m_file);
                return info && countOf(deviceOf(*info), "samples") >= samples;
            },
            Program::kDeadlineMs);
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
};

void SessionTest::everyValueIsInTheFileAndTheLinesSayHowMany() {
    constexpr std::size_t kRows = 5'000;
    PtyPair pty;
    Program program(recording(pty));
    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QVERIFY(ready.has_value());
    QVERIFY(sendInPieces(pty, kBeginning + NumberedRows::lines(0, kRows), 7, 900));
    QVERIFY(holds(kRows));

    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QCOMPARE(ready->value(QStringLiteral("session")).toString(), m_file);
    QCOMPARE(stopped->value(QStringLiteral("session")).toString(), m_file);
    QCOMPARE(countOf(*stopped, "durable_samples"), qint64{kRows});
    QCOMPARE(countOf(*stopped, "lost_samples"), qint64{0});
    QVERIFY(stopped->value(QStringLiteral("ledger_closed")).toBool());
    const auto info = sessionInfo(m_file);
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
    const CsvTable table = exportTable(m_file);
    QCOMPARE(table.rows.size(), kRows);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{QStringLiteral("run.thub")});
}

void SessionTest::itIsReadWhileItIsWritten() {
    PtyPair pty;
    Program program(recording(pty));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 3'000)));
    QVERIFY(holds(3'000));

    const auto during = sessionInfo(m_file);
    const CsvTable early = exportTable(m_file);
    QVERIFY(sendAll(pty, NumberedRows::lines(3'000, 9'000)));
    QVERIFY(holds(9'000));
    const CsvTable late = exportTable(m_file);

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
    const QString csv = path(QStringLiteral("live.csv"));
    PtyPair pty;
    Program program(recording(pty, {QStringLiteral("--csv"), csv}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 4'000)));
    QVERIFY(holds(4'000));

    QVERIFY(program.stop().has_value());

    const CsvTable live = CsvTable::read(csv.toStdString());
    const CsvTable exported = exportTable(m_file);
    QCOMPARE(exported.titles, live.titles);
    QCOMPARE(exported.values(), live.values());
    QCOMPARE(exported.cells("time_utc"), live.cells("time_utc"));
    QCOMPARE(exported.rows.size(), std::size_t{4'000});
}

void SessionTest::theRawBytesDecodeToTheExport() {
    PtyPair pty;
    Program program(recording(pty, {QStringLiteral("--record-raw")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    const std::string bytes =
        kBeginning + NumberedRows::lines(0, 500) + "not,a\n" + NumberedRows::lines(500, 2'000);
    QVERIFY(sendInPieces(pty, bytes, 3, 200));
    QVERIFY(holds(2'000));
    QVERIFY(program.stop().has_value());

    const Answer decoded =
        answerOf({QStringLiteral("decode"), m_file, QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output, exportText(m_file));
    QCOMPARE(CsvTable::parse(decoded.output.toStdString()).rows.size(), std::size_t{2'000});
    QCOMPARE(countOf(deviceOf(*sessionInfo(m_file)), "raw_bytes"),
             static_cast<qint64>(bytes.size()));
}

void SessionTest::theRawBytesOfAReplugDecodeToTheExport() {
    const std::string port = path(QStringLiteral("port")).toStdString();
    std::optional<PtyPair> pty(std::in_place);
    pty->link(port);
    Program program(recordingOf(QString::fromStdString(port), {QStringLiteral("--record-raw")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(*pty, kBeginning + NumberedRows::lines(0, 300) + "300,1."));
    QVERIFY(holds(300));
    pty->hangUp();
    pty.reset();
    QVERIFY(program.waitForMessage(QStringLiteral("rig")));
    pty.emplace();
    pty->link(port);
    QVERIFY(program.waitUntilOpen(pty->slavePath()));
    QVERIFY(sendAll(*pty, kBeginning + NumberedRows::lines(300, 600)));
    QVERIFY(holds(600));
    QVERIFY(program.stop().has_value());

    const Answer decoded = answerOf({QStringLiteral("decode"), m_file});

    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output, exportText(m_file));
    const CsvTable table = CsvTable::parse(decoded.output.toStdString());
    QCOMPARE(table.rows.size(), std::size_t{600});
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
    QCOMPARE(countOf(deviceOf(*sessionInfo(m_file)), "gaps"), qint64{1});
}

void SessionTest::withoutANameItIsTheTimeInTheDataDirectory() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record"),
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--data-dir"),
                     path(QStringLiteral("data")), QStringLiteral("--duration"),
                     QStringLiteral("300ms")});

    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QCOMPARE(program.waitForExit(), 0);

    QVERIFY(ready.has_value());
    const QString session = ready->value(QStringLiteral("session")).toString();
    const QRegularExpression form(
        QStringLiteral("^.*/data/sessions/\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.thub$"));
    QVERIFY2(form.match(session).hasMatch(), qPrintable(session));
    QVERIFY(countOf(deviceOf(*sessionInfo(session)), "samples") > 0);
}

void SessionTest::aFileThatIsThereIsNeverOverwritten() {
    QFile there(m_file);
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("precious");
    there.close();
    const QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                                QStringLiteral("--record=") + m_file};
    Program first(arguments);
    const auto firstReady = first.waitForEvent(QStringLiteral("ready"));
    Program second(arguments);

    const auto secondReady = second.waitForEvent(QStringLiteral("ready"));

    QVERIFY(firstReady && secondReady);
    QCOMPARE(firstReady->value(QStringLiteral("session")).toString(),
             path(QStringLiteral("run.2.thub")));
    QCOMPARE(secondReady->value(QStringLiteral("session")).toString(),
             path(QStringLiteral("run.3.thub")));
    QVERIFY(first.stop() && second.stop());
    QCOMPARE(fileContent(m_file), QByteArray("precious"));
    QVERIFY(sessionInfo(path(QStringLiteral("run.2.thub"))));
    QVERIFY(sessionInfo(path(QStringLiteral("run.3.thub"))));
}

void SessionTest::aSecondProcessOnTheFileIsRefused() {
    const QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                                QStringLiteral("--record=") + m_file};
    Program first(arguments);
    QVERIFY(first.waitForEvent(QStringLiteral("ready")));
    Program second(arguments);

    QCOMPARE(second.waitForExit(), 2);

    QVERIFY2(second.errorOutput().contains("is being recorded by another process"),
             second.errorOutput());
    QVERIFY(!QFile::exists(path(QStringLiteral("run.2.thub"))));
    QVERIFY(first.stop());
    QVERIFY(sessionInfo(m_file));
}

void SessionTest::aFileThatAnotherProcessClaimsIsRefused() {
    const int claim = ::open((m_file + QStringLiteral("-lock")).toStdString().c_str(),
                             O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    QVERIFY(claim >= 0);
    QCOMPARE(::flock(claim, LOCK_EX | LOCK_NB), 0);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                     QStringLiteral("--record=") + m_file});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains("is being recorded by another process"),
             program.errorOutput());
    QVERIFY(!QFile::exists(m_file));
    ::close(claim);
}

void SessionTest::aPlaceThatCannotBeWrittenIsAStorageError_data() {
    QTest::addColumn<QString>("place");
    QTest::newRow("no such folder") << QStringLiteral("/proc/no/such/run.thub");
    QTest::newRow("below a file") << QStringLiteral("/dev/null/run.thub");
}

void SessionTest::aPlaceThatCannotBeWrittenIsAStorageError() {
    QFETCH(QString, place);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                     QStringLiteral("--record=") + place});

    QCOMPARE(program.waitForExit(), 4);

    QVERIFY2(program.errorOutput().contains(place.section(QLatin1Char('/'), 0, -2).toUtf8()),
             program.errorOutput());
    QVERIFY2(program.errorOutput().contains("another"), program.errorOutput());
    QCOMPARE(program.output(), QByteArray{});
}

void SessionTest::rotationBySizeLosesNothing() {
    constexpr std::size_t kRows = 250'000;
    PtyPair pty;
    Program program(recording(pty, {QStringLiteral("--rotate-size"), QStringLiteral("1MB"),
                                    QStringLiteral("--overflow"), QStringLiteral("block")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning));
    constexpr std::size_t kStep = 2'000;
    for (std::size_t row = 0; row < kRows; row += kStep) {
        QVERIFY(sendAll(pty, NumberedRows::lines(row, row + kStep)));
        QCoreApplication::processEvents();
    }
    QVERIFY(QTest::qWaitFor([&] { return lastSequenceOf(filesOfRecording(m_file)) == kRows; },
                            Program::kDeadlineMs));

    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QCOMPARE(countOf(*stopped, "samples_processed"), qint64{kRows});
    QCOMPARE(countOf(*stopped, "durable_samples"), qint64{kRows});
    const QStringList files = filesOfRecording(m_file);
    QVERIFY2(files.size() >= 2, qPrintable(QString::number(files.size())));
    QCOMPARE(stopped->value(QStringLiteral("session")).toString(), files.last());
    std::size_t rows = 0;
    for (const QString& file : files) {
        const auto info = sessionInfo(file);
        QVERIFY(info.has_value());
        QCOMPARE(info->value(QStringLiteral("state")).toString(), QStringLiteral("closed"));
        const QString previous = info->value(QStringLiteral("previous")).toString();
        QVERIFY2(rows == 0 ? previous.isEmpty() : !previous.isEmpty(), qPrintable(previous));
        const CsvTable table = exportTable(file);
        QCOMPARE(table.cells("seq").front(), std::to_string(rows + 1));
        QCOMPARE(table.cells("seq").back(), std::to_string(rows + table.rows.size()));
        QCOMPARE(NumberedRows::differenceFrom(table.values(), rows), std::string());
        rows += table.rows.size();
    }
    QCOMPARE(rows, kRows);
}

void SessionTest::rotationByTimeLosesNothing() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_file,
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--rotate-after"),
                     QStringLiteral("1s"), QStringLiteral("--duration"), QStringLiteral("3500ms")});

    QCOMPARE(program.waitForExit(), 0);

    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    const QStringList files = filesOfRecording(m_file);
    QVERIFY2(files.size() >= 3, qPrintable(QString::number(files.size())));
    qint64 last = 0;
    for (const QString& file : files) {
        const QJsonObject device = deviceOf(*sessionInfo(file));
        QCOMPARE(countOf(device, "first_seq"), last + 1);
        last = countOf(device, "last_seq");
        QCOMPARE(countOf(device, "samples"), last - countOf(device, "first_seq") + 1);
    }
    QCOMPARE(last, countOf(*stopped, "samples_processed"));
}

void SessionTest::killedItKeepsWhatItPromised() {
    PtyPair pty;
    PtyPair terminal;  // for the status line
    QProcess program;
    program.setStandardErrorFile(QString::fromStdString(terminal.slavePath()));
    program.start(Program::executable(),
                  recording(pty, {QStringLiteral("--data-dir"), path(QStringLiteral("data"))}));
    QVERIFY(program.waitForStarted());
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
    const auto info = sessionInfo(m_file);
    QVERIFY(info.has_value());
    QCOMPARE(info->value(QStringLiteral("state")).toString(), QStringLiteral("abandoned"));
    QVERIFY(info->value(QStringLiteral("damage")).toArray().isEmpty());
    const qint64 samples = countOf(deviceOf(*info), "samples");
    QVERIFY(samples >= promised);
    QVERIFY(samples >= countOf(deviceOf(*info), "durable_seq"));
    const CsvTable table = exportTable(m_file);
    QCOMPARE(static_cast<qint64>(table.rows.size()), samples);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
}

void SessionTest::aFileThatCannotGrowKeepsWhatIsDurableAndSaysWhatIsLost() {
    constexpr std::size_t kRows = 100'000;
    PtyPair pty;
    QProcess shell;
    const QStringList arguments =
        recording(pty, {QStringLiteral("--data-dir"), path(QStringLiteral("data"))});
    shell.start(
        QStringLiteral("sh"),
        QStringList{QStringLiteral("-c"), QStringLiteral("ulimit -f 600; exec \"$0\" \"$@\""),
                    Program::executable()} +
            arguments);
    QVERIFY(shell.waitForStarted());
    QVERIFY(sendAll(pty, kBeginning + NumberedRows::lines(0, 1'000)));
    QVERIFY(holds(1'000));
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
    const CsvTable table = exportTable(m_file);
    QVERIFY(static_cast<qint64>(table.rows.size()) >= durable);
    QVERIFY(table.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(table.values()), std::string());
}

void SessionTest::severalDevicesShareAFile() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_file,
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=500&id=left"),
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=200&id=right"),
                     QStringLiteral("--duration"), QStringLiteral("1s")});

    QCOMPARE(program.waitForExit(), 0);

    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    const auto info = sessionInfo(m_file);
    QVERIFY(stopped && info);
    const QJsonArray devices = info->value(QStringLiteral("devices")).toArray();
    QCOMPARE(devices.size(), 2);
    QCOMPARE(countOf(deviceOf(*info, 0), "samples") + countOf(deviceOf(*info, 1), "samples"),
             countOf(*stopped, "durable_samples"));
    const CsvTable table = exportTable(m_file);
    QCOMPARE(table.column("device"), std::optional<std::size_t>(2));
    QCOMPARE(static_cast<qint64>(table.rows.size()), countOf(*stopped, "durable_samples"));
    const auto times = table.cells("elapsed_s");
    for (std::size_t i = 1; i < times.size(); ++i)
        QVERIFY(numberIn(times[i - 1]).value() <= numberIn(times[i]).value());
}

void SessionTest::theFileOfSettingsBeginsARecording() {
    QFile file(path(QStringLiteral("hub.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[hub]\nno_gui = yes\nduration = 500ms\n[record]\npath = " + m_file.toUtf8() +
               "\nraw = yes\ninterval = 50ms\n[device bench]\nbus = sim:demo\nrate = 1000\n");
    file.close();

    const Answer answer = answerOf({QStringLiteral("--config"), file.fileName()});

    QCOMPARE(answer.exitCode, 0);
    const auto info = sessionInfo(m_file);
    QVERIFY(info.has_value());
    QVERIFY(countOf(deviceOf(*info), "samples") > 0);
    QVERIFY(countOf(deviceOf(*info), "raw_bytes") > 0);
}

void SessionTest::oldRecordingsAreRemovedAndOthersKept() {
    const QDir sessions(path(QStringLiteral("data/sessions")));
    QVERIFY(QDir().mkpath(sessions.path()));
    for (const char* name : {"old.thub", "notes.txt"}) {
        QFile file(sessions.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(2'000'000));
    }

    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record"),
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--keep-size"),
                     QStringLiteral("1MB"), QStringLiteral("--data-dir"),
                     path(QStringLiteral("data")), QStringLiteral("--duration"),
                     QStringLiteral("300ms")});
    QCOMPARE(program.waitForExit(), 0);

    QVERIFY2(program.errorOutput().contains("old.thub"), program.errorOutput());
    const QStringList left = sessions.entryList(QDir::Files);
    QCOMPARE(left.size(), 2);
    QVERIFY(left.contains(QStringLiteral("notes.txt")));
    QVERIFY(!left.contains(QStringLiteral("old.thub")));
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
