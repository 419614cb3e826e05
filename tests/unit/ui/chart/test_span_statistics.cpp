// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTest>

#include "chart/span_statistics.h"
#include "chart_fixture.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr std::int64_t kStart = ScriptedSource::kStart.steadyNs;
constexpr std::int64_t kGap = kSecond;

SpanStatistics between(const ScriptedSource& source, std::int64_t fromNs, std::int64_t toNs) {
    return statisticsOf({source.history(), {kStart + fromNs, kStart + toNs}, kGap}, kDevice, 0);
}

}  // namespace

class TestSpanStatistics : public QObject {
    Q_OBJECT

private slots:
    void bothEndsCount() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (int i = 0; i < 10; ++i)
            device.add(i * 100 * kMillisecond, i);
        device.flush();

        const SpanStatistics found = between(source, 200 * kMillisecond, 500 * kMillisecond);

        QCOMPARE(found.samples, std::uint64_t{4});
        QCOMPARE(found.min, 2.0);
        QCOMPARE(found.max, 5.0);
        QCOMPARE(found.mean, 3.5);
        QCOMPARE(found.delta, 3.0);
    }

    void theValueBetweenTwoSamplesIsTheOneBefore() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(0, 1);
        device.add(500 * kMillisecond, 7);
        device.flush();

        QCOMPARE(valueAt(source.history(), kDevice, 0, kStart + 499 * kMillisecond, kGap), 1.0);
        QCOMPARE(valueAt(source.history(), kDevice, 0, kStart + 500 * kMillisecond, kGap), 7.0);
    }

    void insideAGapThereIsNoValue() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(0, 1);
        device.add(10 * kSecond, 7);
        device.flush();

        QVERIFY(std::isnan(valueAt(source.history(), kDevice, 0, kStart + 5 * kSecond, kGap)));
        QVERIFY(std::isnan(valueAt(source.history(), kDevice, 0, kStart - kSecond, kGap)));
        QVERIFY(std::isnan(between(source, 5 * kSecond, 10 * kSecond).delta));
    }

    void whatIsNotFiniteIsLeftOut() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        device.add(0, 2);
        device.add(kMillisecond, std::numeric_limits<double>::quiet_NaN());
        device.add(2 * kMillisecond, std::numeric_limits<double>::infinity());
        device.add(3 * kMillisecond, 4);
        device.flush();

        const SpanStatistics found = between(source, 0, kSecond);

        QCOMPARE(found.samples, std::uint64_t{2});
        QCOMPARE(found.mean, 3.0);
        QCOMPARE(found.max, 4.0);
    }

    void withoutSamplesNothingIsClaimed() {
        ScriptedSource source;
        source.makeDevice(1).add(0, 1);

        const SpanStatistics found = between(source, 5 * kSecond, 6 * kSecond);

        QCOMPARE(found.samples, std::uint64_t{0});
        QVERIFY(std::isnan(found.min) && std::isnan(found.mean) && std::isnan(found.delta));
    }

    /// More samples than one part holds, in bursts and pauses; the sum is exact where a plain one
    /// is not.
    void everySampleOfALongSpanCountsOnce() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        constexpr std::int64_t kCount = 300'000;
        std::int64_t ns = 0;
        for (std::int64_t i = 0; i < kCount; ++i) {
            ns += i % 50'000 == 0 ? 700 * kSecond : i % 3 == 0 ? 0 : 1000;
            device.add(ns, 1e9 + (i % 2 == 0 ? 0.1 : 0.3));
        }
        device.flush();

        const SpanStatistics found = between(source, 0, ns);

        QCOMPARE(found.samples, std::uint64_t{kCount});
        QVERIFY2(std::abs(found.mean - (1e9 + 0.2)) < 2e-7,
                 qPrintable(QString::number(found.mean, 'f', 9)));
    }

    void itStopsWhenAsked() {
        ScriptedSource source;
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t i = 0; i < 100'000; ++i)
            device.add(i, 1);
        device.flush();

        const SpanStatistics found = statisticsOf(
            {source.history(), {kStart, kStart + kSecond}, kGap, [] { return true; }}, kDevice, 0);

        QVERIFY(found.samples < 100'000);
    }
};

QTEST_GUILESS_MAIN(TestSpanStatistics)
#include "test_span_statistics.moc"
