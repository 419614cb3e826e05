// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "live_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::test;

namespace {

constexpr qint64 kPageBytes = 4096;

/// A recording of two devices that have one channel each.
struct TwoRecorded {
    TwoRecorded() {
        const auto ok = [](const ApiAnswer& answer) { return answer.status < 300; };
        isMade = ok(live.bench.post("/devices", R"({"spec":"push:a"})")) &&
                 ok(live.bench.post("/devices", R"({"spec":"push:b"})")) &&
                 ok(live.bench.post("/recording/start"));
        for (int i = 0; i < 100 && isMade; ++i)
            isMade =
                ok(live.bench.post("/telemetry", R"([{"device_id":"a","channels":{"x":1}},)"
                                                 R"({"device_id":"b","channels":{"c":2.5}}])"));
        isMade = isMade && live.bench.waitFor([&] {
            return live.core->snapshot()->recording->offered == 200;
        }) && ok(live.bench.post("/recording/stop"));
        const QJsonArray list =
            live.bench.get("/recordings").json()[QLatin1String("recordings")].toArray();
        isMade = isMade && list.size() == 1;
        name = list[0][QLatin1String("name")].toString().toStdString();
    }
    [[nodiscard]] ApiAnswer csv(const std::string& query, HttpMethod method = HttpMethod::Get) {
        return live.bench.ask({method, "/recordings/" + name + ".csv" + query});
    }
    [[nodiscard]] QString path() const {
        return folder.filePath(QString::fromStdString(name) + QStringLiteral(".thub"));
    }

    QTemporaryDir folder;
    LiveBench live{folder.path()};
    std::string name;
    bool isMade = false;
};

}  // namespace

/// Recordings over the API: made, listed, downloaded, and what is said in place of a download.
class ApiRecordingsTest : public QObject {
    Q_OBJECT

private slots:
    void aRecordingIsMadeListedAndDownloaded();
    void aRecordingThatIsNotInTheListIs404_data();
    void aRecordingThatIsNotInTheListIs404();
    void aChannelOfAnotherDeviceIs404BeforeAnythingIsSent();
    void aSpanWithoutSamplesIsNoBody_data();
    void aSpanWithoutSamplesIsNoBody();
    void aDamagedRecordingIsNamedBeforeAnythingIsSent();
    void aRecordingThatVanishedIs404();
};

void ApiRecordingsTest::aRecordingIsMadeListedAndDownloaded() {
    const QTemporaryDir folder;
    LiveBench live(folder.path());
    QCOMPARE(live.bench.post("/devices", R"({"spec":"push:tank"})").status, 201U);
    QCOMPARE(live.bench.post("/recording/stop").status, 409U);
    QCOMPARE(live.bench.post("/recording/start").status, 200U);
    QCOMPARE(live.bench.post("/recording/start").status, 409U);
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(live.bench
                     .post("/telemetry", R"({"device_id":"tank","value":)" + std::to_string(i) +
                                             R"(,"unit":"m"})")
                     .status,
                 200U);
    QVERIFY(live.bench.waitFor([&] { return live.core->snapshot()->recording->offered == 3; }));
    QCOMPARE(live.bench.post("/recording/stop").status, 200U);

    const QJsonArray list =
        live.bench.get("/recordings").json()[QLatin1String("recordings")].toArray();
    QCOMPARE(list.size(), 1);
    const std::string name = list[0][QLatin1String("name")].toString().toStdString();
    const ApiAnswer all = live.bench.get("/recordings/" + name + ".csv");
    QCOMPARE(all.status, 200U);
    QCOMPARE(all.type, std::string("text/csv; charset=utf-8"));
    const QStringList lines =
        QString::fromStdString(live.bench.readAll(*all.stream)).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[0], QStringLiteral("time_utc,elapsed_s,seq,value [m]"));
    QVERIFY(lines[3].endsWith(QLatin1String(",3,3")));
    QVERIFY(!all.stream->isBroken());
    QCOMPARE(live.bench.get("/recordings/" + name + ".csv?device=x").status, 404U);
    QCOMPARE(live.bench.get("/recordings/" + name + ".csv?channel=x").status, 404U);
    QCOMPARE(live.bench.get("/recordings/" + name + ".csv?from=x").status, 400U);
    QCOMPARE(live.bench.get("/recordings/" + name + ".csv?layout=x").status, 400U);
    const ApiAnswer head = live.bench.ask({HttpMethod::Head, "/recordings/" + name + ".csv"});
    QCOMPARE(head.status, 200U);
    QVERIFY(!head.stream);
}

