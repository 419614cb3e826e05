// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QtTest>

#include "csv_table.h"
#include "program.h"
#include "session.h"
#include "support/pty_pair.h"
#include "wire.h"

using namespace telemetryhub::test;

namespace {

/// What a table says of one sample, so that tables can be compared.
using Dated = std::tuple<std::string, std::string, std::string>;  // seq, time_utc, elapsed_s

std::map<std::string, std::vector<Dated>> datedRows(const CsvTable& table) {
    const auto device = table.column("device");
    const auto seq = table.column("seq");
    const auto time = table.column("time_utc");
    const auto elapsed = table.column("elapsed_s");
    std::map<std::string, std::vector<Dated>> rows;
    if (!seq || !time || !elapsed) return rows;
    for (const auto& row : table.rows)
        rows[device ? row[*device] : std::string()].emplace_back(row[*seq], row[*time],
                                                                 row[*elapsed]);
    return rows;
}

template <typename Cell>
std::size_t distinctCount(const std::vector<Cell>& cells) {
    return std::set<Cell>(cells.begin(), cells.end()).size();
}

bool risesStrictly(const std::vector<std::string>& seconds) {
    for (std::size_t i = 1; i < seconds.size(); ++i)
        if (*numberIn(seconds[i]) <= *numberIn(seconds[i - 1])) return false;
    return true;
}

QJsonArray samplesOf(const QString& address, const QString& device, std::size_t limit) {
    QNetworkAccessManager network;
    const QUrl url(QStringLiteral("%1/samples?device=%2&limit=%3").arg(address, device).arg(limit));
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    if (!reply->isFinished()) (void)finished.wait(Program::kDeadlineMs);
    return QJsonDocument::fromJson(reply->readAll()).object()[QLatin1String("samples")].toArray();
}

}  // namespace

/// The time of a sample is one and the same wherever the program tells it.
class SampleTimesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyLineHasATimeOfItsOwn_data();
    void everyLineHasATimeOfItsOwn();
    void theSameTimeStandsInEveryOutlet();
    void aRecordingThatBeginsLaterCountsFromTheSameZero();
    void theBytesOfARecordingAreDecodedToItsTimes();
    void aDatedCaptureCountsFromItsFirstRow();

private:
    [[nodiscard]] QString path(const char* name) const {
        return m_dir->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] bool hasRows(const QString& csv, std::size_t count) const {
        return QTest::qWaitFor(
            [&] { return CsvTable::read(csv.toStdString()).rows.size() >= count; },
            Program::kDeadlineMs);
    }

    std::optional<QTemporaryDir> m_dir;
};

void SampleTimesTest::init() {
    m_dir.emplace();
}

void SampleTimesTest::everyLineHasATimeOfItsOwn_data() {
    QTest::addColumn<int>("linesAtOnce");

    QTest::newRow("1 000 lines a second") << 1;
    QTest::newRow("10 000 lines a second") << 10;
}

void SampleTimesTest::everyLineHasATimeOfItsOwn() {
    QFETCH(int, linesAtOnce);
    constexpr std::size_t kTurns = 1000;
    const std::size_t rows = kTurns * static_cast<std::size_t>(linesAtOnce);
    PtyPair pty;
    const QString csv = path("live.csv");
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--device"),
         QStringLiteral("serial:%1?decode=csv&id=rig").arg(QString::fromStdString(pty.slavePath())),
         QStringLiteral("--csv"), csv});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));

    // A device that sends by the clock.
    QVERIFY(sendAll(pty, "of a line\nnumber,volt,noise\n"));
    auto due = std::chrono::steady_clock::now();
    for (std::size_t turn = 0; turn < kTurns; ++turn) {
        const std::size_t first = turn * static_cast<std::size_t>(linesAtOnce);
        QVERIFY(sendAll(pty,
                        NumberedRows::lines(first, first + static_cast<std::size_t>(linesAtOnce))));
        std::this_thread::sleep_until(due += std::chrono::milliseconds(1));
    }

    QVERIFY(hasRows(csv, rows));
    QVERIFY(program.stop());
    const CsvTable table = CsvTable::read(csv.toStdString());
    QCOMPARE(table.rows.size(), rows);
    QCOMPARE(distinctCount(table.cells("time_utc")), rows);
    QCOMPARE(distinctCount(table.cells("elapsed_s")), rows);
    QVERIFY(risesStrictly(table.cells("elapsed_s")));
}

