// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/sample_writer.h"

#include <array>
#include <vector>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

class Blocks : public BlockReceiver {
public:
    void receive(BlockRef block) override { all.push_back(std::move(block)); }
    std::vector<BlockRef> all;
};

ChannelSetPtr named(std::initializer_list<const char*> names) {
    std::vector<Channel> list;
    for (const char* name : names)
        list.push_back({name, {}, {}});
    return std::make_shared<const ChannelSet>(std::move(list));
}

}  // namespace

class SampleWriterTest : public QObject {
    Q_OBJECT

private slots:
    void rowsAreNumberedFromOneWithoutAGap();
    void aFullBlockLeavesByItself();
    void rowsCarryTheReadTimeThatWasSetBefore();
    void aLongerSetGoesOnWithTheSameIndices();
    void aDifferentSetIsMergedByName();
    void channelsBeyondTheLimitAreLeftOut();
    void rowsBeforeTheFirstChannelAreNumberedToo();
    void aSetWithoutChannelsLeavesThoseThatAreKnownAbsent();
};

void SampleWriterTest::rowsAreNumberedFromOneWithoutAGap() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);
    writer.setChannels(named({"a"}));

    for (int i = 0; i < 600; ++i)
        writer.addRow(std::array{double(i)});
    writer.flush();

    Sequence expected = 1;
    for (const BlockRef& block : blocks.all) {
        QCOMPARE(block->firstSequence(), expected);
        expected += block->size();
    }
    QCOMPARE(expected, Sequence{601});
    QCOMPARE(writer.nextSequence(), Sequence{601});
}

void SampleWriterTest::aFullBlockLeavesByItself() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);
    writer.setChannels(named({"a"}));

    for (int i = 0; i < 256; ++i)
        writer.addRow(std::array{0.0});

    QCOMPARE(blocks.all.size(), std::size_t{1});
    QVERIFY(!writer.hasOpenRows());
}

void SampleWriterTest::rowsCarryTheReadTimeThatWasSetBefore() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);
    writer.setChannels(named({"a"}));

    writer.setReadTime({1, 10});
    writer.addRow(std::array{0.0});
    writer.setReadTime({2, 11});
    writer.addRow(std::array{0.0});
    writer.flush();

    QCOMPARE(blocks.all[0]->steadyNs()[0], std::int64_t{1});
    QCOMPARE(blocks.all[0]->wallNs()[1], std::int64_t{11});
}

void SampleWriterTest::aLongerSetGoesOnWithTheSameIndices() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);

    writer.setChannels(named({"a"}));
    writer.addRow(std::array{1.0});
    writer.setChannels(named({"a", "b"}));
    writer.addRow(std::array{2.0, 3.0});
    writer.flush();

    QCOMPARE(blocks.all.size(), std::size_t{2});
    QCOMPARE(blocks.all[1]->column(0)[0], 2.0);
    QCOMPARE(blocks.all[1]->column(1)[0], 3.0);
}

void SampleWriterTest::aDifferentSetIsMergedByName() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);

    writer.setChannels(named({"a", "b"}));
    writer.setChannels(named({"c", "b"}));
    writer.addRow(std::array{7.0, 8.0});
    writer.flush();

    const SampleBlock& block = *blocks.all.at(0);
    QCOMPARE(block.channelCount(), std::size_t{3});
    QVERIFY(isAbsent(block.column(0)[0]));
    QCOMPARE(block.column(1)[0], 8.0);
    QCOMPARE(block.column(2)[0], 7.0);
    QCOMPARE((*block.channels())[2].name, std::string("c"));
}

void SampleWriterTest::channelsBeyondTheLimitAreLeftOut() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);
    std::vector<Channel> many;
    for (std::size_t i = 0; i < ChannelSet::kMaxChannels; ++i)
        many.push_back({"c" + std::to_string(i), {}, {}});

    writer.setChannels(std::make_shared<const ChannelSet>(many));
    writer.setChannels(named({"new", "c255"}));
    writer.addRow(std::array{1.0, 2.0});
    writer.flush();

    QCOMPARE(blocks.all.at(0)->channelCount(), ChannelSet::kMaxChannels);
    QCOMPARE(blocks.all.at(0)->column(255)[0], 2.0);
}

void SampleWriterTest::rowsBeforeTheFirstChannelAreNumberedToo() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);

    writer.setChannels(named({}));
    for (int i = 0; i < 300; ++i)
        writer.addRow({});
    writer.setChannels(named({"a"}));
    writer.addRow(std::array{1.0});
    writer.flush();

    QCOMPARE(blocks.all.size(), std::size_t{3});
    QCOMPARE(blocks.all[0]->size() + blocks.all[1]->size(), std::size_t{300});
    QCOMPARE(blocks.all[2]->firstSequence(), Sequence{301});
    QCOMPARE(blocks.all[2]->column(0)[0], 1.0);
}

void SampleWriterTest::aSetWithoutChannelsLeavesThoseThatAreKnownAbsent() {
    BlockPool pool;
    Blocks blocks;
    SampleWriter writer(pool, DeviceId{1}, blocks);
    writer.setChannels(named({"a", "b"}));
    writer.addRow(std::array{1.0, 2.0});

    writer.setChannels(named({}));
    writer.addRow({});
    writer.addRow({});
    writer.flush();

    QCOMPARE(blocks.all.at(1)->channelCount(), std::size_t{2});
    QVERIFY(isAbsent(blocks.all[1]->column(0)[1]));
    QVERIFY(isAbsent(blocks.all[1]->column(1)[0]));
}

QTEST_APPLESS_MAIN(SampleWriterTest)
#include "sample_writer_test.moc"
