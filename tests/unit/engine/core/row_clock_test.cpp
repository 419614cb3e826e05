// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/row_clock.h"

#include <cstdint>
#include <vector>

#include <QtTest>

#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kMsNs = 1'000'000;
constexpr std::int64_t kSecondNs = 1'000 * kMsNs;
constexpr std::int64_t kWallOffset = 1'700'000'000 * kSecondNs;

ReadTime at(std::int64_t steadyNs) {
    return {steadyNs, steadyNs + kWallOffset};
}

/// Times of rows of `rowBytes` each that fill a read, relative to it.
std::vector<std::int64_t> rowsOf(RowClock& clock, const ReadBytes& read, std::size_t rowBytes) {
    std::vector<std::int64_t> times;
    clock.beginRead(read);
    for (std::size_t end = rowBytes; end <= read.count; end += rowBytes) {
        clock.setFrame(read.count - end, rowBytes);
        times.push_back(clock.stamp().steadyNs - read.time.steadyNs);
    }
    return times;
}

using Times = std::vector<std::int64_t>;

}  // namespace

class RowClockTest : public QObject {
    Q_OBJECT

private slots:
    void rowsOfOneReadAreSpreadOverTheTimeSinceTheOneBefore();
    void aKnownWireSpreadsThemByTheirBytes();
    void aWireThatSeemsTooSlowIsNotBelieved();
    void afterALongPauseRowsAreSpreadOverASecond();
    void theFirstReadOfAStreamIsSpreadAsFromAFastLink();
    void aStreamThatIsOpenedAgainStaysBehindTheOneBefore();
    void rowsWithoutRoomAreOneNanosecondApart();
    void aTimeGivenByAnotherClockStaysBehindTheRowBefore();
    void samplesOfOneFrameAreSpreadOverIt();
    void aHeldMomentIsLeftAlone();
    void theWallTimeKeepsItsDistanceUntilTheClocksDrifted();
    void aWallClockThatIsAdjustedDoesNotTurnTheWallTimeBack();
    void aWallClockThatIsSetBackLeavesTheSteadyTimeAlone();
    void anUnknownTimeStaysUnknown();
    void bitsOfAByteMakeTheSpeedOfAWire_data();
    void bitsOfAByteMakeTheSpeedOfAWire();
};

void RowClockTest::rowsOfOneReadAreSpreadOverTheTimeSinceTheOneBefore() {
    RowClock clock;

    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    const Times times = rowsOf(clock, {at(kSecondNs + 4 * kMsNs), 40, 0}, 10);

    QCOMPARE(times, (Times{-3 * kMsNs, -2 * kMsNs, -kMsNs, 0}));
}

void RowClockTest::aKnownWireSpreadsThemByTheirBytes() {
    RowClock clock;
    constexpr std::int64_t kNsPerByte = 100'000;

    const Times first = rowsOf(clock, {at(kSecondNs), 30, kNsPerByte}, 10);
    const Times second = rowsOf(clock, {at(2 * kSecondNs), 25, kNsPerByte}, 10);

    QCOMPARE(first, (Times{-2 * kMsNs, -kMsNs, 0}));
    // Half a row behind the second one came after it.
    QCOMPARE(second, (Times{-15 * kNsPerByte, -5 * kNsPerByte}));
}

void RowClockTest::aWireThatSeemsTooSlowIsNotBelieved() {
    RowClock clock;
    constexpr std::int64_t kNsPerByte = 1'000'000;

    (void)rowsOf(clock, {at(kSecondNs), 10, kNsPerByte}, 10);
    const Times times = rowsOf(clock, {at(kSecondNs + 4 * kMsNs), 40, kNsPerByte}, 10);

    QCOMPARE(times, (Times{-3 * kMsNs, -2 * kMsNs, -kMsNs, 0}));
}

void RowClockTest::afterALongPauseRowsAreSpreadOverASecond() {
    RowClock clock;

    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    const Times times = rowsOf(clock, {at(3600 * kSecondNs), 20, 0}, 10);

    QCOMPARE(times, (Times{-RowClock::kMostSpreadNs / 2, 0}));
}

void RowClockTest::theFirstReadOfAStreamIsSpreadAsFromAFastLink() {
    RowClock clock;

    const Times times = rowsOf(clock, {at(kSecondNs), 30, 0}, 10);

    QCOMPARE(times, (Times{-20 * RowClock::kFirstNsPerByte, -10 * RowClock::kFirstNsPerByte, 0}));
}

void RowClockTest::aStreamThatIsOpenedAgainStaysBehindTheOneBefore() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 100'000}, 10);

    clock.beginStream();
    const Times times = rowsOf(clock, {at(kSecondNs + kMsNs), 40, 100'000}, 10);

    QCOMPARE(times, (Times{-750'000, -500'000, -250'000, 0}));
}

void RowClockTest::rowsWithoutRoomAreOneNanosecondApart() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);

    const Times sameTime = rowsOf(clock, {at(kSecondNs), 30, 0}, 10);
    const Times nextNanosecond = rowsOf(clock, {at(kSecondNs + 5), 30, 0}, 10);

    QCOMPARE(sameTime, (Times{1, 2, 3}));
    QCOMPARE(nextNanosecond, (Times{-1, 0, 1}));
}

void RowClockTest::aTimeGivenByAnotherClockStaysBehindTheRowBefore() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);

    const ReadTime equal = clock.stamp(at(kSecondNs));
    const ReadTime later = clock.stamp(at(2 * kSecondNs));

    QCOMPARE(equal.steadyNs, kSecondNs + 1);
    QCOMPARE(equal.wallNs, kWallOffset + kSecondNs + 1);
    QCOMPARE(later, at(2 * kSecondNs));
}

