// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/access_log.h"

#include <string>
#include <vector>

#include <QtTest>

using namespace telemetryhub::engine;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

AccessRecord recordOf(HttpMethod method, std::string_view path, unsigned status,
                      std::string_view peer = "10.0.0.7") {
    AccessRecord record;
    record.requestId = "r1";
    record.peer = peer;
    record.method = method;
    record.path = path;
    record.status = status;
    record.duration = std::chrono::microseconds(90);
    return record;
}

AccessRecord readOf(std::string_view path) {
    return recordOf(HttpMethod::Get, path, 200);
}

/// A log, and what it wrote.
struct Rig {
    explicit Rig(AccessLevel given) : least(given) {}

    void pass(std::int64_t ns) {
        now += ns;
        log.writeDue(now);
    }
    [[nodiscard]] std::vector<std::string> linesWith(std::string_view text) const {
        std::vector<std::string> found;
        for (const std::string& line : lines)
            if (line.find(text) != std::string::npos) found.push_back(line);
        return found;
    }

    AccessLevel least;
    std::int64_t now = kSecond;
    std::vector<std::string> lines;
    AccessLog log{{[this](AccessLevel level) {
                       return level == AccessLevel::Info || least == AccessLevel::Debug;
                   },
                   [this](AccessLevel, const std::string& line) { lines.push_back(line); }}};
};

QString text(const std::string& line) {
    return QString::fromStdString(line);
}

}  // namespace

class AccessLogTest : public QObject {
    Q_OBJECT

private slots:
    void everyCommandHasItsLineBesideAPollerThatAsksAllTheTime_data();
    void everyCommandHasItsLineBesideAPollerThatAsksAllTheTime();
    void theReadsOfAMinuteAreOneLine();
    void moreKindsOfReadsThanAreToldAreCounted();
    void aRefusalThatIsRepeatedIsToldOnceAndThenCounted();
    void aFloodOfEverNewPathsIsAFewLinesAMinute();
    void aFloodFromEverNewAddressesIsAFewLinesAMinute();
    void everyRequestOfAFloodIsAccountedFor();
    void pushesOfSamplesAreFoldedAndCommandsAreNot();
    void moreCommandsThanAnybodyGivesByHandAreFolded();
    void flushTellsWhatIsCountedBeforeItsMinuteIsOver();
    void nothingIsCountedThatNobodyWants();
};

void AccessLogTest::everyCommandHasItsLineBesideAPollerThatAsksAllTheTime_data() {
    QTest::addColumn<bool>("debug");
    QTest::newRow("info") << false;
    QTest::newRow("debug") << true;
}

void AccessLogTest::everyCommandHasItsLineBesideAPollerThatAsksAllTheTime() {
    QFETCH(bool, debug);
    Rig rig(debug ? AccessLevel::Debug : AccessLevel::Info);

    // 200 reads a second for half a minute, and a command each second.
    for (int i = 0; i < 6'000; ++i) {
        rig.log.write(readOf("/status"), rig.now);
        if (i % 200 == 0)
            rig.log.write(recordOf(HttpMethod::Post, i % 400 == 0 ? "/start" : "/stop", 200),
                          rig.now);
        rig.pass(kSecond / 200);
    }
    rig.log.flush(rig.now);

    QCOMPARE(rig.linesWith("REST POST /start -> 200").size(), std::size_t{15});
    QCOMPARE(rig.linesWith("REST POST /stop -> 200").size(), std::size_t{15});
    QCOMPARE(rig.linesWith("6000 /status").size(), std::size_t{1});
    QVERIFY(rig.lines.size() <= (debug ? 80U : 31U));
}

void AccessLogTest::theReadsOfAMinuteAreOneLine() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 3; ++i)
        rig.log.write(readOf("/status"), rig.now);
    rig.log.write(recordOf(HttpMethod::Head, "/devices/bench", 200, "10.0.0.8"), rig.now);
    AccessRecord slow = readOf("/samples");
    slow.duration = std::chrono::microseconds(5'120);
    rig.log.write(slow, rig.now);

    rig.pass(59 * kSecond);
    QVERIFY(rig.lines.empty() && rig.log.isPending());
    rig.pass(kSecond);

    QCOMPARE(rig.lines.size(), std::size_t{1});
    QCOMPARE(text(rig.lines[0]),
             QStringLiteral("REST 5 reads in 60 s: 3 /status, 1 /devices, 1 /samples; from "
                            "10.0.0.7, 10.0.0.8; slowest /samples in 5120 us"));
    QVERIFY(!rig.log.isPending());
}

void AccessLogTest::moreKindsOfReadsThanAreToldAreCounted() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 100; ++i) {
        const std::string path = "/p" + std::to_string(i);
        const std::string peer = "10.0.0." + std::to_string(i);
        rig.log.write(recordOf(HttpMethod::Get, path, 200, peer), rig.now);
    }

    rig.pass(60 * kSecond);

    QCOMPARE(rig.lines.size(), std::size_t{1});
    QVERIFY(text(rig.lines[0]).contains(QLatin1String("REST 100 reads in 60 s")));
    QVERIFY(text(rig.lines[0]).contains(QLatin1String(", 88 of other paths; ")));
    QVERIFY(text(rig.lines[0]).contains(QLatin1String(", 92 from others; ")));
}

