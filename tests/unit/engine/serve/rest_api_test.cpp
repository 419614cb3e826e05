// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "api_bench.h"
#include "serve/http_error.h"

using namespace telemetryhub::test;

namespace {

constexpr std::array kRoles{AccessRole::Viewer, AccessRole::Ingest, AccessRole::Operator,
                            AccessRole::Admin};

/// The path of an endpoint with something for each name in it.
std::string pathOf(const Endpoint& endpoint) {
    std::string path(endpoint.path);
    for (std::size_t at = path.find('{'); at != path.npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, "x");
    return path;
}

/// Who may do what, told a second time and in other words than in the table.
bool mayRoleUse(AccessRole role, const Endpoint& endpoint) {
    const bool isPush = endpoint.path == "/telemetry";
    const bool isDeviceChange = endpoint.path.starts_with("/devices") &&
                                endpoint.method != HttpMethod::Get &&
                                !endpoint.path.ends_with("/command");
    switch (role) {
        case AccessRole::Viewer: return endpoint.method == HttpMethod::Get;
        case AccessRole::Ingest: return isPush;
        case AccessRole::Operator: return !isDeviceChange;
        case AccessRole::Admin: return true;
    }
    return false;
}

}  // namespace

class RestApiTest : public QObject {
    Q_OBJECT

private slots:
    void everyRoleMayDoWhatItIsForAndNothingElse_data();
    void everyRoleMayDoWhatItIsForAndNothingElse();
    void aPathThatDoesNotExistIs404_data();
    void aPathThatDoesNotExistIs404();
    void aPathWithAnotherMethodIs405AndNamesThoseItTakes_data();
    void aPathWithAnotherMethodIs405AndNamesThoseItTakes();
    void namesInPathsAreDecoded();
    void aParameterThatIsUnknownRepeatedOrUnreadableIs400_data();
    void aParameterThatIsUnknownRepeatedOrUnreadableIs400();
    void aBodyThatIsNotSaidToBeJsonIs415_data();
    void aBodyThatIsNotSaidToBeJsonIs415();
    void healthIsGreenForABusyPipelineAndRedForAStalledOne();
    void bothProbesTellOfARecordingThatIsNotGoingOn_data();
    void bothProbesTellOfARecordingThatIsNotGoingOn();
    void bothProbesTellOfALiveCsvThatIsNotWritten();
    void aFailedRecordingCanBeStopped();
    void anUnsavedSafeStateIsToldAndNoReasonToRestart();
    void removedDevicesStayInTheCounts();
    void readyIsRefusedAboveEightyPercentOfTheQueueAndWhileStopping();
    void statusTellsWhatItPromises();
    void statusIsRenderedOnceForAllWhoAskWithinFiftyMilliseconds();
    void metricsTellEveryChannelAndEscapeWhatTheyQuote();
    void metricsAreJsonForWhoAsksForIt();

private:
    ManualClock m_clock;
};

void RestApiTest::everyRoleMayDoWhatItIsForAndNothingElse_data() {
    QTest::addColumn<int>("place");
    QTest::addColumn<int>("role");
    for (int place = 0; place < static_cast<int>(endpoints().size()); ++place)
        for (const AccessRole role : kRoles) {
            const Endpoint& endpoint = endpoints()[static_cast<std::size_t>(place)];
            const std::string title = std::string(httpMethodName(endpoint.method)) + ' ' +
                                      std::string(endpoint.path) + " as " +
                                      std::string(accessRoleName(role));
            QTest::newRow(title.c_str()) << place << static_cast<int>(role);
        }
}

void RestApiTest::everyRoleMayDoWhatItIsForAndNothingElse() {
    QFETCH(int, place);
    QFETCH(int, role);
    const Endpoint& endpoint = endpoints()[static_cast<std::size_t>(place)];
    FakeHub hub;
    ApiBench bench(hub, m_clock);
    HttpHead head;
    head.method = endpoint.method;
    const std::string path = pathOf(endpoint);
    head.path = path;

    auto api = RestApi(
        hub, {}, bench.loop, m_clock,
        [role](const HttpHead&) -> std::variant<AccessRole, HttpResponse> {
            return static_cast<AccessRole>(role);
        },
        [] { return ListenerSnapshot{}; });
    const auto admitted = api.admit(head);

    const bool mayDoIt = mayRoleUse(static_cast<AccessRole>(role), endpoint);
    QCOMPARE(std::holds_alternative<AccessRole>(admitted), mayDoIt);
    if (!mayDoIt) QCOMPARE(std::get<HttpResponse>(admitted).status, 403U);
}

