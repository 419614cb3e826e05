// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "theme/shown_time.h"

using namespace telemetryhub::ui;

namespace {
constexpr std::int64_t kNsPerSecond = 1'000'000'000;
// 2025-10-26 00:30 UTC: the first time that clocks in Berlin show half past two.
constexpr std::int64_t kFirstHalfPastTwo = 1'761'438'600 * kNsPerSecond;
constexpr std::int64_t kHour = 3'600 * kNsPerSecond;
}  // namespace

class TestShownTime : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void cleanup() { setShownZone(ShownZone::Local); }

    void filesAreToldTheTimeInUtcWhateverZoneIsShown_data() {
        QTest::addColumn<ShownZone>("zone");
        QTest::newRow("local") << ShownZone::Local;
        QTest::newRow("UTC") << ShownZone::Utc;
    }
    void filesAreToldTheTimeInUtcWhateverZoneIsShown() {
        QFETCH(ShownZone, zone);
        setShownZone(zone);

        const QString text = utcTime(kFirstHalfPastTwo + 218'000'000).toString(Qt::ISODateWithMs);

        QCOMPARE(text, QStringLiteral("2025-10-26T00:30:00.218Z"));
    }

    void theHourThatLocalClocksShowTwiceIsTwoHoursInUtc() {
        QCOMPARE(clockText(kFirstHalfPastTwo), QStringLiteral("02:30:00"));
        QCOMPARE(clockText(kFirstHalfPastTwo + kHour), QStringLiteral("02:30:00"));

        setShownZone(ShownZone::Utc);

        QCOMPARE(clockText(kFirstHalfPastTwo), QStringLiteral("00:30:00"));
        QCOMPARE(clockText(kFirstHalfPastTwo + kHour), QStringLiteral("01:30:00"));
    }
};

QTEST_MAIN(TestShownTime)
#include "test_shown_time.moc"
