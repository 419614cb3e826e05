// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/faulty_bus.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/patient_qtest.h"

Q_DECLARE_METATYPE(telemetryhub::engine::FaultPlan)

namespace telemetryhub::engine {

namespace {

using namespace std::chrono_literals;

/// A bus that does what the test says.
class ScriptedBus final : public Bus {
public:
    explicit ScriptedBus(BusListener& busListener) : listener(busListener) {}
    Result<void> open() override {
        ++openCount;
        if (openError) return *openError;
        opened = true;
        paused = false;
        return {};
    }
    void close() override { opened = false; }
    [[nodiscard]] bool isOpen() const override { return opened; }
    Result<void> write(std::string_view bytes) override {
        written += bytes;
        return {};
    }
    void setPaused(bool pause) override { paused = pause; }
    [[nodiscard]] bool startsAtBoundary() const override { return boundary; }
    [[nodiscard]] std::string description() const override { return "rig"; }

    BusListener& listener;
    std::optional<Error> openError;
    std::string written;
    int openCount = 0;
    bool opened = false;
    bool paused = false;
    bool boundary = true;
};

/// Takes what comes, tells the bus of a sample a line, and may react.
class LineListener final : public BusListener {
public:
    void bytesRead(std::string_view chunk, const ReadTime& time) override {
        lastView = chunk.data();
        bytes += chunk;
        times.push_back(time);
        const auto lines = std::count(chunk.begin(), chunk.end(), '\n');
        if (bus) bus->samplesDecoded(static_cast<std::uint64_t>(lines));
        if (onBytes) onBytes();
    }
    void busFailed(const Error& error) override {
        failures.push_back(error);
        if (onFailure) onFailure();
    }
    void busFinished() override { ++finished; }

    FaultyBus* bus = nullptr;
    const char* lastView = nullptr;
    std::string bytes;
    std::vector<ReadTime> times;
    std::vector<Error> failures;
    int finished = 0;
    std::function<void()> onBytes;
    std::function<void()> onFailure;
};

struct FaultBench {
    explicit FaultBench(const FaultPlan& plan)
        : bus(
              [this](BusListener& between) {
                  auto made = std::make_unique<ScriptedBus>(between);
                  wire = made.get();
                  return made;
              },
              plan, listener, clock) {
        listener.bus = &bus;
    }
    void send(std::string_view bytes) { wire->listener.bytesRead(bytes, clock.now()); }
    /// Sends as long as the bus is open; the number of lines that went out.
    int sendLines(int count) {
        int sent = 0;
        for (; sent < count && bus.isOpen(); ++sent)
            send(std::to_string(sent) + "\n");
        return sent;
    }
    [[nodiscard]] int lines() const {
        return static_cast<int>(std::count(listener.bytes.begin(), listener.bytes.end(), '\n'));
    }

    ManualClock clock;
    LineListener listener;
    ScriptedBus* wire = nullptr;
    FaultyBus bus;
};

std::string feedText(std::size_t lines) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i)
        text += std::to_string(i) + ",1.25,-3.5,some text\n";
    return text;
}

/// What arrives of `bytes` when they come in chunks of `chunkBytes`.
std::string arrived(const FaultPlan& plan, std::string_view bytes, std::size_t chunkBytes) {
    FaultBench bench(plan);
    if (!bench.bus.open()) return {};
    for (; !bytes.empty(); bytes.remove_prefix(std::min(chunkBytes, bytes.size())))
        bench.send(bytes.substr(0, chunkBytes));
    return bench.listener.bytes;
}

FaultPlan planWith(double FaultPlan::*share, double value) {
    FaultPlan plan;
    plan.*share = value;
    return plan;
}

FaultPlan withUnplug() {
    FaultPlan plan;
    plan.unplug = {5s, 2s};
    return plan;
}

FaultPlan withDelay(std::chrono::milliseconds delay) {
    FaultPlan plan;
    plan.delay = delay;
    return plan;
}

const Error kWireError{ErrorCode::ReadFailed, "The read failed."};

}  // namespace

