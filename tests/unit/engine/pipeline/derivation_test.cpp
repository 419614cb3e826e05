// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>

#include <QTest>

#include "processing_bench.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

DerivedChannel derived(Derivation kind, std::vector<std::string> inputs = {"a"}) {
    DerivedChannel channel;
    channel.name = "result";
    channel.kind = kind;
    channel.inputs = std::move(inputs);
    return channel;
}

DerivedChannel overTime(Derivation kind, double seconds) {
    DerivedChannel channel = derived(kind);
    channel.window = std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
    return channel;
}

DerivedChannel overSamples(Derivation kind, std::size_t samples) {
    DerivedChannel channel = derived(kind);
    channel.samples = samples;
    return channel;
}

struct Row {
    double seconds = 0;
    std::optional<double> value;
};

/// What the derived channel is in each row; `chunk` rows come in a block.
std::vector<double> run(const DerivedChannel& channel, const std::vector<Row>& rows,
                        std::size_t chunk = SampleBlock::kCapacity) {
    ChannelProcessing processing({{}, {channel}, {}}, {});
    BlockSource source({"a"});
    std::vector<double> results;
    const auto process = [&] {
        const BlockRef block = source.take();
        processing.apply(block.writable());
        const auto column = std::as_const(*block).column(1);
        results.insert(results.end(), column.begin(), column.end());
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        source.row(rows[i].seconds, {rows[i].value});
        if ((i + 1) % chunk == 0 || i + 1 == rows.size()) process();
    }
    return results;
}

std::vector<Row> noise(std::size_t count) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> value(-1000, 1000);
    std::uniform_int_distribution<int> step(0, 3);
    std::vector<Row> rows;
    double seconds = 0;
    for (std::size_t i = 0; i < count; ++i) {
        seconds += step(random) * 0.125;  // several samples may come in one read
        rows.push_back({seconds, value(random)});
    }
    return rows;
}

/// The values of a window that ends with row `i`, by definition and not by bookkeeping.
std::vector<double> windowAt(const std::vector<Row>& rows, std::size_t i, double seconds) {
    std::vector<double> values;
    for (std::size_t k = 0; k <= i; ++k)
        if (rows[k].seconds > rows[i].seconds - seconds) values.push_back(*rows[k].value);
    return values;
}

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviationOf(const std::vector<double>& values) {
    const double mean = meanOf(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size()));
}

bool isClose(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

}  // namespace

class DerivationTest : public QObject {
    Q_OBJECT

private slots:
    void windowsAreWhatTheirDefinitionSays();
    void blocksMakeNoDifference();
    void aWindowOfSamplesCountsSamples();
    void aWindowForgetsAnExtremeThatLeft();
    void aLargeValueLeavesNoRoundingBehind();
    void withoutAWindowAllSinceTheStartCounts();
    void theExponentialAverageFollowsItsTimeConstant();
    void theRateIsChangeASecond();
    void samplesOfOneReadShareARate();
    void theIntegralIsOfTrapezoids();
    void overAGapThereIsNoRateAndNoIntegral();
    void anAbsentInputGivesNoValueAndNaNGivesNaN();
    void inputsOfOtherRowsCountWithTheirLastValue();
    void aFormulaIsCalculated_data();
    void aFormulaIsCalculated();
};

void DerivationTest::windowsAreWhatTheirDefinitionSays() {
    const std::vector<Row> rows = noise(2000);
    constexpr double kSeconds = 5;

    const auto means = run(overTime(Derivation::MovingAverage, kSeconds), rows);
    const auto least = run(overTime(Derivation::Minimum, kSeconds), rows);
    const auto most = run(overTime(Derivation::Maximum, kSeconds), rows);
    const auto spread = run(overTime(Derivation::Deviation, kSeconds), rows);

    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::vector<double> values = windowAt(rows, i, kSeconds);
        QVERIFY(isClose(means[i], meanOf(values)));
        QCOMPARE(least[i], *std::min_element(values.begin(), values.end()));
        QCOMPARE(most[i], *std::max_element(values.begin(), values.end()));
        QVERIFY(isClose(spread[i], deviationOf(values)));
    }
}

