// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QTemporaryDir>

#include "session_samples.h"
#include "support/patient_qtest.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kDevice{3};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};
constexpr std::int64_t kMs = 1'000'000;

/// What a column holds, found the long way.
HistoryColumn columnOf(const SampleColumns& truth, std::size_t channel, std::int64_t fromNs,
                       std::int64_t toNs) {
    HistoryColumn column{INFINITY, -INFINITY, kAbsent};
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double value = truth.columns[channel][i];
        if (truth.steadyNs[i] < fromNs || truth.steadyNs[i] >= toNs || std::isnan(value)) continue;
        column.min = std::min(column.min, value);
        column.max = std::max(column.max, value);
        column.last = value;
    }
    return column;
}

bool same(const HistoryColumn& a, const HistoryColumn& b) {
    if (a.empty() || b.empty()) return a.empty() && b.empty();
    return a.min == b.min && a.max == b.max && a.last == b.last;
}

}  // namespace

class SessionViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void columnsAreExact_data();
    void columnsAreExact();
    void anOverviewMovesNoSampleByMoreThanAShareOfAColumn();
    void pointsAreThoseOfTheSpanWithItsNeighbours();
    void tooManyPointsAreNone();
    void samplesAreCounted();
    void whatIsUnknownIsEmpty();
    void theEndsAndTheNewestValuesAreKnown();
    void samplesWithoutAChannelHaveTimesAndNoValues();

private:
    QTemporaryDir m_folder;
    BlockPool m_pool;
    SampleSource m_source{m_pool, kDevice, 2};
    std::unique_ptr<SessionView> m_view;
};

void SessionViewTest::initTestCase() {
    const std::string path = m_folder.filePath(QStringLiteral("a.thub")).toStdString();
    auto writer = SessionWriter::create(path, {kStart, "test", {}});
    QVERIFY(writer);
    QVERIFY(writer.value()->addDevice({kDevice, "dev", "sim:demo", {}}));
    for (int i = 0; i < 100; ++i)
        QVERIFY(writer.value()->add(*m_source.block(230)));
    // The rest stays in the tail.
    QVERIFY(writer.value()->commit(kStart));
    auto view = SessionView::open(path);
    QVERIFY(view);
    m_view = std::move(view).value();
}

void SessionViewTest::columnsAreExact_data() {
    QTest::addColumn<qint64>("fromMs");
    QTest::addColumn<qint64>("stepMs");
    QTest::newRow("a sample a column") << qint64{1500} << qint64{1};
    QTest::newRow("several a column") << qint64{900} << qint64{37};
    QTest::newRow("across chunks") << qint64{4900} << qint64{500};
    QTest::newRow("before the beginning and behind the end") << qint64{-5000} << qint64{3000};
    QTest::newRow("a chunk and more a column") << qint64{1000} << qint64{5000};
}

void SessionViewTest::columnsAreExact() {
    QFETCH(qint64, fromMs);
    QFETCH(qint64, stepMs);
    std::array<HistoryColumn, 20> columns;

    m_view->columns(kDevice, 1, fromMs * kMs, stepMs * kMs, columns);

    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::int64_t from = (fromMs + static_cast<qint64>(i) * stepMs) * kMs;
        QVERIFY2(same(columns[i], columnOf(m_source.truth(), 1, from, from + stepMs * kMs)),
                 qPrintable(QStringLiteral("column %1").arg(i)));
    }
}

void SessionViewTest::anOverviewMovesNoSampleByMoreThanAShareOfAColumn() {
    constexpr std::int64_t kStep = 10'000'000 * kMs;
    std::array<HistoryColumn, 3> columns;

    m_view->columns(kDevice, 0, kStart.steadyNs - kStep, kStep, columns);

    // The whole recording is shorter than a chunk of such a column.
    QVERIFY(columns[0].empty());
    QVERIFY(
        same(columns[1], columnOf(m_source.truth(), 0, kStart.steadyNs, kStart.steadyNs + kStep)));
    QVERIFY(columns[2].empty());
}

