// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numeric>
#include <random>
#include <thread>

#include <QTest>

#include "pipeline_fixture.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

class BoundedQueueTest : public QObject {
    Q_OBJECT

private slots:
    void blocksOfALaneLeaveInOrder();
    void lanesTakeTurns();
    void aLaneThatMayTripIsJudgedFirst();
    void theOthersHaveTheirTurnAllTheSame();
    void aFullQueueDropsTheOldestAndCountsIt();
    void aFullQueueRejectsTheNewestAndCountsIt();
    void aBlockingLaneIsToldWhenThereIsRoom();
    void aHeldGateStopsWhoWaitsAndNobodyElse();
    void aGateThatOpensTellsWhoWaited();
    void whatIsLetGoIsJudgedByItsOwnLane();
    void aFloodPaysForItself();
    void aBlockingLanesBlocksAreNeverTheVictims();
    void aTakenLaneIsNotGivenToASecondWorker();
    void aClosedLaneIsFinishedOnceAndAfterItsLastBlock();
    void anEmptyLaneThatClosesIsFinishedAtOnce();
    void aClosedQueueRejectsButHandsOutWhatWaits();
    void theHighWaterMarkStays();
    void theReasonOfAGapOutlivesItsBlock_data();
    void theReasonOfAGapOutlivesItsBlock();
    void theLedgerClosesUnderRandomUse_data();
    void theLedgerClosesUnderRandomUse();
    void nothingIsLostBetweenThreads();
};

void BoundedQueueTest::blocksOfALaneLeaveInOrder() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::DropOldest);

    for (int i = 0; i < 50; ++i)
        QCOMPARE(lane.offer(), Offer::Accepted);
    drain(queue);

    std::vector<Sequence> expected(50);
    std::iota(expected.begin(), expected.end(), Sequence{1});
    QCOMPARE(lane.processor->sequences, expected);
}

void BoundedQueueTest::lanesTakeTurns() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane flood(queue, pool, Overflow::DropOldest, 1);
    TestLane quiet(queue, pool, Overflow::DropOldest, 2);

    for (int i = 0; i < 60; ++i)
        (void)flood.offer();
    (void)quiet.offer();
    workOnce(queue);
    workOnce(queue);

    QCOMPARE(quiet.processor->sequences.size(), std::size_t{1});
    QCOMPARE(flood.processor->sequences.size(), BoundedQueue::kBatchBlocks);
    drain(queue);
}

void BoundedQueueTest::aLaneThatMayTripIsJudgedFirst() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane flood(queue, pool, Overflow::DropOldest, 1);
    TestLane other(queue, pool, Overflow::DropOldest, 2);
    TestLane watched(queue, pool, Overflow::DropOldest, 3, BoundedQueue::Turn::First);

    for (int i = 0; i < 20; ++i) {
        (void)flood.offer();
        (void)other.offer();
    }
    (void)watched.offer();
    workOnce(queue);

    QCOMPARE(watched.processor->sequences.size(), std::size_t{1});
    QVERIFY(flood.processor->sequences.empty());
    // It may come again at any moment, so the others are taken a few at a time.
    workOnce(queue);
    QCOMPARE(flood.processor->sequences.size(), BoundedQueue::kShortBatchBlocks);
    queue.closeLane(watched.lane);
    workOnce(queue);
    QCOMPARE(other.processor->sequences.size(), BoundedQueue::kBatchBlocks);
    drain(queue);
}