class FaultyBusTest : public QObject {
    Q_OBJECT

private slots:
    void anEmptyPlanChangesNothing();
    void theSameBytesComeHoweverTheyAreCut_data();
    void theSameBytesComeHoweverTheyAreCut();
    void aSeedRepeatsAndAnotherOneDiffers_data() { theSameBytesComeHoweverTheyAreCut_data(); }
    void aSeedRepeatsAndAnotherOneDiffers();
    void eachOpeningDrawsOtherPlaces();
    void theShareOfBytesIsTheOneAsked_data();
    void theShareOfBytesIsTheOneAsked();
    void bytesAreLostAndSmearedInRuns();
    void aTruncatedLineKeepsItsHead();
    void aStreamWithoutLineEndsIsNotTruncatedForEver();
    void aFlippedByteDiffersInOneBit();
    void aFaultComesAfterEverySoManySamples();
    void noLineComesAfterTheOneThatFailed();
    void theFirstOpeningsFailAndThenAllIsGood();
    void whatAFailingOpeningSendsIsNotRead();
    void aChanceOfOneFailsBeforeAnySample();
    void theChanceOfASampleIsTheOneAsked();
    void aFaultIsNeverReportedInsideACall();
    void aFaultOnRequestComesOnce();
    void bytesOnTheirWayComeLaterAndInOrder();
    void bytesOnTheirWayAreBounded();
    void bytesOnTheirWayAreLostWithTheOpening();
    void nothingComesWhilePausedAndNothingIsMissing();
    void anEndWaitsForTheBytesBeforeIt();
    void aRealFailureComesAfterTheBytesBeforeIt();
    void inASilenceBytesAreLost();
    void anUnpluggedLinkIsAbsentUntilItReturns();
    void aSilentUnpluggedLinkIsNoticed();
    void anotherPlanTakesEffectAtOnce();
    void endingARehearsalHandsOverWhatIsOnItsWay();
    void theListenerMayCloseAndOpenInsideACall();
    void theBusMayGoWithBytesOnTheirWay();
};

void FaultyBusTest::anEmptyPlanChangesNothing() {
    FaultBench bench{FaultPlan{}};
    QVERIFY(bench.bus.open());
    const std::string chunk = "1,2\n3,";

    bench.send(chunk);
    QCOMPARE(static_cast<const void*>(bench.listener.lastView),
             static_cast<const void*>(chunk.data()));
    QCOMPARE(bench.listener.times.back(), bench.clock.now());
    QVERIFY(bench.bus.write("GET\n"));
    bench.bus.setPaused(true);
    QVERIFY(bench.wire->paused);
    bench.bus.setPaused(false);
    QVERIFY(!bench.wire->paused);
    bench.wire->boundary = false;
    QVERIFY(!bench.bus.startsAtBoundary());
    bench.wire->listener.busFailed(kWireError);

    QCOMPARE(bench.wire->written, std::string("GET\n"));
    QCOMPARE(bench.bus.description(), std::string("rig"));
    QCOMPARE(bench.listener.bytes, chunk);
    QVERIFY(bench.listener.failures == std::vector<Error>{kWireError});
    QVERIFY(!bench.bus.isOpen());
    bench.wire->openError = kWireError;
    QCOMPARE(bench.bus.open().error(), kWireError);
    bench.wire->openError.reset();
    QVERIFY(bench.bus.open());
    bench.wire->listener.busFinished();
    QCOMPARE(bench.listener.finished, 1);
    QVERIFY(!bench.bus.isOpen());
}

void FaultyBusTest::theSameBytesComeHoweverTheyAreCut_data() {
    QTest::addColumn<FaultPlan>("plan");
    QTest::newRow("drop") << planWith(&FaultPlan::drop, 0.02);
    QTest::newRow("truncate") << planWith(&FaultPlan::truncate, 0.05);
    QTest::newRow("flip") << planWith(&FaultPlan::flip, 0.01);
    QTest::newRow("garbage") << planWith(&FaultPlan::garbage, 0.05);
    FaultPlan all = planWith(&FaultPlan::drop, 0.02);
    all.truncate = all.garbage = 0.05;
    all.flip = 0.01;
    QTest::newRow("all") << all;
}

void FaultyBusTest::theSameBytesComeHoweverTheyAreCut() {
    QFETCH(FaultPlan, plan);
    const std::string sent = feedText(1000);

    const std::string whole = arrived(plan, sent, sent.size());

    QVERIFY(whole != sent);
    for (const std::size_t chunk : {1U, 7U, 16U, 63U, 64U, 1000U, 4096U})
        QVERIFY2(arrived(plan, sent, chunk) == whole, std::to_string(chunk).c_str());
}

