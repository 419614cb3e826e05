// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/watchdog.h"

#include <QTest>

using namespace telemetryhub::engine;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// A watchdog whose I/O thread beats at every second up to `seconds`.
void beatUntil(Watchdog& watchdog, int seconds) {
    for (int i = 0; i <= seconds; ++i)
        watchdog.beat(i * kSecond);
}

}  // namespace

class WatchdogTest : public QObject {
    Q_OBJECT

private slots:
    void aStageWithWorkAndNoProgressIsStalled();
    void aBusyStageIsNot();
    void anIdleStageIsNot();
    void theTimeCountsFromTheArrivalOfWork();
    void progressEndsAStall();
    void aSilentIoThreadIsToldAlone();
    void aForgottenStageIsNotJudged();
};

void WatchdogTest::aStageWithWorkAndNoProgressIsStalled() {
    Watchdog watchdog(0);
    watchdog.observe("recorder", 10, 5, 0);
    watchdog.observe("recorder", 10, 7, 4 * kSecond);
    beatUntil(watchdog, 6);

    QVERIFY(watchdog.health(4 * kSecond).ok());
    const Health health = watchdog.health(6 * kSecond);

    QVERIFY(!health.ok());
    QCOMPARE(health.stalls, (std::vector<Health::Stall>{{"recorder", 6 * kSecond}}));
}

void WatchdogTest::aBusyStageIsNot() {
    Watchdog watchdog(0);
    for (int i = 0; i < 60; ++i) {
        watchdog.beat(i * kSecond);
        watchdog.observe("workers", static_cast<std::uint64_t>(i), 1'000'000, i * kSecond);
        QVERIFY(watchdog.health(i * kSecond).ok());
    }
}

void WatchdogTest::anIdleStageIsNot() {
    Watchdog watchdog(0);
    watchdog.observe("workers", 10, 0, 0);
    beatUntil(watchdog, 60);
    watchdog.observe("workers", 10, 0, 60 * kSecond);

    QVERIFY(watchdog.health(60 * kSecond).ok());
}

void WatchdogTest::theTimeCountsFromTheArrivalOfWork() {
    Watchdog watchdog(0);
    watchdog.observe("workers", 10, 0, 0);
    watchdog.observe("workers", 10, 3, 60 * kSecond);
    beatUntil(watchdog, 66);

    QVERIFY(watchdog.health(64 * kSecond).ok());
    QVERIFY(!watchdog.health(65 * kSecond).ok());
}

void WatchdogTest::progressEndsAStall() {
    Watchdog watchdog(0);
    watchdog.observe("workers", 10, 3, 0);
    beatUntil(watchdog, 9);
    QVERIFY(!watchdog.health(9 * kSecond).ok());

    watchdog.observe("workers", 11, 2, 9 * kSecond);

    QVERIFY(watchdog.health(9 * kSecond).ok());
}

void WatchdogTest::aSilentIoThreadIsToldAlone() {
    Watchdog watchdog(0);
    watchdog.observe("workers", 10, 3, 0);
    watchdog.beat(0);

    const Health health = watchdog.health(7 * kSecond);

    QCOMPARE(health.stalls, (std::vector<Health::Stall>{{"i/o", 7 * kSecond}}));
}

void WatchdogTest::aForgottenStageIsNotJudged() {
    Watchdog watchdog(0);
    watchdog.observe("workers", 10, 3, 0);
    watchdog.forget("workers");
    beatUntil(watchdog, 60);

    QVERIFY(watchdog.health(60 * kSecond).ok());
}

QTEST_APPLESS_MAIN(WatchdogTest)
#include "watchdog_test.moc"