void BoundedQueueTest::theOthersHaveTheirTurnAllTheSame() {
    BlockPool pool;
    BoundedQueue queue(1'000);
    TestLane usual(queue, pool, Overflow::DropOldest, 1);
    TestLane flood(queue, pool, Overflow::DropOldest, 2, BoundedQueue::Turn::First);
    for (int i = 0; i < 200; ++i)
        (void)flood.offer();
    (void)usual.offer();

    for (int i = 0; i < BoundedQueue::kFirstInARow; ++i)
        workOnce(queue);

    QCOMPARE(usual.processor->sequences.size(), std::size_t{1});
    drain(queue);
}

void BoundedQueueTest::aFullQueueDropsTheOldestAndCountsIt() {
    BlockPool pool;
    BoundedQueue queue(3);
    TestLane lane(queue, pool, Overflow::DropOldest);

    for (int i = 0; i < 5; ++i)
        QCOMPARE(lane.offer(), Offer::Accepted);

    QCOMPARE(queue.depth().blocks, std::size_t{3});
    drain(queue);
    QCOMPARE(lane.processor->sequences, (std::vector<Sequence>{3, 4, 5}));
    QCOMPARE(lane.ledger->snapshot().samplesDropped[DropReason::Overflow], std::uint64_t{2});
    QVERIFY(lane.ledger->snapshot().closes());
}

void BoundedQueueTest::aFullQueueRejectsTheNewestAndCountsIt() {
    BlockPool pool;
    BoundedQueue queue(3);
    TestLane lane(queue, pool, Overflow::RejectNewest);

    for (int i = 0; i < 3; ++i)
        QCOMPARE(lane.offer(), Offer::Accepted);
    QCOMPARE(lane.offer(), Offer::Dropped);

    drain(queue);
    QCOMPARE(lane.processor->sequences, (std::vector<Sequence>{1, 2, 3}));
    QCOMPARE(lane.ledger->snapshot().samplesDropped[DropReason::Rejected], std::uint64_t{1});
    QVERIFY(lane.ledger->snapshot().closes());
}

void BoundedQueueTest::aBlockingLaneIsToldWhenThereIsRoom() {
    BlockPool pool;
    BoundedQueue queue(20);
    TestLane lane(queue, pool, Overflow::Block);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(lane.offer(), Offer::Accepted);

    QCOMPARE(lane.offer(), Offer::Full);
    QCOMPARE(lane.room->calls, 0);
    workOnce(queue);

    QCOMPARE(lane.room->calls, 1);
    QCOMPARE(lane.ledger->snapshot().samplesDropped.total(), std::uint64_t{0});
    drain(queue);
}

void BoundedQueueTest::aHeldGateStopsWhoWaitsAndNobodyElse() {
    BlockPool pool;
    BoundedQueue queue(20);
    TestLane replay(queue, pool, Overflow::Block, 1);
    TestLane live(queue, pool, Overflow::DropOldest, 2);
    TestLane refused(queue, pool, Overflow::RejectNewest, 3);

    queue.hold();

    QCOMPARE(replay.offer(), Offer::Full);
    QCOMPARE(live.offer(), Offer::Accepted);
    QCOMPARE(refused.offer(), Offer::Accepted);
    drain(queue);
    QCOMPARE(replay.room->calls, 0);
}

void BoundedQueueTest::aGateThatOpensTellsWhoWaited() {
    BlockPool pool;
    BoundedQueue queue(20);
    TestLane replay(queue, pool, Overflow::Block, 1);
    queue.hold();
    queue.hold();
    (void)replay.offer();

    queue.release();
    QCOMPARE(replay.room->calls, 0);
    queue.release();

    QCOMPARE(replay.room->calls, 1);
    QCOMPARE(replay.offer(), Offer::Accepted);
    drain(queue);
}

void BoundedQueueTest::whatIsLetGoIsJudgedByItsOwnLane() {
    BlockPool pool;
    BoundedQueue queue(2);
    TestLane flood(queue, pool, Overflow::DropOldest, 1);
    TestLane quiet(queue, pool, Overflow::DropOldest, 2);
    TestLane refused(queue, pool, Overflow::RejectNewest, 3);
    for (int i = 0; i < 3; ++i)
        (void)flood.offer();
    (void)quiet.offer();
    (void)refused.offer();

    QCOMPARE(flood.processor->dropped, (std::vector<Sequence>{1, 2}));
    QVERIFY(quiet.processor->dropped.empty());
    QCOMPARE(refused.processor->dropped, std::vector<Sequence>{1});
    drain(queue);
    QCOMPARE(flood.processor->sequences, std::vector<Sequence>{3});
}

void BoundedQueueTest::aFloodPaysForItself() {
    BlockPool pool;
    BoundedQueue queue(10);
    TestLane flood(queue, pool, Overflow::DropOldest, 1);
    TestLane quiet(queue, pool, Overflow::DropOldest, 2);
    for (int i = 0; i < 10; ++i)
        (void)flood.offer();

    QCOMPARE(quiet.offer(), Offer::Accepted);
    for (int i = 0; i < 100; ++i)
        (void)flood.offer();

    QCOMPARE(quiet.ledger->snapshot().samplesDropped.total(), std::uint64_t{0});
    QCOMPARE(flood.ledger->snapshot().samplesDropped[DropReason::Overflow], std::uint64_t{101});
    drain(queue);
    QCOMPARE(quiet.processor->sequences.size(), std::size_t{1});
}

void BoundedQueueTest::aBlockingLanesBlocksAreNeverTheVictims() {
    BlockPool pool;
    BoundedQueue queue(4);
    TestLane replay(queue, pool, Overflow::Block, 1);
    TestLane live(queue, pool, Overflow::DropOldest, 2);
    for (int i = 0; i < 4; ++i)
        (void)replay.offer();

    QCOMPARE(live.offer(), Offer::Dropped);

    drain(queue);
    QCOMPARE(replay.processor->sequences.size(), std::size_t{4});
    QCOMPARE(live.ledger->snapshot().samplesDropped[DropReason::Rejected], std::uint64_t{1});
}

void BoundedQueueTest::aTakenLaneIsNotGivenToASecondWorker() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::DropOldest, 1);
    TestLane other(queue, pool, Overflow::DropOldest, 2);
    for (int i = 0; i < 40; ++i)
        (void)lane.offer();
    BoundedQueue::Batch first;
    QVERIFY(queue.take(first));

    (void)lane.offer();
    (void)other.offer();
    BoundedQueue::Batch second;
    QVERIFY(queue.take(second));

    QVERIFY(first.lane != second.lane);
    queue.done(first);
    queue.done(second);
    drain(queue);
}

