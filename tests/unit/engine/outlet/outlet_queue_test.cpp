// SPDX-License-Identifier: GPL-3.0-or-later
#include "outlet/outlet_queue.h"

#include <algorithm>
#include <future>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;
using Answer = OutletQueue::Answer;
using Wake = OutletQueue::Wake;

constexpr DeviceId kDevice{3};

class CountingGate final : public SourceGate {
public:
    void hold() override { ++holds; }
    void release() override { --holds; }

    int holds = 0;
};

}  // namespace

class OutletQueueTest : public QObject {
    Q_OBJECT

private slots:
    void everyKindComesInItsOrder();
    void anythingEndsAWaitForAnything();
    void aFewBlocksDoNotEndAWaitForMany();
    void manyBlocksEndAWaitForMany();
    void whatCameBetweenTwoWaitsIsNotWaitedFor();
    void aBlockThatDoesNotFitIsRefusedAndTheNextOneComesBehindAGap();
    void aGapThatWasToldOfARefusedBlockIsPartOfWhatIsMissing();
    void whoRatherWaitsIsHeldBackAndLosesNothing();
    void aQueueThatGoesReleasesTheGate();
    void smallBlocksThatWaitAreJoined();
    void nothingIsJoinedOverAGapOrIntoOtherChannels();
    void eventsBeyondTheirBoundAreRefused();
    void rawBytesBeyondTheirBoundAreRefused();
    void theLastBatchHoldsWhatWasThere();
    void nothingIsTakenBehindTheEnd();

private:
    static SteadyClock::time_point later() { return SteadyClock::now() + 1h; }
    static SteadyClock::time_point past() { return SteadyClock::now(); }

    std::size_t addFull(OutletQueue& queue) {
        const BlockRef block = m_source.block(256);
        return queue.addBlock(block) == Answer::Taken ? block->size() : 0;
    }
    /// Until a block is refused; the number of its first sample.
    Sequence fill(OutletQueue& queue) {
        for (;;) {
            const BlockRef block = m_source.block(256);
            if (queue.addBlock(block) == Answer::Full) return block->firstSequence();
        }
    }
    static std::size_t rowsOf(const OutletBatch& batch) {
        std::size_t rows = 0;
        for (const BlockRef& block : batch.blocks)
            rows += block->size();
        return rows;
    }

    BlockPool m_pool;
    SampleSource m_source{m_pool, kDevice, 1};
};

void OutletQueueTest::everyKindComesInItsOrder() {
    OutletQueue queue(1);
    queue.addDevice({kDevice, "dev", {}, {}});
    queue.addGap(kDevice, {});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(queue.addBlock(m_source.block(2)), Answer::Taken);
    QCOMPARE(queue.addEvent({}), Answer::Taken);
    QCOMPARE(queue.addRaw({}), Answer::Taken);

    const OutletBatch batch = queue.take(later(), Wake::AtAnything);

    QCOMPARE(batch.devices.size(), std::size_t{1});
    QCOMPARE(batch.gaps.size(), std::size_t{1});
    QCOMPARE(batch.events.size(), std::size_t{1});
    QCOMPARE(batch.raw.size(), std::size_t{1});
    QCOMPARE(batch.blocks.size(), std::size_t{3});
    QVERIFY(batch.blocks[0]->firstSequence() < batch.blocks[1]->firstSequence());
    QVERIFY(!batch.last);
}

void OutletQueueTest::anythingEndsAWaitForAnything() {
    OutletQueue queue(100);
    auto taken = std::async(std::launch::async,
                            [&] { return queue.take(later(), Wake::AtAnything).blocks.size(); });

    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(taken.get(), std::size_t{1});
}

void OutletQueueTest::aFewBlocksDoNotEndAWaitForMany() {
    OutletQueue queue(2);
    (void)queue.take(past(), Wake::AtMany);
    (void)queue.addBlock(m_source.block(1));

    const auto began = SteadyClock::now();
    const OutletBatch batch = queue.take(began + 30ms, Wake::AtMany);

    QVERIFY(SteadyClock::now() - began >= 30ms);
    QCOMPARE(batch.blocks.size(), std::size_t{1});
}

