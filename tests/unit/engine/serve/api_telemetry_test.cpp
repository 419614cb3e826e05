// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "api_bench.h"

using namespace telemetryhub::test;

/// Samples that are pushed to the API: their forms, refusals and retries.
class ApiTelemetryTest : public QObject {
    Q_OBJECT

private slots:
    void everyFormOfAPushReachesTheEngine();
    void aPushThatIsNotUnderstoodIs400AndSaysWhy_data();
    void aPushThatIsNotUnderstoodIs400AndSaysWhy();
    void nullIsAnAbsentValueBesideOthers();
    void aValueInAnotherUnitIsRefusedAndTheOthersAreTaken();
    void aUnitThatWasNeverTakenIsNoUnit();
    void aUnitOnItsWayCountsUntilItsPushIsAnswered();
    void theUnitThatADeviceHasCountsUnlessItIsConverted();
    void aPushToAnUnknownDeviceIs404AndSaysHowToAddIt();
    void aPushToADeviceWithItsOwnWireIsRefused();
    void aPushIsRefusedWhenTheEngineRefusesIt_data();
    void aPushIsRefusedWhenTheEngineRefusesIt();
    void aPushIsRefusedAboveEightyPercentOfTheQueueBeforeItIsRead();
    void aPushThatIsTakenInPartIs207WithTheReasonOfEachThatWasNot();
    void aRetryUnderTheSameKeyGetsTheFirstAnswerAndIsNotTakenAgain();
    void aRetryAfterAFailureIsANewPush();
    void aKeyWithAnotherBodyIs409AndOneInFlightIs503();
    void samplesWithANumberThatWasTakenAreDuplicates();
    void aNumberThatWasRefusedMayComeAgain();
    void aNumberInFlightIsNeitherTakenNorLost();
    void aTimeIsReadAsIsoOrSecondsAndMustBeNearNow();
    void theMemoryOfKeysIsBounded();

private:
    ManualClock m_clock;
};

namespace {

std::vector<std::string> channelsOf(const PushedSample& sample) {
    std::vector<std::string> names;
    for (const PushedValue& value : sample.values)
        names.push_back(value.channel + "=" + std::to_string(value.value) + value.unit);
    return names;
}

}  // namespace

void ApiTelemetryTest::everyFormOfAPushReachesTheEngine() {
    FakeHub hub;
    hub.has("a");
    hub.has("b");
    ApiBench bench(hub, m_clock);

    const ApiAnswer single = bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"V"})");
    const ApiAnswer channels =
        bench.post("/telemetry", R"({"channels":{"x":1.5,"y":-2e3},"device_id":"b"})");
    const ApiAnswer list = bench.post(
        "/telemetry",
        R"([{"device_id":"a","value":1},{"device_id":"b","value":2},{"device_id":"a","value":3}])");

    QCOMPARE(single.body, std::string(R"({"ok":true,"accepted":1})"));
    QCOMPARE(channels.status, 200U);
    QCOMPARE(list.body, std::string(R"({"ok":true,"accepted":3})"));
    QCOMPARE(hub.pushed.size(), std::size_t{4});
    QCOMPARE(channelsOf(hub.pushed[0].second[0]), std::vector<std::string>{"value=1.000000V"});
    QCOMPARE(channelsOf(hub.pushed[1].second[0]),
             (std::vector<std::string>{"x=1.500000", "y=-2000.000000"}));
    QCOMPARE(hub.pushed[2].second.size(), std::size_t{2});
    QCOMPARE(hub.pushed[3].second.size(), std::size_t{1});
}