void BoundedQueueTest::aClosedLaneIsFinishedOnceAndAfterItsLastBlock() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::DropOldest);
    (void)lane.offer();

    queue.closeLane(lane.lane);
    QCOMPARE(lane.processor->finishedCount, 0);
    drain(queue);
    queue.closeLane(lane.lane);

    QCOMPARE(lane.processor->sequences.size(), std::size_t{1});
    QCOMPARE(lane.processor->finishedCount, 1);
}

void BoundedQueueTest::anEmptyLaneThatClosesIsFinishedAtOnce() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::DropOldest);

    queue.closeLane(lane.lane);

    QCOMPARE(lane.processor->finishedCount, 1);
}

void BoundedQueueTest::aClosedQueueRejectsButHandsOutWhatWaits() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::Block);
    (void)lane.offer();

    queue.close();
    QCOMPARE(lane.offer(), Offer::Dropped);

    QVERIFY(workOnce(queue));
    QVERIFY(!workOnce(queue));
    QVERIFY(lane.ledger->snapshot().closes());
    QCOMPARE(lane.ledger->snapshot().samplesQueued, std::uint64_t{0});
}

void BoundedQueueTest::theReasonOfAGapOutlivesItsBlock_data() {
    QTest::addColumn<Overflow>("overflow");
    QTest::addColumn<int>("capacity");
    QTest::addColumn<Sequence>("marked");
    QTest::addColumn<Sequence>("carrier");
    // Blocks 1 to 6 come; the marked one is lost.
    QTest::addRow("others wait") << Overflow::DropOldest << 3 << Sequence{2} << Sequence{4};
    QTest::addRow("none waits") << Overflow::DropOldest << 1 << Sequence{5} << Sequence{6};
    QTest::addRow("refused") << Overflow::RejectNewest << 3 << Sequence{5} << Sequence{7};
}