void FaultyBusTest::aSeedRepeatsAndAnotherOneDiffers() {
    QFETCH(FaultPlan, plan);
    const std::string sent = feedText(1000);
    FaultPlan other = plan;
    other.seed = 2;

    QVERIFY(arrived(plan, sent, 100) == arrived(plan, sent, 100));
    QVERIFY(arrived(plan, sent, 100) != arrived(other, sent, 100));
}

void FaultyBusTest::eachOpeningDrawsOtherPlaces() {
    const std::string sent = feedText(1000);
    FaultBench bench(planWith(&FaultPlan::drop, 0.02));
    std::vector<std::string> openings;

    for (int i = 0; i < 2; ++i) {
        QVERIFY(bench.bus.open());
        bench.send(sent);
        openings.push_back(std::exchange(bench.listener.bytes, {}));
        bench.bus.close();
    }

    QVERIFY(openings[0] != openings[1]);
}

void FaultyBusTest::theShareOfBytesIsTheOneAsked_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("share");
    for (const char* kind : {"drop", "garbage", "flip"})
        for (const double share : {0.001, 0.01, 0.5, 1.0})
            QTest::addRow("%s %g", kind, share) << QString::fromLatin1(kind) << share;
}

void FaultyBusTest::theShareOfBytesIsTheOneAsked() {
    QFETCH(QString, kind);
    QFETCH(double, share);
    const bool isDrop = kind == QStringLiteral("drop");
    const auto member = isDrop                              ? &FaultPlan::drop
                        : kind == QStringLiteral("garbage") ? &FaultPlan::garbage
                                                            : &FaultPlan::flip;
    constexpr std::size_t kBytes = 1'000'000;
    const std::string sent(kBytes, 'x');

    const std::string got = arrived(planWith(member, share), sent, 4096);

    const auto kept = static_cast<double>(std::count(got.begin(), got.end(), 'x'));
    const double hit = 1 - kept / static_cast<double>(kBytes);
    QCOMPARE(got.size() == kBytes, !isDrop);
    QVERIFY2(std::abs(hit - share) <= 0.1 * share + 0.0005, std::to_string(hit).c_str());
}

