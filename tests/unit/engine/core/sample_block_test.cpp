// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/sample_block.h"

#include <array>
#include <limits>
#include <vector>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

ChannelSetPtr channels(std::size_t count) {
    std::vector<Channel> list;
    for (std::size_t i = 0; i < count; ++i)
        list.push_back({"c" + std::to_string(i), {}, {}});
    return std::make_shared<const ChannelSet>(std::move(list));
}

}  // namespace

class SampleBlockTest : public QObject {
    Q_OBJECT

private slots:
    void rowsBecomeColumns();
    void cellsThatAreNotGivenAreAbsent();
    void anAbsentValueDiffersFromASentNan();
    void theLastReferenceReturnsTheBlock();
    void theSteadyStateAllocatesNothing();
    void aWiderBlockAfterANarrowOneHasRoom();
    void aBlockWithoutChannelsTakesAsManySamplesAsAnyOther();
    void channelsThatComeLaterAreAbsentInTheSamplesBefore();
    void aBlockWithoutChannelsForgetsTheColumnsOfTheOneBefore();
    void aBlockWithoutChannelsCanBeExtendedByNone();
};

void SampleBlockTest::rowsBecomeColumns() {
    BlockPool pool;
    const BlockRef block = pool.acquire(DeviceId{3}, 41, channels(2));

    block.writable().append({10, 100}, std::array{1.0, 2.0});
    block.writable().append({20, 200}, std::array{3.0, 4.0});

    QCOMPARE(block->size(), std::size_t{2});
    QCOMPARE(block->device(), DeviceId{3});
    QCOMPARE(block->firstSequence(), Sequence{41});
    QCOMPARE(block->column(0)[1], 3.0);
    QCOMPARE(block->column(1)[0], 2.0);
    QCOMPARE(block->steadyNs()[1], std::int64_t{20});
    QCOMPARE(block->wallNs()[1], std::int64_t{200});
}

void SampleBlockTest::cellsThatAreNotGivenAreAbsent() {
    BlockPool pool;
    const BlockRef block = pool.acquire(DeviceId{1}, 1, channels(3));

    block.writable().append({}, std::array{1.0});

    QVERIFY(!isAbsent(block->column(0)[0]));
    QVERIFY(isAbsent(block->column(1)[0]));
    QVERIFY(isAbsent(block->column(2)[0]));
}

void SampleBlockTest::anAbsentValueDiffersFromASentNan() {
    QVERIFY(isAbsent(kAbsent));
    QVERIFY(std::isnan(kAbsent));
    QVERIFY(!isAbsent(std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(!isAbsent(-std::numeric_limits<double>::quiet_NaN()));
}

void SampleBlockTest::theLastReferenceReturnsTheBlock() {
    BlockPool pool;
    BlockRef first = pool.acquire(DeviceId{1}, 1, channels(1));
    BlockRef second = first;

    first.reset();
    QCOMPARE(second->channelCount(), std::size_t{1});
    second.reset();
    const BlockRef again = pool.acquire(DeviceId{1}, 1, channels(1));

    QCOMPARE(pool.allocatedCount(), std::size_t{1});
}

void SampleBlockTest::theSteadyStateAllocatesNothing() {
    BlockPool pool;
    const ChannelSetPtr set = channels(8);

    for (int i = 0; i < 1'000; ++i) {
        const BlockRef one = pool.acquire(DeviceId{1}, 1, set);
        const BlockRef two = pool.acquire(DeviceId{2}, 1, set);
    }

    QCOMPARE(pool.allocatedCount(), std::size_t{2});
}

void SampleBlockTest::aWiderBlockAfterANarrowOneHasRoom() {
    BlockPool pool;
    { const BlockRef narrow = pool.acquire(DeviceId{1}, 1, channels(1)); }

    const BlockRef wide = pool.acquire(DeviceId{1}, 1, channels(200));
    const std::vector<double> row(200, 5.0);
    while (!wide->full())
        wide.writable().append({}, row);

    QCOMPARE(wide->column(199)[255], 5.0);
}

void SampleBlockTest::aBlockWithoutChannelsTakesAsManySamplesAsAnyOther() {
    BlockPool pool;
    const BlockRef block = pool.acquire(DeviceId{1}, 5, channels(0));

    for (std::int64_t i = 0; i < 256; ++i)
        block.writable().append({i, 100 + i}, {});

    QVERIFY(block->full());
    QCOMPARE(block->channelCount(), std::size_t{0});
    QCOMPARE(block->steadyNs()[255], std::int64_t{255});
    QCOMPARE(block->wallNs()[1], std::int64_t{101});
}

void SampleBlockTest::channelsThatComeLaterAreAbsentInTheSamplesBefore() {
    BlockPool pool;
    const BlockRef block = pool.acquire(DeviceId{1}, 1, channels(0));
    block.writable().append({1, 1}, {});
    block.writable().append({2, 2}, {});

    block.writable().extend(channels(2));
    block.writable().append({3, 3}, std::array{7.0, 8.0});

    QCOMPARE(block->size(), std::size_t{3});
    QVERIFY(isAbsent(block->column(0)[0]));
    QVERIFY(isAbsent(block->column(1)[1]));
    QCOMPARE(block->column(1)[2], 8.0);
    QCOMPARE(block->steadyNs()[1], std::int64_t{2});
}

void SampleBlockTest::aBlockWithoutChannelsForgetsTheColumnsOfTheOneBefore() {
    BlockPool pool;
    {
        const BlockRef wide = pool.acquire(DeviceId{1}, 1, channels(2));
        wide.writable().append({}, std::array{1.0, 2.0});
    }

    const BlockRef block = pool.acquire(DeviceId{2}, 1, channels(0));
    block.writable().append({}, {});
    block.writable().append({}, {});
    block.writable().extend(channels(2));

    QCOMPARE(block->size(), std::size_t{2});
    for (const std::size_t channel : {0U, 1U})
        for (const double value : block->column(channel))
            QVERIFY(isAbsent(value));
}

void SampleBlockTest::aBlockWithoutChannelsCanBeExtendedByNone() {
    BlockPool pool;
    const BlockRef block = pool.acquire(DeviceId{1}, 1, channels(0));
    block.writable().append({1, 1}, {});

    block.writable().extend(channels(0));
    block.writable().append({2, 2}, {});

    QCOMPARE(block->size(), std::size_t{2});
    QVERIFY(block->channels()->empty());
}

QTEST_APPLESS_MAIN(SampleBlockTest)
#include "sample_block_test.moc"