void RowClockTest::samplesOfOneFrameAreSpreadOverIt() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    clock.beginRead({at(kSecondNs + 8 * kMsNs), 80, 0});
    Times times;

    clock.setFrame(40, 60);  // of which 20 bytes came with the read before
    for (std::size_t i = 0; i < 4; ++i) {
        clock.setPart(i, 4);
        times.push_back(clock.stamp().steadyNs - kSecondNs);
    }

    QCOMPARE(times, (Times{kMsNs, 2 * kMsNs, 3 * kMsNs, 4 * kMsNs}));
}

void RowClockTest::aHeldMomentIsLeftAlone() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    clock.beginRead({at(kSecondNs + 4 * kMsNs), 40, 0});
    clock.setFrame(20, 10);
    const RowClock::Moment earlier = clock.moment();
    clock.setFrame(0, 10);
    const RowClock::Moment now = clock.moment();

    clock.holdAt(earlier);
    clock.setFrame(7, 3);
    const ReadTime held = clock.stamp();
    clock.goBackTo(now);
    const ReadTime live = clock.stamp();

    QCOMPARE(held, at(kSecondNs + 2 * kMsNs));
    QCOMPARE(live, at(kSecondNs + 4 * kMsNs));
}

void RowClockTest::theWallTimeKeepsItsDistanceUntilTheClocksDrifted() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    ReadTime jittering = at(2 * kSecondNs);
    jittering.wallNs -= RowClock::kWallDriftNs - 1;
    ReadTime drifted = at(3 * kSecondNs);
    drifted.wallNs += RowClock::kWallDriftNs;

    (void)rowsOf(clock, {jittering, 10, 0}, 10);
    const ReadTime kept = clock.last();
    (void)rowsOf(clock, {drifted, 20, 0}, 10);

    QCOMPARE(kept, at(jittering.steadyNs));
    QCOMPARE(clock.last(), drifted);
}

void RowClockTest::aWallClockThatIsAdjustedDoesNotTurnTheWallTimeBack() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);
    const ReadTime before = clock.last();

    (void)rowsOf(clock, {{kSecondNs + 10, before.wallNs - 50 * kMsNs}, 10, 0}, 10);

    QCOMPARE(clock.last(), (ReadTime{kSecondNs + 10, before.wallNs + 1}));
}

void RowClockTest::aWallClockThatIsSetBackLeavesTheSteadyTimeAlone() {
    RowClock clock;
    (void)rowsOf(clock, {at(kSecondNs), 10, 0}, 10);

    const ReadTime set{kSecondNs + 2 * kMsNs, at(kSecondNs).wallNs - 3600 * kSecondNs};
    const Times times = rowsOf(clock, {set, 20, 0}, 10);

    QCOMPARE(times, (Times{-kMsNs, 0}));
    QCOMPARE(clock.last(), set);
}

void RowClockTest::anUnknownTimeStaysUnknown() {
    RowClock clock;
    clock.beginRead({kUnknownTime, 0, 0});

    clock.setFrame(10, 10);
    const ReadTime first = clock.stamp();
    const ReadTime second = clock.stamp();

    QCOMPARE(first, kUnknownTime);
    QCOMPARE(second, kUnknownTime);
    QCOMPARE(clock.stamp(at(5)), at(5));
}

void RowClockTest::bitsOfAByteMakeTheSpeedOfAWire_data() {
    QTest::addColumn<int>("baud");
    QTest::addColumn<int>("dataBits");
    QTest::addColumn<int>("parity");
    QTest::addColumn<int>("stopBits");
    QTest::addColumn<qint64>("nsPerByte");

    QTest::newRow("8N1") << 10'000 << 8 << int(Parity::None) << int(StopBits::One)
                         << qint64{1'000'000};
    QTest::newRow("8E1") << 10'000 << 8 << int(Parity::Even) << int(StopBits::One)
                         << qint64{1'100'000};
    QTest::newRow("7O2") << 10'000 << 7 << int(Parity::Odd) << int(StopBits::Two)
                         << qint64{1'100'000};
    QTest::newRow("5N1.5") << 10'000 << 5 << int(Parity::None) << int(StopBits::OneAndHalf)
                           << qint64{750'000};
    QTest::newRow("115200") << 115'200 << 8 << int(Parity::None) << int(StopBits::One)
                            << qint64{86'805};
}

void RowClockTest::bitsOfAByteMakeTheSpeedOfAWire() {
    QFETCH(int, baud);
    QFETCH(int, dataBits);
    QFETCH(int, parity);
    QFETCH(int, stopBits);
    QFETCH(qint64, nsPerByte);
    SerialSettings serial;
    serial.baud = baud;
    serial.dataBits = dataBits;
    serial.parity = static_cast<Parity>(parity);
    serial.stopBits = static_cast<StopBits>(stopBits);

    QCOMPARE(wireNsPerByte(serial), nsPerByte);
    QCOMPARE(wireNsPerByte(TcpSettings{}), std::int64_t{0});
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::RowClockTest)
#include "row_clock_test.moc"