void FaultyBusTest::bytesAreLostAndSmearedInRuns() {
    std::string sent;
    for (int i = 0; i < 10'000; ++i)
        sent += QByteArray::number(i).rightJustified(16, '.').toStdString();

    const std::string kept = arrived(planWith(&FaultPlan::drop, 0.5), sent, 100);
    const std::string smeared = arrived(planWith(&FaultPlan::garbage, 0.5), sent, 100);

    std::size_t at = 0;
    for (std::size_t run = 0; run < sent.size(); run += 16)
        if (kept.compare(at, 16, sent, run, 16) == 0) at += 16;
    QCOMPARE(at, kept.size());
    QCOMPARE(smeared.size(), sent.size());
    int clean = 0;
    for (std::size_t run = 0; run < sent.size(); run += 64)
        clean += smeared.compare(run, 64, sent, run, 64) == 0 ? 1 : 0;
    QVERIFY2(clean > 1000 && clean < 1500, std::to_string(clean).c_str());
}

void FaultyBusTest::aTruncatedLineKeepsItsHead() {
    const std::string line = "abcdefghijklmnopqrstuvwxyz0123456789\n";

    const std::string one = arrived(planWith(&FaultPlan::truncate, 1), line, 5);

    QVERIFY(one.size() < 24);
    QCOMPARE(one, line.substr(0, one.size()));
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += line;
    const std::string got = arrived(planWith(&FaultPlan::truncate, 0.1), many, 4096);
    const auto ends = std::count(got.begin(), got.end(), '\n');
    QVERIFY2(ends > 8800 && ends < 9200, std::to_string(ends).c_str());
}

void FaultyBusTest::aStreamWithoutLineEndsIsNotTruncatedForEver() {
    const std::string sent(256'000, 'x');

    const std::string got = arrived(planWith(&FaultPlan::truncate, 0.1), sent, 4096);

    QVERIFY(got.size() > 200'000);
    QVERIFY(got.size() < sent.size());
}

void FaultyBusTest::aFlippedByteDiffersInOneBit() {
    const std::string sent = feedText(100);

    const std::string got = arrived(planWith(&FaultPlan::flip, 1), sent, 10);

    QCOMPARE(got.size(), sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto bits = static_cast<unsigned char>(sent[i] ^ got[i]);
        QCOMPARE(std::popcount(bits), 1);
    }
}

void FaultyBusTest::aFaultComesAfterEverySoManySamples() {
    FaultPlan plan;
    plan.deterministic = 10;
    FaultBench bench(plan);

    for (int opening = 1; opening <= 3; ++opening) {
        QVERIFY(bench.bus.open());
        QCOMPARE(bench.sendLines(100), 10);
        QCOMPARE(bench.listener.failures.size(), static_cast<std::size_t>(opening));
    }

    QCOMPARE(bench.listener.failures.back().code, ErrorCode::InjectedFault);
    QVERIFY(!bench.wire->opened);
    // What was counted before a stop goes on counting.
    QVERIFY(bench.bus.open());
    QCOMPARE(bench.sendLines(4), 4);
    bench.bus.close();
    QVERIFY(bench.bus.open());
    QCOMPARE(bench.sendLines(100), 6);
}

void FaultyBusTest::noLineComesAfterTheOneThatFailed() {
    FaultPlan plan;
    plan.deterministic = 3;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());

    bench.send("1\n2\n3\n4\n5\n");

    QCOMPARE(bench.listener.bytes, std::string("1\n2\n3\n"));
    QCOMPARE(bench.listener.failures.size(), std::size_t{1});
}

void FaultyBusTest::theFirstOpeningsFailAndThenAllIsGood() {
    FaultPlan plan;
    plan.intermittent = 3;
    FaultBench bench(plan);

    for (std::size_t i = 1; i <= 3; ++i) {
        QVERIFY(bench.bus.open());
        QTRY_COMPARE(bench.listener.failures.size(), i);
        QVERIFY(!bench.bus.isOpen());
    }
    QVERIFY(bench.bus.open());
    QCOMPARE(bench.sendLines(1000), 1000);

    QCOMPARE(bench.lines(), 1000);
    QCOMPARE(bench.listener.failures.size(), std::size_t{3});
    for (const Error& error : bench.listener.failures)
        QCOMPARE(error.code, ErrorCode::InjectedFault);
}

void FaultyBusTest::whatAFailingOpeningSendsIsNotRead() {
    FaultPlan plan;
    plan.intermittent = 1;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());

    bench.send("1\n");

    QVERIFY(bench.listener.bytes.empty());
    // An opening that is closed before it failed did not fail.
    bench.bus.close();
    QVERIFY(bench.bus.open());
    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});
}

void FaultyBusTest::aChanceOfOneFailsBeforeAnySample() {
    FaultBench bench(planWith(&FaultPlan::random, 1));

    for (std::size_t i = 1; i <= 3; ++i) {
        QVERIFY(bench.bus.open());
        bench.send("1\n");
        QTRY_COMPARE(bench.listener.failures.size(), i);
    }

    QVERIFY(bench.listener.bytes.empty());
}

void FaultyBusTest::theChanceOfASampleIsTheOneAsked() {
    FaultBench bench(planWith(&FaultPlan::random, 0.01));
    int openings = 0;

    // The openings that fail at once do so from the event loop and take no sample.
    for (; bench.lines() < 20'000; ++openings) {
        QVERIFY(bench.bus.open());
        bench.sendLines(20'000);
        bench.bus.close();
    }

    QVERIFY2(openings > 150 && openings < 260, std::to_string(openings).c_str());
}

void FaultyBusTest::aFaultIsNeverReportedInsideACall() {
    FaultPlan plan = withUnplug();
    plan.intermittent = 5;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());
    QVERIFY(bench.bus.write("x"));
    bench.bus.setPaused(true);
    bench.bus.setPaused(false);
    bench.bus.failNow();
    bench.bus.setPlan(plan);
    bench.bus.close();

    QVERIFY(bench.listener.failures.empty());
    QTest::qWait(5);
    QVERIFY(bench.listener.failures.empty());
}

void FaultyBusTest::aFaultOnRequestComesOnce() {
    FaultBench bench{FaultPlan{}};
    bench.bus.failNow();
    QVERIFY(bench.bus.open());
    QTest::qWait(5);
    QVERIFY(bench.listener.failures.empty());

    bench.bus.failNow();
    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});

    QCOMPARE(bench.listener.failures.front().code, ErrorCode::InjectedFault);
    QVERIFY(bench.bus.open());
    QCOMPARE(bench.sendLines(100), 100);
    QTest::qWait(5);
    QCOMPARE(bench.listener.failures.size(), std::size_t{1});
}

