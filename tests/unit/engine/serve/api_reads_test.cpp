// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "live_bench.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/config/device_spec.h"

using namespace telemetryhub::test;

namespace {

/// The events of a server-sent stream, without comments.
QStringList eventsIn(const std::string& text) {
    QStringList events;
    for (const QString& block : QString::fromStdString(text).split(QStringLiteral("\n\n")))
        if (block.contains(QLatin1String("event: "))) events << block;
    return events;
}

}  // namespace

/// What is read from the API: events, streams, samples.
class ApiReadsTest : public QObject {
    Q_OBJECT

private slots:
    void eventsAreFilteredAndGoOnWhereTheLastAnswerEnded();
    void aStreamBeginsWithWhatComesAndNotWithWhatWas();
    void aStreamGoesOnBehindTheLastEventThatTheClientSaw();
    void aStreamThinsSamplesAndTellsEveryEvent();
    void aSlowReaderIsToldWhatItMissed();
    void aQuietStreamHasAHeartbeat();
    void aStreamOfOneDeviceTellsNothingOfOthers();
    void thereAreAtMostSixtyFourStreamsAndOneTimerForAll();
    void aStreamOutlivesTheApiAndStaysSilent();
    void recentHistoryIsReadAsColumnsAndAsSamples();
    void aSamplesRequestThatCannotBeMetSaysWhy_data();
    void aSamplesRequestThatCannotBeMetSaysWhy();
    void theDocumentIsServed();
};

void ApiReadsTest::eventsAreFilteredAndGoOnWhereTheLastAnswerEnded() {
    const ManualClock clock;
    FakeHub hub;
    hub.has("a");
    hub.happened(EventKind::State, "one", DeviceId{1});
    hub.happened(EventKind::Text, "a line", DeviceId{1});
    hub.happened(EventKind::Alarm, "two", DeviceId{1});
    hub.happened(EventKind::Health, "three");
    hub.happened(EventKind::Mark, "four");
    ApiBench bench(hub, clock);
    const auto textsOf = [&bench](const char* target) {
        QStringList texts;
        const QJsonArray events = bench.get(target).json()[QLatin1String("events")].toArray();
        for (const auto& event : events)
            texts << event[QLatin1String("text")].toString();
        return texts.join(QLatin1Char(' '));
    };

    QCOMPARE(textsOf("/events"), QStringLiteral("one two three four"));
    QCOMPARE(textsOf("/events?limit=1"), QStringLiteral("one"));
    QCOMPARE(bench.get("/events?limit=1").json()[QLatin1String("last")].toInt(), 1);
    QCOMPARE(textsOf("/events?since=1"), QStringLiteral("two three four"));
    QCOMPARE(textsOf("/events?kind=mark"), QStringLiteral("four"));
    QCOMPARE(textsOf("/events?device=a&kind=text"), QStringLiteral("a line"));
    QCOMPARE(textsOf("/events?device=a"), QStringLiteral("one two"));
    QCOMPARE(bench.get("/events?device=b").status, 404U);
}

void ApiReadsTest::aStreamBeginsWithWhatComesAndNotWithWhatWas() {
    ManualClock clock;
    FakeHub hub;
    hub.happened(EventKind::State, "before");
    ApiBench bench(hub, clock);
    const ApiAnswer answer = bench.get("/stream");
    std::string got;
    answer.stream->pull([&got](std::string piece) { got += piece; });
    answer.stream->pull([&got](std::string piece) { got += piece; });
    hub.happened(EventKind::State, "behind");
    clock.advance(std::chrono::milliseconds(100));

    bench.loop.fireTimers();

    QCOMPARE(answer.type, std::string("text/event-stream"));
    QVERIFY(got.starts_with("retry: "));
    QCOMPARE(eventsIn(got).size(), 1);
    QVERIFY(got.find("id: 2\nevent: state\ndata: {") != std::string::npos);
    QVERIFY(got.find("behind") != std::string::npos);
}

