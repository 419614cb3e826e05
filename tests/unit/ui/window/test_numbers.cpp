// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "telemetryhub/engine/core/sample_block.h"
#include "theme/numbers.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;

namespace {

constexpr std::int64_t kMillisecond = 1'000'000;

/// `_` is the narrow no-break space, so that rows can be read.
QString spelled(const char16_t* text) {
    return QString::fromUtf16(text).replace(QLatin1Char('_'), QChar(0x202F));
}

}  // namespace

class TestNumbers : public QObject {
    Q_OBJECT

private slots:
    void aValueHasARealMinusAndGroupedThousands_data();
    void aValueHasARealMinusAndGroupedThousands();
    void theGermanLocaleHasADecimalComma();
    void aCountIsWholeAndExact();
    void anAgeHasOneUnit_data();
    void anAgeHasOneUnit();
    void aDurationHasTwoUnitsAtMost_data();
    void aDurationHasTwoUnitsAtMost();
    void bytesCountInPowersOfAThousand_data();
    void bytesCountInPowersOfAThousand();
    void aRateHasThreeDigitsAndAPrefix_data();
    void aRateHasThreeDigitsAndAPrefix();
    void aSampleRateHasNoPrefix();
    void theDigitsOfAStepTellItsTicksApart_data();
    void theDigitsOfAStepTellItsTicksApart();
};

void TestNumbers::aValueHasARealMinusAndGroupedThousands_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << 12.78 << 2 << spelled(u"12.78");
    QTest::newRow("digits stay") << 12.5 << 2 << spelled(u"12.50");
    QTest::newRow("minus") << -8.42 << 2 << spelled(u"\u22128.42");
    QTest::newRow("zero") << 0.0 << 2 << spelled(u"0.00");
    QTest::newRow("minus zero") << -0.0 << 1 << spelled(u"0.0");
    QTest::newRow("four digits") << 1234.5 << 1 << spelled(u"1_234.5");
    QTest::newRow("minus and groups") << -1234567.0 << 0 << spelled(u"\u22121_234_567");
    QTest::newRow("carry into a group") << 999.96 << 1 << spelled(u"1_000.0");
    QTest::newRow("fraction is not grouped") << 0.12345 << 5 << spelled(u"0.12345");
    QTest::newRow("never rounded to 0") << 0.004 << 2 << spelled(u"< 0.01");
    QTest::newRow("never rounded to 0, whole") << 0.4 << 0 << spelled(u"< 1");
    QTest::newRow("never rounded to 0, below") << -0.004 << 2 << spelled(u"> \u22120.01");
    QTest::newRow("rounded up") << 0.006 << 2 << spelled(u"0.01");
    QTest::newRow("absent") << engine::kAbsent << 2 << spelled(u"\u2013");
    QTest::newRow("nan") << std::numeric_limits<double>::quiet_NaN() << 2 << spelled(u"NaN");
    QTest::newRow("inf") << std::numeric_limits<double>::infinity() << 2 << spelled(u"inf");
    QTest::newRow("-inf") << -std::numeric_limits<double>::infinity() << 2 << spelled(u"\u2212inf");
    QTest::newRow("huge") << 1e300 << 2 << spelled(u"1e+300");
}

void TestNumbers::aValueHasARealMinusAndGroupedThousands() {
    QFETCH(double, value);
    QFETCH(int, decimals);
    QFETCH(QString, text);

    QCOMPARE(valueText(value, decimals, QLocale::c()), text);
}

void TestNumbers::theGermanLocaleHasADecimalComma() {
    const QLocale german(QLocale::German, QLocale::Germany);

    QCOMPARE(valueText(-1234.5, 1, german), spelled(u"\u22121_234,5"));
    QCOMPARE(valueText(0.001, 2, german), spelled(u"< 0,01"));
    QCOMPARE(ageText(240 * kMillisecond, german), spelled(u"0,24_s"));
    QCOMPARE(bytesText(24'600'000, german), spelled(u"24,6_MB"));
    QCOMPARE(rateText(5, QStringLiteral("Hz"), german), spelled(u"5,00_Hz"));
}

void TestNumbers::aCountIsWholeAndExact() {
    QCOMPARE(countText(0), spelled(u"0"));
    QCOMPARE(countText(999), spelled(u"999"));
    QCOMPARE(countText(1000), spelled(u"1_000"));
    QCOMPARE(countText(268'812'228), spelled(u"268_812_228"));
    QCOMPARE(countText(std::numeric_limits<std::uint64_t>::max()),
             spelled(u"18_446_744_073_709_551_615"));
}