void ApiTelemetryTest::aPushThatIsNotUnderstoodIs400AndSaysWhy_data() {
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* body, const char* word) {
        QTest::newRow(body) << QByteArray(body) << QString::fromUtf8(word);
    };
    row(" ", "empty");
    row("{", "no JSON");
    row("{\"device_id\":\"a\",\"value\":1}x", "no JSON");
    row("{\"device_id\":\"a\",\"value\":1}{}", "no JSON");
    row("[]", "at least one");
    row("7", "object");
    row("{\"value\":1}", "device_id is missing");
    row("{\"device_id\":\"a\"}", "either value or channels");
    row("{\"device_id\":\"a\",\"value\":1,\"channels\":{\"x\":1}}", "either value or channels");
    row("{\"device_id\":\"a\",\"value\":\"1\"}", "value: expected a number");
    row("{\"device_id\":\"a\",\"value\":null}", "value: expected a number");
    row("{\"device_id\":\"a\",\"value\":NaN}", "no JSON");
    row("{\"device_id\":\"a\",\"value\":01}", "number 01 is not spelled as JSON");
    row("{\"device_id\":\"a\",\"value\":1e999}", "1e999 is out of the range of a double");
    row("{\"device_id\":\"a\",\"value\":-1E400 }", "-1E400 is out of the range of a double");
    row("{\"device_id\":\"a\",\"channels\":{\"x\":1,\"y\":1e400}}", "1e400 is out of the range");
    row("{\"device_id\":\"a\",\"value\":100000000000000000000}", "more than 64 bits");
    row("{\"device_id\":\"a\",\"channels\":{\"x\":null}}", "at least one number");
    row("{\"device_id\":\"01 1e999\",\"value\":,}", "missing or superfluous comma");
    row("\xEF\xBB\xBF{\"device_id\":\"a\",\"value\":1}", "byte order mark");
    row("{\"device_id\":\"\",\"value\":1}", "device_id: expected a text");
    row("{\"device_id\":1,\"value\":1}", "device_id: expected a text");
    row("{\"device_id\":\"a\",\"value\":1,\"value\":2}", "given twice");
    row("{\"device_id\":\"a\",\"channels\":{}}", "at least one");
    row("{\"device_id\":\"a\",\"channels\":{\"x\":1,\"x\":2}}", "x is given twice");
    row("{\"device_id\":\"a\",\"channels\":{\"\\u0007\":1}}", "printable");
    row("{\"device_id\":\"a\",\"channels\":{\"x\":{\"y\":{\"z\":{}}}}}", "number");
    row("{\"device_id\":\"a\",\"channels\":{\"x\":1},\"unit\":\"V\"}", "unit belongs to value");
    row("{\"device_id\":\"a\",\"value\":1,\"speed\":2}", "device_id, value, unit");
    row("{\"device_id\":\"a\",\"value\":1,\"seq\":0}", "seq");
    row("{\"device_id\":\"a\",\"value\":1,\"seq\":-1}", "seq");
    row("{\"device_id\":\"a\",\"value\":1,\"seq\":1.5}", "seq");
    row("{\"device_id\":\"a\",\"value\":1,\"ts\":\"yesterday\"}", "ts");
    row("{\"device_id\":\"a\",\"value\":1,\"ts\":1e300}", "ts");
    row("[[[[[[[[[[[[1]]]]]]]]]]]]", "nested");
}

void ApiTelemetryTest::aPushThatIsNotUnderstoodIs400AndSaysWhy() {
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/telemetry", body.toStdString());

    QCOMPARE(answer.status, 400U);
    QCOMPARE(answer.errorCode(), QStringLiteral("invalid_argument"));
    QVERIFY2(answer.message().contains(word), qPrintable(answer.message()));
    QVERIFY(hub.pushed.empty());
}

void ApiTelemetryTest::nullIsAnAbsentValueBesideOthers() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer =
        bench.post("/telemetry", R"({"device_id":"a","channels":{"x":null,"y":2,"z":null}})");

    QCOMPARE(answer.body, std::string(R"({"ok":true,"accepted":1})"));
    QCOMPARE(channelsOf(hub.pushed[0].second[0]), std::vector<std::string>{"y=2.000000"});
}

void ApiTelemetryTest::aValueInAnotherUnitIsRefusedAndTheOthersAreTaken() {
    FakeHub hub;
    hub.has("a");
    hub.has("b");
    ApiBench bench(hub, m_clock);

    const ApiAnswer mixed = bench.post("/telemetry", R"([{"device_id":"a","value":1,"unit":"m"},)"
                                                     R"({"device_id":"a","value":3,"unit":"ft"},)"
                                                     R"({"device_id":"a","value":2},)"
                                                     R"({"device_id":"b","value":3,"unit":"ft"}])");
    const ApiAnswer later = bench.post("/telemetry", R"({"device_id":"a","value":3,"unit":"ft"})");
    const ApiAnswer same = bench.post("/telemetry", R"({"device_id":"a","value":3,"unit":"m"})");

    QCOMPARE(mixed.status, 207U);
    const QJsonArray rejected = mixed.json()[QLatin1String("rejected")].toArray();
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(rejected[0][QLatin1String("index")].toInt(), 1);
    const QString why = rejected[0][QLatin1String("error")][QLatin1String("message")].toString();
    QVERIFY2(why.startsWith(QLatin1String("The values of 'a' are in m, and this one in ft.")),
             qPrintable(why));
    QCOMPARE(later.status, 400U);
    QCOMPARE(same.status, 200U);
}

