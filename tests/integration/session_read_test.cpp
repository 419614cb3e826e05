// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "session.h"

using namespace telemetryhub::test;

namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kRows = 20'000;
constexpr int kRepeats = 100;  // of the long recording

/// Where a SQLite file says what it is (https://www.sqlite.org/fileformat.html).
constexpr qint64 kUserVersionAt = 60;
constexpr qint64 kApplicationIdAt = 68;

}  // namespace

/// What `info`, `export` and `decode` make of a session file that was recorded.
class SessionReadTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void infoTellsAPersonWhatIsInIt();
    void aNameWithoutTheEndingIsReadToo();
    void aSessionOfAnyNameIsReplayed_data();
    void aSessionOfAnyNameIsReplayed();
    void theExportIntoAFileEqualsStandardOutput();
    void exportAndDecodeSumUpAsJson();
    void anEarlierExportIsKept();
    void aSpanOfTimeIsExported();
    void aSpanOfDatesIsExported();
    void aDeviceAndAChannelAreExported();
    void theLongLayoutHasARowForEveryValue();
    void aMistakeNamesTheRemedy_data();
    void aMistakeNamesTheRemedy();
    void anExportThatCannotBeWrittenIsAStorageError_data();
    void anExportThatCannotBeWrittenIsAStorageError();
    void aClosedPipeEndsTheExport();
    void aCancelledExportLeavesNoFile();
    void whatIsNoSessionIsRefused_data();
    void whatIsNoSessionIsRefused();
    void damageIsNamedAndNothingElseIsLost();
    void rawBytesAreDecodedByAnotherFormat();
    void rawBytesAreDecodedByTheProfileOfTheirTime();

private:
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }
    /// Records replayed lines; the run ends by itself.
    [[nodiscard]] int record(const QString& file, const QStringList& devices) const;
    /// A copy with other bytes at a place.
    [[nodiscard]] QString patched(const QString& name, qint64 at, const QByteArray& bytes) const;

    QTemporaryDir m_dir;
    QString m_file;  ///< of two devices, `one` with raw bytes
    CsvTable m_all;
};

int SessionReadTest::record(const QString& file, const QStringList& devices) const {
    QStringList arguments{QStringLiteral("--no-gui"), QStringLiteral("--record=") + file,
                          QStringLiteral("--record-raw"), QStringLiteral("--overflow"),
                          QStringLiteral("block")};
    for (const QString& device : devices)
        arguments << QStringLiteral("--device") << device;
    return answerOf(arguments).exitCode;
}

void SessionReadTest::initTestCase() {
    QFile lines(path(QStringLiteral("lines.csv")));
    QVERIFY(lines.open(QIODevice::WriteOnly));
    lines.write(NumberedRows::kTitles);
    lines.write("\n");
    lines.write(NumberedRows::lines(0, kRows).c_str());
    lines.close();
    QFile others(path(QStringLiteral("others.csv")));
    QVERIFY(others.open(QIODevice::WriteOnly));
    others.write("volt,ampere\n");
    for (int i = 0; i < 1'000; ++i)
        others.write("2.5," + QByteArray::number(i) + '\n');
    others.close();
    m_file = path(QStringLiteral("run.thub"));

    const QString replay = QStringLiteral("replay:%1?decode=csv&speed=%2&id=%3");
    QCOMPARE(record(m_file,
                    {replay.arg(lines.fileName(), QStringLiteral("max"), QStringLiteral("one")),
                     replay.arg(others.fileName(), QStringLiteral("max"), QStringLiteral("two"))}),
             0);

    m_all = exportTable(m_file);
    QCOMPARE(m_all.rows.size(), kRows + 1'000);
}

void SessionReadTest::infoTellsAPersonWhatIsInIt() {
    const Answer answer = answerOf({QStringLiteral("info"), m_file, QStringLiteral("--check")});

    QCOMPARE(answer.exitCode, 0);
    for (const char* text : {"run.thub", "closed", "one", "two", "replay:", "number", "ampere",
                             "20000, numbers 1 to 20000", "gaps       0", "raw bytes"})
        QVERIFY2(answer.output.contains(text), answer.output);
    QCOMPARE(answer.errorOutput, QByteArray{});
}

void SessionReadTest::aNameWithoutTheEndingIsReadToo() {
    const QString other = path(QStringLiteral("backup"));
    QVERIFY(QFile::copy(m_file, other));

    QCOMPARE(exportText(other), exportText(m_file));
    const Answer decoded = answerOf(
        {QStringLiteral("decode"), other, QStringLiteral("--device"), QStringLiteral("two")});
    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output,
             exportText(other, {QStringLiteral("--device"), QStringLiteral("two")}));
}

void SessionReadTest::aSessionOfAnyNameIsReplayed_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("in capitals") << QStringLiteral("NIGHT.THUB");
    QTest::newRow("without an ending") << QStringLiteral("night");
}