void FaultyBusTest::bytesOnTheirWayComeLaterAndInOrder() {
    FaultBench bench(withDelay(200ms));
    QVERIFY(bench.bus.open());

    bench.send("first,");
    bench.clock.advance(150ms);
    bench.send("second");
    QVERIFY(bench.listener.bytes.empty());
    bench.clock.advance(50ms);
    QTRY_COMPARE(bench.listener.bytes, std::string("first,"));

    QCOMPARE(bench.listener.times.back(), bench.clock.now());
    bench.clock.advance(150ms);
    QTRY_COMPARE(bench.listener.bytes, std::string("first,second"));
}

void FaultyBusTest::bytesOnTheirWayAreBounded() {
    FaultBench bench(withDelay(1s));
    QVERIFY(bench.bus.open());
    std::string sent;

    while (!bench.wire->paused) {
        const std::string chunk(1000, static_cast<char>('a' + sent.size() / 1000 % 26));
        bench.send(chunk);
        sent += chunk;
        QVERIFY(sent.size() < FaultyBus::kHeldBytes + 1000);
    }
    QVERIFY(sent.size() >= FaultyBus::kHeldBytes);
    bench.clock.advance(1s);

    QTRY_VERIFY(bench.listener.bytes == sent);
    QVERIFY(!bench.wire->paused);
}

void FaultyBusTest::bytesOnTheirWayAreLostWithTheOpening() {
    FaultBench bench(withDelay(100ms));
    QVERIFY(bench.bus.open());
    bench.send("earlier");

    bench.bus.close();
    QVERIFY(bench.bus.open());
    bench.clock.advance(60ms);
    bench.send("later");
    bench.clock.advance(60ms);
    QTest::qWait(20);
    QVERIFY(bench.listener.bytes.empty());
    bench.clock.advance(60ms);

    QTRY_COMPARE(bench.listener.bytes, std::string("later"));
}

void FaultyBusTest::nothingComesWhilePausedAndNothingIsMissing() {
    FaultPlan plan = withDelay(10ms);
    plan.deterministic = 1000;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());
    bench.listener.onBytes = [&bench] { bench.bus.setPaused(true); };

    bench.send("1\n2\n3\n");
    bench.clock.advance(10ms);
    QTRY_COMPARE(bench.listener.bytes, std::string("1\n"));
    QVERIFY(bench.wire->paused);
    QTest::qWait(30);
    QCOMPARE(bench.listener.bytes, std::string("1\n"));
    bench.listener.onBytes = nullptr;
    bench.bus.setPaused(false);
    QCOMPARE(bench.listener.bytes, std::string("1\n"));

    QTRY_COMPARE(bench.listener.bytes, std::string("1\n2\n3\n"));
    QVERIFY(!bench.wire->paused);
}

void FaultyBusTest::anEndWaitsForTheBytesBeforeIt() {
    FaultBench bench(withDelay(100ms));
    QVERIFY(bench.bus.open());
    bench.send("last");
    bench.bus.setPaused(true);

    bench.wire->opened = false;
    bench.wire->listener.busFinished();
    QTest::qWait(5);
    QCOMPARE(bench.listener.finished, 0);
    QVERIFY(bench.bus.isOpen());
    bench.bus.setPaused(false);

    QTRY_COMPARE(bench.listener.finished, 1);
    QCOMPARE(bench.listener.bytes, std::string("last"));
    QVERIFY(!bench.bus.isOpen());
}

void FaultyBusTest::aRealFailureComesAfterTheBytesBeforeIt() {
    FaultBench bench(withDelay(100ms));
    QVERIFY(bench.bus.open());
    bench.send("last");

    bench.wire->listener.busFailed(kWireError);

    QCOMPARE(bench.listener.bytes, std::string("last"));
    QVERIFY(bench.listener.failures == std::vector<Error>{kWireError});
}

