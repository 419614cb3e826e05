// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <random>

#include <QTest>

#include "stored_rows.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kDevice{7};
constexpr std::size_t kAmple = std::size_t{1} << 30;
constexpr TimeSpan kEver{std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::max()};

/// What the random rows look like.
struct Shape {
    std::size_t rows = 0;
    std::size_t channels = 1;
    std::size_t blockSize = 256;
    double absentShare = 0;  ///< of the cells
    int maxStepNs = 20;      ///< steps are random in [0, this]; 0 gives equal times
};

double randomValue(std::mt19937_64& random, double absentShare) {
    const double dice = std::uniform_real_distribution<>(0, 1)(random);
    if (dice < absentShare) return kAbsent;
    switch (std::uniform_int_distribution<>(0, 400)(random)) {
        case 0: return std::numeric_limits<double>::quiet_NaN();
        case 1: return std::numeric_limits<double>::infinity();
        case 2: return -std::numeric_limits<double>::infinity();
        default: return std::normal_distribution<>(0, 100)(random);
    }
}

std::vector<StoredRow> randomRows(std::mt19937_64& random, const Shape& shape,
                                  std::int64_t& timeNs) {
    std::uniform_int_distribution<std::int64_t> step(0, shape.maxStepNs);
    std::vector<StoredRow> rows(shape.rows);
    for (StoredRow& row : rows) {
        // Bursts share a time, as samples read at once do; rare pauses tear gaps.
        if (random() % 4 == 0) timeNs += step(random);
        if (random() % 3000 == 0) timeNs += 20'000;
        row.time = {timeNs, timeNs + 1'000'000};
        for (std::size_t i = 0; i < shape.channels; ++i)
            row.values.push_back(randomValue(random, shape.absentShare));
    }
    return rows;
}

bool same(double left, double right) {
    return left == right || (std::isnan(left) && std::isnan(right));
}

bool same(const HistoryColumn& left, const HistoryColumn& right) {
    if (left.empty() || right.empty()) return left.empty() && right.empty();
    return left.min == right.min && left.max == right.max && left.last == right.last;
}

bool same(const std::vector<HistoryPoint>& left, const std::vector<HistoryPoint>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const HistoryPoint& a, const HistoryPoint& b) {
                          return a.steadyNs == b.steadyNs && same(a.value, b.value);
                      });
}

std::vector<StoredRow> evenRows(std::size_t count, std::int64_t firstNs = 0) {
    std::vector<StoredRow> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto time = firstNs + static_cast<std::int64_t>(i) * 10;
        rows[i] = {{time, time}, {static_cast<double>(i)}, 0};
    }
    return rows;
}

}  // namespace

class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void gapsAreFoundByTime();
    void theNewestGapsAreKept();
    void columnsAreExact_data();
    void columnsAreExact();
    void pointsAreExact();
    void anUnknownDeviceOrChannelIsEmpty();
    void nanIsStoredAndAbsentIsNot();
    void samplesOfOneTimeStayInOneSlot();
    void aNewChannelIsAbsentBefore();
    void samplesWithoutAChannelAreCounted();
    void aFirstChannelBehindManySamplesIsAbsentBefore();
    void channelsFoundOneByOneShareASegment();
    void tooManyPointsAreRefused();
    void extentAndCountSpanAllSegments();
    void latestKeepsTheNewestValueOfEachChannel();
    void usedBytesFollowTheCapacity();
    void theDeviceThatHoldsMostLosesItsOldest();
    void theNewestSegmentIsNeverEvicted();
    void aThousandSlowDevicesStaySmall();
    void aRemovedDeviceIsForgottenForGood();
};

