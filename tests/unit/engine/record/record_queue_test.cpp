// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/record_queue.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;
using Answer = RecordQueue::Answer;
using Wake = RecordQueue::Wake;

constexpr DeviceId kDevice{3};

}  // namespace

class RecordQueueTest : public QObject {
    Q_OBJECT

private slots:
    void everyKindComesInItsOrder();
    void anythingEndsAWaitForAnything();
    void aFewBlocksDoNotEndAWaitForMany();
    void manyBlocksEndAWaitForMany();
    void whatCameBetweenTwoWaitsIsNotWaitedFor();
    void aBlockWaitsForRoomAndNoneIsLost();
    void eventsBeyondTheirBoundAreRefused();
    void rawBytesBeyondTheirBoundAreRefused();
    void theLastBatchHoldsWhatWasThere();
    void nothingIsTakenBehindTheEnd();
    void closingLetsAWaitingProducerGo();

private:
    static SteadyClock::time_point later() { return SteadyClock::now() + 1h; }
    static SteadyClock::time_point past() { return SteadyClock::now(); }

    BlockPool m_pool;
    SampleSource m_source{m_pool, kDevice, 1};
};

void RecordQueueTest::everyKindComesInItsOrder() {
    RecordQueue queue(1);
    queue.addDevice({kDevice, "dev", {}, {}});
    queue.addGap(kDevice, {});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(queue.addBlock(m_source.block(2)), Answer::Taken);
    QCOMPARE(queue.addEvent({}), Answer::Taken);
    QCOMPARE(queue.addRaw({}), Answer::Taken);

    const RecordBatch batch = queue.take(later(), Wake::AtAnything);

    QCOMPARE(batch.devices.size(), std::size_t{1});
    QCOMPARE(batch.gaps.size(), std::size_t{1});
    QCOMPARE(batch.events.size(), std::size_t{1});
    QCOMPARE(batch.raw.size(), std::size_t{1});
    QCOMPARE(batch.blocks.size(), std::size_t{3});
    QVERIFY(batch.blocks[0]->firstSequence() < batch.blocks[1]->firstSequence());
    QVERIFY(!batch.last);
}

void RecordQueueTest::anythingEndsAWaitForAnything() {
    RecordQueue queue(100);
    auto taken = std::async(std::launch::async,
                            [&] { return queue.take(later(), Wake::AtAnything).blocks.size(); });

    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(taken.get(), std::size_t{1});
}

void RecordQueueTest::aFewBlocksDoNotEndAWaitForMany() {
    RecordQueue queue(2);
    (void)queue.take(past(), Wake::AtMany);
    (void)queue.addBlock(m_source.block(1));

    const auto began = SteadyClock::now();
    const RecordBatch batch = queue.take(began + 30ms, Wake::AtMany);

    QVERIFY(SteadyClock::now() - began >= 30ms);
    QCOMPARE(batch.blocks.size(), std::size_t{1});
}

void RecordQueueTest::manyBlocksEndAWaitForMany() {
    RecordQueue queue(2);
    auto taken = std::async(std::launch::async,
                            [&] { return queue.take(later(), Wake::AtMany).blocks.size(); });

    (void)queue.addBlock(m_source.block(1));
    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(taken.get(), std::size_t{2});
}

void RecordQueueTest::whatCameBetweenTwoWaitsIsNotWaitedFor() {
    RecordQueue queue(2);
    (void)queue.take(past(), Wake::AtMany);
    (void)queue.addBlock(m_source.block(1));

    QCOMPARE(queue.take(later(), Wake::AtAnything).blocks.size(), std::size_t{1});
}

void RecordQueueTest::aBlockWaitsForRoomAndNoneIsLost() {
    constexpr std::size_t kBlocks = 2000;
    RecordQueue queue(1);
    std::thread producer([&] {
        for (std::size_t i = 0; i < kBlocks; ++i)
            (void)queue.addBlock(m_source.block(1));
        queue.close();
    });

    std::vector<Sequence> taken;
    std::size_t most = 0;
    for (bool last = false; !last;) {
        const RecordBatch batch = queue.take(later(), Wake::AtAnything);
        most = std::max(most, batch.blocks.size());
        for (const BlockRef& block : batch.blocks)
            taken.push_back(block->firstSequence());
        last = batch.last;
    }
    producer.join();

    QCOMPARE(taken.size(), kBlocks);
    QVERIFY(std::is_sorted(taken.begin(), taken.end()));
    QVERIFY(most <= 256);
}

void RecordQueueTest::eventsBeyondTheirBoundAreRefused() {
    RecordQueue queue(1);
    for (std::size_t i = 0; i < RecordQueue::kMaxEvents; ++i)
        QCOMPARE(queue.addEvent({}), Answer::Taken);

    QCOMPARE(queue.addEvent({}), Answer::Refused);
    (void)queue.take(later(), Wake::AtAnything);
    QCOMPARE(queue.addEvent({}), Answer::Taken);
}

void RecordQueueTest::rawBytesBeyondTheirBoundAreRefused() {
    RecordQueue queue(1);
    RawPiece piece;
    piece.bytes.assign(RecordQueue::kMaxRawBytes - 1, 'x');
    QCOMPARE(queue.addRaw(piece), Answer::Taken);
    piece.bytes = "12";

    QCOMPARE(queue.addRaw(piece), Answer::Refused);
    piece.bytes = "1";
    QCOMPARE(queue.addRaw(piece), Answer::Taken);
}

void RecordQueueTest::theLastBatchHoldsWhatWasThere() {
    RecordQueue queue(100);
    (void)queue.addBlock(m_source.block(1));
    queue.close();

    const RecordBatch batch = queue.take(later(), Wake::AtMany);

    QVERIFY(batch.last);
    QCOMPARE(batch.blocks.size(), std::size_t{1});
}

void RecordQueueTest::nothingIsTakenBehindTheEnd() {
    RecordQueue queue(1);
    queue.close();

    QCOMPARE(queue.addBlock(m_source.block(1)), Answer::Refused);
    QCOMPARE(queue.addEvent({}), Answer::Refused);
    QCOMPARE(queue.addRaw({}), Answer::Refused);
    queue.addDevice({});
    queue.addGap(kDevice, {});
    const RecordBatch batch = queue.take(later(), Wake::AtAnything);
    QVERIFY(batch.last && batch.blocks.empty() && batch.devices.empty() && batch.gaps.empty());
}

void RecordQueueTest::closingLetsAWaitingProducerGo() {
    RecordQueue queue(1);
    std::atomic<int> taken = 0;
    auto refused = std::async(std::launch::async, [&] {
        while (queue.addBlock(m_source.block(1)) == Answer::Taken)
            ++taken;
        return true;
    });
    QTRY_COMPARE(taken.load(), 256);

    queue.close();

    QVERIFY(refused.get());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::RecordQueueTest)
#include "record_queue_test.moc"
