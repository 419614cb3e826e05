// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/worker_pool.h"

#include <algorithm>

#include "pipeline_fixture.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

class WorkerPoolTest : public QObject {
    Q_OBJECT

private slots:
    void thePoolFitsTheMachine();
    void everyBlockIsProcessedInOrderAndCounted();
    void stoppingDrainsWhatWaits();
    void aJobAnswersThroughItsFuture();
    void aLongJobDoesNotHoldUpTheStream();
};

void WorkerPoolTest::thePoolFitsTheMachine() {
    QVERIFY(WorkerPool::defaultThreadCount() >= 1);
    QVERIFY(WorkerPool::defaultThreadCount() <= 4);
}

void WorkerPoolTest::everyBlockIsProcessedInOrderAndCounted() {
    BlockPool blocks;
    const SystemClock clock;
    BoundedQueue queue(10'000);
    TestLane one(queue, blocks, Overflow::RejectNewest, 1);
    TestLane two(queue, blocks, Overflow::RejectNewest, 2);
    WorkerPool pool(queue, 3, clock);

    for (int i = 0; i < 2'000; ++i) {
        (void)one.offer();
        (void)two.offer();
    }
    pool.drainAndStop();

    const WorkerStats stats = pool.stats();
    QCOMPARE(stats.threads, std::size_t{3});
    QCOMPARE(stats.jobsProcessed, std::uint64_t{4'000});
    QVERIFY(stats.averageMs > 0);
    QVERIFY(stats.p99Ms >= stats.p50Ms);
    QCOMPARE(one.processor->sequences.size(), std::size_t{2'000});
    QVERIFY(std::is_sorted(one.processor->sequences.begin(), one.processor->sequences.end()));
    QVERIFY(std::is_sorted(two.processor->sequences.begin(), two.processor->sequences.end()));
}

void WorkerPoolTest::stoppingDrainsWhatWaits() {
    BlockPool blocks;
    const SystemClock clock;
    BoundedQueue queue(1'000);
    TestLane lane(queue, blocks, Overflow::Block);
    for (int i = 0; i < 1'000; ++i)
        (void)lane.offer();

    { const WorkerPool pool(queue, 1, clock); }

    QCOMPARE(lane.processor->sequences.size(), std::size_t{1'000});
    QCOMPARE(lane.ledger->snapshot().samplesQueued, std::uint64_t{0});
}

void WorkerPoolTest::aJobAnswersThroughItsFuture() {
    const SystemClock clock;
    BoundedQueue queue(10);
    WorkerPool pool(queue, 1, clock);

    auto submitted = pool.submit(JobPriority::Normal, [] { return 42; });

    QVERIFY(submitted);
    QCOMPARE(submitted.value().get(), 42);
}

void WorkerPoolTest::aLongJobDoesNotHoldUpTheStream() {
    BlockPool blocks;
    const SystemClock clock;
    BoundedQueue queue(10);
    TestLane lane(queue, blocks, Overflow::Block);
    WorkerPool pool(queue, 1, clock);
    std::promise<void> open;
    auto job = pool.submit(JobPriority::High, [gate = open.get_future().share()] { gate.wait(); });
    QVERIFY(job);

    (void)lane.offer();

    QTRY_COMPARE(lane.ledger->snapshot().samplesProcessed, std::uint64_t{1});
    open.set_value();
}

QTEST_GUILESS_MAIN(WorkerPoolTest)
#include "worker_pool_test.moc"
