// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <QTest>

#include "chart/curve_columns.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

ColumnWindow windowOf(std::int64_t spanNs, std::int64_t nowNs, int columns = 200) {
    return ViewState(spanNs).columns(nowNs, columns);
}

/// A device's track and one curve, brought up to date together.
struct Reader {
    explicit Reader(const ScriptedSource& shown, std::size_t channel = 0)
        : source(shown),
          track(shown.history(), kDevice, ScriptedSource::kStart.steadyNs),
          curve(channel) {}

    ColumnSpan read(const ColumnWindow& window) {
        track.update(source.device(kDevice), window, source.nowNs);
        return curve.update(track, window);
    }

    const ScriptedSource& source;
    DeviceTrack track;
    CurveColumns curve;
};

/// NaN equals NaN here.
bool sameColumn(const CurveColumn& a, const CurveColumn& b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return same(a.lo, b.lo) && same(a.hi, b.hi) && same(a.last, b.last);
}

std::int64_t firstDifference(const CurveColumns& a, const CurveColumns& b) {
    const ColumnWindow& window = a.window();
    for (std::int64_t column = window.first; column < window.end; ++column) {
        if (!sameColumn(a.at(column), b.at(column))) return column - window.first;
    }
    return -1;
}

ColumnSpan wholeOf(const CurveColumns& curve) {
    return {curve.window().first, curve.window().end};
}

std::int64_t inkCount(const CurveColumns& curve) {
    std::int64_t count = 0;
    for (std::int64_t column = curve.window().first; column < curve.window().end; ++column)
        count += curve.at(column).hasInk() ? 1 : 0;
    return count;
}

}  // namespace

