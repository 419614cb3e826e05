// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/channel_processing.h"

#include <limits>

#include <QTest>

#include "processing_bench.h"

Q_DECLARE_METATYPE(telemetryhub::engine::ProcessingSettings)

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

ChannelSettings scaled(const std::string& channel, double factor, double offset) {
    ChannelSettings settings;
    settings.channel = channel;
    settings.factor = factor;
    settings.offset = offset;
    return settings;
}

DerivedChannel sumOf(const std::string& name, std::vector<std::string> inputs) {
    DerivedChannel derived;
    derived.name = name;
    derived.kind = Derivation::Sum;
    derived.inputs = std::move(inputs);
    return derived;
}

using Names = std::vector<std::string>;

Names namesOf(const SampleBlock& block) {
    Names names;
    for (const Channel& channel : block.channels()->channels())
        names.push_back(channel.name);
    return names;
}

}  // namespace

class ChannelProcessingTest : public QObject {
    Q_OBJECT

private slots:
    void namedChannelsAreScaledAndOthersStay();
    void absentStaysAbsentAndNaNStaysNaN();
    void aChannelThatAppearsLaterIsScaledToo();
    void withoutSettingsABlockIsLeftAlone();
    void settingsNameAChannelAndGiveItsUnit();
    void aTakenNameGetsANumber();
    void aLateChannelStandsBehindTheCalculatedOnes();
    void aCalculatedChannelWaitsForItsInputs();
    void calculatedChannelsCanBeInputs();
    void theListenerHearsOfEveryNewSet();
    void samplesWithoutAChannelWaitForTheirInputs();
    void wrongSettingsAreRefusedByName_data();
    void wrongSettingsAreRefusedByName();
};

void ChannelProcessingTest::namedChannelsAreScaledAndOthersStay() {
    ChannelProcessing processing({{scaled("b", 0.001, 5)}, {}, {}}, {});
    BlockSource source({"a", "b"});
    const BlockRef block = source.row(0, {1000, 1000}).take();

    processing.apply(block.writable());

    QCOMPARE(block->column(0)[0], 1000.0);
    QCOMPARE(block->column(1)[0], 6.0);
}

void ChannelProcessingTest::absentStaysAbsentAndNaNStaysNaN() {
    ChannelProcessing processing({{scaled("a", 2, 1)}, {}, {}}, {});
    const double nan = std::numeric_limits<double>::quiet_NaN();
    BlockSource source({"a"});
    const BlockRef block = source.row(0, {std::nullopt}).row(1, {nan}).take();

    processing.apply(block.writable());

    QVERIFY(isAbsent(block->column(0)[0]));
    QVERIFY(std::isnan(block->column(0)[1]) && !isAbsent(block->column(0)[1]));
}

void ChannelProcessingTest::aChannelThatAppearsLaterIsScaledToo() {
    ChannelProcessing processing({{scaled("late", 10, 0)}, {}, {}}, {});
    BlockSource source({"a"});
    const BlockRef first = source.row(0, {1}).take();
    source.setChannels({"a", "late"});
    const BlockRef second = source.row(1, {1, 2}).take();

    processing.apply(first.writable());
    processing.apply(second.writable());

    QCOMPARE(first->column(0)[0], 1.0);
    QCOMPARE(second->column(1)[0], 20.0);
}

void ChannelProcessingTest::withoutSettingsABlockIsLeftAlone() {
    ChannelProcessing processing({}, {});
    BlockSource source({"a"});
    const BlockRef block = source.row(0, {1}).take();
    const ChannelSetPtr before = block->channels();

    processing.apply(block.writable());

    QCOMPARE(block->channels(), before);
}

void ChannelProcessingTest::settingsNameAChannelAndGiveItsUnit() {
    ChannelSettings settings;
    settings.channel = "value 1";
    settings.name = "temperature";
    settings.unit = "°C";
    settings.decimals = 1;
    settings.colour = "#ff0000";
    settings.range = ValueRange{-40, 125};
    ChannelProcessing processing({{settings}, {}, {}}, {});
    BlockSource source({"value 1"});
    const BlockRef block = source.row(0, {20}).take();

    processing.apply(block.writable());

    const Channel expected{"temperature", "°C", 1, "#ff0000", ValueRange{-40, 125}};
    QVERIFY((*block->channels())[0] == expected);
}

void ChannelProcessingTest::aTakenNameGetsANumber() {
    ChannelSettings settings;
    settings.channel = "b";
    settings.name = "a";
    ChannelProcessing processing({{settings}, {sumOf("a", {"a"})}, {}}, {});
    BlockSource source({"a", "b"});
    const BlockRef block = source.row(0, {1, 2}).take();

    processing.apply(block.writable());

    QCOMPARE(namesOf(*block), (Names{"a", "a 2", "a 3"}));
}

void ChannelProcessingTest::aLateChannelStandsBehindTheCalculatedOnes() {
    ChannelProcessing processing({{scaled("c", 10, 0)}, {sumOf("ab", {"a", "b"})}, {}}, {});
    BlockSource source({"a", "b"});
    const BlockRef first = source.row(0, {1, 2}).take();
    source.setChannels({"a", "b", "c", "d"});
    const BlockRef second = source.row(1, {3, 4, 5, 6})
                                .row(2, {7, 8, std::nullopt, 9})
                                .row(3, {std::nullopt, std::nullopt, 5, 6})
                                .take();

    processing.apply(first.writable());
    processing.apply(second.writable());

    QCOMPARE(namesOf(*first), (Names{"a", "b", "ab"}));
    QCOMPARE(namesOf(*second), (Names{"a", "b", "ab", "c", "d"}));
    QCOMPARE(second->column(2)[0], 7.0);
    QCOMPARE(second->column(3)[0], 50.0);
    QCOMPARE(second->column(4)[0], 6.0);
    QCOMPARE(second->column(2)[1], 15.0);
    QVERIFY(isAbsent(second->column(3)[1]));
    QCOMPARE(second->column(4)[1], 9.0);
    QVERIFY(isAbsent(second->column(2)[2]));
}