void RestApiTest::aPathThatDoesNotExistIs404_data() {
    QTest::addColumn<QString>("path");
    for (const char* path : {"/",
                             "/nothing",
                             "/status/",
                             "/Status",
                             "//status",
                             "/devices/",
                             "/devices/a/b",
                             "/devices/../status",
                             "/devices/%2e%2e",
                             "/devices/..%2f..",
                             "/devices/a%2fb",
                             "/devices/%00",
                             "/devices/a%0a",
                             "/devices/%",
                             "/devices/%4",
                             "/devices/%zz",
                             "/devices/%ff",
                             "/devices/%c0%af",
                             "/recordings/.csv",
                             "/recordings/..%2fx.csv",
                             "/recordings/..%5cx.csv",
                             "/recordings/x",
                             "status",
                             "*"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void RestApiTest::aPathThatDoesNotExistIs404() {
    QFETCH(QString, path);
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.get(path.toStdString());

    QCOMPARE(answer.status, 404U);
    QCOMPARE(answer.errorCode(), QStringLiteral("not_found"));
    QCOMPARE(answer.json()[QLatin1String("request_id")].toString(), QStringLiteral("test-1"));
}

void RestApiTest::aPathWithAnotherMethodIs405AndNamesThoseItTakes_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("method");
    QTest::addColumn<QString>("allow");
    const auto row = [](const char* path, HttpMethod method, const char* allow) {
        QTest::addRow("%s %d", path, static_cast<int>(method))
            << QString::fromLatin1(path) << static_cast<int>(method) << QString::fromLatin1(allow);
    };
    row("/status", HttpMethod::Post, "GET, HEAD");
    row("/status", HttpMethod::Options, "GET, HEAD");
    row("/status", HttpMethod::Other, "GET, HEAD");
    row("/telemetry", HttpMethod::Get, "POST");
    row("/devices", HttpMethod::Delete, "GET, HEAD, POST");
    row("/devices/a", HttpMethod::Post, "GET, HEAD, DELETE");
}

void RestApiTest::aPathWithAnotherMethodIs405AndNamesThoseItTakes() {
    QFETCH(QString, path);
    QFETCH(int, method);
    QFETCH(QString, allow);
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.ask({static_cast<HttpMethod>(method), path.toStdString()});

    QCOMPARE(answer.status, 405U);
    QCOMPARE(answer.fields, "Allow: " + allow.toStdString() + "\r\n");
}

void RestApiTest::namesInPathsAreDecoded() {
    FakeHub hub;
    hub.has("pump 1");
    hub.has("käse");
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.get("/devices/pump%201").status, 200U);
    QCOMPARE(bench.get("/devices/k%C3%A4se").status, 200U);
    QCOMPARE(bench.get("/devices/pump%252001").status, 404U);
}

void RestApiTest::aParameterThatIsUnknownRepeatedOrUnreadableIs400_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* target, const char* word) {
        QTest::newRow(target) << QString::fromLatin1(target) << QString::fromLatin1(word);
    };
    row("/status?pretty=1", "pretty");
    row("/events?since=1&since=2", "since");
    row("/events?since=-1", "since");
    row("/events?since=1x", "since");
    row("/events?limit=0", "limit");
    row("/events?limit=99999999999999999999", "limit");
    row("/events?kind=nonsense", "alarm");
    row("/events?%6eonsense=1", "since limit device kind");
    row("/events?since=%0a", "control");
    row("/events?=1", "since limit device kind");
    row("/stream?rate=nan", "rate");
    row("/stream?rate=0", "rate");
    row("/stream?rate=1e9", "rate");
}

void RestApiTest::aParameterThatIsUnknownRepeatedOrUnreadableIs400() {
    QFETCH(QString, target);
    QFETCH(QString, word);
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.get(target.toStdString());

    QCOMPARE(answer.status, 400U);
    QVERIFY2(answer.message().contains(word), qPrintable(answer.message()));
}

