// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/retry_schedule.h"

#include <algorithm>

#include <QTest>

using namespace telemetryhub::engine;

class RetryScheduleTest : public QObject {
    Q_OBJECT

private slots:
    void theFirstWaitIsShort();
    void waitsGrowToTheLongestAndNotBeyond();
    void aRestartBeginsAgain();
    void twoDevicesDoNotRetryInStep();
};

void RetryScheduleTest::theFirstWaitIsShort() {
    RetrySchedule schedule(1);

    QCOMPARE(schedule.next(), RetrySchedule::kFirst);
}

void RetryScheduleTest::waitsGrowToTheLongestAndNotBeyond() {
    RetrySchedule schedule(1);
    auto longest = RetrySchedule::kFirst;

    for (int i = 0; i < 1'000; ++i) {
        const auto wait = schedule.next();
        QVERIFY(wait >= RetrySchedule::kFirst);
        QVERIFY(wait <= RetrySchedule::kLongest);
        longest = std::max(longest, wait);
    }

    QVERIFY(longest > RetrySchedule::kLongest / 2);
}

void RetryScheduleTest::aRestartBeginsAgain() {
    RetrySchedule schedule(1);
    for (int i = 0; i < 10; ++i)
        (void)schedule.next();

    schedule.restart();

    QCOMPARE(schedule.next(), RetrySchedule::kFirst);
}

void RetryScheduleTest::twoDevicesDoNotRetryInStep() {
    RetrySchedule one(1);
    RetrySchedule two(2);
    int same = 0;

    for (int i = 0; i < 20; ++i)
        same += one.next() == two.next() ? 1 : 0;

    QVERIFY(same < 10);
}

QTEST_APPLESS_MAIN(RetryScheduleTest)
#include "retry_schedule_test.moc"
