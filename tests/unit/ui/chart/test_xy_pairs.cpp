// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QTest>

#include "chart/xy_pairs.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr std::int64_t kStart = ScriptedSource::kStart.steadyNs;
constexpr std::int64_t kGap = kSecond;

ChannelKey channel(std::uint32_t device, std::size_t index) {
    return {engine::DeviceId{device}, index};
}

XyPairs pairsOf(const ScriptedSource& source, ChannelKey x, ChannelKey y, std::size_t most = 1000) {
    return readPairs({source.history(), {kStart, kStart + 1000 * kSecond}, kGap}, x, y, most);
}

}  // namespace

class TestXyPairs : public QObject {
    Q_OBJECT

private slots:
    void channelsOfOneDeviceArePairedRowByRow() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        // Four rows a moment, as a buffered port hands them over.
        for (int i = 0; i < 40; ++i) {
            const std::array row{static_cast<double>(i), static_cast<double>(i * i)};
            device.add(i / 4 * 10 * kMillisecond, row);
        }
        device.flush();

        const XyPairs pairs = pairsOf(source, channel(1, 0), channel(1, 1));

        QCOMPARE(pairs.points.size(), std::size_t{40});
        for (const XyPoint& point : pairs.points)
            QCOMPARE(point.y, point.x * point.x);
    }

    void ofAnotherDeviceTheNewestValueCounts() {
        ScriptedSource source;
        ScriptedDevice& x = source.makeDevice(1);
        ScriptedDevice& y = source.makeDevice(1);
        x.add(0, 1);
        x.add(100 * kMillisecond, 2);
        y.add(50 * kMillisecond, 10);
        y.add(100 * kMillisecond, 20);
        y.add(150 * kMillisecond, 30);
        x.flush();
        y.flush();

        const XyPairs pairs = pairsOf(source, channel(1, 0), channel(2, 0));

        QCOMPARE(pairs.points.size(), std::size_t{3});
        QCOMPARE(pairs.points[0].x, 1.0);
        QCOMPARE(pairs.points[1].x, 2.0);
        QCOMPARE(pairs.points[2].x, 2.0);
    }

    void anOldValueIsNoPair() {
        ScriptedSource source;
        ScriptedDevice& x = source.makeDevice(1);
        ScriptedDevice& y = source.makeDevice(1);
        x.add(0, 1);
        y.add(kGap + 1, 10);
        x.flush();
        y.flush();

        QVERIFY(pairsOf(source, channel(1, 0), channel(2, 0)).points.empty());
    }

    void aSilenceIsNotJoined() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        for (const std::int64_t ns : {std::int64_t{0}, 10 * kMillisecond, 5 * kSecond}) {
            const std::array row{1.0, 2.0};
            device.add(ns, row);
        }
        device.flush();

        const XyPairs pairs = pairsOf(source, channel(1, 0), channel(1, 1));

        QCOMPARE(pairs.points.size(), std::size_t{3});
        QVERIFY(!pairs.points[0].isJoined);
        QVERIFY(pairs.points[1].isJoined);
        QVERIFY(!pairs.points[2].isJoined);
    }

    void tooManySamplesAreThinnedAndItIsSaid() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        for (int i = 0; i < 1000; ++i) {
            const std::array row{static_cast<double>(i), static_cast<double>(-i)};
            device.add(i * kMillisecond, row);
        }
        device.flush();

        const XyPairs pairs = pairsOf(source, channel(1, 0), channel(1, 1), 100);

        QCOMPARE(pairs.every, std::uint64_t{10});
        QCOMPARE(pairs.points.size(), std::size_t{100});
        QVERIFY(std::all_of(pairs.points.begin(), pairs.points.end(),
                            [](const XyPoint& point) { return point.y == -point.x; }));
    }

    void whatIsNotFiniteIsLeftOut() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(2);
        const std::array bad{std::numeric_limits<double>::quiet_NaN(), 1.0};
        const std::array good{1.0, 1.0};
        device.add(0, bad);
        device.add(kMillisecond, good);
        device.flush();

        QCOMPARE(pairsOf(source, channel(1, 0), channel(1, 1)).points.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestXyPairs)
#include "test_xy_pairs.moc"
