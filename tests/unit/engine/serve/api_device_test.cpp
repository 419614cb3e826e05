// SPDX-License-Identifier: GPL-3.0-or-later
// One device as the API tells it: nothing that the window can show is missing there.
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "api_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::test;

namespace {

constexpr std::int64_t kMs = 1'000'000;

/// Where a field of a DeviceSnapshot stands in the answer, and what is there of fullDevice().
struct Place {
    const char* field;
    const char* path;
    const char* value;  ///< as compact JSON
};

// clang-format off
const std::vector<Place> kPlaces{
    {"device", "id", R"("probe")"},
    {"settings", "id", R"("probe")"},
    {"state", "state", R"("Error")"},
    {"since", "since_utc", R"("1970-01-01T00:00:01.000000000Z")"},
    {"everStarted", "ever_started", "true"},
    {"lastError", "last_error.message", R"("Gone.")"},
    {"lastErrorTime", "last_error.time_utc", R"("1970-01-01T00:00:02.000000000Z")"},
    {"consecutiveFaults", "consecutive_faults", "3"},
    {"openAttempts", "open_attempts", "4"},
    {"nextAttemptNs", "next_attempt_in_ms", "1500"},
    {"linkText", "link", R"("ttyUSB0")"},
    {"formatText", "format", R"("NMEA 0183")"},
    {"safeCommandText", "safe_command", R"("OUT 0")"},
    {"safeReactionNs", "safe_reaction_ms", "0.25"},
    {"silenceLimitNs", "silence_limit_ms", "700"},
    {"rateHz", "rate_hz", "12.5"},
    {"byteRate", "bytes_per_second", "800"},
    {"lastSample", "last_sample_utc", R"("1970-01-01T00:00:03.000000000Z")"},
    {"lastSequence", "last_seq", "77"},
    {"usualIntervalNs", "usual_interval_ms", "80"},
    {"channels", "channels.0.name", R"("level")"},
    {"latest", "channels.0.value", "6.5"},
    {"alarms", "alarms.0.name", R"("full")"},
    {"ledger", "ledger.bytes_read", "99"},
    {"rawTail", "raw_tail", R"("00 FF 41")"},
    {"decision", "decision", R"({"candidates":[{"format":"csv","reason":"No commas."},)"
                             R"({"format":"nmea","reason":"Checksums."}],"chosen":"nmea",)"
                             R"("confidence":"certain","nearest":null,"reason":"All agree."})"},
    {"framesDamaged", "frames_damaged", R"({"checksum":5})"},
    {"textCells", "text_cells", "6"},
    {"lastDamage", "last_damage",
     R"({"hex":"24 0A","reason":"checksum","time_utc":"1970-01-01T00:00:04.000000000Z"})"},
    {"textLines", "text_lines", "8"},
    {"textLinesDropped", "text_lines_dropped", "9"},
    {"replay", "replay", R"({"length_ms":60000,"paused":true,"share":0.5,"speed":2})"},
    {"faultText", "faults", R"("random:0.1")"},
};
// clang-format on

ReadTime wallSecond(std::int64_t seconds) {
    return {0, seconds * 1000 * kMs};
}

void fillFaults(DeviceSnapshot& device) {
    device.state = DeviceState::Error;
    device.since = wallSecond(1);
    device.everStarted = true;
    device.lastError = Error{ErrorCode::LinkLost, "Gone."};
    device.lastErrorTime = wallSecond(2);
    device.consecutiveFaults = 3;
    device.openAttempts = 4;
    device.safeCommandText = "OUT 0";
    device.safeReactionNs = kMs / 4;
    device.silenceLimitNs = 700 * kMs;
    device.faultText = "random:0.1";
    device.alarms.emplace_back().name = "full";
}

void fillStream(DeviceSnapshot& device) {
    device.linkText = "ttyUSB0";
    device.formatText = "NMEA 0183";
    device.rateHz = 12.5;
    device.byteRate = 800;
    device.lastSample = wallSecond(3);
    device.lastSequence = 77;
    device.usualIntervalNs = 80 * kMs;
    device.latest = {{6.5, wallSecond(3), 77}};
    device.ledger.bytesRead = 99;
    device.textCells = 6;
    device.textLines = 8;
    device.textLinesDropped = 9;
    device.replay = ReplayStatus{true, 2, 0.5, 60'000 * kMs};
}

void fillDiagnosis(DeviceSnapshot& device) {
    device.rawTail = std::string("\0\xFF\x41", 3);
    device.framesDamaged[DiscardReason::Checksum] = 5;
    device.lastDamage = Damage{DiscardReason::Checksum, wallSecond(4), "$\n"};
    AutoDecision decision;
    decision.chosen = Format::Nmea;
    decision.reason = "All agree.";
    decision.confidence = "certain";
    decision.candidates = {{Format::Csv, "No commas."}, {Format::Nmea, "Checksums."}};
    device.decision = std::make_shared<const AutoDecision>(std::move(decision));
}

/// Adds a device of which every fact is known, each with a value of its own.
void addFullDevice(FakeHub& hub) {
    DeviceSnapshot& device = hub.has("probe");
    fillFaults(device);
    fillStream(device);
    fillDiagnosis(device);
    hub.state.time.steadyNs = 10'000 * kMs;
    device.nextAttemptNs = 11'500 * kMs;
}

QJsonValue at(const QJsonObject& object, const char* path) {
    QJsonValue value = object;
    for (const QString& step : QString::fromLatin1(path).split(QLatin1Char('.'))) {
        bool isIndex = false;
        const int index = step.toInt(&isIndex);
        value = isIndex ? value[index] : value[step];
    }
    return value;
}

QByteArray compact(const QJsonValue& value) {
    if (value.isUndefined()) return "missing";
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

/// The names of the members that the declaration of DeviceSnapshot has.
QStringList declaredFields() {
    QFile header(
        QStringLiteral(TH_SOURCE_DIR "/engine/include/telemetryhub/engine/hub/snapshot.h"));
    if (!header.open(QIODevice::ReadOnly)) return {};
    const QString text = QString::fromUtf8(header.readAll());
    const auto begin = text.indexOf(QLatin1String("struct DeviceSnapshot {"));
    const QString body = text.mid(begin, text.indexOf(QLatin1String("\n};"), begin) - begin);
    static const QRegularExpression kMember(QStringLiteral("^    \\w[^/;=]* (\\w+)(?: = [^;]+)?;"),
                                            QRegularExpression::MultilineOption);
    QStringList names;
    for (auto found = kMember.globalMatch(body); found.hasNext();)
        names << found.next().captured(1);
    return names;
}

}  // namespace

class ApiDeviceTest : public QObject {
    Q_OBJECT

private slots:
    void everyFieldOfADeviceHasItsPlace();
    void theFactsOfADeviceAreTold_data();
    void theFactsOfADeviceAreTold();
    void bytesAndTheDecisionAreToldOfOneDeviceAlone();
    void whatIsNotKnownIsNull();
    void anAttemptThatIsOverdueIsDueNow();
    void everyKeyStandsInTheDescription();
};

void ApiDeviceTest::everyFieldOfADeviceHasItsPlace() {
    QStringList placed;
    for (const Place& place : kPlaces)
        placed << QString::fromLatin1(place.field);

    QCOMPARE(placed, declaredFields());
}

void ApiDeviceTest::theFactsOfADeviceAreTold_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    for (const Place& place : kPlaces)
        QTest::newRow(place.field) << QByteArray(place.path) << QByteArray(place.value);
}

void ApiDeviceTest::theFactsOfADeviceAreTold() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, value);
    const ManualClock clock;
    FakeHub hub;
    addFullDevice(hub);
    ApiBench bench(hub, clock);

    QCOMPARE(compact(at(bench.get("/devices/probe").json(), path.constData())), value);
}

