// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "recording_place.h"
#include "session.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

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

/// The files that recordings are kept in: names, claims, rotation, retention.
class SessionFilesTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_place.emplace(); }

    void withoutANameItIsTheTimeInTheDataDirectory();
    void aFileThatIsThereIsNeverOverwritten();
    void aSecondProcessOnTheFileIsRefused();
    void aFileThatAnotherProcessClaimsIsRefused();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void aPlaceThatCannotBeWrittenIsAStorageError_data();
    void aPlaceThatCannotBeWrittenIsAStorageError();
    void rotationBySizeLosesNothing();
    void rotationByTimeLosesNothing();
    void theFileOfSettingsBeginsARecording();
    void oldRecordingsAreRemovedAndOthersKept();

private:
    std::optional<RecordingPlace> m_place;
};

void SessionFilesTest::withoutANameItIsTheTimeInTheDataDirectory() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record"),
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--data-dir"),
                     m_place->path(QStringLiteral("data")), QStringLiteral("--duration"),
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

void SessionFilesTest::aFileThatIsThereIsNeverOverwritten() {
    QFile there(m_place->file());
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("precious");
    there.close();
    const QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                                QStringLiteral("--record=") + m_place->file()};
    Program first(arguments);
    const auto firstReady = first.waitForEvent(QStringLiteral("ready"));
    Program second(arguments);

    const auto secondReady = second.waitForEvent(QStringLiteral("ready"));

    QVERIFY(firstReady && secondReady);
    QCOMPARE(firstReady->value(QStringLiteral("session")).toString(),
             m_place->path(QStringLiteral("run.2.thub")));
    QCOMPARE(secondReady->value(QStringLiteral("session")).toString(),
             m_place->path(QStringLiteral("run.3.thub")));
    QVERIFY(first.stop() && second.stop());
    QCOMPARE(fileContent(m_place->file()), QByteArray("precious"));
    QVERIFY(sessionInfo(m_place->path(QStringLiteral("run.2.thub"))));
    QVERIFY(sessionInfo(m_place->path(QStringLiteral("run.3.thub"))));
}

void SessionFilesTest::aSecondProcessOnTheFileIsRefused() {
    const QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                                QStringLiteral("--record=") + m_place->file()};
    Program first(arguments);
    QVERIFY(first.waitForEvent(QStringLiteral("ready")));
    Program second(arguments);

    QCOMPARE(second.waitForExit(), 2);

    QVERIFY2(second.errorOutput().contains("is being recorded by another process"),
             second.errorOutput());
    QVERIFY(!QFile::exists(m_place->path(QStringLiteral("run.2.thub"))));
    QVERIFY(first.stop());
    QVERIFY(sessionInfo(m_place->file()));
}

void SessionFilesTest::aFileThatAnotherProcessClaimsIsRefused() {
    const int claim = ::open((m_place->file() + QStringLiteral("-lock")).toStdString().c_str(),
                             O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    QVERIFY(claim >= 0);
    QCOMPARE(::flock(claim, LOCK_EX | LOCK_NB), 0);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                     QStringLiteral("--record=") + m_place->file()});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains("is being recorded by another process"),
             program.errorOutput());
    QVERIFY(!QFile::exists(m_place->file()));
    ::close(claim);
}

void SessionFilesTest::whatIsNoFileIsRefused_data() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("a device") << QStringLiteral("/dev/null") << QStringLiteral("Name a file");
    QTest::newRow("a folder") << QDir::tempPath() << QStringLiteral("Name a file in it");
    QTest::newRow("a folder that is not there")
        << m_place->path(QStringLiteral("new/")) << QStringLiteral("Name a file in it");
}

void SessionFilesTest::whatIsNoFileIsRefused() {
    QFETCH(QString, place);
    QFETCH(QString, remedy);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                     QStringLiteral("--record=") + place, QStringLiteral("--duration"),
                     QStringLiteral("5s")});

    QCOMPARE(program.waitForExit(), 2);

    QVERIFY2(program.errorOutput().contains(remedy.toUtf8()), program.errorOutput());
    QVERIFY2(program.errorOutput().contains(place.toUtf8()), program.errorOutput());
}

void SessionFilesTest::aPlaceThatCannotBeWrittenIsAStorageError_data() {
    QTest::addColumn<QString>("place");
    QTest::newRow("no such folder") << QStringLiteral("/proc/no/such/run.thub");
    QTest::newRow("below a file") << QStringLiteral("/dev/null/run.thub");
}

