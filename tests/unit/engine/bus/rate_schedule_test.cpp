// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/rate_schedule.h"

#include <QTest>

namespace telemetryhub::engine {

class RateScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void theMeanRateIsExactHoweverUnevenTheAsking() {
        constexpr std::int64_t kStart = 5'000'000'000'000;
        RateSchedule schedule(44'100.5, kStart);

        std::uint64_t taken = 0;
        std::int64_t now = kStart;
        for (int i = 0; i < 100'000; ++i) {
            now += 1 + (i * 7919LL) % 1'000'000;
            const std::uint64_t due = schedule.due(now);
            schedule.take(due);
            taken += due;
        }

        const double seconds = static_cast<double>(now - kStart) / 1e9;
        QVERIFY(qAbs(static_cast<double>(taken) - seconds * 44'100.5) <= 1.0);
    }

    void nothingIsDueBeforeTheFirstPeriod() {
        RateSchedule schedule(10, 0);

        QCOMPARE(schedule.due(99'999'999), std::uint64_t{0});
        QCOMPARE(schedule.untilDue(1, 99'999'999).count(), std::int64_t{1});
        QCOMPARE(schedule.due(100'000'000), std::uint64_t{1});
        QCOMPARE(schedule.untilDue(1, 100'000'000).count(), std::int64_t{0});
    }

    void aLongSleepIsGivenUpButForOneSecond() {
        RateSchedule schedule(1000, 0);

        QCOMPARE(schedule.due(3'600'000'000'000), std::uint64_t{1001});
        schedule.take(1001);
        QCOMPARE(schedule.due(3'600'000'000'000), std::uint64_t{0});
        QCOMPARE(schedule.due(3'600'001'000'000), std::uint64_t{1});
    }

    void aPeriodOfManySecondsIsNoSleep() {
        RateSchedule schedule(0.1, 0);

        for (std::int64_t second = 1; second < 10; ++second)
            QCOMPARE(schedule.due(second * 1'000'000'000), std::uint64_t{0});
        QCOMPARE(schedule.due(10'000'000'000), std::uint64_t{1});
    }

    void whatIsHeldBackComesOnePeriodLater() {
        RateSchedule schedule(1000, 0);
        QCOMPARE(schedule.due(5'000'000), std::uint64_t{5});

        schedule.holdBack(5'000'000);

        QCOMPARE(schedule.due(5'999'999), std::uint64_t{0});
        QCOMPARE(schedule.due(6'000'000), std::uint64_t{1});
    }
};

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::RateScheduleTest)
#include "rate_schedule_test.moc"