void TestHistory::columnsAreExact_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("blockSize");
    QTest::addColumn<double>("absentShare");
    QTest::addColumn<int>("maxStepNs");
    QTest::addColumn<int>("budget");

    QTest::newRow("one sample") << 1 << 1 << 256 << 0.0 << 20 << 0;
    QTest::newRow("below one node") << 15 << 1 << 256 << 0.0 << 20 << 0;
    QTest::newRow("one full segment") << 1024 << 1 << 256 << 0.0 << 20 << 0;
    QTest::newRow("one past a segment") << 1025 << 1 << 256 << 0.0 << 20 << 0;
    QTest::newRow("many segments") << 40'000 << 1 << 256 << 0.0 << 20 << 0;
    QTest::newRow("single samples") << 3'000 << 2 << 1 << 0.1 << 20 << 0;
    QTest::newRow("odd blocks") << 20'000 << 3 << 77 << 0.3 << 20 << 0;
    QTest::newRow("mostly absent") << 20'000 << 5 << 256 << 0.999 << 20 << 0;
    QTest::newRow("nothing but absent") << 5'000 << 2 << 256 << 1.0 << 20 << 0;
    QTest::newRow("equal times") << 5'000 << 1 << 256 << 0.0 << 0 << 0;
    QTest::newRow("evicted") << 60'000 << 2 << 256 << 0.2 << 20 << 500'000;
    QTest::newRow("a large segment") << 300'000 << 1 << 256 << 0.01 << 20 << 0;
}

void TestHistory::columnsAreExact() {
    QFETCH(int, rows);
    QFETCH(int, channels);
    QFETCH(int, blockSize);
    QFETCH(double, absentShare);
    QFETCH(int, maxStepNs);
    QFETCH(int, budget);
    const Shape shape{static_cast<std::size_t>(rows), static_cast<std::size_t>(channels),
                      static_cast<std::size_t>(blockSize), absentShare, maxStepNs};
    std::mt19937_64 random(1);
    std::int64_t timeNs = 1'000;
    BlockPool pool;
    History history(budget > 0 ? static_cast<std::size_t>(budget) : kAmple);
    PlainHistory plain(history, pool, kDevice);
    plain.feed(randomRows(random, shape, timeNs), shape.channels, shape.blockSize);
    const std::uint64_t kept = history.sampleCount(kDevice, kEver);
    if (budget > 0) QVERIFY(kept > 0 && kept < shape.rows);
    plain.dropOldest(kept);

    // Windows from the whole stretch down to a few samples, also beyond both ends.
    const std::int64_t first = plain.rows().front().time.steadyNs;
    for (int round = 0; round < 30; ++round) {
        const std::int64_t span = (timeNs - first + 100) >> (round % 14);
        const std::size_t slotCount = 1 + random() % 40;
        const std::int64_t step =
            std::max<std::int64_t>(1, span / static_cast<std::int64_t>(slotCount));
        const std::int64_t from =
            std::uniform_int_distribution<std::int64_t>(first - span / 2 - 5, timeNs)(random);
        const std::size_t channel = random() % shape.channels;
        std::vector<HistoryColumn> columns(slotCount);

        history.columns(kDevice, channel, from, step, columns);

        for (std::size_t i = 0; i < slotCount; ++i) {
            const std::int64_t left = from + static_cast<std::int64_t>(i) * step;
            QVERIFY(same(columns[i], plain.column(channel, left, left + step)));
        }
    }
}

