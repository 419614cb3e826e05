// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/rate_meter.h"

#include <cmath>

#include <QTest>

using namespace telemetryhub::engine;

namespace {

constexpr std::int64_t kMs = 1'000'000;

bool isNear(double value, double expected) {
    return std::abs(value - expected) <= 0.01 * expected;
}

}  // namespace

class RateMeterTest : public QObject {
    Q_OBJECT

private slots:
    void beforeTheSecondArrivalThereIsNoRate();
    void aSteadySourceShowsItsRate_data();
    void aSteadySourceShowsItsRate();
    void aSourceThatFallsSilentSinks();
    void aPauseByCommandIsNoPartOfTheRate();
    void theRateFollowsAChange();
};

void RateMeterTest::beforeTheSecondArrivalThereIsNoRate() {
    RateMeter meter;

    meter.add(100, 5 * kMs);

    QCOMPARE(meter.perSecond(5 * kMs), 0.0);
    QCOMPARE(meter.usualIntervalNs(), std::int64_t{0});
}

void RateMeterTest::aSteadySourceShowsItsRate_data() {
    QTest::addColumn<int>("intervalMs");
    QTest::addColumn<int>("count");
    QTest::newRow("1 kHz") << 1 << 1;
    QTest::newRow("10 kHz in runs") << 16 << 160;
    QTest::newRow("10 Hz") << 100 << 1;
    QTest::newRow("once in 10 s") << 10'000 << 1;
}

void RateMeterTest::aSteadySourceShowsItsRate() {
    QFETCH(int, intervalMs);
    QFETCH(int, count);
    RateMeter meter;
    std::int64_t now = 0;

    for (int i = 0; i < 5'000; ++i)
        meter.add(static_cast<std::uint64_t>(count), now += intervalMs * kMs);

    const double expected = 1000.0 * count / intervalMs;
    QVERIFY2(isNear(meter.perSecond(now), expected),
             qPrintable(QString::number(meter.perSecond(now))));
    QCOMPARE(meter.usualIntervalNs(), intervalMs * kMs);
    // Between two arrivals of a slow source the figure must not sag.
    QVERIFY(isNear(meter.perSecond(now + intervalMs * kMs / 2), expected));
}

void RateMeterTest::aSourceThatFallsSilentSinks() {
    RateMeter meter;
    std::int64_t now = 0;
    for (int i = 0; i < 1'000; ++i)
        meter.add(1, now += 10 * kMs);

    const double later = meter.perSecond(now + 10'000 * kMs);

    QVERIFY2(later < 30, qPrintable(QString::number(later)));
}

void RateMeterTest::aPauseByCommandIsNoPartOfTheRate() {
    RateMeter meter;
    std::int64_t now = 0;
    for (int i = 0; i < 100; ++i)
        meter.add(1, now += 10 * kMs);

    meter.restart();
    now += 60'000 * kMs;
    for (int i = 0; i < 100; ++i)
        meter.add(1, now += 10 * kMs);

    QVERIFY(isNear(meter.perSecond(now), 100));
}

void RateMeterTest::theRateFollowsAChange() {
    RateMeter meter;
    std::int64_t now = 0;
    for (int i = 0; i < 1'000; ++i)
        meter.add(1, now += 10 * kMs);

    for (int i = 0; i < 10'000; ++i)
        meter.add(1, now += kMs);

    QVERIFY(isNear(meter.perSecond(now), 1'000));
}

QTEST_APPLESS_MAIN(RateMeterTest)
#include "rate_meter_test.moc"