void ApiReadsTest::aStreamGoesOnBehindTheLastEventThatTheClientSaw() {
    const ManualClock clock;
    FakeHub hub;
    for (int i = 1; i <= 5; ++i)
        hub.happened(EventKind::State, "event " + std::to_string(i));
    ApiBench bench(hub, clock);
    const auto eventsBehind = [&bench](const char* last) {
        Ask ask{HttpMethod::Get, "/stream"};
        ask.lastEvent = last;
        const ApiAnswer answer = bench.ask(ask);
        std::string got;
        answer.stream->pull([&got](std::string piece) { got += piece; });
        return eventsIn(got).size();
    };
    Ask wrong{HttpMethod::Get, "/stream"};
    wrong.lastEvent = "x";

    QCOMPARE(eventsBehind("3"), 2);
    QCOMPARE(eventsBehind("5"), 0);
    QCOMPARE(eventsBehind("99"), 5);
    QCOMPARE(bench.ask(wrong).status, 400U);
}

void ApiReadsTest::aStreamThinsSamplesAndTellsEveryEvent() {
    ManualClock clock;
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, clock);
    const ApiAnswer answer = bench.get("/stream?rate=2");
    std::string got;
    std::function<void(std::string)> take = [&](std::string piece) {
        got += piece;
        answer.stream->pull(take);
    };
    answer.stream->pull(take);
    for (int i = 0; i < 20; ++i) {
        clock.advance(std::chrono::milliseconds(100));
        hub.sampled(0, i);
        hub.happened(EventKind::Alarm, "alarm");
        bench.loop.fireTimers();
    }

    QCOMPARE(eventsIn(got).filter(QStringLiteral("event: alarm")).size(), 20);
    const auto samples = eventsIn(got).filter(QStringLiteral("event: sample")).size();
    QVERIFY2(samples == 4 || samples == 5, qPrintable(QString::number(samples)));
}

void ApiReadsTest::aSlowReaderIsToldWhatItMissed() {
    ManualClock clock;
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, clock);
    const ApiAnswer answer = bench.get("/stream?rate=10");
    std::string got;
    const auto take = [&got](std::string piece) { got += piece; };
    answer.stream->pull(take);
    for (int i = 0; i < 5; ++i) {
        clock.advance(std::chrono::milliseconds(100));
        hub.sampled(0, i);
        bench.loop.fireTimers();
    }

    clock.advance(std::chrono::milliseconds(100));
    hub.sampled(0, 5);
    answer.stream->pull(take);
    if (eventsIn(got).isEmpty()) bench.loop.fireTimers();

    QVERIFY2(got.find("event: missed\ndata: {\"samples\":5,\"events\":0}") != std::string::npos,
             got.c_str());
}

void ApiReadsTest::aQuietStreamHasAHeartbeat() {
    ManualClock clock;
    FakeHub hub;
    ApiBench bench(hub, clock);
    const ApiAnswer answer = bench.get("/stream");
    std::string got;
    const auto take = [&got](std::string piece) { got += piece; };
    answer.stream->pull(take);
    answer.stream->pull(take);
    got.clear();
    clock.advance(std::chrono::seconds(14));
    bench.loop.fireTimers();
    const std::string early = got;

    clock.advance(std::chrono::seconds(1));
    bench.loop.fireTimers();

    QCOMPARE(early, std::string());
    QCOMPARE(got, std::string(": heartbeat\n\n"));
}

void ApiReadsTest::aStreamOfOneDeviceTellsNothingOfOthers() {
    ManualClock clock;
    FakeHub hub;
    hub.has("a");
    hub.has("b");
    ApiBench bench(hub, clock);
    const ApiAnswer answer = bench.get("/stream?device=b");
    std::string got;
    const auto take = [&got](std::string piece) { got += piece; };
    answer.stream->pull(take);
    answer.stream->pull(take);
    hub.sampled(0, 1);
    hub.sampled(1, 2);
    hub.happened(EventKind::State, "of a", DeviceId{1});
    hub.happened(EventKind::State, "of b", DeviceId{2});
    hub.happened(EventKind::Health, "of all");
    clock.advance(std::chrono::milliseconds(100));

    bench.loop.fireTimers();

    QCOMPARE(eventsIn(got).size(), 3);
    QVERIFY(got.find("of a\"") == std::string::npos);
    QVERIFY(got.find("\"device\":\"a\"") == std::string::npos);
    QCOMPARE(bench.get("/stream?device=c").status, 404U);
}

