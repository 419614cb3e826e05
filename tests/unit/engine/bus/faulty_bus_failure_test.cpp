// SPDX-License-Identifier: GPL-3.0-or-later
#include "faulty_bus_bench.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {

class FaultyBusFailureTest : public QObject {
    Q_OBJECT

private slots:
    void aFaultComesAfterEverySoManySamples();
    void noLineComesAfterTheOneThatFailed();
    void theFirstOpeningsFailAndThenAllIsGood();
    void whatAFailingOpeningSendsIsNotRead();
    void aChanceOfOneFailsBeforeAnySample();
    void theChanceOfASampleIsTheOneAsked();
    void aFaultIsNeverReportedInsideACall();
    void aFaultOnRequestComesOnce();
    void inASilenceBytesAreLost();
    void anUnpluggedLinkIsAbsentUntilItReturns();
    void aSilentUnpluggedLinkIsNoticed();
    void anotherPlanTakesEffectAtOnce();
};

void FaultyBusFailureTest::aFaultComesAfterEverySoManySamples() {
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

void FaultyBusFailureTest::noLineComesAfterTheOneThatFailed() {
    FaultPlan plan;
    plan.deterministic = 3;
    FaultBench bench(plan);
    QVERIFY(bench.bus.open());

    bench.send("1\n2\n3\n4\n5\n");

    QCOMPARE(bench.listener.bytes, std::string("1\n2\n3\n"));
    QCOMPARE(bench.listener.failures.size(), std::size_t{1});
}

void FaultyBusFailureTest::theFirstOpeningsFailAndThenAllIsGood() {
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

void FaultyBusFailureTest::whatAFailingOpeningSendsIsNotRead() {
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

void FaultyBusFailureTest::aChanceOfOneFailsBeforeAnySample() {
    FaultBench bench(planWith(&FaultPlan::random, 1));

    for (std::size_t i = 1; i <= 3; ++i) {
        QVERIFY(bench.bus.open());
        bench.send("1\n");
        QTRY_COMPARE(bench.listener.failures.size(), i);
    }

    QVERIFY(bench.listener.bytes.empty());
}

void FaultyBusFailureTest::theChanceOfASampleIsTheOneAsked() {
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

void FaultyBusFailureTest::aFaultIsNeverReportedInsideACall() {
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

void FaultyBusFailureTest::aFaultOnRequestComesOnce() {
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

void FaultyBusFailureTest::inASilenceBytesAreLost() {
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

void FaultyBusFailureTest::anUnpluggedLinkIsAbsentUntilItReturns() {
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

void FaultyBusFailureTest::aSilentUnpluggedLinkIsNoticed() {
    FaultBench bench(withUnplug());
    QVERIFY(bench.bus.open());

    bench.clock.advance(5s);

    QTRY_COMPARE(bench.listener.failures.size(), std::size_t{1});
    QCOMPARE(bench.listener.failures.front().code, ErrorCode::LinkLost);
}

void FaultyBusFailureTest::anotherPlanTakesEffectAtOnce() {
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

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FaultyBusFailureTest)
#include "faulty_bus_failure_test.moc"