void SessionReadTest::aSessionOfAnyNameIsReplayed() {
    QFETCH(QString, name);
    QVERIFY(QFile::copy(m_file, path(name)));
    const QString again = path(name + QStringLiteral(".again.thub"));

    QCOMPARE(record(again, {QStringLiteral("replay:%1?device=two&speed=max").arg(path(name))}), 0);

    QCOMPARE(countOf(deviceOf(*sessionInfo(again)), "samples"), qint64{1'000});
}

void SessionReadTest::theExportIntoAFileEqualsStandardOutput() {
    const QString csv = path(QStringLiteral("out.csv"));

    const Answer answer =
        answerOf({QStringLiteral("export"), m_file, QStringLiteral("--csv"), csv});

    QCOMPARE(answer.exitCode, 0);
    QVERIFY2(answer.errorOutput.contains("exported 21000 samples"), answer.errorOutput);
    QVERIFY(!fileContent(csv).isEmpty());
    QCOMPARE(fileContent(csv), exportText(m_file));
    QVERIFY(!QFile::exists(csv + QStringLiteral(".part")));
}

void SessionReadTest::exportAndDecodeSumUpAsJson() {
    const QString csv = path(QStringLiteral("summed.csv"));
    const QString json = QStringLiteral("--json");

    const Answer exported =
        answerOf({QStringLiteral("export"), m_file, QStringLiteral("--csv"), csv, json});
    const Answer decoded = answerOf({QStringLiteral("decode"), m_file, QStringLiteral("--device"),
                                     QStringLiteral("two"), json});

    const QJsonObject sum = QJsonDocument::fromJson(exported.output).object();
    QCOMPARE(sum[QStringLiteral("samples")].toInteger(), qint64{21'000});
    QCOMPARE(sum[QStringLiteral("csv")].toString(), csv);
    QVERIFY(sum[QStringLiteral("damage")].toArray().isEmpty());
    // The CSV has standard output here.
    const QJsonObject found = QJsonDocument::fromJson(decoded.errorOutput).object();
    QCOMPARE(found[QStringLiteral("samples")].toInteger(), qint64{1000});
    QCOMPARE(found[QStringLiteral("channels")].toArray().size(), qsizetype{2});
}

void SessionReadTest::anEarlierExportIsKept() {
    const QString csv = path(QStringLiteral("twice.csv"));
    QFile earlier(csv);
    QVERIFY(earlier.open(QIODevice::WriteOnly));
    earlier.write("earlier");
    earlier.close();

    QCOMPARE(answerOf({QStringLiteral("export"), m_file, QStringLiteral("--csv"), csv}).exitCode,
             0);

    QCOMPARE(fileContent(csv + QLatin1Char('~')), QByteArray("earlier"));
    QCOMPARE(CsvTable::read(csv.toStdString()).rows.size(), m_all.rows.size());
}

void SessionReadTest::aSpanOfTimeIsExported() {
    const auto seconds = m_all.cells("elapsed_s");
    const std::size_t third = seconds.size() / 3;
    const double from = numberIn(seconds[third]).value();
    const double to = numberIn(seconds[2 * third]).value();
    std::vector<Row> expected;
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        const double time = numberIn(seconds[i]).value();
        if (time >= from && time < to) expected.push_back(m_all.rows[i]);
    }

    const CsvTable bySeconds =
        exportTable(m_file, {QStringLiteral("--from"), QString::fromStdString(seconds[third]),
                             QStringLiteral("--to"), QString::fromStdString(seconds[2 * third])});

    QVERIFY(!expected.empty());
    QCOMPARE(bySeconds.rows, expected);
    QCOMPARE(exportTable(m_file, {QStringLiteral("--from"), QStringLiteral("1h")}).rows.size(),
             std::size_t{0});
}

void SessionReadTest::aSpanOfDatesIsExported() {
    const QString session = path(QStringLiteral("second.thub"));
    QCOMPARE(answerOf({QStringLiteral("--no-gui"), QStringLiteral("--record=") + session,
                       QStringLiteral("--device"), QStringLiteral("sim:demo?rate=1000"),
                       QStringLiteral("--duration"), QStringLiteral("1s")})
                 .exitCode,
             0);
    const auto all = exportTable(session).cells("time_utc");
    QVERIFY(all.size() > 100);
    const QString from = QString::fromStdString(all[all.size() / 4]);
    const QString to = QString::fromStdString(all[all.size() / 2]);

    const auto part =
        exportTable(session, {QStringLiteral("--from"), from, QStringLiteral("--to"), to})
            .cells("time_utc");

    QVERIFY(!part.empty());
    // The wall clock and the steady one are read one after the other.
    constexpr qint64 kApartMs = 50;
    const auto time = [](const QString& text) {
        return QDateTime::fromString(text.left(23), QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"));
    };
    QVERIFY(std::abs(time(from).msecsTo(time(QString::fromStdString(part.front())))) < kApartMs);
    QVERIFY(std::abs(time(to).msecsTo(time(QString::fromStdString(part.back())))) < kApartMs);
}

void SessionReadTest::aDeviceAndAChannelAreExported() {
    const CsvTable one = exportTable(m_file, {QStringLiteral("--device"), QStringLiteral("one")});
    const CsvTable volt =
        exportTable(m_file, {QStringLiteral("--channel"), QStringLiteral("volt"),
                             QStringLiteral("--channel"), QStringLiteral("ampere")});

    QCOMPARE(one.channels(), (Row{"number", "volt", "noise"}));
    QCOMPARE(one.rows.size(), kRows);
    QVERIFY(one.sequenceIsContiguous());
    QCOMPARE(NumberedRows::differenceFrom(one.values()), std::string());
    QCOMPARE(volt.channels(), (Row{"volt", "ampere"}));
    QCOMPARE(volt.cells("volt"), m_all.cells("volt"));
    QCOMPARE(volt.cells("ampere"), m_all.cells("ampere"));
}

void SessionReadTest::theLongLayoutHasARowForEveryValue() {
    const CsvTable table = exportTable(m_file, {QStringLiteral("--layout"), QStringLiteral("long"),
                                                QStringLiteral("--device"), QStringLiteral("one")});

    QCOMPARE(table.titles,
             (Row{"time_utc", "elapsed_s", "device", "seq", "channel", "value", "unit"}));
    QCOMPARE(table.rows.size(), 3 * kRows);
    for (std::size_t i = 0; i < table.rows.size(); i += 997) {
        const Row sent = NumberedRows::row(i / 3);
        QCOMPARE(table.rows[i][3], std::to_string(i / 3 + 1));
        QCOMPARE(numberIn(table.rows[i][5]), numberIn(sent[i % 3]));
    }
}

void SessionReadTest::aMistakeNamesTheRemedy_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("wrong");
    QTest::addColumn<QByteArray>("remedy");
    const auto row = [](const char* title, const char* arguments, const char* wrong,
                        const char* remedy) {
        QTest::newRow(title) << QString::fromLatin1(arguments) << QByteArray(wrong)
                             << QByteArray(remedy);
    };
    row("nowhere to", "export SESSION", "--csv", "--csv -");
    row("unknown device", "export SESSION --csv - --device three", "'three'", "telemetryhub info");
    row("unknown channel", "export SESSION --csv - --channel amps", "'amps'", "telemetryhub info");
    row("channel of another device", "export SESSION --csv - --device one --channel ampere",
        "'ampere'", "telemetryhub info");
    row("no time", "export SESSION --csv - --from soon", "--from soon", "2026-01-31T12:00:00Z");
    row("no date", "export SESSION --csv - --to 2026-02-31", "--to 2026-02-31",
        "2026-01-31T12:00:00Z");
    row("no layout", "export SESSION --csv - --layout tall", "tall", "wide or long");
    row("two files", "export SESSION SESSION --csv -", "export", "one file");
    row("which device", "decode SESSION", "--device", "one two");
    row("decode an unknown device", "decode SESSION --device three", "--device", "one two");
    row("check without info", "export SESSION --check", "--check", "info");
}

void SessionReadTest::aMistakeNamesTheRemedy() {
    QFETCH(QString, arguments);
    QFETCH(QByteArray, wrong);
    QFETCH(QByteArray, remedy);
    arguments.replace(QStringLiteral("SESSION"), m_file);

    const Answer answer = answerOf(arguments.split(QLatin1Char(' ')));

    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.errorOutput.contains(wrong), answer.errorOutput);
    QVERIFY2(answer.errorOutput.contains(remedy), answer.errorOutput);
    QCOMPARE(answer.output, QByteArray{});
}

void SessionReadTest::anExportThatCannotBeWrittenIsAStorageError_data() {
    QTest::addColumn<QString>("csv");
    QTest::newRow("no such folder") << QStringLiteral("/no/such/folder/out.csv");
    QTest::newRow("a folder") << QStringLiteral("/tmp");
    QTest::newRow("a full disk") << QStringLiteral("/dev/full");
}

void SessionReadTest::anExportThatCannotBeWrittenIsAStorageError() {
    QFETCH(QString, csv);

    const Answer answer =
        answerOf({QStringLiteral("export"), m_file, QStringLiteral("--csv"), csv});

    QCOMPARE(answer.exitCode, 4);
    QVERIFY2(answer.errorOutput.contains(csv.toUtf8()), answer.errorOutput);
}

void SessionReadTest::aClosedPipeEndsTheExport() {
    const QString codeFile = path(QStringLiteral("code"));
    QProcess shell;

    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-c"),
                 QStringLiteral("{ \"$0\" export \"$1\" --csv -; echo $? > \"$2\"; } | head -n 1"),
                 Program::executable(), m_file, codeFile});

    QVERIFY(shell.waitForFinished(Program::kDeadlineMs));
    QVERIFY(shell.readAllStandardOutput().startsWith("time_utc,"));
    QCOMPARE(fileContent(codeFile).trimmed(), QByteArray("4"));
    const QByteArray said = shell.readAllStandardError();
    QVERIFY2(said.contains("standard output") && said.count('\n') == 1, said);
}