void ApiReadsTest::thereAreAtMostSixtyFourStreamsAndOneTimerForAll() {
    const ManualClock clock;
    FakeHub hub;
    ApiBench bench(hub, clock);
    std::vector<ApiAnswer> answers;
    for (std::size_t i = 0; i < EventStreams::kMaxClients; ++i)
        answers.push_back(bench.get("/stream"));

    QCOMPARE(bench.get("/stream").status, 503U);
    QCOMPARE(bench.api.streamCount(), EventStreams::kMaxClients);
    QCOMPARE(bench.loop.timerCount(), std::size_t{1});
    answers.clear();
    QCOMPARE(bench.api.streamCount(), std::size_t{0});
    QCOMPARE(bench.loop.timerCount(), std::size_t{0});
}

void ApiReadsTest::aStreamOutlivesTheApiAndStaysSilent() {
    const ManualClock clock;
    FakeHub hub;
    std::unique_ptr<HttpStream> stream;
    {
        ApiBench bench(hub, clock);
        stream = std::move(bench.get("/stream").stream);
    }
    bool called = false;

    stream->pull([&called](const std::string&) { called = true; });

    QVERIFY(!called);
}

void ApiReadsTest::recentHistoryIsReadAsColumnsAndAsSamples() {
    const QTemporaryDir folder;
    LiveBench live(folder.path());
    QCOMPARE(live.bench.post("/devices", R"({"spec":"push:tank"})").status, 201U);
    for (int i = 1; i <= 20; ++i)
        QCOMPARE(live.bench
                     .post("/telemetry", R"({"device_id":"tank","channels":{"level":)" +
                                             std::to_string(i) + R"(,"flow":0.5}})")
                     .status,
                 200U);
    const auto sampleCount = [&live](const char* target) {
        return live.bench.get(target).json()[QLatin1String("samples")].toArray().size();
    };

    QVERIFY(live.bench.waitFor([&] { return sampleCount("/samples?device=tank") == 20; }));
    const QJsonObject newest = live.bench.get("/samples?device=tank&channel=level&limit=3").json();
    QCOMPARE(newest[QLatin1String("is_cut")].toBool(), true);
    QCOMPARE(newest[QLatin1String("samples")][0][QLatin1String("seq")].toInt(), 18);
    QCOMPARE(newest[QLatin1String("samples")][2][QLatin1String("values")][0].toDouble(), 20.0);
    const QJsonObject columns = live.bench.get("/samples?device=tank&columns=1&from=-3600").json();
    QCOMPARE(columns[QLatin1String("channels")][0][QLatin1String("min")][0].toDouble(), 1.0);
    QCOMPARE(columns[QLatin1String("channels")][0][QLatin1String("max")][0].toDouble(), 20.0);
    QCOMPARE(columns[QLatin1String("channels")][1][QLatin1String("last")][0].toDouble(), 0.5);
    QCOMPARE(sampleCount("/samples?device=tank&from=2099-01-01&to=2100-01-01"), 0);
}

void ApiReadsTest::aSamplesRequestThatCannotBeMetSaysWhy_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* target, int status, const char* word) {
        QTest::newRow(target) << QString::fromLatin1(target) << status << QString::fromLatin1(word);
    };
    row("/samples", 400, "device");
    row("/samples?device=b", 404, "b");
    row("/samples?device=a&channel=x", 404, "x");
    row("/samples?device=a&columns=10&limit=10", 400, "either");
    row("/samples?device=a&columns=0", 400, "columns");
    row("/samples?device=a&columns=5000", 400, "4096");
    row("/samples?device=a&limit=10001", 400, "10000");
    row("/samples?device=a&from=soon", 400, "from");
    row("/samples?device=a&from=10&to=5", 400, "before");
}

void ApiReadsTest::aSamplesRequestThatCannotBeMetSaysWhy() {
    QFETCH(QString, target);
    QFETCH(int, status);
    QFETCH(QString, word);
    const ManualClock clock;
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, clock);

    const ApiAnswer answer = bench.get(target.toStdString());

    QCOMPARE(answer.status, static_cast<unsigned>(status));
    QVERIFY2(answer.message().contains(word), qPrintable(answer.message()));
}

void ApiReadsTest::theDocumentIsServed() {
    const ManualClock clock;
    FakeHub hub;
    ApiBench bench(hub, clock);

    QCOMPARE(bench.get("/openapi.json").json()[QLatin1String("openapi")].toString(),
             QStringLiteral("3.1.0"));
}

QTEST_GUILESS_MAIN(ApiReadsTest)
#include "api_reads_test.moc"
