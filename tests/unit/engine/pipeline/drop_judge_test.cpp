// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/drop_judge.h"

#include <limits>

#include <QTest>

#include "processing_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

AlarmRule stopAbove(const std::string& channel, double limit) {
    AlarmRule rule;
    rule.name = "stop";
    rule.channel = channel;
    rule.kind = AlarmKind::High;
    rule.level = AlarmLevel::Critical;
    rule.limit = limit;
    rule.safeState = true;
    return rule;
}

DerivedChannel derived(const std::string& name, Derivation kind, std::vector<std::string> inputs) {
    DerivedChannel channel;
    channel.name = name;
    channel.kind = kind;
    channel.inputs = std::move(inputs);
    channel.samples = kind == Derivation::MovingAverage ? 2 : 0;
    return channel;
}

/// A device with channels a and b whose blocks are all let go.
class Judged {
public:
    explicit Judged(const ProcessingSettings& settings)
        : board(std::make_shared<AlarmBoard>(
              DeviceId{1}, settings.alarms, log,
              [this](const Error& error) { trips.push_back(error.detail); })),
          judge(DropJudge::create(settings, board)) {
        board->setActive(true, {0, 0});
    }
    void drop(double a, double b) {
        source.row(1, {0.0, 0.0}).row(2, {a, b}).row(3, {0.0, 0.0});
        judge->judge(*source.take());
    }

    EventLog log;
    std::vector<std::string> trips;
    std::shared_ptr<AlarmBoard> board;
    std::unique_ptr<DropJudge> judge;
    BlockSource source{{"a", "b"}};
};

}  // namespace

class DropJudgeTest : public QObject {
    Q_OBJECT

private slots:
    void oneValueAboveTheLimitIsEnough();
    void aGoodBlockClearsNothing();
    void aValueIsJudgedAsItIsShown();
    void whatIsCalculatedByRowIsJudgedToo();
    void whatNeedsTheRowsBeforeIsNotGuessed_data();
    void whatNeedsTheRowsBeforeIsNotGuessed();
    void nobodyIsNeededWithoutSuchAnAlarm_data();
    void nobodyIsNeededWithoutSuchAnAlarm();
};

void DropJudgeTest::oneValueAboveTheLimitIsEnough() {
    ProcessingSettings settings;
    settings.alarms = {stopAbove("b", 80)};
    Judged device(settings);

    device.drop(99, 80);
    QVERIFY(device.trips.empty());
    device.drop(std::numeric_limits<double>::quiet_NaN(), 99);

    QCOMPARE(device.trips, std::vector<std::string>{"stop: b 99 is above 80"});
    const std::vector<Event> events = device.log.since(0);
    QCOMPARE(events.size(), std::size_t{1});
    QCOMPARE(events.front().sequence, Sequence{5});
    QCOMPARE(events.front().time.steadyNs, std::int64_t{2'000'000'000});
    QCOMPARE(events.front().value, std::optional(99.0));
}

void DropJudgeTest::aGoodBlockClearsNothing() {
    ProcessingSettings settings;
    settings.alarms = {stopAbove("a", 80)};
    Judged device(settings);

    device.drop(99, 0);
    device.drop(0, 0);
    device.drop(99, 0);

    QCOMPARE(device.trips.size(), std::size_t{1});
    QCOMPARE(device.board->status().size(), std::size_t{1});
}

void DropJudgeTest::aValueIsJudgedAsItIsShown() {
    ProcessingSettings settings;
    ChannelSettings scaled;
    scaled.channel = "a";
    scaled.factor = -2;
    scaled.offset = 10;
    scaled.name = "current";
    settings.channels = {scaled};
    settings.alarms = {stopAbove("current", 80)};
    Judged device(settings);

    device.drop(99, 99);
    QVERIFY(device.trips.empty());
    device.drop(-40, 0);

    QCOMPARE(device.trips, std::vector<std::string>{"stop: current 90 is above 80"});
}

void DropJudgeTest::whatIsCalculatedByRowIsJudgedToo() {
    ProcessingSettings settings;
    settings.derived = {derived("sum", Derivation::Sum, {"a", "b"})};
    settings.alarms = {stopAbove("sum", 80)};
    Judged device(settings);

    device.drop(41, 42);

    QCOMPARE(device.trips, std::vector<std::string>{"stop: sum 83 is above 80"});
}

void DropJudgeTest::whatNeedsTheRowsBeforeIsNotGuessed_data() {
    QTest::addColumn<int>("what");
    QTest::newRow("an average") << 0;
    QTest::newRow("a sum with an average") << 1;
    QTest::newRow("a delay") << 2;
    QTest::newRow("no SafeState") << 3;
}

void DropJudgeTest::whatNeedsTheRowsBeforeIsNotGuessed() {
    QFETCH(int, what);
    ProcessingSettings settings;
    settings.derived = {derived("mean", Derivation::MovingAverage, {"a"}),
                        derived("more", Derivation::Sum, {"mean", "b"})};
    AlarmRule other = stopAbove(what == 0 ? "mean" : what == 1 ? "more" : "a", 80);
    if (what == 2) other.delay = std::chrono::seconds(5);
    if (what == 3) other.safeState = false;
    AlarmRule never = stopAbove("b", 1000);
    never.name = "never";
    settings.alarms = {other, never};
    Judged device(settings);

    device.drop(500, 0);

    QVERIFY(device.trips.empty());
    QVERIFY(device.log.since(0).empty());
}

void DropJudgeTest::nobodyIsNeededWithoutSuchAnAlarm_data() {
    QTest::addColumn<AlarmKind>("kind");
    QTest::newRow("a rate") << AlarmKind::Rate;
    QTest::newRow("a silence") << AlarmKind::NoData;
    QTest::newRow("a text") << AlarmKind::Text;
}

void DropJudgeTest::nobodyIsNeededWithoutSuchAnAlarm() {
    QFETCH(AlarmKind, kind);
    ProcessingSettings settings;
    settings.alarms = {stopAbove("a", 80)};
    settings.alarms.front().kind = kind;

    QVERIFY(!DropJudge::create(settings, nullptr));
}

QTEST_GUILESS_MAIN(DropJudgeTest)
#include "drop_judge_test.moc"