void RestApiTest::aBodyThatIsNotSaidToBeJsonIs415_data() {
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QString() << 415;
    QTest::newRow("a form") << QStringLiteral("application/x-www-form-urlencoded") << 415;
    QTest::newRow("text") << QStringLiteral("text/plain") << 415;
    QTest::newRow("nearly JSON") << QStringLiteral("application/jsonp") << 415;
    QTest::newRow("JSON") << QStringLiteral("application/json") << 404;
    QTest::newRow("JSON with a charset")
        << QStringLiteral("Application/JSON; charset=utf-8") << 404;
}

void RestApiTest::aBodyThatIsNotSaidToBeJsonIs415() {
    QFETCH(QString, type);
    QFETCH(int, status);
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer =
        bench.ask({HttpMethod::Post, "/telemetry", "{\"device_id\":\"a\",\"value\":1}",
                   AccessRole::Ingest, type.toStdString()});

    QCOMPARE(answer.status, static_cast<unsigned>(status));
}

void RestApiTest::healthIsGreenForABusyPipelineAndRedForAStalledOne() {
    FakeHub hub;
    hub.state.queue = {100, 100, 100};
    hub.state.workers.utilisation = 1;
    ApiBench bench(hub, m_clock);
    const ApiAnswer busy = bench.get("/health");
    hub.state.health.stalls = {{"recorder", 7'000'000'000}};
    m_clock.advance(std::chrono::seconds(1));

    const ApiAnswer stalled = bench.get("/health");

    QCOMPARE(busy.status, 200U);
    QCOMPARE(busy.body, std::string("{\"status\":\"ok\"}"));
    QCOMPARE(stalled.status, 503U);
    QCOMPARE(stalled.errorCode(), QStringLiteral("stalled"));
    QVERIFY(stalled.message().contains(QLatin1String("recorder")));
}

void RestApiTest::bothProbesTellOfARecordingThatIsNotGoingOn_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("wasStopped");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, RecordingState state, bool wasStopped, const char* code) {
        QTest::newRow(name) << static_cast<int>(state) << wasStopped << QString::fromLatin1(code);
    };
    row("recording", RecordingState::Recording, false, "");
    row("finished", RecordingState::Finished, true, "");
    row("suspended", RecordingState::Suspended, false, "recording_suspended");
    row("failed", RecordingState::Failed, false, "recording_failed");
    row("failed and stopped", RecordingState::Failed, true, "");
}

void RestApiTest::bothProbesTellOfARecordingThatIsNotGoingOn() {
    QFETCH(int, state);
    QFETCH(bool, wasStopped);
    QFETCH(QString, code);
    FakeHub hub;
    RecordingSnapshot& recording = hub.state.recording.emplace();
    recording.path = "/data/night.thub";
    recording.state = static_cast<RecordingState>(state);
    recording.wasStopped = wasStopped;
    if (!code.isEmpty())
        recording.error = Error{ErrorCode::StorageFailed, "The disk is full. Make room."};
    ApiBench bench(hub, m_clock);

    for (const char* probe : {"/health", "/ready"}) {
        const ApiAnswer answer = bench.get(probe);

        QCOMPARE(answer.status, code.isEmpty() ? 200U : 503U);
        QCOMPARE(answer.errorCode(), code);
        if (code.isEmpty()) continue;
        QVERIFY(answer.message().contains(QLatin1String("'/data/night.thub'")));
        QVERIFY(answer.message().contains(QLatin1String("The disk is full. Make room.")));
    }
}

void RestApiTest::bothProbesTellOfALiveCsvThatIsNotWritten() {
    FakeHub hub;
    hub.state.recorder.emplace();
    hub.state.recorder->path = "/data/live.csv";
    ApiBench bench(hub, m_clock);
    const ApiAnswer before = bench.get("/health");
    hub.state.recorder->error = Error{ErrorCode::StorageFailed, "The disk is full."};
    m_clock.advance(std::chrono::seconds(1));

    const ApiAnswer health = bench.get("/health");
    const ApiAnswer ready = bench.get("/ready");

    QCOMPARE(before.status, 200U);
    QCOMPARE(health.errorCode(), QStringLiteral("csv_failed"));
    QCOMPARE(ready.errorCode(), QStringLiteral("csv_failed"));
    QVERIFY(health.message().contains(QLatin1String("'/data/live.csv'")));

    hub.state.recorder->state = RecordingState::Suspended;
    m_clock.advance(std::chrono::seconds(1));
    QCOMPARE(bench.get("/health").errorCode(), QStringLiteral("csv_suspended"));
}

