// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>

#include <QTest>

#include "chart/value_range.h"

using namespace telemetryhub::ui;

namespace {
constexpr std::int64_t kSecond = 1'000'000'000;
}

class TestValueRange : public QObject {
    Q_OBJECT

private slots:
    void aScaleHoldsTheDataBetweenRoundTicks_data() {
        QTest::addColumn<double>("lo");
        QTest::addColumn<double>("hi");
        QTest::newRow("volts") << 12.49 << 12.86;
        QTest::newRow("around zero") << -1.02 << 1.01;
        QTest::newRow("tiny") << 1.2e-9 << 3.4e-9;
        QTest::newRow("huge") << -4e250 << 9e250;
        QTest::newRow("one value") << 5.0 << 5.0;
        QTest::newRow("zero") << 0.0 << 0.0;
        QTest::newRow("nearly one value") << 1e6 << 1e6 + 1e-9;
        QTest::newRow("the largest doubles")
            << -std::numeric_limits<double>::max() << std::numeric_limits<double>::max();
        QTest::newRow("the smallest double") << 0.0 << std::numeric_limits<double>::denorm_min();
    }
    void aScaleHoldsTheDataBetweenRoundTicks() {
        QFETCH(double, lo);
        QFETCH(double, hi);

        const ValueScale scale = niceScale({lo, hi}, 5);

        QVERIFY(scale.range.lo <= std::max(lo, -1e300) && scale.range.hi >= std::min(hi, 1e300));
        QVERIFY(std::isfinite(scale.range.lo) && std::isfinite(scale.range.hi));
        QVERIFY(scale.step > 0);
        const std::size_t ticks = scale.ticks().size();
        QVERIFY2(ticks >= 2 && ticks <= 8, qPrintable(QString::number(ticks)));
        const double mantissa = scale.step / std::pow(10.0, std::floor(std::log10(scale.step)));
        const bool round = std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 ||
                           std::abs(mantissa - 5) < 1e-6 || std::abs(mantissa - 10) < 1e-6;
        QVERIFY2(round, qPrintable(QString::number(mantissa)));
    }

    void theScaleGrowsAtOnce() {
        AutoScale scale;
        scale.update(ValueRange{0, 1}, 5, 0);

        const bool changed = scale.update(ValueRange{0, 100}, 5, 1);

        QVERIFY(changed);
        QVERIFY(scale.scale().range.hi >= 100);
    }

    void theScaleShrinksOnlyAfterAWhile() {
        AutoScale scale;
        scale.update(ValueRange{0, 100}, 5, 0);

        QVERIFY(!scale.update(ValueRange{0, 10}, 5, 1 * kSecond));
        QVERIFY(!scale.update(ValueRange{0, 10}, 5, 3 * kSecond));
        QVERIFY(scale.update(ValueRange{0, 10}, 5, 4 * kSecond));
        QVERIFY(scale.scale().range.hi < 20);
    }

    void aPeakStartsThePatienceAgain() {
        AutoScale scale;
        scale.update(ValueRange{0, 100}, 5, 0);

        scale.update(ValueRange{0, 10}, 5, 1 * kSecond);
        scale.update(ValueRange{0, 95}, 5, 3 * kSecond);

        QVERIFY(!scale.update(ValueRange{0, 10}, 5, 5 * kSecond));
    }

    void aTightScaleFollowsTheDataBothWays() {
        AutoScale scale;
        scale.setFit(RangeFit::Tight);
        scale.update(ValueRange{0, 100}, 5, 0);

        QVERIFY(scale.update(ValueRange{0, 10}, 5, 1));
        QVERIFY(scale.scale().range.hi < 20);
    }

    void lookingElsewhereMayShrinkAtOnce() {
        AutoScale scale;
        scale.update(ValueRange{0, 100}, 5, 0);

        scale.forgive();

        QVERIFY(scale.update(ValueRange{0, 10}, 5, 1));
    }

    void withoutDataTheScaleStays() {
        AutoScale scale;
        scale.update(ValueRange{0, 100}, 5, 0);
        const ValueScale before = scale.scale();

        QVERIFY(!scale.update(std::nullopt, 5, 10 * kSecond));
        QCOMPARE(scale.scale(), before);
    }

    void aFixedScaleIsExactlyAsAskedWithRoundTicksInside() {
        const ValueScale scale = fixedScale({-0.3, 10.4}, 5);

        QCOMPARE(scale.range, (ValueRange{-0.3, 10.4}));
        QCOMPARE(scale.ticks(), (std::vector<double>{0, 5, 10}));
    }

    void aFixedScaleOfNothingStillIsAScale() {
        for (const ValueRange range : {ValueRange{5, 5}, ValueRange{0, 0}, ValueRange{9, 3}}) {
            const ValueScale scale = fixedScale(range, 5);
            QVERIFY(scale.range.lo < scale.range.hi);
            QVERIFY(!scale.ticks().empty());
        }
    }

    void anAlignedScaleHasAsManyStepsAsItsNeighbour_data() {
        QTest::addColumn<double>("lo");
        QTest::addColumn<double>("hi");
        QTest::newRow("positive") << 3.2 << 87.0;
        QTest::newRow("across zero") << -40.0 << 75.0;
        QTest::newRow("small") << -1e-9 << 3e-9;
        QTest::newRow("huge") << -4e200 << 1e299;
        QTest::newRow("far from zero") << 100'000.0 << 100'001.0;
    }
    void anAlignedScaleHasAsManyStepsAsItsNeighbour() {
        QFETCH(double, lo);
        QFETCH(double, hi);
        for (int steps = 2; steps <= 10; ++steps) {
            const ValueScale scale = alignedScale({lo, hi}, steps);
            const double slack = scale.step * 1e-5;
            QVERIFY(scale.range.lo <= lo + slack && scale.range.hi >= hi - slack);
            QCOMPARE(scale.ticks().size(), static_cast<std::size_t>(steps) + 1);
            // Not roomier than it has to be.
            QVERIFY(scale.range.hi - scale.range.lo <= 4 * (hi - lo) * (1 + 2.0 / steps));
        }
    }
};

QTEST_APPLESS_MAIN(TestValueRange)
#include "test_value_range.moc"