class TestCurveColumns : public QObject {
    Q_OBJECT

private slots:
    void manySamplesAColumnGiveTheirExtremes() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t i = 0; i < 10'000; ++i)
            device.add(i * kMillisecond, i == 5123 ? 99.0 : std::sin(static_cast<double>(i)));
        device.flush();
        source.nowNs = 10 * kSecond - 1;
        Reader reader(source);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        QCOMPARE(reader.track.density(), Density::Columns);
        QCOMPARE(reader.curve.at(reader.curve.window().columnOf(5123 * kMillisecond)).hi, 99.0);
        QCOMPARE(reader.curve.extremes(wholeOf(reader.curve))->hi, 99.0);
        QCOMPARE(inkCount(reader.curve), 200);
    }

    void fewSamplesAreJoinedByStraightLines() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(0, 0.0);
        device.add(kSecond, 100.0);
        device.flush();
        source.nowNs = kSecond;
        Reader reader(source);

        reader.read(windowOf(kSecond, source.nowNs, 100));

        const CurveColumn& middle = reader.curve.at(50);
        QCOMPARE(reader.track.density(), Density::Points);
        QVERIFY(std::abs(middle.lo - 50) < 1e-9 && std::abs(middle.hi - 51) < 1e-9);
        QVERIFY(std::isnan(middle.last));
    }

    void readingOnGivesTheSameAsReadingAll_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::addColumn<qint64>("spanNs");
        QTest::newRow("columns") << qint64{kMillisecond} << qint64{10 * kSecond};
        QTest::newRow("about one a column") << qint64{50 * kMillisecond} << qint64{10 * kSecond};
        QTest::newRow("points") << qint64{200 * kMillisecond} << qint64{10 * kSecond};
        QTest::newRow("deep zoom") << qint64{kMillisecond} << qint64{10 * kMillisecond};
    }
    void readingOnGivesTheSameAsReadingAll() {
        QFETCH(qint64, intervalNs);
        QFETCH(qint64, spanNs);
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        source.facts[kDevice].usualIntervalNs = intervalNs;
        Reader steady(source);
        Reader sparse(source, 1);
        std::mt19937 random(7);
        std::uniform_int_distribution<int> chance(0, 99);
        double level = 0;
        std::int64_t nextNs = 0;

        for (source.nowNs = spanNs; source.nowNs < 3 * spanNs; source.nowNs += spanNs / 61) {
            // Now and then the device is silent, sends a NaN or leaves out the second channel.
            for (; nextNs < source.nowNs - spanNs / 400; nextNs += intervalNs) {
                level += chance(random) - 49.5;
                const bool sick = chance(random) == 0;
                const double row[] = {sick ? std::nan("") : level,
                                      chance(random) < 20 ? -level : engine::kAbsent};
                device.add(nextNs, row);
            }
            if (chance(random) < 3) nextNs += std::max<std::int64_t>(spanNs / 5, 3 * kSecond);
            if (chance(random) < 10 && nextNs > 0) {
                const std::int64_t last = nextNs - intervalNs;
                nextNs = last + (1 + chance(random) % 4) * intervalNs;
                device.gap(engine::ErrorCode::QueueFull, last, nextNs);
            }
            device.flush();
            const ColumnWindow window = windowOf(spanNs, source.nowNs);
            steady.read(window);
            sparse.read(window);
            Reader all(source);
            Reader allSparse(source, 1);
            all.read(window);
            allSparse.read(window);

            // Near one sample a column either way of drawing is right, and a curve keeps its own.
            if (all.track.density() != steady.track.density()) continue;
            QCOMPARE(firstDifference(steady.curve, all.curve), -1);
            QCOMPARE(firstDifference(sparse.curve, allSparse.curve), -1);
        }
    }

    void onlyNewColumnsAreReadAgain() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t i = 0; i < 20'000; ++i)
            device.add(i * kMillisecond, static_cast<double>(i));
        device.flush();
        source.nowNs = 20 * kSecond;
        Reader reader(source);
        reader.read(windowOf(10 * kSecond, source.nowNs));
        for (std::int64_t i = 20'000; i < 20'100; ++i)
            device.add(i * kMillisecond, static_cast<double>(i));
        device.flush();
        source.nowNs += 100 * kMillisecond;

        const ColumnSpan changed = reader.read(windowOf(10 * kSecond, source.nowNs));

        QVERIFY2(changed.end - changed.from <= 4,
                 qPrintable(QString::number(changed.end - changed.from)));
    }

    void withoutNewDataNothingIsReadAgain() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(kSecond, 1.0);
        device.flush();
        source.nowNs = 2 * kSecond;
        Reader reader(source);
        reader.read(windowOf(10 * kSecond, source.nowNs));

        QVERIFY(reader.read(windowOf(10 * kSecond, source.nowNs)).empty());
    }

    void aLateSampleReachesColumnsThatWereDrawn() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(kSecond, 1.0);
        device.flush();
        source.nowNs = 8 * kSecond;
        Reader reader(source);
        reader.read(windowOf(10 * kSecond, source.nowNs));
        device.add(1500 * kMillisecond, 7.0);
        device.flush();

        reader.read(windowOf(10 * kSecond, source.nowNs));

        QCOMPARE(reader.curve.at(reader.curve.window().columnOf(1500 * kMillisecond)).last, 7.0);
    }

    void aSilenceIsNotBridged_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::newRow("columns") << qint64{kMillisecond};
        QTest::newRow("points") << qint64{250 * kMillisecond};
    }
    void aSilenceIsNotBridged() {
        QFETCH(qint64, intervalNs);
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        source.facts[kDevice].usualIntervalNs = intervalNs;
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += intervalNs) {
            if (ns < 4 * kSecond || ns >= 7 * kSecond) device.add(ns, 5.0);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        Reader reader(source);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const ColumnWindow& window = reader.curve.window();
        QVERIFY(!reader.curve.at(window.columnOf(5 * kSecond)).hasInk());
        QVERIFY(reader.curve.at(window.columnOf(3 * kSecond)).hasInk());
        QVERIFY(reader.curve.at(window.columnOf(8 * kSecond)).hasInk());
    }

    void aShortGapWithAReasonIsNotBridged_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::newRow("columns") << qint64{kMillisecond};
        QTest::newRow("points") << qint64{100 * kMillisecond};
    }
    void aShortGapWithAReasonIsNotBridged() {
        QFETCH(qint64, intervalNs);
        constexpr std::int64_t kFrom = 4 * kSecond;
        constexpr std::int64_t kTo = kFrom + 300 * kMillisecond;
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        source.facts[kDevice].usualIntervalNs = intervalNs;
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += intervalNs) {
            if (ns == kTo) device.gap(engine::ErrorCode::QueueFull, kFrom, kTo, 29);
            if (ns <= kFrom || ns >= kTo) device.add(ns, 5.0);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        Reader reader(source);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const ColumnWindow& window = reader.curve.window();
        QVERIFY(!reader.curve.at(window.columnOf(kFrom + 150 * kMillisecond)).hasInk());
        QVERIFY(reader.curve.at(window.columnOf(kFrom)).hasInk());
        QVERIFY(reader.curve.at(window.columnOf(kTo)).hasInk());
        QVERIFY(reader.curve.at(window.columnOf(kFrom - kSecond)).hasInk());
        QCOMPARE(reader.track.gaps().size(), std::size_t{1});
        QCOMPARE(reader.track.gaps()[0], (ChartGap{engine::ErrorCode::QueueFull, kFrom, kTo, 29}));
    }

    void aGapBetweenNeighbouringColumnsPartsThem() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t ns = 0; ns < 5 * kSecond; ns += kMillisecond)
            device.add(ns, 0.0);
        device.gap(engine::ErrorCode::LinkLost, 5 * kSecond - kMillisecond, 5 * kSecond);
        for (std::int64_t ns = 5 * kSecond; ns < 10 * kSecond; ns += kMillisecond)
            device.add(ns, 100.0);
        device.flush();
        source.nowNs = 10 * kSecond;
        Reader reader(source);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const CurveColumn& behind = reader.curve.at(reader.curve.window().columnOf(5 * kSecond));
        QCOMPARE(behind.lo, 100.0);
    }

    void aSparseChannelIsNotJoinedAcrossAGapOfItsDevice() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += 100 * kMillisecond) {
            const double row[] = {1.0, ns % (5 * kSecond) == 0 ? 2.0 : engine::kAbsent};
            if (ns == 7 * kSecond)
                device.gap(engine::ErrorCode::DeviceSilent, ns - 100 * kMillisecond, ns);
            device.add(ns, row);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        Reader reader(source, 1);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const ColumnWindow& window = reader.curve.window();
        QVERIFY(reader.curve.at(window.columnOf(3 * kSecond)).hasInk());
        QVERIFY(!reader.curve.at(window.columnOf(6 * kSecond)).hasInk());
        QVERIFY(!reader.curve.at(window.columnOf(8 * kSecond)).hasInk());
    }

    void aSparseChannelOfATalkingDeviceIsJoined_data() {
        QTest::addColumn<qint64>("intervalNs");
        QTest::newRow("columns") << qint64{kMillisecond};
        QTest::newRow("points") << qint64{250 * kMillisecond};
    }
    void aSparseChannelOfATalkingDeviceIsJoined() {
        QFETCH(qint64, intervalNs);
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        for (std::int64_t ns = 0; ns <= 10 * kSecond; ns += intervalNs) {
            const double row[] = {1.0, ns % (5 * kSecond) == 0 ? 2.0 : engine::kAbsent};
            device.add(ns, row);
        }
        device.flush();
        source.nowNs = 10 * kSecond;
        Reader reader(source, 1);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const CurveColumn& between = reader.curve.at(reader.curve.window().columnOf(7 * kSecond));
        QVERIFY(between.hasInk());
        QCOMPARE(between.lo, 2.0);
    }

    void linesEnterAndLeaveThePicture() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        source.facts[kDevice].usualIntervalNs = 5 * kSecond;
        device.add(0, 0.0);
        device.add(5 * kSecond, 50.0);
        device.flush();
        source.nowNs = 5 * kSecond;
        ViewState view(kSecond);
        view.showFrom(2 * kSecond, source.nowNs);
        Reader reader(source);

        reader.read(view.columns(source.nowNs, 100));

        QCOMPARE(inkCount(reader.curve), 100);
        QVERIFY(std::abs(reader.curve.extremes(wholeOf(reader.curve))->lo - 20) < 0.2);
    }

    void infiniteAndMissingValuesDoNotSpoilTheRange() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        const double values[] = {1.0, kInfinity, 2.0, -kInfinity, std::nan(""), 3.0};
        for (std::size_t i = 0; i < std::size(values); ++i)
            device.add(static_cast<std::int64_t>(i) * kSecond, values[i]);
        device.flush();
        source.nowNs = 6 * kSecond;
        Reader reader(source);

        reader.read(windowOf(10 * kSecond, source.nowNs));

        const auto range = reader.curve.extremes(wholeOf(reader.curve));
        QVERIFY(range.has_value());
        QVERIFY(std::isfinite(range->lo) && std::isfinite(range->hi));
        QVERIFY(range->lo >= 1 && range->hi <= 3);
    }

    void anUnknownDeviceDrawsNothing() {
        ScriptedSource source;
        source.nowNs = 5 * kSecond;
        Reader reader(source);

        reader.read(windowOf(kSecond, source.nowNs));

        QCOMPARE(inkCount(reader.curve), 0);
        QVERIFY(!reader.curve.newestColumn());
    }
};

QTEST_APPLESS_MAIN(TestCurveColumns)
#include "test_curve_columns.moc"