void AccessLogTest::aRefusalThatIsRepeatedIsToldOnceAndThenCounted() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 240; ++i) {
        rig.log.write(recordOf(HttpMethod::Get, "/status", 401), rig.now);
        rig.pass(kSecond / 4);
    }

    QCOMPARE(rig.lines.size(), std::size_t{2});
    QCOMPARE(text(rig.lines[0]),
             QStringLiteral("REST GET /status -> 401 in 90 us, from 10.0.0.7, request r1"));
    QCOMPARE(text(rig.lines[1]),
             QStringLiteral("REST GET /status -> 401, from 10.0.0.7: repeated 239 times in 60 s, "
                            "slowest in 90 us"));
    rig.log.write(recordOf(HttpMethod::Get, "/status", 401), rig.now);
    QCOMPARE(rig.lines.size(), std::size_t{3});
}

void AccessLogTest::aFloodOfEverNewPathsIsAFewLinesAMinute() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 10'000; ++i) {
        const std::string path = "/guess" + std::to_string(i);
        rig.log.write(recordOf(HttpMethod::Get, path, 404), rig.now);
    }
    rig.pass(60 * kSecond);

    QCOMPARE(rig.lines.size(), RepeatedRequests::kMaxOfPeer + 2);
    QCOMPARE(text(rig.lines.back()),
             QStringLiteral("REST GET (other paths) -> 404, from 10.0.0.7: repeated 9991 times in "
                            "60 s, slowest in 90 us"));
}

void AccessLogTest::aFloodFromEverNewAddressesIsAFewLinesAMinute() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 10'000; ++i) {
        const std::string peer = "fd00::" + std::to_string(i) + "/64";
        rig.log.write(recordOf(HttpMethod::Get, "/status", 401, peer), rig.now);
    }
    rig.pass(60 * kSecond);

    QCOMPARE(rig.lines.size(), RepeatedRequests::kMaxKinds + 2);
    QVERIFY(text(rig.lines.back())
                .contains(QLatin1String("from (other addresses): repeated 9935 times")));
}

void AccessLogTest::everyRequestOfAFloodIsAccountedFor() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 3'000; ++i) {
        const std::string path = "/p" + std::to_string(i % 300);
        const std::string peer = "10.0.0." + std::to_string(i % 70);
        rig.log.write(recordOf(i % 2 == 0 ? HttpMethod::Get : HttpMethod::Post, path,
                               400 + static_cast<unsigned>(i % 5), peer),
                      rig.now);
        rig.pass(kSecond / 10);
    }
    rig.log.flush(rig.now);

    std::size_t told = 0;
    for (const std::string& line : rig.lines) {
        constexpr std::string_view kRepeated = ": repeated ";
        const std::size_t at = line.find(kRepeated);
        told += at == std::string::npos ? 1 : std::stoul(line.substr(at + kRepeated.size()));
    }
    QCOMPARE(told, std::size_t{3'000});
}

void AccessLogTest::pushesOfSamplesAreFoldedAndCommandsAreNot() {
    Rig rig(AccessLevel::Info);
    AccessRecord push = recordOf(HttpMethod::Post, "/telemetry", 200);
    push.carriesData = true;
    for (int i = 0; i < 100; ++i) {
        rig.log.write(push, rig.now);
        rig.log.write(recordOf(HttpMethod::Delete, "/devices/x", 200), rig.now);
    }
    rig.pass(60 * kSecond);

    QCOMPARE(rig.linesWith("REST POST /telemetry -> 200").size(), std::size_t{2});
    QVERIFY(text(rig.lines.back()).contains(QLatin1String("repeated 99 times in 60 s")));
    QCOMPARE(rig.linesWith("REST DELETE /devices/x -> 200").size(), std::size_t{100});
}

void AccessLogTest::moreCommandsThanAnybodyGivesByHandAreFolded() {
    Rig rig(AccessLevel::Info);
    for (int i = 0; i < 1'000; ++i)
        rig.log.write(recordOf(HttpMethod::Post, "/start", 200), rig.now);
    rig.pass(60 * kSecond);

    QCOMPARE(rig.lines.size(), std::size_t{202});
    QVERIFY(text(rig.lines.back()).contains(QLatin1String("repeated 799 times in 60 s")));
}

void AccessLogTest::flushTellsWhatIsCountedBeforeItsMinuteIsOver() {
    Rig rig(AccessLevel::Info);
    rig.log.write(readOf("/status"), rig.now);
    rig.log.write(recordOf(HttpMethod::Get, "/x", 404), rig.now);
    rig.log.write(recordOf(HttpMethod::Get, "/x", 404), rig.now);

    rig.log.flush(rig.now + 7 * kSecond);

    QCOMPARE(rig.lines.size(), std::size_t{3});
    QVERIFY(text(rig.lines[1]).startsWith(QLatin1String("REST 1 reads in 7 s: 1 /status")));
    QVERIFY(text(rig.lines[2]).contains(QLatin1String("repeated 1 times in 7 s")));
    QVERIFY(!rig.log.isPending());
}

void AccessLogTest::nothingIsCountedThatNobodyWants() {
    AccessLog log({[](AccessLevel) { return false; },
                   [](AccessLevel, const std::string&) { QFAIL("a line that nobody wants"); }});

    log.write(readOf("/status"), kSecond);
    log.write(recordOf(HttpMethod::Post, "/start", 200), kSecond);

    QVERIFY(!log.isPending());
}

QTEST_APPLESS_MAIN(AccessLogTest)
#include "access_log_test.moc"