void ApiDeviceTest::bytesAndTheDecisionAreToldOfOneDeviceAlone() {
    const ManualClock clock;
    FakeHub hub;
    addFullDevice(hub);
    ApiBench bench(hub, clock);

    for (const char* target : {"/devices", "/status"}) {
        const QJsonObject device = bench.get(target).json()[QLatin1String("devices")][0].toObject();
        QCOMPARE(compact(at(device, "raw_tail")), QByteArray("missing"));
        QCOMPARE(compact(at(device, "decision")), QByteArray("missing"));
        QCOMPARE(compact(at(device, "last_damage.hex")), QByteArray("missing"));
        QCOMPARE(compact(at(device, "last_damage.reason")), QByteArray(R"("checksum")"));
        QCOMPARE(compact(at(device, "next_attempt_in_ms")), QByteArray("1500"));
    }
}

void ApiDeviceTest::whatIsNotKnownIsNull() {
    const ManualClock clock;
    FakeHub hub;
    hub.has("probe");
    ApiBench bench(hub, clock);
    const QJsonObject device = bench.get("/devices/probe").json();

    for (const char* key :
         {"last_error", "next_attempt_in_ms", "last_sample_utc", "usual_interval_ms",
          "silence_limit_ms", "safe_reaction_ms", "last_damage", "replay", "decision"})
        QVERIFY2(device[QLatin1String(key)].isNull(), key);
    for (const char* key : {"safe_command", "faults", "raw_tail"})
        QCOMPARE(compact(device[QLatin1String(key)]), QByteArray(R"("")"));
}

void ApiDeviceTest::anAttemptThatIsOverdueIsDueNow() {
    const ManualClock clock;
    FakeHub hub;
    addFullDevice(hub);
    hub.state.devices.front().nextAttemptNs = hub.state.time.steadyNs - kMs;
    hub.state.devices.front().replay = ReplayStatus{};
    ApiBench bench(hub, clock);
    const QJsonObject device = bench.get("/devices/probe").json();

    QCOMPARE(compact(at(device, "next_attempt_in_ms")), QByteArray("0"));
    QCOMPARE(compact(at(device, "replay.length_ms")), QByteArray("null"));
}

void ApiDeviceTest::everyKeyStandsInTheDescription() {
    const ManualClock clock;
    FakeHub hub;
    addFullDevice(hub);
    ApiBench bench(hub, clock);
    const QJsonObject described =
        at(bench.get("/openapi.json").json(), "components.schemas.Device").toObject();

    QStringList keys = bench.get("/devices/probe").json().keys();
    QStringList properties = described[QLatin1String("properties")].toObject().keys();
    QCOMPARE(keys, properties);
}

QTEST_GUILESS_MAIN(ApiDeviceTest)
#include "api_device_test.moc"