void TestHistory::pointsAreExact() {
    std::mt19937_64 random(2);
    std::int64_t timeNs = 0;
    BlockPool pool;
    History history(kAmple);
    PlainHistory plain(history, pool, kDevice);
    plain.feed(randomRows(random, {9'000, 1, 50, 0.0, 20}, timeNs), 1, 50);
    plain.feed(randomRows(random, {9'000, 2, 256, 0.97, 20}, timeNs), 2, 256);
    plain.feed(randomRows(random, {3'000, 3, 256, 0.5, 20}, timeNs), 3, 256);

    std::uniform_int_distribution<std::int64_t> moment(-10, timeNs + 10);
    for (int round = 0; round < 300; ++round) {
        const std::int64_t from = moment(random);
        const TimeSpan span{from, from + std::uniform_int_distribution<>(0, 3'000)(random)};
        const std::size_t channel = random() % 4;

        const auto points = history.points(kDevice, channel, span, kAmple);

        QVERIFY(points);
        QVERIFY(same(*points, plain.points(channel, span)));
        QCOMPARE(history.sampleCount(kDevice, span), plain.count(span));
    }
}

void TestHistory::anUnknownDeviceOrChannelIsEmpty() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(evenRows(10), 1, 256);

    std::vector<HistoryColumn> columns(3, HistoryColumn{1, 2, 3});
    history.columns(DeviceId{8}, 0, 0, 100, columns);
    QVERIFY(columns[0].empty() && columns[2].empty());
    columns.assign(3, HistoryColumn{1, 2, 3});
    history.columns(kDevice, 1, 0, 100, columns);
    QVERIFY(columns[0].empty() && columns[2].empty());

    QVERIFY(history.points(kDevice, 9, kEver, 5)->empty());
    QVERIFY(history.points(DeviceId{8}, 0, kEver, 5)->empty());
    QCOMPARE(history.sampleCount(DeviceId{8}, kEver), 0U);
    QVERIFY(!history.extent(DeviceId{8}));
    QVERIFY(history.latest(DeviceId{8}).empty());
}

void TestHistory::nanIsStoredAndAbsentIsNot() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    std::vector<StoredRow> rows = evenRows(4'000);
    for (StoredRow& row : rows)
        row.values = {kAbsent};
    rows[1'000].values = {kNan};
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(rows, 1, 256);

    const auto points = history.points(kDevice, 0, {20'000, 30'000}, 100);
    std::vector<HistoryColumn> columns(1);
    history.columns(kDevice, 0, 0, 40'000, columns);

    QCOMPARE(points->size(), 1U);  // the one before the span
    QCOMPARE(points->front().steadyNs, 10'000);
    QVERIFY(std::isnan(points->front().value) && !isAbsent(points->front().value));
    QVERIFY(columns[0].empty());
}

void TestHistory::samplesOfOneTimeStayInOneSlot() {
    // A burst of one time that reaches over the border of two segments.
    std::vector<StoredRow> rows = evenRows(3'000);
    for (std::size_t i = 900; i < 1'200; ++i)
        rows[i].time.steadyNs = 9'000;
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(rows, 1, 256);

    std::vector<HistoryColumn> columns(2);
    history.columns(kDevice, 0, 8'999, 1, columns);

    QVERIFY(columns[0].empty());
    QCOMPARE(columns[1].min, 900.0);
    QCOMPARE(columns[1].max, 1'199.0);
    QCOMPARE(columns[1].last, 1'199.0);
    QCOMPARE(history.sampleCount(kDevice, {9'000, 9'001}), 300U);
}

void TestHistory::aNewChannelIsAbsentBefore() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory plain(history, pool, kDevice);
    plain.feed(evenRows(2'000), 1, 256);
    std::vector<StoredRow> wide = evenRows(100, 20'000);
    for (StoredRow& row : wide)
        row.values.push_back(5);
    plain.feed(wide, 2, 256);

    std::vector<HistoryColumn> columns(2);
    history.columns(kDevice, 1, 0, 20'000, columns);
    const auto points = history.points(kDevice, 1, {0, 20'000}, 10);

    QVERIFY(columns[0].empty());
    QCOMPARE(columns[1].min, 5.0);
    QCOMPARE(points->size(), 1U);  // the one after the span
    QCOMPARE(points->front().steadyNs, 20'000);
}

void TestHistory::channelsFoundOneByOneShareASegment() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory plain(history, pool, kDevice);
    for (std::size_t channels = 1; channels <= 20; ++channels) {
        std::vector<StoredRow> rows = evenRows(10, static_cast<std::int64_t>(channels) * 100);
        for (StoredRow& row : rows)
            row.values.assign(channels, static_cast<double>(channels));
        plain.feed(rows, channels, 256);
    }

    std::vector<HistoryColumn> columns(1);
    history.columns(kDevice, 4, 0, 100'000, columns);

    QCOMPARE(history.sampleCount(kDevice, kEver), 200U);
    QCOMPARE(columns[0].min, 5.0);
    QCOMPARE(columns[0].max, 20.0);
    QCOMPARE(history.usedBytes(), 1024 * 8 + 20 * (1024 * 8 + (64 + 4) * std::size_t{16}));
}

void TestHistory::tooManyPointsAreRefused() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(evenRows(100), 1, 256);

    const TimeSpan tenInside{500, 600};  // and one on either side

    QVERIFY(!history.points(kDevice, 0, tenInside, 9));
    QVERIFY(!history.points(kDevice, 0, tenInside, 11));
    QCOMPARE(history.points(kDevice, 0, tenInside, 12)->size(), 12U);
}

void TestHistory::extentAndCountSpanAllSegments() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(evenRows(50'000, 30), 1, 256);

    QCOMPARE(history.extent(kDevice)->fromNs, 30);
    QCOMPARE(history.extent(kDevice)->toNs, 30 + 49'999 * 10);
    QCOMPARE(history.sampleCount(kDevice, kEver), 50'000U);
    QCOMPARE(history.sampleCount(kDevice, {30, 31}), 1U);
    QCOMPARE(history.sampleCount(kDevice, {31, 30}), 0U);
}

void TestHistory::latestKeepsTheNewestValueOfEachChannel() {
    std::vector<StoredRow> rows = evenRows(600);
    for (StoredRow& row : rows)
        row.values = {1, kAbsent, kAbsent};
    rows[3].values[1] = 33;
    rows[599].values[0] = std::numeric_limits<double>::quiet_NaN();
    BlockPool pool;
    History history(kAmple);
    PlainHistory(history, pool, kDevice).feed(rows, 3, 256);

    const std::vector<LatestValue> latest = history.latest(kDevice);

    QCOMPARE(latest.size(), 3U);
    QVERIFY(std::isnan(latest[0].value) && !isAbsent(latest[0].value));
    QCOMPARE(latest[0].sequence, 600U);
    QCOMPARE(latest[1].value, 33.0);
    QCOMPARE(latest[1].sequence, 4U);
    QCOMPARE(latest[1].time.steadyNs, 30);
    QVERIFY(isAbsent(latest[2].value));
}

void TestHistory::usedBytesFollowTheCapacity() {
    constexpr std::size_t kSmallest = 1024 * 8 + 2 * (1024 * 8 + (64 + 4) * std::size_t{16});
    BlockPool pool;
    History history(kAmple);
    PlainHistory plain(history, pool, kDevice);
    QCOMPARE(history.usedBytes(), 0U);

    plain.feed(evenRows(1), 2, 256);
    QCOMPARE(history.usedBytes(), kSmallest);
    plain.feed(evenRows(1'023, 100), 2, 256);
    QCOMPARE(history.usedBytes(), kSmallest);
    plain.feed(evenRows(1, 20'000), 2, 256);
    QCOMPARE(history.usedBytes(), 2 * kSmallest);

    history.remove(kDevice);
    QCOMPARE(history.usedBytes(), 0U);
}

void TestHistory::theDeviceThatHoldsMostLosesItsOldest() {
    BlockPool pool;
    History history(400'000);
    PlainHistory small(history, pool, DeviceId{1});
    PlainHistory large(history, pool, DeviceId{2});
    small.feed(evenRows(3'000), 1, 256);
    large.feed(evenRows(100'000), 1, 256);

    QVERIFY(history.usedBytes() <= history.budgetBytes());
    QVERIFY(history.usedBytes() > history.budgetBytes() * 9 / 10);
    QCOMPARE(history.sampleCount(DeviceId{1}, kEver), 3'000U);
    const std::uint64_t kept = history.sampleCount(DeviceId{2}, kEver);
    QVERIFY(kept < 30'000);
    QCOMPARE(history.extent(DeviceId{2})->toNs, 999'990);
    QCOMPARE(history.extent(DeviceId{2})->fromNs, static_cast<std::int64_t>(100'000 - kept) * 10);
}

void TestHistory::theNewestSegmentIsNeverEvicted() {
    BlockPool pool;
    History history(1);
    PlainHistory plain(history, pool, kDevice);

    plain.feed(evenRows(1'100), 1, 256);

    QCOMPARE(history.sampleCount(kDevice, kEver), 76U);
    QCOMPARE(history.latest(kDevice)[0].value, 1'099.0);
}

void TestHistory::aThousandSlowDevicesStaySmall() {
    BlockPool pool;
    History history(kAmple);

    for (std::uint32_t id = 1; id <= 1'000; ++id)
        PlainHistory(history, pool, DeviceId{id}).feed(evenRows(2), 4, 256);

    QVERIFY(history.usedBytes() < 50'000'000);
}

void TestHistory::aRemovedDeviceIsForgottenForGood() {
    BlockPool pool;
    History history(kAmple);
    PlainHistory plain(history, pool, kDevice);
    plain.feed(evenRows(100), 1, 256);

    history.remove(kDevice);
    plain.feed(evenRows(100), 1, 256);

    QVERIFY(!history.extent(kDevice));
    QVERIFY(history.latest(kDevice).empty());
    QCOMPARE(history.usedBytes(), 0U);
}

namespace {

Gap gapOf(std::int64_t fromNs, std::int64_t toNs) {
    return {ErrorCode::LinkLost, {fromNs, fromNs}, {toNs, toNs}, 1, 0};
}

}  // namespace

void TestHistory::gapsAreFoundByTime() {
    History history(kAmple);
    for (const Gap& gap : {gapOf(10, 20), gapOf(50, 90), gapOf(100, 101)})
        history.gapFound(kDevice, gap);

    const auto countIn = [&](std::int64_t fromNs, std::int64_t toNs) {
        return history.gaps(kDevice, {fromNs, toNs}).size();
    };
    QCOMPARE(countIn(0, 10), std::size_t{0});
    QCOMPARE(countIn(0, 11), std::size_t{1});
    QCOMPARE(countIn(20, 50), std::size_t{1});
    QCOMPARE(countIn(21, 50), std::size_t{0});
    QCOMPARE(countIn(60, 70), std::size_t{1});
    QCOMPARE(history.gaps(kDevice, kEver).size(), std::size_t{3});
    QCOMPARE(history.gaps(DeviceId{99}, kEver).size(), std::size_t{0});
    QCOMPARE(history.gapCount(kDevice), std::uint64_t{3});
}

void TestHistory::theNewestGapsAreKept() {
    History history(kAmple);
    constexpr auto kMany = static_cast<std::int64_t>(History::kMaxGaps) + 10;

    for (std::int64_t i = 0; i < kMany; ++i)
        history.gapFound(kDevice, gapOf(10 * i, 10 * i + 5));

    const auto gaps = history.gaps(kDevice, kEver);
    QCOMPARE(gaps.size(), History::kMaxGaps);
    QCOMPARE(gaps.front().from.steadyNs, std::int64_t{100});
    QCOMPARE(history.gapCount(kDevice), static_cast<std::uint64_t>(kMany));
}

void TestHistory::samplesWithoutAChannelAreCounted() {
    BlockPool pool;
    History history(kAmple);
    std::vector<StoredRow> rows = evenRows(5'000);
    for (StoredRow& row : rows)
        row.values.clear();

    PlainHistory(history, pool, kDevice).feed(rows, 0, 256);

    QCOMPARE(history.sampleCount(kDevice, kEver), std::uint64_t{5'000});
    QCOMPARE(history.extent(kDevice)->toNs, rows.back().time.steadyNs);
    QVERIFY(history.latest(kDevice).empty());
    std::vector<HistoryColumn> columns(3, HistoryColumn{1, 2, 3});
    history.columns(kDevice, 0, 0, 100, columns);
    QVERIFY(columns[0].empty() && columns[2].empty());
    const auto points = history.points(kDevice, 0, kEver, 10);
    QVERIFY(points && points->empty());
}

void TestHistory::aFirstChannelBehindManySamplesIsAbsentBefore() {
    for (const std::size_t before : {1U, 100U, 600U, 5'000U}) {
        BlockPool pool;
        History history(kAmple);
        PlainHistory plain(history, pool, kDevice);
        std::vector<StoredRow> mute = evenRows(before);
        for (StoredRow& row : mute)
            row.values.clear();
        const std::int64_t firstNs = static_cast<std::int64_t>(before) * 10;

        plain.feed(mute, 0, 256);
        plain.feed(evenRows(10, firstNs), 1, 256);

        const auto points = history.points(kDevice, 0, kEver, kAmple);
        QVERIFY(points);
        QVERIFY(same(*points, plain.points(0, kEver)));
        QCOMPARE(points->size(), std::size_t{10});
        QCOMPARE(history.sampleCount(kDevice, kEver), before + 10);
        std::vector<HistoryColumn> columns(2);
        history.columns(kDevice, 0, 0, firstNs, columns);
        QVERIFY(columns[0].empty());
        QCOMPARE(columns[1].last, std::min(9.0, static_cast<double>(before) - 1));
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestHistory)
#include "test_history.moc"
