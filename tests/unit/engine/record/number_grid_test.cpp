// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/number_grid.h"

#include <bit>
#include <limits>

#include <QTest>

namespace telemetryhub::engine {
namespace {

/// 64 numbers of one decimal, with `odd` in their midst.
std::vector<double> decimalsWith(double odd) {
    std::vector<double> values;
    for (int i = 0; i < 64; ++i)
        values.push_back(i == 40 ? odd : i / 10.0);
    return values;
}

}  // namespace

class NumberGridTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsNoShortNumberIsAnException_data();
    void whatIsNoShortNumberIsAnException();
    void theFewestPlacesThatFitAreFound();
    void aScaleOfFewDigitsIsFoundAsItWasWritten();
    void randomNumbersHaveNoGrid();
};

void NumberGridTest::whatIsNoShortNumberIsAnException_data() {
    QTest::addColumn<double>("odd");
    QTest::newRow("a NaN") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("an infinity") << std::numeric_limits<double>::infinity();
    QTest::newRow("2^51 steps") << 0x1p51 / 10;
    QTest::newRow("2^60") << 0x1p60;
    QTest::newRow("1e300") << 1e300;
    QTest::newRow("a negative zero") << -0.0;
    QTest::newRow("two decimals") << 0.25;
}

void NumberGridTest::whatIsNoShortNumberIsAnException() {
    QFETCH(double, odd);
    GridPoints points;

    QVERIFY(toPoints(DecimalGrid{1}, decimalsWith(odd), points));

    QCOMPARE(points.exceptions.size(), std::size_t{1});
    QCOMPARE(points.exceptions[0].index, std::uint16_t{40});
    QCOMPARE(points.exceptions[0].bits, std::bit_cast<std::uint64_t>(odd));
}

void NumberGridTest::theFewestPlacesThatFitAreFound() {
    DecimalGrid grid;

    QVERIFY(findGrid(decimalsWith(0.25), grid));

    QCOMPARE(grid.places, 2U);
}

void NumberGridTest::aScaleOfFewDigitsIsFoundAsItWasWritten() {
    std::vector<double> values;
    for (int i = 0; i < 4096; ++i)
        values.push_back(((i * 1'103) % 4096) * 0.0025);
    LinearGrid grid;

    QVERIFY(findGrid(values, grid));

    QCOMPARE(grid.step, 0.0025);
    QCOMPARE(grid.base, 0.0);
}

void NumberGridTest::randomNumbersHaveNoGrid() {
    std::vector<double> values;
    for (std::uint64_t i = 1; i <= 4096; ++i)
        values.push_back(static_cast<double>((i * 0x9E37'79B9'7F4A'7C15) >> 11) * 0x1p-53);
    DecimalGrid decimals;
    LinearGrid line;

    QVERIFY(!findGrid(values, decimals));
    QVERIFY(!findGrid(values, line));
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::NumberGridTest)
#include "number_grid_test.moc"
