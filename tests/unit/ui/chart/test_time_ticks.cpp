// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDateTime>
#include <QLocale>
#include <QTest>

#include "chart/time_ticks.h"

using namespace telemetryhub::ui;

namespace {
constexpr std::int64_t kSecond = 1'000'000'000;

TimeScale scaleAt(const QString& iso, const QTimeZone& zone = QTimeZone::utc()) {
    const QDateTime start = QDateTime::fromString(iso, Qt::ISODate);
    return {start.toMSecsSinceEpoch() * 1'000'000, zone};
}
}  // namespace

class TestTimeTicks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void labelsAreRoundWallClockTimes() {
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T14:21:38Z"));

        const auto ticks = timeTicks(scale, 0, 300 * kSecond, 6);

        QCOMPARE(ticks.size(), std::size_t{5});
        QCOMPARE(ticks.front().label, QStringLiteral("14:22:00"));
        QCOMPARE(ticks.front().ns, 22 * kSecond);
        QCOMPARE(ticks.back().label, QStringLiteral("14:26:00"));
    }

    void deepZoomShowsTheDigitsThatTellTicksApart_data() {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<QString>("first");
        QTest::newRow("1 s") << qint64{kSecond} << QStringLiteral("14:21:38.2");
        QTest::newRow("100 ms") << qint64{kSecond / 10} << QStringLiteral("14:21:38.02");
        QTest::newRow("10 ms") << qint64{kSecond / 100} << QStringLiteral("14:21:38.002");
    }
    void deepZoomShowsTheDigitsThatTellTicksApart() {
        QFETCH(qint64, span);
        QFETCH(QString, first);
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T14:21:38Z"));

        const auto ticks = timeTicks(scale, 1, span, 6);

        QCOMPARE(ticks.front().label, first);
    }

    void theDateStandsWhereADayBegins() {
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T23:58:30Z"));

        const auto ticks = timeTicks(scale, 0, 240 * kSecond, 6);

        QCOMPARE(ticks[0].label, QStringLiteral("21 Nov 23:59:00"));
        QCOMPARE(ticks[1].label, QStringLiteral("22 Nov"));
        QCOMPARE(ticks[2].label, QStringLiteral("00:01:00"));
    }

    void withinADayThereIsNoDate() {
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T10:00:00Z"));

        for (const TimeTick& tick : timeTicks(scale, 0, 7200 * kSecond, 8))
            QVERIFY2(!tick.label.contains(QLatin1String("Nov")), qPrintable(tick.label));
    }

    void ticksAreRoundInTheZoneOfTheOperator() {
        const TimeScale scale =
            scaleAt(QStringLiteral("2025-11-21T10:07:00Z"), QTimeZone(5 * 3600 + 1800));

        const auto ticks = timeTicks(scale, 0, 3600 * kSecond, 5);

        QCOMPARE(ticks.front().label, QStringLiteral("15:45:00"));
    }

    void longSpansHaveFewTicks_data() {
        QTest::addColumn<qint64>("seconds");
        for (const qint64 seconds : {1, 10, 3600, 86'400, 864'000, 2'592'000})
            QTest::addRow("%lld s", static_cast<long long>(seconds)) << seconds;
    }
    void longSpansHaveFewTicks() {
        QFETCH(qint64, seconds);
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T14:21:38Z"));

        const auto ticks = timeTicks(scale, 0, seconds * kSecond, 8);

        QVERIFY(ticks.size() >= 2 && ticks.size() <= 9);
    }

    void aMomentHasAsManyDigitsAsTheZoomTellsApart() {
        const TimeScale scale = scaleAt(QStringLiteral("2025-11-21T14:24:52Z"));

        QCOMPARE(momentText(scale, 412'345'678, kSecond / 4), QStringLiteral("14:24:52.4"));
        QCOMPARE(momentText(scale, 412'345'678, 8333), QStringLiteral("14:24:52.412345"));
        QCOMPARE(momentText(scale, 412'345'678, 3 * kSecond), QStringLiteral("14:24:52"));
    }
};

QTEST_APPLESS_MAIN(TestTimeTicks)
#include "test_time_ticks.moc"