void TestNumbers::anAgeHasOneUnit_data() {
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("ahead of us") << qint64{-5} << spelled(u"0.00_s");
    QTest::newRow("two digits") << qint64{120 * kMillisecond} << spelled(u"0.12_s");
    QTest::newRow("to one second") << qint64{996 * kMillisecond} << spelled(u"1.0_s");
    QTest::newRow("one decimal") << qint64{2400 * kMillisecond} << spelled(u"2.4_s");
    QTest::newRow("to ten seconds") << qint64{9960 * kMillisecond} << spelled(u"10_s");
    QTest::newRow("seconds") << qint64{48 * kSecond} << spelled(u"48_s");
    QTest::newRow("not yet a minute") << qint64{59'900 * kMillisecond} << spelled(u"59_s");
    QTest::newRow("minutes") << qint64{2 * kMinute + 57 * kSecond} << spelled(u"2_min");
    QTest::newRow("hours") << qint64{3 * kHour + 59 * kMinute} << spelled(u"3_h");
    QTest::newRow("days") << qint64{50 * kHour} << spelled(u"2_d");
}

void TestNumbers::anAgeHasOneUnit() {
    QFETCH(qint64, ns);
    QFETCH(QString, text);

    QCOMPARE(ageText(ns, QLocale::c()), text);
}

void TestNumbers::aDurationHasTwoUnitsAtMost_data() {
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << qint64{48 * kSecond} << spelled(u"48_s");
    QTest::newRow("minutes") << qint64{2 * kMinute + 57 * kSecond} << spelled(u"2_min 57_s");
    QTest::newRow("many minutes") << qint64{21 * kMinute + 8 * kSecond} << spelled(u"21_min");
    QTest::newRow("hours") << qint64{2 * kHour + 14 * kMinute + 59 * kSecond}
                           << spelled(u"2_h 14_min");
    QTest::newRow("days") << qint64{49 * kHour} << spelled(u"2_d 1_h");
}

void TestNumbers::aDurationHasTwoUnitsAtMost() {
    QFETCH(qint64, ns);
    QFETCH(QString, text);

    QCOMPARE(durationText(ns), text);
}

void TestNumbers::bytesCountInPowersOfAThousand_data() {
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << quint64{0} << spelled(u"0_B");
    QTest::newRow("bytes") << quint64{999} << spelled(u"999_B");
    QTest::newRow("kilo") << quint64{2240} << spelled(u"2.24_kB");
    QTest::newRow("mega") << quint64{145'000'000} << spelled(u"145_MB");
    QTest::newRow("rounds up to the next prefix") << quint64{999'999} << spelled(u"1.00_MB");
    QTest::newRow("giga") << quint64{41'200'000'000} << spelled(u"41.2_GB");
}

void TestNumbers::bytesCountInPowersOfAThousand() {
    QFETCH(quint64, bytes);
    QFETCH(QString, text);

    QCOMPARE(bytesText(bytes, QLocale::c()), text);
}

void TestNumbers::aRateHasThreeDigitsAndAPrefix_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << spelled(u"0.00_Hz");
    QTest::newRow("one") << 1.0 << spelled(u"1.00_Hz");
    QTest::newRow("below one") << 0.01667 << spelled(u"16.7_mHz");
    QTest::newRow("hundreds") << 100.04 << spelled(u"100_Hz");
    QTest::newRow("kilo") << 10'000.0 << spelled(u"10.0_kHz");
    QTest::newRow("rounds up to the next prefix") << 999.7 << spelled(u"1.00_kHz");
    QTest::newRow("unknown") << std::numeric_limits<double>::quiet_NaN() << spelled(u"\u2013");
}

void TestNumbers::aRateHasThreeDigitsAndAPrefix() {
    QFETCH(double, rate);
    QFETCH(QString, text);

    QCOMPARE(rateText(rate, QStringLiteral("Hz"), QLocale::c()), text);
}

void TestNumbers::aSampleRateHasNoPrefix() {
    QCOMPARE(samplesRateText(6, QLocale::c()), spelled(u"6.00_samples/s"));
    QCOMPARE(samplesRateText(10'000, QLocale::c()), spelled(u"10_000_samples/s"));
    QCOMPARE(percentText(0.003, QLocale::c()), spelled(u"0.3_%"));
    QCOMPARE(percentText(0.283, QLocale::c()), spelled(u"28_%"));
    QCOMPARE(millisecondsText(0.214, QLocale::c()), spelled(u"0.21_ms"));
    QCOMPARE(millisecondsText(1300, QLocale::c()), spelled(u"1.30_s"));
}

void TestNumbers::theDigitsOfAStepTellItsTicksApart_data() {
    QTest::addColumn<double>("step");
    QTest::addColumn<int>("decimals");
    QTest::newRow("quarter") << 0.25 << 2;
    QTest::newRow("ten") << 10.0 << 0;
    QTest::newRow("two and a half") << 2.5 << 1;
    QTest::newRow("not exact in binary") << 0.1 << 1;
    QTest::newRow("small") << 0.0005 << 4;
    QTest::newRow("third") << 1.0 / 3 << 3;
    QTest::newRow("none") << 0.0 << 0;
}

void TestNumbers::theDigitsOfAStepTellItsTicksApart() {
    QFETCH(double, step);
    QFETCH(int, decimals);

    QCOMPARE(decimalsForStep(step), decimals);
}

QTEST_APPLESS_MAIN(TestNumbers)
#include "test_numbers.moc"