void DerivationTest::blocksMakeNoDifference() {
    const std::vector<Row> rows = noise(600);
    for (int kind = 0; kind <= static_cast<int>(Derivation::Deviation); ++kind) {
        const DerivedChannel channel = overTime(static_cast<Derivation>(kind), 3);

        const auto whole = run(channel, rows);

        for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{64}}) {
            const auto cut = run(channel, rows, chunk);
            QVERIFY(std::memcmp(cut.data(), whole.data(), whole.size() * sizeof(double)) == 0);
        }
    }
}

void DerivationTest::aWindowOfSamplesCountsSamples() {
    const auto results = run(overSamples(Derivation::MovingAverage, 3),
                             {{0, 3.0}, {1, 6.0}, {2, 9.0}, {3, 12.0}, {4, 0.0}});

    QCOMPARE(results, (std::vector<double>{3, 4.5, 6, 9, 7}));
}

void DerivationTest::aWindowForgetsAnExtremeThatLeft() {
    const auto results =
        run(overSamples(Derivation::Maximum, 2), {{0, 1.0}, {1, 100.0}, {2, 1.0}, {3, 2.0}});

    QCOMPARE(results, (std::vector<double>{1, 100, 100, 2}));
}

void DerivationTest::aLargeValueLeavesNoRoundingBehind() {
    const auto results =
        run(overSamples(Derivation::MovingAverage, 2), {{0, 1e300}, {1, 0.1}, {2, 0.1}, {3, 0.1}});

    QCOMPARE(results[3], 0.1);
}

void DerivationTest::withoutAWindowAllSinceTheStartCounts() {
    const std::vector<Row> rows{{0, 4.0}, {1, 2.0}, {2, 6.0}};

    QCOMPARE(run(derived(Derivation::Mean), rows), (std::vector<double>{4, 3, 4}));
    QCOMPARE(run(derived(Derivation::Minimum), rows), (std::vector<double>{4, 2, 2}));
    QCOMPARE(run(derived(Derivation::Maximum), rows), (std::vector<double>{4, 4, 6}));
    QVERIFY(isClose(run(derived(Derivation::Deviation), rows)[2], std::sqrt(8.0 / 3)));
}

void DerivationTest::theExponentialAverageFollowsItsTimeConstant() {
    const auto byTime =
        run(overTime(Derivation::ExponentialAverage, 2), {{0, 0.0}, {2, 1.0}, {4, 1.0}});
    const auto ofOneRead =
        run(overTime(Derivation::ExponentialAverage, 2), {{0, 0.0}, {2, 0.0}, {2, 2.0}});

    QVERIFY(isClose(byTime[1], 1 - std::exp(-1.0)));
    QVERIFY(isClose(byTime[2], 1 - std::exp(-2.0)));
    QCOMPARE(ofOneRead[2], byTime[1]);
}

void DerivationTest::theRateIsChangeASecond() {
    const auto results =
        run(derived(Derivation::Rate), {{0, 0.0}, {0.5, 1.0}, {1, 1.0}, {3, -3.0}});
    const auto overTwo =
        run(overTime(Derivation::Rate, 2), {{0, 0.0}, {1, 10.0}, {2, 20.0}, {3, 0.0}});

    QVERIFY(isAbsent(results[0]));
    QCOMPARE(results[1], 2.0);
    QCOMPARE(results[2], 0.0);
    QCOMPARE(results[3], -2.0);
    QCOMPARE(overTwo[2], 10.0);
    QCOMPARE(overTwo[3], -5.0);
}

void DerivationTest::samplesOfOneReadShareARate() {
    const auto results =
        run(derived(Derivation::Rate), {{0, 0.0}, {0, 1.0}, {1, 3.0}, {1, 5.0}, {2, 5.0}});

    QVERIFY(isAbsent(results[1]));
    QCOMPARE(results[2], 2.0);
    QCOMPARE(results[3], 4.0);
    QCOMPARE(results[4], 0.0);
}

