// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "session.h"

using namespace telemetryhub::test;

namespace {

constexpr int kStorageExit = 4;

/// All lines but the first are rows of it, and none is cut off or torn.
std::string flawOf(const QByteArray& text) {
    if (text.contains('\0')) return "it holds bytes of zero";
    if (!text.endsWith("\r\n")) return "it ends within a row";
    const CsvTable table = CsvTable::parse(text.toStdString());
    if (table.titles.empty() || table.titles.front() != "time_utc") return "it has no header";
    for (const auto& row : table.rows)
        if (row.size() != table.titles.size() || row.front() == "time_utc")
            return "row '" + row.front() + "' does not fit the header";
    return {};
}

}  // namespace

/// `--csv FILE`, and what others do to the file meanwhile.
class LiveCsvTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }

    void everyStartKeepsTheRowsOfTheOnesBefore();
    void aFileOfSomebodyElseIsNotTouched();
    void aFileThatIsRemovedIsBegunAnewAndItsRowsAreLost();
    void aFileThatIsMovedKeepsItsRows();
    void aFileThatIsCutShortGoesOnWithoutZeros();
    void aSecondProgramIsRefused();
    void aRunThatWasKilledIsContinued();
    void whatCannotBeWrittenIsSaidAtTheStart_data();
    void whatCannotBeWrittenIsSaidAtTheStart();
    void aFullDeviceIsAStorageErrorAtTheEnd();
    void aPipeThatNobodyReadsHoldsUpNothing();

private:
    [[nodiscard]] QString path(const char* name = "live.csv") const {
        return m_folder->filePath(QLatin1String(name));
    }
    [[nodiscard]] QStringList arguments(const QStringList& more = {}) const {
        return QStringList{QStringLiteral("--no-gui"), QStringLiteral("--device"),
                           QStringLiteral("sim:demo?rate=1000&channels=4&id=rig"),
                           QStringLiteral("--data-dir"), path("data")} +
               (more.isEmpty() ? QStringList{QStringLiteral("--csv"), path()} : more);
    }
    [[nodiscard]] qint64 rowsIn(const char* name = "live.csv") const {
        return static_cast<qint64>(CsvTable::read(path(name).toStdString()).rows.size());
    }
    /// Waits for more rows than `count`.
    [[nodiscard]] bool grows(qint64 count = 0, const char* name = "live.csv") const {
        return QTest::qWaitFor([&] { return rowsIn(name) > count; }, Program::kDeadlineMs);
    }
    /// SIGINT and the `stopped` line, whatever the exit code.
    [[nodiscard]] static std::optional<QJsonObject> stopped(Program& program, int wantedExit) {
        program.signal(SIGINT);
        const auto line = program.waitForEvent(QStringLiteral("stopped"));
        const int code = program.waitForExit();
        if (code == wantedExit) return line;
        qWarning() << "exit code" << code << program.errorOutput();
        return std::nullopt;
    }

    std::optional<QTemporaryDir> m_folder;
};

void LiveCsvTest::everyStartKeepsTheRowsOfTheOnesBefore() {
    qint64 durable = 0;
    for (int start = 0; start < 3; ++start) {
        Program program(arguments());
        QVERIFY(program.waitForEvent(QStringLiteral("ready")));
        QVERIFY(grows(durable));
        const auto line = program.stop();
        QVERIFY(line);
        durable += countOf(*line, "durable_samples");
    }

    QCOMPARE(rowsIn(), durable);
    QCOMPARE(flawOf(fileContent(path())), std::string());
    QVERIFY(!std::filesystem::exists(path("live.csv~").toStdString()));
}

void LiveCsvTest::aFileOfSomebodyElseIsNotTouched() {
    const QByteArray own = "name,age\nAnn,7\n";
    std::ofstream(path().toStdString(), std::ios::binary) << own.toStdString();

    Program program(arguments());
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(program.waitForMessage(QStringLiteral("live-2.csv")));
    QVERIFY(grows(0, "live-2.csv"));
    const auto line = program.stop();

    QVERIFY(line);
    QCOMPARE(fileContent(path()), own);
    QCOMPARE(rowsIn("live-2.csv"), countOf(*line, "durable_samples"));
}

void LiveCsvTest::aFileThatIsRemovedIsBegunAnewAndItsRowsAreLost() {
    Program program(arguments());
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(grows(100));

    QVERIFY(QFile::remove(path()));
    QVERIFY(program.waitForMessage(QStringLiteral("was removed while it was written")));
    QVERIFY(grows());
    const auto line = stopped(program, kStorageExit);

    QVERIFY(line);
    QCOMPARE(flawOf(fileContent(path())), std::string());
    QCOMPARE(rowsIn(), countOf(*line, "durable_samples"));
    QVERIFY(countOf(*line, "lost_samples") > 100);
    QCOMPARE(countOf(*line, "durable_samples") + countOf(*line, "lost_samples"),
             countOf(*line, "samples_processed"));
    QVERIFY(program.errorOutput().contains("removed)"));
}

void LiveCsvTest::aFileThatIsMovedKeepsItsRows() {
    Program program(arguments());
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(grows(100));

    QVERIFY(QFile::rename(path(), path("live.csv.1")));
    QVERIFY(grows());
    const auto line = program.stop();

    QVERIFY(line);
    QCOMPARE(flawOf(fileContent(path("live.csv.1"))), std::string());
    QCOMPARE(rowsIn() + rowsIn("live.csv.1"), countOf(*line, "durable_samples"));
    QCOMPARE(countOf(*line, "durable_samples"), countOf(*line, "samples_processed"));
}