void ApiTelemetryTest::aUnitThatWasNeverTakenIsNoUnit() {
    FakeHub hub;
    hub.has("a");
    hub.outcome = Error{ErrorCode::NotMeasuring, "Start it."};
    ApiBench bench(hub, m_clock);
    QCOMPARE(bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"metre"})").status,
             409U);
    hub.outcome = {};

    QCOMPARE(bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"m"})").status, 200U);
    QCOMPARE(bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"metre"})").status,
             400U);
}

void ApiTelemetryTest::aUnitOnItsWayCountsUntilItsPushIsAnswered() {
    FakeHub hub;
    hub.has("a");
    hub.holdsAnswers = true;
    ApiBench bench(hub, m_clock);
    const auto first = std::make_shared<ApiAnswer>();
    bench.begin({HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1,"unit":"m"})",
                 AccessRole::Admin, "application/json"},
                first);

    QCOMPARE(bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"ft"})").status, 400U);

    hub.held[0](Error{ErrorCode::QueueFull, "Later."});
    QVERIFY(bench.waitFor([&] { return first->status == 503; }));
    hub.holdsAnswers = false;
    QCOMPARE(bench.post("/telemetry", R"({"device_id":"a","value":1,"unit":"ft"})").status, 200U);
}

void ApiTelemetryTest::theUnitThatADeviceHasCountsUnlessItIsConverted() {
    FakeHub hub;
    for (const char* id : {"plain", "converted"})
        hub.has(id).channels =
            std::make_shared<const ChannelSet>(std::vector<Channel>{{"value", "m", {}}});
    ChannelSettings conversion;
    conversion.channel = "value";
    conversion.factor = 0.3048;
    hub.state.devices[1].settings.processing.channels.push_back(conversion);
    ApiBench bench(hub, m_clock);

    const auto statusOf = [&bench](const char* body) {
        return bench.post("/telemetry", body).status;
    };

    QCOMPARE(statusOf(R"({"device_id":"plain","value":1,"unit":"ft"})"), 400U);
    QCOMPARE(statusOf(R"({"device_id":"plain","value":1,"unit":"m"})"), 200U);
    QCOMPARE(statusOf(R"({"device_id":"converted","value":1,"unit":"ft"})"), 200U);
}

void ApiTelemetryTest::aPushToAnUnknownDeviceIs404AndSaysHowToAddIt() {
    FakeHub hub;
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/telemetry", R"({"device_id":"new","value":1})");

    QCOMPARE(answer.status, 404U);
    QVERIFY(answer.message().contains(QLatin1String("push:new")));
}

void ApiTelemetryTest::aPushToADeviceWithItsOwnWireIsRefused() {
    FakeHub hub;
    hub.has("wired", SimulatedSettings{});
    ApiBench bench(hub, m_clock);

    QCOMPARE(bench.post("/telemetry", R"({"device_id":"wired","value":1})").status, 400U);
}

void ApiTelemetryTest::aPushIsRefusedWhenTheEngineRefusesIt_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("retries");
    QTest::newRow("full") << int(ErrorCode::QueueFull) << 503 << true;
    QTest::newRow("idle") << int(ErrorCode::NotMeasuring) << 409 << false;
    QTest::newRow("latched") << int(ErrorCode::DeviceInSafeState) << 409 << false;
    QTest::newRow("removed meanwhile") << int(ErrorCode::NotFound) << 404 << false;
}

void ApiTelemetryTest::aPushIsRefusedWhenTheEngineRefusesIt() {
    QFETCH(int, code);
    QFETCH(int, status);
    QFETCH(bool, retries);
    FakeHub hub;
    hub.has("a");
    hub.outcome = Error{static_cast<ErrorCode>(code), "No."};
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/telemetry", R"({"device_id":"a","value":1})");

    QCOMPARE(answer.status, static_cast<unsigned>(status));
    QCOMPARE(answer.fields.find("Retry-After") != std::string::npos, retries);
}