void ApiRecordingsTest::aRecordingThatIsNotInTheListIs404_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"nothing", "link", "notes", ".hidden", "..", "%2e%2e%2fsecret"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ApiRecordingsTest::aRecordingThatIsNotInTheListIs404() {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    QFile secret(folder.filePath(QStringLiteral("notes.txt")));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(secret.fileName(), folder.filePath(QStringLiteral("link.thub"))));
    const ManualClock clock;
    FakeHub hub;
    RecordingSettings recording;
    recording.folder = folder.path().toStdString();
    ApiBench bench(hub, clock, recording);

    QCOMPARE(bench.get("/recordings/" + name.toStdString() + ".csv").status, 404U);
}

void ApiRecordingsTest::aChannelOfAnotherDeviceIs404BeforeAnythingIsSent() {
    TwoRecorded recorded;
    QVERIFY(recorded.isMade);

    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Head}) {
        const ApiAnswer other = recorded.csv("?device=a&channel=c", method);
        QCOMPARE(other.status, 404U);
        QVERIFY(!other.stream);
        QVERIFY(
            other.message().contains(QStringLiteral("There is no channel 'c' in the device "
                                                    "'a'; it has x.")));
        QCOMPARE(recorded.csv("?device=b&channel=c", method).status, 200U);
        QCOMPARE(recorded.csv("?channel=c", method).status, 200U);
        const ApiAnswer unknown = recorded.csv("?device=z", method);
        QCOMPARE(unknown.status, 404U);
        QVERIFY(unknown.message().contains(QStringLiteral("it has a, b.")));
    }
    const ApiAnswer own = recorded.csv("?device=b&channel=c");
    QVERIFY(recorded.live.bench.readAll(*own.stream).starts_with("time_utc,elapsed_s,seq,c\r\n"));
    QVERIFY(!own.stream->isBroken());
}

void ApiRecordingsTest::aSpanWithoutSamplesIsNoBody_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<unsigned>("status");
    QTest::newRow("behind the end") << QStringLiteral("?from=100000") << 404U;
    QTest::newRow("before the beginning") << QStringLiteral("?to=2001-01-01T00:00:00Z") << 404U;
    QTest::newRow("empty") << QStringLiteral("?from=5&to=5") << 400U;
    QTest::newRow("backwards") << QStringLiteral("?from=6&to=5") << 400U;
    QTest::newRow("all") << QStringLiteral("?to=100000") << 200U;
}

void ApiRecordingsTest::aSpanWithoutSamplesIsNoBody() {
    QFETCH(QString, query);
    QFETCH(unsigned, status);
    TwoRecorded recorded;
    QVERIFY(recorded.isMade);

    const ApiAnswer answer = recorded.csv(query.toStdString());
    const ApiAnswer head = recorded.csv(query.toStdString(), HttpMethod::Head);

    QCOMPARE(answer.status, status);
    QCOMPARE(head.status, status);
    if (status == 404U)
        QVERIFY(answer.message().contains(QLatin1String("recording has some from")));
}

void ApiRecordingsTest::aDamagedRecordingIsNamedBeforeAnythingIsSent() {
    TwoRecorded recorded;
    QVERIFY(recorded.isMade);
    QFile file(recorded.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    // A page is filled from its end: that is where its first row has the end of its samples.
    for (qint64 end = 2 * kPageBytes; end <= file.size(); end += kPageBytes) {
        QVERIFY(file.seek(end - 8));
        QCOMPARE(file.write(QByteArray(8, '\xA5')), qint64{8});
    }
    file.close();

    const ApiAnswer answer = recorded.csv("");

    QCOMPARE(answer.status, 409U);
    QCOMPARE(answer.errorCode(), QStringLiteral("file_damaged"));
    QVERIFY(!answer.stream);
}

void ApiRecordingsTest::aRecordingThatVanishedIs404() {
    TwoRecorded recorded;
    QVERIFY(recorded.isMade);
    QVERIFY(QFile::remove(recorded.path()));

    QCOMPARE(recorded.csv("").status, 404U);
}

QTEST_GUILESS_MAIN(ApiRecordingsTest)
#include "api_recordings_test.moc"