void LiveCsvTest::aFileThatIsCutShortGoesOnWithoutZeros() {
    Program program(arguments());
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(grows(100));

    QVERIFY(QFile::resize(path(), 0));
    QVERIFY(program.waitForMessage(QStringLiteral("cut short")));
    QVERIFY(grows());
    const auto line = stopped(program, kStorageExit);

    QVERIFY(line);
    QCOMPARE(flawOf(fileContent(path())), std::string());
    QCOMPARE(rowsIn(), countOf(*line, "durable_samples"));
    QCOMPARE(countOf(*line, "durable_samples") + countOf(*line, "lost_samples"),
             countOf(*line, "samples_processed"));
}

void LiveCsvTest::aSecondProgramIsRefused() {
    Program first(arguments());
    QVERIFY(first.waitForEvent(QStringLiteral("ready")));
    QVERIFY(grows());

    Program second(arguments({QStringLiteral("--csv"), path()}));
    QCOMPARE(second.waitForExit(), kStorageExit);
    const auto line = first.stop();

    QVERIFY2(second.errorOutput().contains("is being written by another process"),
             second.errorOutput().constData());
    QVERIFY(line);
    QCOMPARE(rowsIn(), countOf(*line, "durable_samples"));
    QCOMPARE(flawOf(fileContent(path())), std::string());
}

void LiveCsvTest::aRunThatWasKilledIsContinued() {
    {
        Program killed(arguments());
        QVERIFY(killed.waitForEvent(QStringLiteral("ready")));
        QVERIFY(grows(100));
    }
    const auto whole = fileContent(path());
    // A row that the kill cut off.
    QVERIFY(QFile::resize(path(), whole.size() - 10));
    const qint64 before = rowsIn();

    Program program(arguments());
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(program.waitForMessage(QStringLiteral("ended in the middle of a row")));
    QVERIFY(grows(before + 1));
    const auto line = program.stop();

    QVERIFY(line);
    const QByteArray text = fileContent(path());
    QVERIFY(text.startsWith(whole.chopped(10) + "\r\n"));
    QCOMPARE(rowsIn(), before + 1 + countOf(*line, "durable_samples"));
}

void LiveCsvTest::whatCannotBeWrittenIsSaidAtTheStart_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("remedy");
    QTest::newRow("a folder") << QStringLiteral(".") << QByteArray("give the name of a file");
    QTest::newRow("no folder") << QStringLiteral("none/live.csv")
                               << QByteArray("create the folder first");
    QTest::newRow("a pipe without a reader")
        << QStringLiteral("pipe") << QByteArray("start the program that reads the pipe first");
}

void LiveCsvTest::whatCannotBeWrittenIsSaidAtTheStart() {
    QFETCH(QString, name);
    QFETCH(QByteArray, remedy);
    QCOMPARE(::mkfifo(path("pipe").toLocal8Bit().constData(), 0600), 0);

    Program program(arguments({QStringLiteral("--csv"), m_folder->filePath(name)}));

    QCOMPARE(program.waitForExit(), kStorageExit);
    QVERIFY2(program.errorOutput().contains(remedy), program.errorOutput().constData());
}

void LiveCsvTest::aFullDeviceIsAStorageErrorAtTheEnd() {
    Program program(arguments({QStringLiteral("--csv"), QStringLiteral("/dev/full")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(program.waitForMessage(QStringLiteral("'/dev/full' cannot be written")));

    const auto line = stopped(program, kStorageExit);

    QVERIFY(line);
    QCOMPARE(countOf(*line, "durable_samples"), qint64{0});
    QCOMPARE(countOf(*line, "lost_samples"), countOf(*line, "samples_processed"));
}

void LiveCsvTest::aPipeThatNobodyReadsHoldsUpNothing() {
    const QByteArray pipe = path("pipe").toLocal8Bit();
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    Program program(arguments(
        {QStringLiteral("--csv"), path("pipe"), QStringLiteral("--record=") + path("run.thub")}));
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    // More than pipe and buffers hold.
    const auto isFull = [&] {
        const int end = ::open(pipe.constData(), O_WRONLY | O_NONBLOCK);
        const bool full = ::write(end, "", 1) < 0 && errno == EAGAIN;
        ::close(end);
        return full;
    };
    const bool filled = QTest::qWaitFor(isFull, Program::kDeadlineMs);
    // And rows behind it, for which there is no room any more.
    const auto recorded = [&] {
        const auto info = sessionInfo(path("run.thub"));
        return info ? countOf(deviceOf(*info), "samples") : qint64{0};
    };
    const qint64 before = recorded();
    const bool hasMore =
        QTest::qWaitFor([&] { return recorded() > before + 1000; }, Program::kDeadlineMs);

    program.signal(SIGTERM);
    const int code = program.waitForExit();
    ::close(reader);

    QVERIFY(filled && hasMore);
    QCOMPARE(code, kStorageExit);
    QVERIFY2(program.errorOutput().contains("was not read until the end"),
             program.errorOutput().constData());
    const auto line = program.waitForEvent(QStringLiteral("stopped"));
    QVERIFY(line && line->value(QStringLiteral("ledger_closed")).toBool());
    QCOMPARE(countOf(*line, "durable_samples"), countOf(*line, "samples_processed"));
    const auto info = sessionInfo(path("run.thub"));
    QVERIFY(info);
    QCOMPARE(countOf(deviceOf(*info), "samples"), countOf(*line, "samples_processed"));
}

QTEST_GUILESS_MAIN(LiveCsvTest)
#include "live_csv_test.moc"