void FaultyBusTest::inASilenceBytesAreLost() {
    FaultPlan plan;
    plan.silence = {10s, 3s};
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());

    for (int second = 0; second < 30; ++second) {
        bench.send(std::to_string(second) + ' ');
        bench.clock.advance(1s);
    }

    QCOMPARE(bench.listener.bytes, std::string("0 1 2 3 4 5 6 7 8 9 13 14 15 16 17 18 19 20 21 22 "
                                               "26 27 28 29 "));
    // It goes on when the bus is opened again meanwhile.
    bench.clock.advance(6s);
    bench.bus.close();
    QVERIFY(bench.bus.open());
    bench.send("36 ");
    QVERIFY(!bench.listener.bytes.ends_with("36 "));
}

void FaultyBusTest::anUnpluggedLinkIsAbsentUntilItReturns() {
    FaultBench bench(withUnplug());
    QVERIFY(bench.bus.open());
    bench.clock.advance(4999ms);
    bench.send("before ");
    bench.clock.advance(1ms);

    bench.send("lost");
    QCOMPARE(bench.listener.failures.size(), std::size_t{1});
    QCOMPARE(bench.listener.failures.front().code, ErrorCode::LinkLost);
    QVERIFY(!bench.wire->opened);
    QCOMPARE(bench.bus.open().error().code, ErrorCode::PortAbsent);
    bench.clock.advance(1999ms);
    QCOMPARE(bench.bus.open().error().code, ErrorCode::PortAbsent);
    QCOMPARE(bench.wire->openCount, 1);
    bench.clock.advance(1ms);
    QVERIFY(bench.bus.open());
    bench.send("after");

    QCOMPARE(bench.listener.bytes, std::string("before after"));
}

void FaultyBusTest::aSilentUnpluggedLinkIsNoticed() {
    FaultBench bench(withUnplug());
    QVERIFY(bench.bus.open());

    bench.clock.advance(5s);

    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});
    QCOMPARE(bench.listener.failures.front().code, ErrorCode::LinkLost);
}

void FaultyBusTest::anotherPlanTakesEffectAtOnce() {
    FaultBench bench{FaultPlan{}};
    QVERIFY(bench.bus.open());
    FaultPlan plan;
    plan.intermittent = 2;

    bench.bus.setPlan(plan);
    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});
    QVERIFY(bench.bus.open());
    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{2});
    QVERIFY(bench.bus.open());
    bench.bus.setPlan(planWith(&FaultPlan::drop, 1));
    bench.send("lost");
    bench.bus.setPlan({});
    bench.send("kept");

    QCOMPARE(bench.listener.bytes, std::string("kept"));
    QTest::qWait(5);
    QCOMPARE(bench.listener.failures.size(), std::size_t{2});
}

void FaultyBusTest::endingARehearsalHandsOverWhatIsOnItsWay() {
    FaultBench bench(withDelay(1h));
    QVERIFY(bench.bus.open());
    bench.send("1,");
    bench.clock.advance(1ms);
    bench.send("2,");

    bench.bus.setPlan({});
    QVERIFY(bench.listener.bytes.empty());
    bench.send("3");

    QTRY_COMPARE(bench.listener.bytes, std::string("1,2,3"));
}

void FaultyBusTest::theListenerMayCloseAndOpenInsideACall() {
    FaultPlan plan;
    plan.deterministic = 1000;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());
    bench.listener.onBytes = [&bench] {
        bench.bus.close();
        QVERIFY(bench.bus.open());
    };

    bench.send("1\n2\n3\n");
    QTest::qWait(5);
    QCOMPARE(bench.listener.bytes, std::string("1\n"));
    QVERIFY(bench.bus.isOpen());
    bench.listener.onBytes = nullptr;
    bench.listener.onFailure = [&bench] { QVERIFY(bench.bus.open()); };
    bench.bus.failNow();
    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});

    QVERIFY(bench.bus.isOpen());
    bench.send("4\n");
    QCOMPARE(bench.listener.bytes, std::string("1\n4\n"));
}

void FaultyBusTest::theBusMayGoWithBytesOnTheirWay() {
    LineListener listener;
    const ManualClock clock;
    ScriptedBus* wire = nullptr;
    auto bus = std::make_unique<FaultyBus>(
        [&wire](BusListener& between) {
            auto made = std::make_unique<ScriptedBus>(between);
            wire = made.get();
            return made;
        },
        withDelay(10ms), listener, clock);
    QVERIFY(bus->open());
    wire->listener.bytesRead("late", clock.now());

    bus.reset();
    QTest::qWait(20);

    QVERIFY(listener.bytes.empty());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FaultyBusTest)
#include "faulty_bus_test.moc"