void RestApiTest::aFailedRecordingCanBeStopped() {
    FakeHub hub;
    hub.state.recording.emplace().state = RecordingState::Failed;
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/recording/stop").status, 200U);
    hub.state.recording->wasStopped = true;
    m_clock.advance(std::chrono::seconds(1));

    QCOMPARE(bench.post("/recording/stop").status, 409U);
}

void RestApiTest::anUnsavedSafeStateIsToldAndNoReasonToRestart() {
    FakeHub hub;
    hub.state.health.stalls = {{"recorder", 7'000'000'000}};
    hub.state.health.unsavedLatches = {{"rig", 2'000'000'000, false}, {"pump", 1, true}};
    ApiBench bench(hub, m_clock);

    const ApiAnswer health = bench.get("/health");

    QCOMPARE(health.status, 503U);
    QCOMPARE(health.errorCode(), QStringLiteral("latch_unsaved"));
    QVERIFY(health.message().contains(QLatin1String("The SafeState of rig is not saved")));
    QVERIFY(health.message().contains(QLatin1String("The reset of pump is not saved")));
    QVERIFY(health.message().contains(QLatin1String("do not restart")));
    QVERIFY(bench.get("/status").body.find(R"("unsaved_latches":["rig","pump"])") !=
            std::string::npos);
    QVERIFY(bench.get("/metrics").body.find("telemetryhub_latches_unsaved 2\n") !=
            std::string::npos);
}

void RestApiTest::removedDevicesStayInTheCounts() {
    FakeHub hub;
    ApiBench bench(hub, m_clock);
    QVERIFY(bench.get("/metrics").body.find("(removed)") == std::string::npos);
    Ledger& removed = hub.state.removed;
    removed.bytesRead = 12;
    removed.bytesDecoded = 12;
    removed.samplesIn = 3;
    removed.samplesProcessed = 1;
    removed.samplesDropped[DropReason::Overflow] = 2;
    m_clock.advance(std::chrono::seconds(1));

    const std::string metrics = bench.get("/metrics").body;

    const auto hasLine = [&metrics](std::string_view name, std::string_view labels,
                                    std::string_view value) {
        const std::string line = "telemetryhub_device_" + std::string(name) +
                                 "{device=\"(removed)\"" + std::string(labels) + "} " +
                                 std::string(value) + '\n';
        return metrics.find(line) != std::string::npos;
    };
    QVERIFY(hasLine("read_bytes_total", "", "12"));
    QVERIFY(hasLine("decoded_bytes_total", "", "12"));
    QVERIFY(hasLine("samples_total", "", "3"));
    QVERIFY(hasLine("samples_processed_total", "", "1"));
    QVERIFY(hasLine("samples_dropped_total", ",reason=\"overflow\"", "2"));
    QVERIFY(metrics.find("device_state{device=\"(removed)") == std::string::npos);
    const std::string status = bench.get("/status").body;
    const std::size_t place = status.find(R"("removed":{)");
    QVERIFY(place != std::string::npos);
    QVERIFY(status.find(R"("bytes_read":12,)", place) != std::string::npos);
    QVERIFY(status.find(R"("samples_dropped":2)") != std::string::npos);
}

void RestApiTest::readyIsRefusedAboveEightyPercentOfTheQueueAndWhileStopping() {
    FakeHub hub;
    hub.state.queue = {80, 100, 80};
    ApiBench bench(hub, m_clock);
    const ApiAnswer atEighty = bench.get("/ready");
    hub.state.queue.depth = 81;
    m_clock.advance(std::chrono::milliseconds(10));
    const ApiAnswer above = bench.get("/ready");
    hub.state.queue.depth = 0;
    bench.api.stop();

    const ApiAnswer stopping = bench.get("/ready");

    QCOMPARE(atEighty.status, 200U);
    QCOMPARE(above.status, 503U);
    QCOMPARE(above.errorCode(), QStringLiteral("queue_full"));
    QCOMPARE(above.fields, std::string("Retry-After: 1\r\n"));
    QCOMPARE(stopping.status, 503U);
    QCOMPARE(stopping.errorCode(), QStringLiteral("stopping"));
}

void RestApiTest::statusTellsWhatItPromises() {
    FakeHub hub;
    hub.has("tank");
    hub.has("quiet \"one\"");
    hub.sampled(0, 2.5);
    hub.state.devices[1].state = DeviceState::SafeState;
    hub.state.devices[1].lastError = Error{ErrorCode::DeviceSilent, "It is silent."};
    hub.state.recording.emplace();
    hub.state.recording->path = "/a/b.thub";
    hub.state.recording->devices = {{DeviceId{1}, 9, 8, 0, 8}};
    ApiBench bench(hub, m_clock);

    const QJsonObject status = bench.get("/status").json();

    QCOMPARE(status[QLatin1String("state")].toString(), QStringLiteral("SafeState"));
    const QJsonObject latest = status[QLatin1String("latest_sample")].toObject();
    QCOMPARE(latest[QLatin1String("device")].toString(), QStringLiteral("tank"));
    QCOMPARE(latest[QLatin1String("value")].toDouble(), 2.5);
    QCOMPARE(latest[QLatin1String("unit")].toString(), QStringLiteral("m"));
    QCOMPARE(latest[QLatin1String("channels")][QLatin1String("level")].toDouble(), 2.5);
    for (const char* figure :
         {"samples_processed", "samples_dropped", "queue_depth", "queue_capacity",
          "pool_jobs_processed", "pool_jobs_queued", "pool_avg_processing_ms", "pool_num_threads",
          "latency_p50_ms", "latency_p99_ms", "uptime_seconds"})
        QVERIFY2(status[QLatin1String("metrics")][QLatin1String(figure)].isDouble(), figure);
    const QJsonArray devices = status[QLatin1String("devices")].toArray();
    QCOMPARE(devices.size(), 2);
    QCOMPARE(devices[1][QLatin1String("id")].toString(), QStringLiteral("quiet \"one\""));
    QCOMPARE(devices[1][QLatin1String("last_error")][QLatin1String("code")].toString(),
             QStringLiteral("device_silent"));
    QVERIFY(devices[0][QLatin1String("ledger")][QLatin1String("closed")].toBool());
    QCOMPARE(status[QLatin1String("recording")][QLatin1String("durable_seq")][QLatin1String("tank")]
                 .toInt(),
             8);
}

void RestApiTest::statusIsRenderedOnceForAllWhoAskWithinFiftyMilliseconds() {
    FakeHub hub;
    ApiBench bench(hub, m_clock);
    const std::string first = bench.get("/status").body;
    hub.has("tank");
    m_clock.advance(std::chrono::milliseconds(50));
    const std::string second = bench.get("/status").body;
    m_clock.advance(std::chrono::milliseconds(1));

    const std::string third = bench.get("/status").body;

    QCOMPARE(second, first);
    QVERIFY(third != first);
    QCOMPARE(hub.snapshotsTaken, 2);
}

void RestApiTest::metricsTellEveryChannelAndEscapeWhatTheyQuote() {
    FakeHub hub;
    hub.has("a\"b\\c\nd");
    hub.sampled(0, std::numeric_limits<double>::infinity());
    hub.state.latency.counts[0] = 3;
    hub.state.latency.counts.back() = 2;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.get("/metrics");

    QCOMPARE(answer.type, std::string("text/plain; version=0.0.4; charset=utf-8"));
    const auto has = [&answer](const char* line) {
        return answer.body.find(line) != std::string::npos;
    };
    QVERIFY(
        has("telemetryhub_channel_value{device=\"a\\\"b\\\\c\\nd\",channel=\"level\","
            "unit=\"m\"} +Inf\n"));
    QVERIFY(has("telemetryhub_latency_seconds_bucket{le=\"0.0001\"} 3\n"));
    QVERIFY(has("telemetryhub_latency_seconds_bucket{le=\"+Inf\"} 5\n"));
    QVERIFY(has("telemetryhub_latency_seconds_count 5\n"));
    QVERIFY(has("# TYPE telemetryhub_latency_seconds histogram\n"));
}

void RestApiTest::metricsAreJsonForWhoAsksForIt() {
    FakeHub hub;
    hub.has("tank");
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer =
        bench.ask({HttpMethod::Get, "/metrics", "", AccessRole::Viewer, "", "application/json"});

    QCOMPARE(answer.type, std::string("application/json"));
    QVERIFY(answer.json()[QLatin1String("metrics")][QLatin1String("queue_depth")].isDouble());
}

QTEST_GUILESS_MAIN(RestApiTest)
#include "rest_api_test.moc"