void ChannelProcessingTest::aCalculatedChannelWaitsForItsInputs() {
    ChannelProcessing processing({{}, {sumOf("ab", {"a", "b"})}, {}}, {});
    BlockSource source({"a"});
    const BlockRef first = source.row(0, {1}).take();
    source.setChannels({"a", "b"});
    const BlockRef second = source.row(1, {1, 2}).take();

    processing.apply(first.writable());
    processing.apply(second.writable());

    QCOMPARE(namesOf(*first), (Names{"a"}));
    QCOMPARE(namesOf(*second), (Names{"a", "b", "ab"}));
    QCOMPARE(second->column(2)[0], 3.0);
}

void ChannelProcessingTest::calculatedChannelsCanBeInputs() {
    ChannelProcessing processing(
        {{}, {sumOf("twice", {"a", "a"}), sumOf("thrice", {"twice", "a"})}, {}}, {});
    BlockSource source({"a"});
    const BlockRef block = source.row(0, {5}).take();

    processing.apply(block.writable());

    QCOMPARE(block->column(1)[0], 10.0);
    QCOMPARE(block->column(2)[0], 15.0);
}

void ChannelProcessingTest::theListenerHearsOfEveryNewSet() {
    std::vector<std::size_t> sizes;
    ChannelProcessing processing(
        {{}, {sumOf("b", {"a"})}, {}},
        [&sizes](const ChannelSetPtr& channels) { sizes.push_back(channels->size()); });
    BlockSource source({"a"});
    const BlockRef first = source.row(0, {1}).take();
    const BlockRef second = source.row(1, {1}).take();

    processing.apply(first.writable());
    processing.apply(second.writable());
    source.setChannels({"a", "c"});
    const BlockRef third = source.row(2, {1, 2}).take();
    processing.apply(third.writable());

    QCOMPARE(sizes, (std::vector<std::size_t>{2, 3}));
}

void ChannelProcessingTest::wrongSettingsAreRefusedByName_data() {
    QTest::addColumn<ProcessingSettings>("settings");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* part, ProcessingSettings settings) {
        QTest::newRow(part) << std::move(settings) << QString::fromLatin1(part);
    };
    row("channel a: expected a finite factor", {{scaled("a", 0, 0)}, {}, {}});
    row("channel a: expected each channel once", {{scaled("a", 2, 0), scaled("a", 3, 0)}, {}, {}});
    DerivedChannel derived = sumOf("s", {"a"});
    row("derive s: expected 2 to 32 inputs", {{}, {derived}, {}});
    derived.kind = Derivation::Difference;
    row("derive s: expected two inputs", {{}, {derived}, {}});
    derived.kind = Derivation::MovingAverage;
    row("derive s: expected a window", {{}, {derived}, {}});
    derived.kind = Derivation::Expression;
    derived.expression = "x1 +";
    row("derive s: expected a formula over x1 to x1", {{}, {derived}, {}});
    derived.expression = "x1, 2";
    row("derive s: expected one value, not a list", {{}, {derived}, {}});
    AlarmRule alarm;
    alarm.name = "hot";
    row("alarm hot: expected a channel to watch", {{}, {}, {alarm}});
    alarm.channel = "a";
    alarm.hysteresis = -1;
    row("alarm hot: expected a hysteresis", {{}, {}, {alarm}});
    alarm.hysteresis = 0;
    alarm.limit = std::numeric_limits<double>::quiet_NaN();
    row("alarm hot: expected a finite limit", {{}, {}, {alarm}});
    alarm.limit = 1;
    alarm.safeState = true;
    row("alarm hot: expected a critical alarm", {{}, {}, {alarm}});
    alarm.safeState = false;
    alarm.kind = AlarmKind::NoData;
    row("alarm hot: expected a time without data", {{}, {}, {alarm}});
    alarm.kind = AlarmKind::Text;
    row("alarm hot: expected a text", {{}, {}, {alarm}});
}

void ChannelProcessingTest::wrongSettingsAreRefusedByName() {
    QFETCH(ProcessingSettings, settings);
    QFETCH(QString, part);

    const auto checked = checkProcessing(settings);

    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(QString::fromStdString(checked.error().detail).startsWith(part),
             checked.error().detail.c_str());
}

void ChannelProcessingTest::samplesWithoutAChannelWaitForTheirInputs() {
    ProcessingSettings settings;
    settings.channels = {scaled("a", 2, 0)};
    settings.derived = {sumOf("sum", {"a"})};
    ChannelProcessing processing(settings, {});
    BlockSource source({});

    const BlockRef before = source.row(0, {}).row(1, {}).take();
    processing.apply(before.writable());
    source.setChannels({"a"});
    const BlockRef behind = source.row(2, {3}).take();
    processing.apply(behind.writable());

    QCOMPARE(before->size(), std::size_t{2});
    QVERIFY(namesOf(*before).empty());
    QCOMPARE(namesOf(*behind), Names({"a", "sum"}));
    QCOMPARE(behind->column(1)[0], 6.0);
}

QTEST_APPLESS_MAIN(ChannelProcessingTest)
#include "channel_processing_test.moc"