void OutletQueueTest::manyBlocksEndAWaitForMany() {
    OutletQueue queue(2);
    auto taken = std::async(std::launch::async,
                            [&] { return queue.take(later(), Wake::AtMany).blocks.size(); });

    (void)queue.addBlock(m_source.block(1));
    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(taken.get(), std::size_t{2});
}

void OutletQueueTest::whatCameBetweenTwoWaitsIsNotWaitedFor() {
    OutletQueue queue(2);
    (void)queue.take(past(), Wake::AtMany);
    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(queue.take(later(), Wake::AtAnything).blocks.size(), std::size_t{1});
}

void OutletQueueTest::aBlockThatDoesNotFitIsRefusedAndTheNextOneComesBehindAGap() {
    OutletQueue queue(1);
    const Sequence refusedFrom = fill(queue);
    QCOMPARE(queue.addBlock(m_source.block(256)), Answer::Full);

    (void)queue.take(later(), Wake::AtAnything);
    const BlockRef next = m_source.block(3);
    QCOMPARE(queue.addBlock(next), Answer::Taken);
    const OutletBatch batch = queue.take(later(), Wake::AtAnything);

    QCOMPARE(batch.gaps.size(), std::size_t{1});
    const Gap& gap = batch.gaps.front().second;
    QCOMPARE(gap.reason, ErrorCode::QueueFull);
    QCOMPARE(gap.next, next->firstSequence());
    QCOMPARE(gap.lost, next->firstSequence() - refusedFrom);
    QCOMPARE(gap.to.steadyNs, next->steadyNs().front());
    QVERIFY(gap.from.steadyNs < gap.to.steadyNs);
}

void OutletQueueTest::aGapThatWasToldOfARefusedBlockIsPartOfWhatIsMissing() {
    OutletQueue queue(1);
    const Sequence refusedFrom = fill(queue);
    constexpr std::uint64_t kLostEarlier = 7;
    m_source.skip(kLostEarlier);
    queue.addGap(kDevice, {ErrorCode::QueueFull, {}, {}, 0, kLostEarlier});
    QCOMPARE(queue.addBlock(m_source.block(200)), Answer::Full);

    (void)queue.take(later(), Wake::AtAnything);
    const BlockRef next = m_source.block(1);
    (void)queue.addBlock(next);

    const OutletBatch batch = queue.take(later(), Wake::AtAnything);
    QCOMPARE(batch.gaps.size(), std::size_t{1});
    QCOMPARE(batch.gaps.front().second.lost, next->firstSequence() - refusedFrom);
}

void OutletQueueTest::whoRatherWaitsIsHeldBackAndLosesNothing() {
    CountingGate gate;
    OutletQueue queue(1, &gate);
    queue.addDevice({kDevice, "replay", {}, {}, true});

    std::size_t rows = 0;
    while (gate.holds == 0)
        rows += addFull(queue);
    // What was on its way when the gate closed.
    for (int i = 0; i < 3000; ++i)
        rows += addFull(queue);

    QCOMPARE(gate.holds, 1);
    QCOMPARE(rowsOf(queue.take(later(), Wake::AtAnything)), rows);
    QCOMPARE(gate.holds, 0);
}

void OutletQueueTest::aQueueThatGoesReleasesTheGate() {
    CountingGate gate;
    {
        OutletQueue queue(1, &gate);
        queue.addDevice({kDevice, "replay", {}, {}, true});
        while (gate.holds == 0)
            (void)addFull(queue);
    }
    QCOMPARE(gate.holds, 0);
}

