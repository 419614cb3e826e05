// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/stall_meter.h"

#include <QTest>

using namespace telemetryhub::engine;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kSecond = 1'000 * kMs;

}  // namespace

class StallMeterTest : public QObject {
    Q_OBJECT

private slots:
    void ticksInTimeAreNoStall() {
        StallMeter meter(0);

        for (std::int64_t now = 0; now <= kSecond; now += StallMeter::kTickNs)
            meter.tick(now);

        QCOMPARE(meter.longestNs(kSecond), 0);
        QCOMPARE(meter.lastMinuteNs(kSecond), 0);
    }
    void aLateTickIsAStall() {
        StallMeter meter(0);

        meter.tick(350 * kMs);
        meter.tick(450 * kMs);

        QCOMPARE(meter.longestNs(450 * kMs), 250 * kMs);
        QCOMPARE(meter.lastMinuteNs(450 * kMs), 250 * kMs);
    }
    void aStallThatLastsIsSeen() {
        const StallMeter meter(0);

        QCOMPARE(meter.longestNs(3 * kSecond), 2'900 * kMs);
        QCOMPARE(meter.lastMinuteNs(3 * kSecond), 2'900 * kMs);
    }
    void aMinuteLaterItIsOneOfTheStartAlone() {
        StallMeter meter(0);
        meter.tick(350 * kMs);

        std::int64_t now = 350 * kMs;
        while (now < 61 * kSecond)
            meter.tick(now += StallMeter::kTickNs);

        QCOMPARE(meter.lastMinuteNs(now), 0);
        QCOMPARE(meter.longestNs(now), 250 * kMs);
    }
};

QTEST_GUILESS_MAIN(StallMeterTest)
#include "stall_meter_test.moc"