void SessionFilesTest::aPlaceThatCannotBeWrittenIsAStorageError() {
    QFETCH(QString, place);
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"), kSimulated,
                     QStringLiteral("--record=") + place});

    QCOMPARE(program.waitForExit(), 4);

    QVERIFY2(program.errorOutput().contains(place.section(QLatin1Char('/'), 0, -2).toUtf8()),
             program.errorOutput());
    QVERIFY2(program.errorOutput().contains("another"), program.errorOutput());
    QCOMPARE(program.output(), QByteArray{});
}

void SessionFilesTest::rotationBySizeLosesNothing() {
    constexpr std::size_t kRows = 250'000;
    PtyPair pty;
    Program program(
        m_place->recording(pty, {QStringLiteral("--rotate-size"), QStringLiteral("1MB"),
                                 QStringLiteral("--overflow"), QStringLiteral("block")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, kBeginning));
    constexpr std::size_t kStep = 2'000;
    for (std::size_t row = 0; row < kRows; row += kStep) {
        QVERIFY(sendAll(pty, NumberedRows::lines(row, row + kStep)));
        QCoreApplication::processEvents();
    }
    QVERIFY(
        QTest::qWaitFor([&] { return lastSequenceOf(filesOfRecording(m_place->file())) == kRows; },
                        Program::kDeadlineMs));

    const auto stopped = program.stop();

    QVERIFY(stopped.has_value());
    QCOMPARE(countOf(*stopped, "samples_processed"), qint64{kRows});
    QCOMPARE(countOf(*stopped, "durable_samples"), qint64{kRows});
    const QStringList files = filesOfRecording(m_place->file());
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
        const auto sequence = table.cells("seq");
        if (sequence.empty()) {
            QCOMPARE(file, files.last());  // begun behind the last row
            continue;
        }
        QCOMPARE(sequence.front(), std::to_string(rows + 1));
        QCOMPARE(sequence.back(), std::to_string(rows + sequence.size()));
        QCOMPARE(NumberedRows::differenceFrom(table.values(), rows), std::string());
        rows += table.rows.size();
    }
    QCOMPARE(rows, kRows);
}

void SessionFilesTest::rotationByTimeLosesNothing() {
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record=") + m_place->file(),
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--rotate-after"),
                     QStringLiteral("1s"), QStringLiteral("--duration"), QStringLiteral("3500ms")});

    QCOMPARE(program.waitForExit(), 0);

    const auto stopped = program.waitForEvent(QStringLiteral("stopped"));
    const QStringList files = filesOfRecording(m_place->file());
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

void SessionFilesTest::theFileOfSettingsBeginsARecording() {
    QFile file(m_place->path(QStringLiteral("hub.ini")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "[hub]\nno_gui = yes\nduration = 500ms\n[record]\npath = " + m_place->file().toUtf8() +
        "\nraw = yes\ninterval = 50ms\n[device bench]\nbus = sim:demo\nrate = 1000\n");
    file.close();

    const Answer answer = answerOf({QStringLiteral("--config"), file.fileName()});

    QCOMPARE(answer.exitCode, 0);
    const auto info = sessionInfo(m_place->file());
    QVERIFY(info.has_value());
    QVERIFY(countOf(deviceOf(*info), "samples") > 0);
    QVERIFY(countOf(deviceOf(*info), "raw_bytes") > 0);
}

void SessionFilesTest::oldRecordingsAreRemovedAndOthersKept() {
    const QDir sessions(m_place->path(QStringLiteral("data/sessions")));
    QVERIFY(QDir().mkpath(sessions.path()));
    for (const char* name : {"old.thub", "notes.txt"}) {
        QFile file(sessions.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(2'000'000));
    }

    Program program({QStringLiteral("--no-gui"), QStringLiteral("--record"),
                     QStringLiteral("--device"), kSimulated, QStringLiteral("--keep-size"),
                     QStringLiteral("1MB"), QStringLiteral("--data-dir"),
                     m_place->path(QStringLiteral("data")), QStringLiteral("--duration"),
                     QStringLiteral("300ms")});
    QCOMPARE(program.waitForExit(), 0);

    QVERIFY2(program.errorOutput().contains("old.thub"), program.errorOutput());
    const QStringList left = sessions.entryList(QDir::Files);
    QCOMPARE(left.size(), 2);
    QVERIFY(left.contains(QStringLiteral("notes.txt")));
    QVERIFY(!left.contains(QStringLiteral("old.thub")));
}

QTEST_GUILESS_MAIN(SessionFilesTest)
#include "session_files_test.moc"