void SessionReadTest::aCancelledExportLeavesNoFile() {
    const QString session = path(QStringLiteral("long.thub"));
    QCOMPARE(record(session, {QStringLiteral("replay:%1?decode=csv&speed=max&repeat=%2")
                                  .arg(path(QStringLiteral("lines.csv")))
                                  .arg(kRepeats)}),
             0);
    const QString csv = path(QStringLiteral("cancelled.csv"));
    Program program({QStringLiteral("export"), session, QStringLiteral("--csv"), csv});
    const QString part = csv + QStringLiteral(".part");
    QVERIFY(QTest::qWaitFor([&] { return QFileInfo(part).size() > 0; }, Program::kDeadlineMs));

    program.signal(SIGINT);

    QCOMPARE(program.waitForExit(), 4);
    QVERIFY2(program.errorOutput().contains("cancelled"), program.errorOutput());
    QVERIFY(!QFile::exists(csv));
    QVERIFY(!QFile::exists(part));
}

QString SessionReadTest::patched(const QString& name, qint64 at, const QByteArray& bytes) const {
    QByteArray content = fileContent(m_file);
    content.replace(at, bytes.size(), bytes);
    QFile copy(path(name));
    if (!copy.open(QIODevice::WriteOnly) || copy.write(content) != content.size()) return {};
    return copy.fileName();
}