void DerivationTest::theIntegralIsOfTrapezoids() {
    const auto results = run(derived(Derivation::Integral), {{0, 2.0}, {1, 4.0}, {3, 4.0}});

    QCOMPARE(results, (std::vector<double>{0, 3, 11}));
}

void DerivationTest::overAGapThereIsNoRateAndNoIntegral() {
    ChannelProcessing processing(
        {{}, {derived(Derivation::Rate), derived(Derivation::Integral)}, {}}, {});
    BlockSource source({"a"});
    const BlockRef first = source.row(0, {1}).row(1, {1}).take();
    source.skip(5);
    const BlockRef second = source.row(100, {9}).row(101, {9}).take();

    processing.apply(first.writable());
    processing.apply(second.writable());

    QVERIFY(isAbsent(second->column(1)[0]));
    QCOMPARE(second->column(1)[1], 0.0);
    QCOMPARE(second->column(2)[0], 1.0);
    QCOMPARE(second->column(2)[1], 10.0);
}

void DerivationTest::anAbsentInputGivesNoValueAndNaNGivesNaN() {
    for (int kind = 0; kind <= static_cast<int>(Derivation::Deviation); ++kind) {
        const auto results = run(overTime(static_cast<Derivation>(kind), 10),
                                 {{0, 1.0}, {1, std::nullopt}, {2, kNaN}, {3, 1.0}});

        QVERIFY(isAbsent(results[1]));
        QVERIFY(std::isnan(results[2]) && !isAbsent(results[2]));
        QVERIFY(std::isfinite(results[3]));
    }
}

void DerivationTest::inputsOfOtherRowsCountWithTheirLastValue() {
    ChannelProcessing processing({{}, {derived(Derivation::Difference, {"a", "b"})}, {}}, {});
    BlockSource source({"a", "b", "c"});
    const BlockRef block = source.row(0, {5, std::nullopt, 1})
                               .row(1, {std::nullopt, 2, 1})
                               .row(2, {std::nullopt, std::nullopt, 1})
                               .row(3, {7, std::nullopt, 1})
                               .take();

    processing.apply(block.writable());

    QVERIFY(isAbsent(block->column(3)[0]));
    QCOMPARE(block->column(3)[1], 3.0);
    QVERIFY(isAbsent(block->column(3)[2]));
    QCOMPARE(block->column(3)[3], 5.0);
}

void DerivationTest::aFormulaIsCalculated_data() {
    QTest::addColumn<QString>("formula");
    QTest::addColumn<double>("expected");
    QTest::newRow("power") << "x1 * x2 / 1000" << 0.012;
    QTest::newRow("functions") << "sqrt(x1^2 + x2^2)" << 5.0;
    QTest::newRow("choice") << "x1 > 3 ? 1 : 0" << 0.0;
    QTest::newRow("a point in any locale") << "x1 + 0.5" << 3.5;
    QTest::newRow("a division by zero")
        << "x1 / (x2 - 4)" << std::numeric_limits<double>::infinity();
    QTest::newRow("nothing") << "sqrt(-1)" << kNaN;
}

void DerivationTest::aFormulaIsCalculated() {
    QFETCH(QString, formula);
    QFETCH(double, expected);
    DerivedChannel channel = derived(Derivation::Expression, {"a", "b"});
    channel.expression = formula.toStdString();
    const ProcessingSettings settings{{}, {channel}, {}};
    QVERIFY(checkProcessing(settings));
    ChannelProcessing processing(settings, {});
    BlockSource source({"a", "b"});
    const BlockRef block = source.row(0, {3, 4}).take();

    processing.apply(block.writable());

    const double result = block->column(2)[0];
    QVERIFY(result == expected || (std::isnan(result) && std::isnan(expected)));
    QVERIFY(!isAbsent(result));
}

QTEST_APPLESS_MAIN(DerivationTest)
#include "derivation_test.moc"
