// SPDX-License-Identifier: GPL-3.0-or-later
#include "faulty_bus_bench.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

class FaultyBusDelayTest : public QObject {
    Q_OBJECT

private slots:
    void bytesOnTheirWayComeLaterAndInOrder();
    void bytesOnTheirWayAreBounded();
    void bytesOnTheirWayAreLostWithTheOpening();
    void nothingComesWhilePausedAndNothingIsMissing();
    void anEndWaitsForTheBytesBeforeIt();
    void aRealFailureComesAfterTheBytesBeforeIt();
    void endingARehearsalHandsOverWhatIsOnItsWay();
    void theListenerMayCloseAndOpenInsideACall();
    void theBusMayGoWithBytesOnTheirWay();
};

void FaultyBusDelayTest::bytesOnTheirWayComeLaterAndInOrder() {
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

void FaultyBusDelayTest::bytesOnTheirWayAreBounded() {
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

void FaultyBusDelayTest::bytesOnTheirWayAreLostWithTheOpening() {
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

void FaultyBusDelayTest::nothingComesWhilePausedAndNothingIsMissing() {
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

void FaultyBusDelayTest::anEndWaitsForTheBytesBeforeIt() {
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

void FaultyBusDelayTest::aRealFailureComesAfterTheBytesBeforeIt() {
    FaultBench bench(withDelay(100ms));
    QVERIFY(bench.bus.open());
    bench.send("last");

    bench.wire->listener.busFailed(kWireError);

    QCOMPARE(bench.listener.bytes, std::string("last"));
    QVERIFY(bench.listener.failures == std::vector<Error>{kWireError});
}

void FaultyBusDelayTest::endingARehearsalHandsOverWhatIsOnItsWay() {
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

void FaultyBusDelayTest::theListenerMayCloseAndOpenInsideACall() {
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

void FaultyBusDelayTest::theBusMayGoWithBytesOnTheirWay() {
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

QTEST_GUILESS_MAIN(telemetryhub::engine::FaultyBusDelayTest)
#include "faulty_bus_delay_test.moc"
