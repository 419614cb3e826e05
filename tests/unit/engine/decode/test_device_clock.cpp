// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <random>
#include <vector>

#include <QTest>

#include "decode/device_clock.h"

namespace telemetryhub::engine {

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kSecond = 1000 * kMs;
constexpr std::int64_t kWall = std::int64_t{1'700'000'000} * kSecond;
/// The wall clock of the machine stands this far ahead of its monotonic one.
constexpr std::int64_t kWallAhead = kWall - 1000 * kSecond;

DeviceTime sinceStart(std::int64_t ns) {
    return {DeviceTime::Kind::SinceStart, ns};
}

DeviceTime unixTime(std::int64_t ns) {
    return {DeviceTime::Kind::Unix, ns};
}

ReadTime arrivalAt(std::int64_t steadyNs) {
    return {steadyNs, steadyNs + kWallAhead};
}

}  // namespace

class DeviceClockTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstRowHasTheTimeOfItsArrival();
    void theSpacingIsThatOfTheDevice();
    void aRowBeforeItWasSentAnchorsTheClockAnew();
    void aRestartAnchorsTheClockAnew();
    void aLittleDisorderKeepsTheAnchor();
    void rowsOfOneChunkNeverShareATime();
    void anAbsoluteClockGivesTheWallTime();
    void aChangeOfKindAnchorsTheClockAnew();
    void aSlowClockIsFollowed();
    void rowsDatedByArrivalArePassed();
    void aCaptureHasTheTimesOfAnAbsoluteClockAlone();
    void everyRowLiesBetweenTheLastOneAndItsArrival();
};

void DeviceClockTest::theFirstRowHasTheTimeOfItsArrival() {
    DeviceClock clock;

    const auto dated = clock.date(sinceStart(5 * kSecond), arrivalAt(1000 * kSecond));

    QVERIFY(dated->time == arrivalAt(1000 * kSecond));
    QCOMPARE(*dated->delayNs, 0);
}

void DeviceClockTest::theSpacingIsThatOfTheDevice() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(0), arrivalAt(1000 * kSecond)));

    const auto late = clock.date(sinceStart(10 * kMs), arrivalAt(1000 * kSecond + 17 * kMs));
    const auto next = clock.date(sinceStart(20 * kMs), arrivalAt(1000 * kSecond + 21 * kMs));

    QVERIFY(late->time == arrivalAt(1000 * kSecond + 10 * kMs));
    QCOMPARE(*late->delayNs, 7 * kMs);
    QVERIFY(next->time == arrivalAt(1000 * kSecond + 20 * kMs));
    QCOMPARE(*next->delayNs, 1 * kMs);
}

void DeviceClockTest::aRowBeforeItWasSentAnchorsTheClockAnew() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(0), arrivalAt(1000 * kSecond + 50 * kMs)));

    const auto quick = clock.date(sinceStart(100 * kMs), arrivalAt(1000 * kSecond + 110 * kMs));
    const auto next = clock.date(sinceStart(200 * kMs), arrivalAt(1000 * kSecond + 215 * kMs));

    QCOMPARE(*quick->delayNs, 0);
    QCOMPARE(*next->delayNs, 5 * kMs);
}

void DeviceClockTest::aRestartAnchorsTheClockAnew() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(500 * kSecond), arrivalAt(1000 * kSecond)));

    const auto first = clock.date(sinceStart(1 * kSecond), arrivalAt(1003 * kSecond));
    const auto next = clock.date(sinceStart(2 * kSecond), arrivalAt(1004 * kSecond + 3 * kMs));

    QCOMPARE(*first->delayNs, 0);
    QVERIFY(next->time == arrivalAt(1004 * kSecond));
}

void DeviceClockTest::aLittleDisorderKeepsTheAnchor() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(1000 * kMs), arrivalAt(1000 * kSecond)));
    static_cast<void>(clock.date(sinceStart(1040 * kMs), arrivalAt(1000 * kSecond + 60 * kMs)));

    const auto earlier = clock.date(sinceStart(1030 * kMs), arrivalAt(1000 * kSecond + 61 * kMs));
    const auto next = clock.date(sinceStart(1050 * kMs), arrivalAt(1000 * kSecond + 62 * kMs));

    QVERIFY(earlier->time == arrivalAt(1000 * kSecond + 40 * kMs + 1));
    QVERIFY(next->time == arrivalAt(1000 * kSecond + 50 * kMs));
}

