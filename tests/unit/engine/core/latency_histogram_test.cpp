// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/latency_histogram.h"

#include <QTest>

using namespace telemetryhub::engine;

class LatencyHistogramTest : public QObject {
    Q_OBJECT

private slots:
    void withoutRecordsEveryQuantileIsZero();
    void aQuantileIsWithinSixPercent_data();
    void aQuantileIsWithinSixPercent();
    void quantilesSeparateTheSlowFew();
    void recordsAreForgottenAfterTwoWindows();
    void aRecordOutlivesTheTurnOfOneWindow();
    void totalsForgetNothingAndPutAnEdgeIntoItsOwnBucket();
};

void LatencyHistogramTest::withoutRecordsEveryQuantileIsZero() {
    const LatencyHistogram histogram;

    QCOMPARE(histogram.quantile(0.5, 1), std::int64_t{0});
}

void LatencyHistogramTest::aQuantileIsWithinSixPercent_data() {
    QTest::addColumn<qint64>("duration");
    for (const qint64 duration : {0LL, 1LL, 15LL, 16LL, 17LL, 1'000LL, 123'456LL, 2'000'000LL,
                                  1'999'999'999LL, 60'000'000'000LL})
        QTest::addRow("%lld ns", static_cast<long long>(duration)) << duration;
}

void LatencyHistogramTest::aQuantileIsWithinSixPercent() {
    QFETCH(qint64, duration);
    LatencyHistogram histogram;

    histogram.record(duration, 1);

    const auto found = static_cast<double>(histogram.quantile(1.0, 1));
    QVERIFY2(found >= static_cast<double>(duration), qPrintable(QString::number(found)));
    QVERIFY2(found <= static_cast<double>(duration) * 1.0625 + 1,
             qPrintable(QString::number(found)));
}

void LatencyHistogramTest::quantilesSeparateTheSlowFew() {
    LatencyHistogram histogram;

    for (int i = 0; i < 990; ++i)
        histogram.record(1'000, 1);
    for (int i = 0; i < 10; ++i)
        histogram.record(1'000'000, 1);

    QVERIFY(histogram.quantile(0.50, 1) < 1'100);
    QVERIFY(histogram.quantile(0.99, 1) < 1'100);
    QVERIFY(histogram.quantile(0.991, 1) >= 1'000'000);
}

void LatencyHistogramTest::recordsAreForgottenAfterTwoWindows() {
    LatencyHistogram histogram;

    histogram.record(1'000'000, LatencyHistogram::kWindowNs);

    QCOMPARE(histogram.quantile(1.0, 4 * LatencyHistogram::kWindowNs), std::int64_t{0});
}

void LatencyHistogramTest::aRecordOutlivesTheTurnOfOneWindow() {
    LatencyHistogram histogram;
    const std::int64_t start = 10 * LatencyHistogram::kWindowNs;

    histogram.record(1'000'000, start);
    histogram.record(1, start + LatencyHistogram::kWindowNs);

    QVERIFY(histogram.quantile(1.0, start + LatencyHistogram::kWindowNs) >= 1'000'000);
}

void LatencyHistogramTest::totalsForgetNothingAndPutAnEdgeIntoItsOwnBucket() {
    LatencyHistogram histogram;
    histogram.record(LatencyTotals::kEdgesNs[0], 1);
    histogram.record(LatencyTotals::kEdgesNs[0] + 1, 1);
    histogram.record(3'600'000'000'000, 100 * LatencyHistogram::kWindowNs);

    const LatencyTotals totals = histogram.totals();

    QCOMPARE(totals.counts[0], std::uint64_t{1});
    QCOMPARE(totals.counts[1], std::uint64_t{1});
    QCOMPARE(totals.counts.back(), std::uint64_t{1});
    QCOMPARE(totals.sumNs, 2 * LatencyTotals::kEdgesNs[0] + 1 + 3'600'000'000'000);
}

QTEST_APPLESS_MAIN(LatencyHistogramTest)
#include "latency_histogram_test.moc"
