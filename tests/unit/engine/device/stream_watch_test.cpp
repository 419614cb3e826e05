// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/stream_watch.h"

#include <QTest>

using namespace telemetryhub::engine;

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kS = 1000 * kMs;

SilenceTimeout set(int ms) {
    return {std::chrono::milliseconds(ms), false};
}

/// Samples every `pauseNs` until `untilNs`; the time of the last one.
std::int64_t feed(SilenceWatch& watch, std::int64_t fromNs, std::int64_t pauseNs,
                  std::int64_t untilNs) {
    std::int64_t at = fromNs;
    for (; at + pauseNs <= untilNs; at += pauseNs)
        watch.sampleArrived(at + pauseNs);
    return at;
}

}  // namespace

class StreamWatchTest : public QObject {
    Q_OBJECT

private slots:
    void aSetTimeoutHoldsFromTheOpening() {
        SilenceWatch watch(set(300));

        watch.opened(5 * kS);
        QCOMPARE(watch.deadlineNs().value(), 5 * kS + 300 * kMs);
        watch.sampleArrived(6 * kS);

        QCOMPARE(watch.deadlineNs().value(), 6 * kS + 300 * kMs);
    }

    void switchedOffItNeverEnds() {
        SilenceWatch watch({std::nullopt, true});

        watch.opened(0);
        feed(watch, 0, 10 * kMs, 60 * kS);

        QVERIFY(!watch.deadlineNs());
    }

    void nothingIsSaidBeforeTheHabitIsKnown() {
        SilenceWatch watch({});

        watch.opened(0);
        feed(watch, 0, 100 * kMs, 4 * kS);

        QVERIFY(!watch.deadlineNs());
    }

    void aFastDeviceHasOneSecond() {
        SilenceWatch watch({});

        watch.opened(0);
        const std::int64_t last = feed(watch, 0, 10 * kMs, 20 * kS);

        QCOMPARE(watch.deadlineNs().value(), last + kS);
    }

    void aSlowDeviceHasThreePauses() {
        SilenceWatch watch({});

        watch.opened(0);
        const std::int64_t last = feed(watch, 0, 60 * kS, 3600 * kS);

        QCOMPARE(watch.deadlineNs().value(), last + 180 * kS);
    }

    // A receiver sends its sentences together, once a second.
    void theLongestPauseCountsAndNotTheMean() {
        SilenceWatch watch({});

        watch.opened(0);
        std::int64_t now = 0;
        for (int burst = 0; burst < 20; ++burst) {
            for (int line = 0; line < 8; ++line)
                watch.sampleArrived(now += 10 * kMs);
            now += 920 * kMs;
        }

        QCOMPARE(watch.limitNs().value(), 3 * 930 * kMs);
    }

    void aLongPauseAmongShortOnesCounts() {
        SilenceWatch watch({});

        watch.opened(0);
        const std::int64_t pauseAt = feed(watch, 0, 100 * kMs, kS);
        feed(watch, pauseAt + 1900 * kMs, 100 * kMs, 8 * kS);

        QCOMPARE(watch.limitNs().value(), 6 * kS);
    }

    void anOldPauseIsForgotten() {
        SilenceWatch watch({});

        watch.opened(0);
        std::int64_t now = feed(watch, 0, 100 * kMs, 3 * kS);
        now += 4 * kS;
        watch.sampleArrived(now);
        QVERIFY(watch.limitNs().value_or(0) >= 12 * kS);
        feed(watch, now, 100 * kMs, now + 30 * kS);

        QCOMPARE(watch.limitNs().value(), kS);
    }

    void anOpenedDeviceHasTimeToStart() {
        SilenceWatch watch({});
        watch.opened(0);
        feed(watch, 0, 10 * kMs, 20 * kS);

        watch.opened(40 * kS);
        QCOMPARE(watch.deadlineNs().value(), 40 * kS + SilenceWatch::kStartNs);
        watch.sampleArrived(48 * kS);

        QCOMPARE(watch.deadlineNs().value(), 49 * kS);
    }

    void aBurstIsMoreThanTheShareOfTheFrames() {
        DamageWatch watch({0.5, std::chrono::seconds(10)});

        QVERIFY(!watch.add(20, 15, 0));
        QVERIFY(!watch.add(0, 5, kS));
        QVERIFY(watch.add(0, 1, 2 * kS));
        QCOMPARE(watch.damagedFrames(), std::uint64_t{21});
    }

    void fewDamagedFramesAreNoBurst() {
        DamageWatch watch({0.5, std::chrono::seconds(10)});

        QVERIFY(!watch.add(0, DamageWatch::kLeastFrames - 1, 0));
        QVERIFY(watch.add(0, 1, 0));
    }

    void theWindowBeginsAnew() {
        DamageWatch watch({0.5, std::chrono::seconds(10)});

        QVERIFY(!watch.add(0, 9, 0));
        QVERIFY(!watch.add(0, 9, 11 * kS));
        QVERIFY(watch.add(0, 9, 12 * kS));
    }

    void switchedOffNothingIsABurst() {
        DamageWatch watch({1, std::chrono::seconds(10)});

        QVERIFY(!watch.add(0, 1'000'000, 0));
    }
};

QTEST_GUILESS_MAIN(StreamWatchTest)
#include "stream_watch_test.moc"