void SessionReadTest::whatIsNoSessionIsRefused_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("sentence");

    QTest::newRow("missing") << path(QStringLiteral("missing.thub")) << 4
                             << QByteArray("does not exist");
    QTest::newRow("a folder") << m_dir.path() << 2 << QByteArray("is not a file");
    QTest::newRow("text") << path(QStringLiteral("lines.csv")) << 4 << QByteArray("lines.csv");
    QTest::newRow("another program's")
        << patched(QStringLiteral("foreign.thub"), kApplicationIdAt, QByteArray(4, '\1')) << 4
        << QByteArray("is no TelemetryHub session");
    QTest::newRow("a newer format")
        << patched(QStringLiteral("newer.thub"), kUserVersionAt, QByteArray("\0\0\0\x63", 4)) << 2
        << QByteArray("newer version of TelemetryHub");
    QTest::newRow("a damaged beginning")
        << patched(QStringLiteral("beginning.thub"), 0, QByteArray(4096, '\x5a')) << 4
        << QByteArray("beginning.thub");
}

void SessionReadTest::whatIsNoSessionIsRefused() {
    QFETCH(QString, file);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, sentence);
    const QByteArray before = fileContent(file);

    const Answer info = answerOf({QStringLiteral("info"), file});
    const Answer exported =
        answerOf({QStringLiteral("export"), file, QStringLiteral("--csv"), QStringLiteral("-")});

    for (const Answer& answer : {info, exported}) {
        QCOMPARE(answer.exitCode, exitCode);
        QVERIFY2(answer.errorOutput.contains(sentence), answer.errorOutput);
        QCOMPARE(answer.output, QByteArray{});
    }
    QCOMPARE(fileContent(file), before);
}