void ApiTelemetryTest::aPushIsRefusedAboveEightyPercentOfTheQueueBeforeItIsRead() {
    FakeHub hub;
    hub.has("a");
    hub.state.queue = {81, 100, 81};
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post("/telemetry", "no JSON at all");

    QCOMPARE(answer.status, 503U);
    QCOMPARE(answer.errorCode(), QStringLiteral("queue_full"));
}

void ApiTelemetryTest::aPushThatIsTakenInPartIs207WithTheReasonOfEachThatWasNot() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);

    const ApiAnswer answer = bench.post(
        "/telemetry",
        R"([{"device_id":"b","value":1},{"device_id":"a","value":2},{"device_id":"a","value":"x"}])");

    QCOMPARE(answer.status, 207U);
    QCOMPARE(answer.json()[QLatin1String("ok")].toBool(), false);
    QCOMPARE(answer.json()[QLatin1String("accepted")].toInt(), 1);
    const QJsonArray rejected = answer.json()[QLatin1String("rejected")].toArray();
    QCOMPARE(rejected.size(), 2);
    QCOMPARE(rejected[0][QLatin1String("index")].toInt(), 0);
    QCOMPARE(rejected[0][QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("not_found"));
    QCOMPARE(rejected[1][QLatin1String("index")].toInt(), 2);
    QCOMPARE(hub.pushed.size(), std::size_t{1});
    QCOMPARE(hub.pushed[0].second.size(), std::size_t{1});
}

void ApiTelemetryTest::aRetryUnderTheSameKeyGetsTheFirstAnswerAndIsNotTakenAgain() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);
    Ask push{HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1})"};
    push.contentType = "application/json";
    push.key = "k1";

    const ApiAnswer first = bench.ask(push);
    m_clock.advance(std::chrono::minutes(9));
    const ApiAnswer second = bench.ask(push);
    m_clock.advance(std::chrono::minutes(2));
    const ApiAnswer forgotten = bench.ask(push);

    QCOMPARE(first.status, 200U);
    QCOMPARE(second.body, first.body);
    QCOMPARE(forgotten.status, 200U);
    QCOMPARE(hub.pushed.size(), std::size_t{2});
}

void ApiTelemetryTest::aRetryAfterAFailureIsANewPush() {
    FakeHub hub;
    hub.has("a");
    hub.outcome = Error{ErrorCode::QueueFull, "Full."};
    ApiBench bench(hub, m_clock);
    Ask push{HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1})"};
    push.contentType = "application/json";
    push.key = "k1";
    const ApiAnswer refused = bench.ask(push);
    hub.outcome = {};

    const ApiAnswer taken = bench.ask(push);

    QCOMPARE(refused.status, 503U);
    QCOMPARE(taken.status, 200U);
    QCOMPARE(hub.pushed.size(), std::size_t{2});
}

void ApiTelemetryTest::aKeyWithAnotherBodyIs409AndOneInFlightIs503() {
    FakeHub hub;
    hub.has("a");
    hub.holdsAnswers = true;
    ApiBench bench(hub, m_clock);
    Ask push{HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1})"};
    push.contentType = "application/json";
    push.key = "k1";
    const auto first = std::make_shared<ApiAnswer>();
    bench.begin(push, first);

    const ApiAnswer inFlight = bench.ask(push);
    push.body = R"({"device_id":"a","value":2})";
    const ApiAnswer other = bench.ask(push);
    hub.held[0]({});

    QVERIFY(bench.waitFor([&] { return first->status != 0; }));
    QCOMPARE(first->status, 200U);
    QCOMPARE(inFlight.errorCode(), QStringLiteral("in_flight"));
    QCOMPARE(other.status, 409U);
}