void SessionViewTest::pointsAreThoseOfTheSpanWithItsNeighbours() {
    const SampleColumns& truth = m_source.truth();
    const TimeSpan span{truth.steadyNs[4000], truth.steadyNs[8500]};

    const auto points = m_view->points(kDevice, 1, span, 100'000);

    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < truth.size(); ++i)
        if (!isAbsent(truth.columns[1][i])) expected.push_back(i);
    const auto first = std::lower_bound(expected.begin(), expected.end(), std::size_t{4000}) - 1;
    const auto last = std::lower_bound(expected.begin(), expected.end(), std::size_t{8500}) + 1;
    QVERIFY(points);
    QCOMPARE(points->size(), static_cast<std::size_t>(last - first));
    for (std::size_t i = 0; i < points->size(); ++i) {
        const std::size_t row = *(first + static_cast<std::ptrdiff_t>(i));
        QCOMPARE((*points)[i].steadyNs, truth.steadyNs[row]);
        QCOMPARE(std::bit_cast<std::uint64_t>((*points)[i].value),
                 std::bit_cast<std::uint64_t>(truth.columns[1][row]));
    }
}

void SessionViewTest::tooManyPointsAreNone() {
    const TimeSpan all{0, std::numeric_limits<std::int64_t>::max()};

    QVERIFY(!m_view->points(kDevice, 1, all, 10));
}

void SessionViewTest::samplesAreCounted() {
    const SampleColumns& truth = m_source.truth();

    QCOMPARE(m_view->sampleCount(kDevice, {truth.steadyNs[10], truth.steadyNs[22'990]}),
             std::uint64_t{22'980});
    QCOMPARE(m_view->sampleCount(kDevice, {0, std::numeric_limits<std::int64_t>::max()}),
             std::uint64_t{truth.size()});
    QCOMPARE(m_view->sampleCount(kDevice, {5, 4}), std::uint64_t{0});
}

void SessionViewTest::whatIsUnknownIsEmpty() {
    std::array<HistoryColumn, 2> columns;
    m_view->columns(DeviceId{99}, 0, 0, kMs, columns);
    QVERIFY(columns[0].empty() && columns[1].empty());
    m_view->columns(kDevice, 77, kStart.steadyNs, 1000 * kMs, columns);
    QVERIFY(columns[0].empty() && columns[1].empty());

    QVERIFY(m_view->points(DeviceId{99}, 0, {0, 1}, 10)->empty());
    QCOMPARE(m_view->sampleCount(DeviceId{99}, {0, 1}), std::uint64_t{0});
    QVERIFY(!m_view->extent(DeviceId{99}));
    QVERIFY(m_view->latest(DeviceId{99}).empty());
    QCOMPARE(m_view->gapCount(DeviceId{99}), std::uint64_t{0});
}

void SessionViewTest::theEndsAndTheNewestValuesAreKnown() {
    const SampleColumns& truth = m_source.truth();

    const auto extent = m_view->extent(kDevice);
    const auto latest = m_view->latest(kDevice);

    QVERIFY(extent);
    QCOMPARE(extent->fromNs, truth.steadyNs.front());
    QCOMPARE(extent->toNs, truth.steadyNs.back());
    QCOMPARE(latest.size(), std::size_t{2});
    const HistoryColumn all = columnOf(truth, 1, 0, std::numeric_limits<std::int64_t>::max());
    QCOMPARE(latest[1].value, all.last);
}

void SessionViewTest::samplesWithoutAChannelHaveTimesAndNoValues() {
    const std::string path = m_folder.filePath(QStringLiteral("mute.thub")).toStdString();
    SampleSource mute(m_pool, kDevice, 0);
    auto writer = SessionWriter::create(path, {kStart, "test", {}});
    QVERIFY(writer);
    for (int i = 0; i < 20; ++i)
        QVERIFY(writer.value()->add(*mute.block(250)));
    QVERIFY(writer.value()->finish(kStart));

    const auto view = SessionView::open(path);

    QVERIFY(view);
    const auto extent = view.value()->extent(kDevice);
    QVERIFY(extent);
    QCOMPARE(extent->fromNs, mute.truth().steadyNs.front());
    const TimeSpan ever{extent->fromNs, extent->toNs + 1};
    QCOMPARE(view.value()->sampleCount(kDevice, ever), std::uint64_t{5'000});
    QVERIFY(view.value()->latest(kDevice).empty());
    std::vector<HistoryColumn> columns(3, HistoryColumn{1, 2, 3});
    view.value()->columns(kDevice, 0, extent->fromNs, kMs, columns);
    QVERIFY(columns[0].empty() && columns[2].empty());
    const auto points = view.value()->points(kDevice, 0, ever, 100);
    QVERIFY(points && points->empty());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionViewTest)
#include "session_view_test.moc"