void SessionReadTest::damageIsNamedAndNothingElseIsLost() {
    const QString damaged = patched(QStringLiteral("damaged.thub"), QFileInfo(m_file).size() / 2,
                                    QByteArray(9'000, '\x5a'));

    const Answer info = answerOf(
        {QStringLiteral("info"), damaged, QStringLiteral("--check"), QStringLiteral("--json")});
    const Answer exported =
        answerOf({QStringLiteral("export"), damaged, QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(info.exitCode, 4);
    const QJsonObject object = QJsonDocument::fromJson(info.output).object();
    QVERIFY2(!object.value(QStringLiteral("damage")).toArray().isEmpty(), info.output);
    // What is left is what was recorded, or nothing.
    std::map<std::pair<std::string, std::string>, Row> recorded;
    const auto key = [](const Row& row) { return std::make_pair(row.at(2), row.at(3)); };
    for (const Row& row : m_all.rows)
        recorded[key(row)] = row;
    const CsvTable left = CsvTable::parse(exported.output.toStdString());
    QVERIFY(left.rows.size() > m_all.rows.size() / 4);
    for (const Row& row : left.rows) {
        const Row& sent = recorded.at(key(row));
        QCOMPARE(row.size(), sent.size());
        for (std::size_t i = 0; i < row.size(); ++i)
            QVERIFY(row[i] == sent[i] || row[i].empty());
    }
}

void SessionReadTest::rawBytesAreDecodedByAnotherFormat() {
    const Answer decoded =
        answerOf({QStringLiteral("decode"), m_file, QStringLiteral("--device"),
                  QStringLiteral("two"), QStringLiteral("--decode"), QStringLiteral("plotter")});

    QCOMPARE(decoded.exitCode, 0);
    QVERIFY2(decoded.errorOutput.toLower().contains("plotter"), decoded.errorOutput);
    QVERIFY(CsvTable::parse(decoded.output.toStdString()).rows.size() >= 1'000);
}

void SessionReadTest::rawBytesAreDecodedByTheProfileOfTheirTime() {
    QFile profile(path(QStringLiteral("rig.json")));
    QVERIFY(profile.open(QIODevice::WriteOnly));
    profile.write(R"({"format": "csv", "channels": [
        {"channel": "volt", "name": "battery", "unit": "V", "factor": 0.5}]})");
    profile.close();
    const QString session = path(QStringLiteral("profiled.thub"));
    QCOMPARE(record(session, {QStringLiteral("replay:%1?profile=%2&speed=max")
                                  .arg(path(QStringLiteral("others.csv")), profile.fileName())}),
             0);
    QVERIFY(profile.remove());

    const Answer decoded = answerOf({QStringLiteral("decode"), session});

    QCOMPARE(decoded.exitCode, 0);
    QCOMPARE(decoded.output, exportText(session));
    const CsvTable table = CsvTable::parse(decoded.output.toStdString());
    QCOMPARE(table.channels(), (Row{"battery [V]", "ampere"}));
    QCOMPARE(table.cells("battery [V]"), std::vector<std::string>(1'000, "1.25"));
}

QTEST_GUILESS_MAIN(SessionReadTest)
#include "session_read_test.moc"