/// One sample at a time, as a device at 1 000 lines a second gives them: a bound of blocks would be
/// reached within seconds.
void OutletQueueTest::smallBlocksThatWaitAreJoined() {
    constexpr std::size_t kRows = 60'000;
    SampleSource source(m_pool, kDevice, 1);
    OutletQueue queue(1);

    for (std::size_t i = 0; i < kRows; ++i)
        QCOMPARE(queue.addBlock(source.block(1)), Answer::Taken);
    const OutletBatch batch = queue.take(later(), Wake::AtAnything);

    SampleColumns taken;
    for (const BlockRef& block : batch.blocks)
        taken.append(*block);
    QCOMPARE(differenceOf(taken, source.truth()), std::string());
    QVERIFY(batch.blocks.size() < kRows / 200);
}

void OutletQueueTest::nothingIsJoinedOverAGapOrIntoOtherChannels() {
    SampleSource source(m_pool, kDevice, 1);
    OutletQueue queue(1);
    for (int i = 0; i < 100; ++i)
        (void)queue.addBlock(source.block(1));
    const BlockRef behindGap = source.block(1);
    behindGap.writable().markGapBefore(ErrorCode::LinkLost);
    behindGap.writable().setStreamStart(17);
    (void)queue.addBlock(behindGap);
    source.growTo(2);
    (void)queue.addBlock(source.block(1));
    (void)queue.addBlock(source.block(1));
    source.skip(5);
    (void)queue.addBlock(source.block(1));

    const OutletBatch batch = queue.take(later(), Wake::AtAnything);

    const auto& blocks = batch.blocks;
    const std::size_t count = blocks.size();
    QVERIFY(count > 3);
    QCOMPARE(blocks[count - 3]->firstSequence(), Sequence{101});
    QCOMPARE(blocks[count - 3]->gapBefore(), std::optional(ErrorCode::LinkLost));
    QCOMPARE(blocks[count - 3]->size(), std::size_t{1});
    QCOMPARE(blocks[count - 3]->streamStartNs(), std::optional<std::int64_t>(17));
    QCOMPARE(blocks[count - 2]->channelCount(), std::size_t{2});
    QCOMPARE(blocks[count - 2]->size(), std::size_t{2});
    QCOMPARE(blocks[count - 1]->firstSequence(), Sequence{109});
}

void OutletQueueTest::eventsBeyondTheirBoundAreRefused() {
    OutletQueue queue(1);
    for (std::size_t i = 0; i < OutletQueue::kMaxEvents; ++i)
        QCOMPARE(queue.addEvent({}), Answer::Taken);

    QCOMPARE(queue.addEvent({}), Answer::Full);
    (void)queue.take(later(), Wake::AtAnything);
    QCOMPARE(queue.addEvent({}), Answer::Taken);
}

void OutletQueueTest::rawBytesBeyondTheirBoundAreRefused() {
    OutletQueue queue(1);
    RawPiece piece;
    piece.bytes.assign(OutletQueue::kMaxRawBytes - 1, 'x');
    QCOMPARE(queue.addRaw(piece), Answer::Taken);
    piece.bytes = "12";

    QCOMPARE(queue.addRaw(piece), Answer::Full);
    piece.bytes = "1";
    QCOMPARE(queue.addRaw(piece), Answer::Taken);
}

void OutletQueueTest::theLastBatchHoldsWhatWasThere() {
    OutletQueue queue(100);
    (void)queue.addBlock(m_source.block(1));
    queue.close();

    const OutletBatch batch = queue.take(later(), Wake::AtMany);

    QVERIFY(batch.last);
    QCOMPARE(batch.blocks.size(), std::size_t{1});
}

void OutletQueueTest::nothingIsTakenBehindTheEnd() {
    OutletQueue queue(1);
    queue.close();

    QCOMPARE(queue.addBlock(m_source.block(1)), Answer::Closed);
    QCOMPARE(queue.addEvent({}), Answer::Closed);
    QCOMPARE(queue.addRaw({}), Answer::Closed);
    queue.addDevice({});
    queue.addGap(kDevice, {});
    const OutletBatch batch = queue.take(later(), Wake::AtAnything);
    QVERIFY(batch.last && batch.blocks.empty() && batch.devices.empty() && batch.gaps.empty());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::OutletQueueTest)
#include "outlet_queue_test.moc"