void DeviceClockTest::rowsOfOneChunkNeverShareATime() {
    DeviceClock clock;
    const ReadTime arrival = arrivalAt(1000 * kSecond);

    const auto first = clock.date(sinceStart(0), arrival);
    const auto second = clock.date(sinceStart(10 * kMs), arrival);

    QVERIFY(first->time == arrival);
    QCOMPARE(second->time.steadyNs, arrival.steadyNs + 1);
    QCOMPARE(second->time.wallNs, arrival.wallNs + 1);
    QCOMPARE(*second->delayNs, 0);
}

void DeviceClockTest::anAbsoluteClockGivesTheWallTime() {
    DeviceClock clock;

    const auto first = clock.date(unixTime(kWall), arrivalAt(1000 * kSecond + 300 * kMs));
    const auto late = clock.date(unixTime(kWall + kSecond), arrivalAt(1001 * kSecond + 500 * kMs));

    QCOMPARE(first->time.wallNs, kWall);
    QCOMPARE(late->time.wallNs, kWall + kSecond);
    QCOMPARE(late->time.steadyNs, 1001 * kSecond + 300 * kMs);
    QCOMPARE(*late->delayNs, 200 * kMs);
}

void DeviceClockTest::aChangeOfKindAnchorsTheClockAnew() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(5 * kSecond), arrivalAt(1000 * kSecond)));

    const auto dated = clock.date(unixTime(kWall), arrivalAt(1001 * kSecond));

    QCOMPARE(*dated->delayNs, 0);
    QCOMPARE(dated->time.steadyNs, 1001 * kSecond);
}

void DeviceClockTest::aSlowClockIsFollowed() {
    DeviceClock clock;
    std::int64_t delayNs = 0;

    for (std::int64_t i = 0; i < 3600; ++i)
        delayNs = *clock.date(sinceStart(i * 990 * kMs), arrivalAt(1000 * kSecond + i * kSecond))
                       ->delayNs;

    QVERIFY(delayNs <= 700 * kMs);
}

void DeviceClockTest::rowsDatedByArrivalArePassed() {
    DeviceClock clock;
    static_cast<void>(clock.date(sinceStart(0), arrivalAt(1000 * kSecond)));
    clock.passArrival(arrivalAt(1000 * kSecond + 30 * kMs));

    const auto dated = clock.date(sinceStart(10 * kMs), arrivalAt(1000 * kSecond + 40 * kMs));

    QCOMPARE(dated->time.steadyNs, 1000 * kSecond + 30 * kMs + 1);
}

void DeviceClockTest::aCaptureHasTheTimesOfAnAbsoluteClockAlone() {
    DeviceClock clock;

    const auto absolute = clock.date(unixTime(kWall), kUnknownTime);

    QCOMPARE(absolute->time.wallNs, kWall);
    QVERIFY(!absolute->delayNs);
    QVERIFY(!clock.date(sinceStart(5), kUnknownTime));
}

void DeviceClockTest::everyRowLiesBetweenTheLastOneAndItsArrival() {
    std::mt19937 random(11);
    DeviceClock clock;
    std::int64_t deviceNs = 0;
    std::int64_t arrivalNs = 1000 * kSecond;
    std::int64_t previousNs = 0;

    for (int i = 0; i < 20'000; ++i) {
        deviceNs += static_cast<std::int64_t>(random() % 20) * kMs;
        arrivalNs += 1 + static_cast<std::int64_t>(random() % 20) * kMs;
        if (random() % 100 == 0) deviceNs -= static_cast<std::int64_t>(random() % 3000) * kMs;
        if (random() % 100 == 0) deviceNs += static_cast<std::int64_t>(random() % 3000) * kMs;
        const auto dated = clock.date(sinceStart(deviceNs), arrivalAt(arrivalNs));

        QVERIFY(dated->time.steadyNs > previousNs);
        QVERIFY(dated->time.steadyNs <= arrivalNs);
        QCOMPARE(dated->time.steadyNs + *dated->delayNs, arrivalNs);
        QCOMPARE(dated->time.wallNs + *dated->delayNs, arrivalNs + kWallAhead);
        previousNs = dated->time.steadyNs;
    }
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::DeviceClockTest)
#include "test_device_clock.moc"
