// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "stored_rows.h"
#include "telemetryhub/engine/history/history_rows.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kDevice{3};
constexpr TimeSpan kAlways{std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max()};
constexpr std::int64_t kWallOffset = 1'700'000'000'000'000'000;

struct Row {
    ReadTime time;
    Sequence sequence = 0;
    std::vector<double> values;
    friend bool operator==(const Row&, const Row&) = default;
};

/// A history with one device that is fed row by row.
class Device {
public:
    explicit Device(std::size_t budgetBytes = std::size_t{1} << 30) : history(budgetBytes) {}

    /// One block of rows, 10 ns apart, two of which share a time.
    void feed(std::size_t count, std::size_t channels) {
        BlockRef block = m_pool.acquire(kDevice, nextSequence, channelsNamed(channels));
        for (std::size_t i = 0; i < count; ++i) {
            if (i % 2 == 0) steadyNs += 10;
            const ReadTime time{steadyNs, steadyNs + wallOffsetNs};
            wallOffsetNs += wallOffsetStepNs;
            std::vector<double> values;
            for (std::size_t c = 0; c < channels; ++c)
                values.push_back(static_cast<double>(nextSequence * 10 + c));
            block.writable().append(time, values);
            truth.push_back({time, nextSequence++, values});
        }
        history.consume(block);
    }

    [[nodiscard]] std::vector<Row> read(TimeSpan span) const {
        std::vector<Row> rows;
        HistoryRows stored = history.rows(kDevice, span);
        while (const auto stretch = stored.next()) {
            for (std::size_t i = 0; i < stretch->steadyNs.size(); ++i) {
                const std::int64_t time = stretch->steadyNs[i];
                Row row{{time, time + stretch->wallOffsetNs}, stretch->first + i, {}};
                for (const auto& column : stretch->columns)
                    if (!isAbsent(column[i])) row.values.push_back(column[i]);
                rows.push_back(std::move(row));
            }
        }
        return rows;
    }

private:
    BlockPool m_pool;

public:
    History history;
    std::int64_t steadyNs = 0;
    std::int64_t wallOffsetNs = kWallOffset;
    std::int64_t wallOffsetStepNs = 0;
    Sequence nextSequence = 1;
    std::vector<Row> truth;
};

}  // namespace

class TestHistoryRows : public QObject {
    Q_OBJECT

private slots:
    void everyRowComesBackWithItsNumberAndWallTime();
    void aLossIsAStepInTheNumbers();
    void aStepOfTheWallClockIsFollowed();
    void aDistanceThatChangesAmidABlockIsKeptToTheNanosecond();
    void onlyTheSpanIsRead();
    void rowsOfEqualTimesStayTogether();
    void newChannelsKeepTheNumbers();
    void evictionLeavesTheRestNumbered();
    void whatIsReadOutlivesTheDevice();
    void anUnknownDeviceHasNoRows();
};

void TestHistoryRows::everyRowComesBackWithItsNumberAndWallTime() {
    Device device;
    for (int i = 0; i < 50; ++i)
        device.feed(200, 2);

    QCOMPARE(device.history.rows(kDevice, kAlways).size(), std::uint64_t{10'000});
    QVERIFY(device.read(kAlways) == device.truth);
}

void TestHistoryRows::aLossIsAStepInTheNumbers() {
    Device device;
    device.feed(100, 1);
    device.nextSequence += 256;
    device.feed(100, 1);

    const std::vector<Row> rows = device.read(kAlways);

    QCOMPARE(rows[99].sequence, Sequence{100});
    QCOMPARE(rows[100].sequence, Sequence{357});
    QVERIFY(rows == device.truth);
}

void TestHistoryRows::aStepOfTheWallClockIsFollowed() {
    Device device;
    device.feed(100, 1);
    device.wallOffsetNs += 3'600'000'000'000;
    device.feed(100, 1);

    QVERIFY(device.read(kAlways) == device.truth);
}

void TestHistoryRows::aDistanceThatChangesAmidABlockIsKeptToTheNanosecond() {
    Device device;
    device.wallOffsetStepNs = 1;
    device.feed(100, 1);
    device.feed(100, 1);

    QVERIFY(device.read(kAlways) == device.truth);
}

void TestHistoryRows::onlyTheSpanIsRead() {
    Device device;
    device.feed(200, 1);

    const std::vector<Row> rows = device.read({100, 120});

    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(rows.front().time.steadyNs, std::int64_t{100});
    QCOMPARE(rows.back().time.steadyNs, std::int64_t{110});
}

void TestHistoryRows::rowsOfEqualTimesStayTogether() {
    Device device;
    device.feed(1, 1);
    device.nextSequence += 5;
    device.steadyNs -= 10;
    device.feed(3, 1);

    QVERIFY(device.read(kAlways) == device.truth);
}

void TestHistoryRows::newChannelsKeepTheNumbers() {
    Device device;
    device.feed(100, 1);
    device.feed(100, 2);  // taken over
    for (int i = 0; i < 10; ++i)
        device.feed(200, 2);
    device.feed(100, 3);  // behind

    QVERIFY(device.read(kAlways) == device.truth);
}

void TestHistoryRows::evictionLeavesTheRestNumbered() {
    Device device(200'000);
    for (int i = 0; i < 200; ++i)
        device.feed(200, 2);

    const std::vector<Row> rows = device.read(kAlways);

    QVERIFY(rows.size() < device.truth.size());
    const auto kept = static_cast<std::ptrdiff_t>(rows.size());
    QVERIFY(rows == std::vector<Row>(device.truth.end() - kept, device.truth.end()));
}

void TestHistoryRows::whatIsReadOutlivesTheDevice() {
    Device device;
    device.feed(200, 1);
    HistoryRows rows = device.history.rows(kDevice, kAlways);

    device.history.remove(kDevice);

    QCOMPARE(rows.size(), std::uint64_t{200});
    QCOMPARE(rows.next()->columns[0][199], 2000.0);
    QVERIFY(!rows.next());
}

void TestHistoryRows::anUnknownDeviceHasNoRows() {
    const History history(1000);

    HistoryRows rows = history.rows(kDevice, kAlways);

    QCOMPARE(rows.size(), std::uint64_t{0});
    QVERIFY(!rows.next());
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestHistoryRows)
#include "test_history_rows.moc"