void SampleTimesTest::theSameTimeStandsInEveryOutlet() {
    constexpr std::size_t kRows = 3000;
    PtyPair pty;
    const QString csv = path("live.csv");
    const QString session = path("record.thub");
    Program program(
        {QStringLiteral("--no-gui"), QStringLiteral("--device"),
         QStringLiteral("serial:%1?decode=csv&id=rig").arg(QString::fromStdString(pty.slavePath())),
         QStringLiteral("--device"), QStringLiteral("sim:demo?rate=1000&id=demo"),
         QStringLiteral("--csv"), csv, QStringLiteral("--record=") + session,
         QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QVERIFY(ready.has_value());

    QVERIFY(sendAll(pty, "of a line\nnumber,volt,noise\n"));
    QVERIFY(sendAll(pty, NumberedRows::lines(0, kRows)));
    QVERIFY(QTest::qWaitFor(
        [&] { return datedRows(CsvTable::read(csv.toStdString()))["rig"].size() >= kRows; },
        Program::kDeadlineMs));
    const QJsonArray samples =
        samplesOf((*ready)[QLatin1String("listen")].toString(), QStringLiteral("rig"), kRows);
    QVERIFY(program.stop());

    auto live = datedRows(CsvTable::read(csv.toStdString()));
    auto exported = datedRows(exportTable(session));
    QCOMPARE(exported["rig"].size(), kRows);
    QVERIFY(live["rig"] == exported["rig"]);
    QVERIFY(live["demo"] == exported["demo"]);
    const auto elapsed = exportTable(session).cells("elapsed_s");
    QCOMPARE(elapsed.front(), std::string("0.000000000"));
    QCOMPARE(static_cast<std::size_t>(samples.size()), kRows);
    for (std::size_t i = 0; i < kRows; ++i) {
        const QJsonObject sample = samples[static_cast<qsizetype>(i)].toObject();
        QCOMPARE(std::to_string(sample[QLatin1String("seq")].toInteger()),
                 std::get<0>(exported["rig"][i]));
        QCOMPARE(sample[QLatin1String("time_utc")].toString().toStdString(),
                 std::get<1>(exported["rig"][i]));
    }
    const auto alone =
        datedRows(exportTable(session, {QStringLiteral("--device"), QStringLiteral("rig")}));
    QCOMPARE(std::get<2>(alone.at("").front()), std::string("0.000000000"));
}

void SampleTimesTest::aRecordingThatBeginsLaterCountsFromTheSameZero() {
    const QString csv = path("live.csv");
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--data-dir"), path("data"),
                     QStringLiteral("--device"), QStringLiteral("sim:demo?rate=100&id=demo"),
                     QStringLiteral("--csv"), csv, QStringLiteral("--listen"),
                     QStringLiteral("127.0.0.1:0")});
    const auto ready = program.waitForEvent(QStringLiteral("ready"));
    QVERIFY(ready.has_value());
    QVERIFY(hasRows(csv, 50));

    QNetworkAccessManager network;
    QNetworkRequest start(
        QUrl((*ready)[QLatin1String("listen")].toString() + QStringLiteral("/recording/start")));
    start.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const std::unique_ptr<QNetworkReply> reply(network.post(start, QByteArray("{}")));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(reply->isFinished() || finished.wait(Program::kDeadlineMs));
    const std::size_t rows = CsvTable::read(csv.toStdString()).rows.size();
    QVERIFY(hasRows(csv, rows + 50));
    QVERIFY(program.stop());

    const QStringList files = QDir(path("data/sessions")).entryList({QStringLiteral("*.thub")});
    QCOMPARE(files.size(), 1);
    auto live = datedRows(CsvTable::read(csv.toStdString()));
    auto exported = datedRows(exportTable(path("data/sessions/") + files.front()));
    const std::vector<Dated>& recorded = exported.begin()->second;
    const std::vector<Dated>& written = live.begin()->second;
    QVERIFY(recorded.size() >= 40);
    const auto same = std::find(written.begin(), written.end(), recorded.front());
    QVERIFY(same != written.begin() && same != written.end());
    QVERIFY(std::equal(same, written.end(), recorded.begin(), recorded.end()));
}

void SampleTimesTest::theBytesOfARecordingAreDecodedToItsTimes() {
    constexpr std::size_t kRows = 2000;
    PtyPair pty;
    const QString csv = path("live.csv");
    const QString session = path("record.thub");
    Program program({QStringLiteral("--no-gui"), QStringLiteral("--device"),
                     QStringLiteral("serial:%1?decode=csv&id=rig&baud=9600")
                         .arg(QString::fromStdString(pty.slavePath())),
                     QStringLiteral("--csv"), csv, QStringLiteral("--record=") + session,
                     QStringLiteral("--record-raw")});
    QVERIFY(program.waitForEvent(QStringLiteral("ready")));
    QVERIFY(sendAll(pty, "of a line\nnumber,volt,noise\n"));
    QVERIFY(sendInPieces(pty, NumberedRows::lines(0, kRows), 3, 500));
    QVERIFY(hasRows(csv, kRows));
    QVERIFY(program.stop());

    const Answer decoded =
        answerOf({QStringLiteral("decode"), session, QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(decoded.exitCode, 0);
    const CsvTable table = CsvTable::parse(decoded.output.toStdString());
    QVERIFY(datedRows(table) == datedRows(exportTable(session)));
}

void SampleTimesTest::aDatedCaptureCountsFromItsFirstRow() {
    QFile capture(path("dated.csv"));
    QVERIFY(capture.open(QIODevice::WriteOnly));
    capture.write("t,a\n1700000000,1\n1700000000.5,2\n1700000002,3\n");
    capture.close();
    QFile profile(path("dated.json"));
    QVERIFY(profile.open(QIODevice::WriteOnly));
    profile.write(R"({"title": "Dated", "format": "csv", "time": "device", "time_channel": "t"})");
    profile.close();

    const Answer answer =
        answerOf({QStringLiteral("decode"), capture.fileName(), QStringLiteral("--profile"),
                  profile.fileName(), QStringLiteral("--csv"), QStringLiteral("-")});

    QCOMPARE(answer.exitCode, 0);
    const CsvTable table = CsvTable::parse(answer.output.toStdString());
    QCOMPARE(table.cells("elapsed_s"),
             (std::vector<std::string>{"0.000000000", "0.500000000", "2.000000000"}));
    QCOMPARE(table.cells("time_utc").front(), std::string("2023-11-14T22:13:20.000000000Z"));
}

QTEST_GUILESS_MAIN(SampleTimesTest)
#include "sample_times_test.moc"