void ApiTelemetryTest::samplesWithANumberThatWasTakenAreDuplicates() {
    FakeHub hub;
    hub.has("a");
    ApiBench bench(hub, m_clock);
    const std::string two =
        R"([{"device_id":"a","value":1,"seq":1},{"device_id":"a","value":2,"seq":2}])";

    const ApiAnswer first = bench.post("/telemetry", two);
    const ApiAnswer again = bench.post("/telemetry", two);
    const ApiAnswer more =
        bench.post("/telemetry",
                   R"([{"device_id":"a","value":2,"seq":2},{"device_id":"a","value":3,"seq":3}])");

    QCOMPARE(first.body, std::string(R"({"ok":true,"accepted":2})"));
    QCOMPARE(again.body, std::string(R"({"ok":true,"accepted":2,"duplicates":2})"));
    QCOMPARE(more.body, std::string(R"({"ok":true,"accepted":2,"duplicates":1})"));
    QCOMPARE(hub.pushed.size(), std::size_t{2});
    QCOMPARE(hub.pushed[1].second.size(), std::size_t{1});
}

void ApiTelemetryTest::aNumberThatWasRefusedMayComeAgain() {
    FakeHub hub;
    hub.has("a");
    hub.outcome = Error{ErrorCode::QueueFull, "Full."};
    ApiBench bench(hub, m_clock);
    const std::string body = R"({"device_id":"a","value":1,"seq":1})";
    const ApiAnswer refused = bench.post("/telemetry", body);
    hub.outcome = {};

    const ApiAnswer taken = bench.post("/telemetry", body);

    QCOMPARE(refused.status, 503U);
    QCOMPARE(taken.body, std::string(R"({"ok":true,"accepted":1})"));
}

void ApiTelemetryTest::aNumberInFlightIsNeitherTakenNorLost() {
    FakeHub hub;
    hub.has("a");
    hub.holdsAnswers = true;
    ApiBench bench(hub, m_clock);
    Ask push{HttpMethod::Post, "/telemetry", R"({"device_id":"a","value":1,"seq":1})"};
    push.contentType = "application/json";
    const auto first = std::make_shared<ApiAnswer>();
    bench.begin(push, first);

    const ApiAnswer again = bench.ask(push);
    hub.held[0](Error{ErrorCode::QueueFull, "Full."});
    (void)bench.waitFor([&] { return first->status != 0; });
    hub.holdsAnswers = false;
    const ApiAnswer last = bench.ask(push);

    QCOMPARE(again.status, 503U);
    QCOMPARE(last.body, std::string(R"({"ok":true,"accepted":1})"));
}

void ApiTelemetryTest::aTimeIsReadAsIsoOrSecondsAndMustBeNearNow() {
    FakeHub hub;
    hub.has("a");
    const ManualClock clock;  // 2023-11-14T22:13:20Z
    ApiBench bench(hub, clock);
    const auto push = [&bench](const char* ts) {
        return bench.post("/telemetry",
                          std::string(R"({"device_id":"a","value":1,"ts":)") + ts + "}");
    };

    QCOMPARE(push("\"2023-11-14T23:13:19.5+01:00\"").status, 200U);
    QCOMPARE(push("1699999999.25").status, 200U);
    QCOMPARE(push("1700000100").status, 200U);
    QCOMPARE(push("1600000000").status, 400U);
    QCOMPARE(push("1700000301").status, 400U);
    QCOMPARE(*hub.pushed[0].second[0].wallNs, std::int64_t{1'699'999'999'500'000'000});
    QCOMPARE(*hub.pushed[1].second[0].wallNs, std::int64_t{1'699'999'999'250'000'000});
}

void ApiTelemetryTest::theMemoryOfKeysIsBounded() {
    PushMemory memory;
    const auto push = [&memory](const std::string& key, std::size_t bytes) {
        const auto state = memory.begin(key, "body", 1);
        if (state == PushMemory::KeyState::New)
            memory.finish(key, {200, std::string(bytes, 'x')}, 1);
        return state;
    };
    for (std::size_t i = 0; i <= PushMemory::kMaxKeys; ++i)
        QVERIFY(push(std::to_string(i), 10) == PushMemory::KeyState::New);

    QVERIFY(push("1", 10) == PushMemory::KeyState::Answered);
    QVERIFY(push("0", 10) == PushMemory::KeyState::New);
    QVERIFY(push("large", PushMemory::kMaxBytes - 100) == PushMemory::KeyState::New);
    QVERIFY(push("4000", 10) == PushMemory::KeyState::New);
}

QTEST_GUILESS_MAIN(ApiTelemetryTest)
#include "api_telemetry_test.moc"