void BoundedQueueTest::theReasonOfAGapOutlivesItsBlock() {
    QFETCH(Overflow, overflow);
    QFETCH(int, capacity);
    QFETCH(Sequence, marked);
    QFETCH(Sequence, carrier);
    BlockPool pool;
    BoundedQueue queue(static_cast<std::size_t>(capacity));
    TestLane lane(queue, pool, overflow);
    const auto offer = [&](bool isMarked) {
        BlockRef block = lane.block();
        if (isMarked) block.writable().markGapBefore(ErrorCode::LinkLost);
        lane.ledger->samplesOffered(1);
        (void)queue.offer(lane.lane, block);
    };

    for (Sequence i = 1; i <= 6; ++i)
        offer(i == marked);
    (void)workOnce(queue);
    offer(false);
    drain(queue);

    for (std::size_t i = 0; i < lane.processor->sequences.size(); ++i)
        QCOMPARE(lane.processor->marked[i], lane.processor->sequences[i] == carrier);
    QVERIFY(std::count(lane.processor->sequences.begin(), lane.processor->sequences.end(),
                       carrier) == 1);
}

void BoundedQueueTest::theHighWaterMarkStays() {
    BlockPool pool;
    BoundedQueue queue(100);
    TestLane lane(queue, pool, Overflow::DropOldest);
    for (int i = 0; i < 7; ++i)
        (void)lane.offer();

    workOnce(queue);

    QCOMPARE(queue.depth().blocks, std::size_t{0});
    QCOMPARE(queue.depth().highWater, std::size_t{7});
    drain(queue);
}

void BoundedQueueTest::theLedgerClosesUnderRandomUse_data() {
    QTest::addColumn<int>("policy");
    QTest::newRow("drop_oldest") << int(Overflow::DropOldest);
    QTest::newRow("reject_newest") << int(Overflow::RejectNewest);
    QTest::newRow("block") << int(Overflow::Block);
}

void BoundedQueueTest::theLedgerClosesUnderRandomUse() {
    QFETCH(int, policy);
    BlockPool pool;
    BoundedQueue queue(8);
    TestLane one(queue, pool, Overflow(policy), 1);
    TestLane two(queue, pool, Overflow(policy), 2);
    std::mt19937 random(7);
    std::vector<BlockRef> held;

    for (int i = 0; i < 20'000; ++i) {
        TestLane& lane = random() % 3 ? one : two;
        if (random() % 5 != 0) {
            BlockRef block = lane.block();
            lane.ledger->samplesOffered(1);
            if (queue.offer(lane.lane, block) == Offer::Full) queue.offerLast(lane.lane, block);
        } else if (queue.depth().blocks > 0) {
            workOnce(queue);
        }
        QVERIFY(one.ledger->snapshot().closes() && two.ledger->snapshot().closes());
        QCOMPARE(one.ledger->snapshot().samplesQueued + two.ledger->snapshot().samplesQueued,
                 std::uint64_t{queue.depth().blocks});
    }

    drain(queue);
    QCOMPARE(one.ledger->snapshot().samplesQueued, std::uint64_t{0});
    QCOMPARE(one.ledger->snapshot().samplesProcessed, one.processor->sequences.size());
    QVERIFY(std::is_sorted(one.processor->sequences.begin(), one.processor->sequences.end()));
}

void BoundedQueueTest::nothingIsLostBetweenThreads() {
    constexpr int kBlocks = 20'000;
    BlockPool pool;
    BoundedQueue queue(64);
    TestLane one(queue, pool, Overflow::RejectNewest, 1);
    TestLane two(queue, pool, Overflow::RejectNewest, 2);
    std::vector<std::thread> workers;
    for (int i = 0; i < 3; ++i)
        workers.emplace_back([&] {
            while (workOnce(queue)) {
            }
        });

    for (int i = 0; i < kBlocks; ++i) {
        (void)one.offer();
        (void)two.offer();
    }
    queue.close();
    for (std::thread& worker : workers)
        worker.join();

    for (const TestLane* lane : {&one, &two}) {
        const Ledger ledger = lane->ledger->snapshot();
        QVERIFY(ledger.closes());
        QCOMPARE(ledger.samplesIn, std::uint64_t{kBlocks});
        QCOMPARE(ledger.samplesQueued, std::uint64_t{0});
        QCOMPARE(ledger.samplesProcessed, lane->processor->sequences.size());
        QVERIFY(
            std::is_sorted(lane->processor->sequences.begin(), lane->processor->sequences.end()));
    }
}

QTEST_APPLESS_MAIN(BoundedQueueTest)
#include "bounded_queue_test.moc"
