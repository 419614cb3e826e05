// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QWheelEvent>

#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "chart/legend_item.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};

/// A shown chart of `channels` channels of one device with 20 s of data.
struct Shown {
    explicit Shown(std::size_t channels, QSize size = {900, 420})
        : device(source.makeDevice(channels)), view(source, theme) {
        append(0, 20 * kSecond, channels);
        source.nowNs = 20 * kSecond;
        view.resize(size);
        view.setSpan(10 * kSecond);
        std::vector<ChartChannel> shown;
        for (std::size_t i = 0; i < channels; ++i)
            shown.push_back(channelOf(1, i));
        view.setChannels(shown);
        view.show();
        view.advanceFrame();
    }

    void append(std::int64_t fromNs, std::int64_t toNs, std::size_t channels) {
        std::vector<double> row(channels);
        for (std::int64_t ns = fromNs; ns < toNs; ns += kMillisecond) {
            for (std::size_t i = 0; i < channels; ++i)
                row[i] = std::sin(static_cast<double>(ns) / 4e8 + static_cast<double>(i));
            device.add(ns, row);
        }
        device.flush();
    }

    void wheel(const QPointF& place, int turn, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(place, view.viewport()->mapToGlobal(place), {}, {0, turn}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    ScriptedDevice& device;
    ChartView view;
};

int coloredPixels(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += QColor(image.pixel(x, y)) == color ? 1 : 0;
    }
    return count;
}

}  // namespace

class TestChartView : public QObject {
    Q_OBJECT

private slots:
    void aCurveIsDrawnInTheColourOfItsSlot() {
        Shown chart(1);

        QVERIFY(coloredPixels(chart.view.picture(), chart.theme.channelColor(0)) > 800);
    }

    void aScrolledPictureEqualsAFreshOne() {
        Shown chart(3);
        for (std::int64_t i = 1; i <= 40; ++i) {
            chart.append(20 * kSecond + (i - 1) * 50 * kMillisecond,
                         20 * kSecond + i * 50 * kMillisecond, 3);
            chart.source.nowNs += 50 * kMillisecond;
            chart.view.advanceFrame();
        }
        const auto channels = chart.view.channels();
        const QImage scrolled = chart.view.picture();

        chart.view.setChannels({});
        chart.view.setChannels(channels);
        chart.view.advanceFrame();

        QCOMPARE(chart.view.picture(), scrolled);
    }

    void whilePausedDataKeepComingAndThePictureStands() {
        Shown chart(1);
        chart.view.pause();
        const QImage before = chart.view.picture();

        chart.append(20 * kSecond, 25 * kSecond, 1);
        chart.source.nowNs = 25 * kSecond;
        chart.view.advanceFrame();

        const ColumnWindow& window = chart.view.frame().window;
        QVERIFY(!chart.view.view().isFollowing());
        QCOMPARE(chart.view.behindNs(), 5 * kSecond);
        QCOMPARE(window.columnOf(20 * kSecond), window.end - 1);
        // The legend goes on showing the newest value; the curve is above its last columns.
        const QRect plot = chart.view.lanes().front()->plotRect().toRect().adjusted(1, 1, -4, -1);
        QCOMPARE(chart.view.picture().copy(plot), before.copy(plot));
    }

    void aGapSaysItsReasonAndLossUnderThePointer() {
        Shown chart(1);
        chart.device.gap(engine::ErrorCode::QueueFull, 20 * kSecond - kMillisecond,
                         20 * kSecond + 300 * kMillisecond, 256);
        chart.append(20 * kSecond + 300 * kMillisecond, 22 * kSecond, 1);
        chart.source.nowNs = 22 * kSecond;
        chart.view.advanceFrame();
        const ChartLane& lane = *chart.view.lanes().front();
        const ColumnWindow& window = chart.view.frame().window;
        const auto placeOf = [&](std::int64_t ns) {
            const double share = static_cast<double>(ns - window.fromNs()) /
                                 static_cast<double>(window.toNs() - window.fromNs());
            return QPointF(lane.plotRect().left() + share * lane.plotRect().width(),
                           lane.plotRect().center().y());
        };

        const QString text = lane.gapTextAt(placeOf(20'150 * kMillisecond));

        QVERIFY2(text.startsWith(QStringLiteral("Device 1: queue full")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("256 samples lost")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("301\u202Fms")), qPrintable(text));
        QVERIFY(lane.gapTextAt(placeOf(19 * kSecond)).isEmpty());
        QVERIFY(coloredPixels(chart.view.picture(), chart.theme.colors().warning) > 40);
    }

    void nothingNewDrawsNothing() {
        Shown chart(1);
        chart.view.pause();
        chart.source.nowNs += kSecond;
        chart.view.advanceFrame();

        chart.source.nowNs += kSecond;

        QVERIFY(!chart.view.advanceFrame());
    }

    void aHiddenChartDoesNoWork() {
        Shown chart(1);
        chart.view.hide();
        const std::int64_t before = chart.view.frame().nowNs;

        chart.source.nowNs += kSecond;
        QTest::qWait(60);

        QCOMPARE(chart.view.frame().nowNs, before);
    }

    void aVisibleChartFollowsByItself() {
        Shown chart(1);

        chart.source.nowNs += kSecond;

        QTRY_COMPARE(chart.view.frame().nowNs, 21 * kSecond);
    }

    void everyPixelColumnIsOneGridColumnAtAnySize_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("narrow") << QSize(260, 200);
        QTest::newRow("odd") << QSize(777, 333);
        QTest::newRow("4K") << QSize(3840, 2000);
    }
    void everyPixelColumnIsOneGridColumnAtAnySize() {
        QFETCH(QSize, size);
        Shown chart(2);

        chart.view.resize(size);
        QCoreApplication::processEvents();
        chart.view.advanceFrame();

        const ChartLane& lane = *chart.view.lanes().front();
        const double ratio = chart.view.devicePixelRatioF();
        QCOMPARE(static_cast<double>(chart.view.frame().window.size()),
                 lane.plotRect().width() * ratio);
        QCOMPARE(lane.ring().width(), static_cast<int>(chart.view.frame().window.size()));
        QCOMPARE(std::fmod(lane.plotRect().left() * ratio, 1.0), 0.0);
    }

    void theThemeRepaintsCurvesAndGround() {
        Shown chart(1);

        chart.theme.setKind(ThemeKind::Light);
        chart.view.advanceFrame();

        const QImage picture = chart.view.picture();
        QVERIFY(coloredPixels(picture, themeColors(ThemeKind::Light).chart[0]) > 800);
        QCOMPARE(coloredPixels(picture, themeColors(ThemeKind::Dark).chart[0]), 0);
        QVERIFY(coloredPixels(picture, themeColors(ThemeKind::Light).sunken) > 10'000);
    }

    void theWheelZoomsAndKeepsFollowing() {
        Shown chart(1);
        const QSignalSpy spans(&chart.view, &ChartView::spanChanged);

        chart.wheel({500, 200}, 120, Qt::NoModifier);

        QVERIFY(chart.view.view().spanNs() < 10 * kSecond);
        QVERIFY(chart.view.view().isFollowing());
        QCOMPARE(spans.count(), 1);
    }

    void shiftAndTheWheelPan() {
        Shown chart(1);

        chart.wheel({500, 200}, 120, Qt::ShiftModifier);

        QVERIFY(!chart.view.view().isFollowing());
        QCOMPARE(chart.view.behindNs(), kSecond);
    }

    void draggingPansByWhatThePointerMoved() {
        Shown chart(1);
        const double width = chart.view.lanes().front()->plotRect().width();
        const QSignalSpy follows(&chart.view, &ChartView::followingChanged);

        QTest::mousePress(chart.view.viewport(), Qt::LeftButton, {}, {300, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(400, 100), QPointF(400, 100), Qt::LeftButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(chart.view.viewport(), &move);
        QTest::mouseRelease(chart.view.viewport(), Qt::LeftButton, {}, {400, 100});

        const double expected = 100.0 / width * 10 * kSecond;
        QVERIFY(std::abs(static_cast<double>(chart.view.behindNs()) - expected) < kMillisecond);
        QCOMPARE(follows.count(), 1);
    }

    void aDoubleClickFollowsAgain() {
        Shown chart(1);
        chart.view.pan(-0.5);

        QTest::mouseDClick(chart.view.viewport(), Qt::LeftButton, {}, {300, 100});

        QVERIFY(chart.view.view().isFollowing());
    }

    void homeShowsTheFirstSample() {
        Shown chart(1);

        chart.view.home();

        QCOMPARE(chart.view.frame().window.columnOf(0), chart.view.frame().window.first);
    }

    void theCrosshairReadsAllChannels() {
        Shown chart(2);
        chart.view.pause();
        chart.view.setCrosshairShown(true);

        const auto& entries = chart.view.lanes().front()->legend().entries();
        const QString middle = entries[0].value;
        chart.view.moveCrosshair(-150);

        QCOMPARE(entries.size(), std::size_t{2});
        QVERIFY(chart.view.frame().crosshair.has_value());
        QVERIFY(chart.view.lanes().front()->legend().entries()[0].value != middle);
    }

    void channelsOfOneUnitShareALaneAndAnotherUnitGetsItsOwn() {
        Shown chart(2);

        chart.view.setChannels(
            {channelOf(1, 0, QStringLiteral("V")), channelOf(1, 1, QStringLiteral("A"))});
        QCOMPARE(chart.view.lanes().size(), std::size_t{2});
        chart.view.setLaneLayout(LaneLayout::OnePlot);

        QCOMPARE(chart.view.lanes().size(), std::size_t{1});
    }

    void freshLanesAnswerBeforeTheirFirstFrame() {
        Shown chart(2);
        chart.view.hide();
        chart.view.setCrosshairShown(true);

        chart.view.setLaneLayout(LaneLayout::OnePlot);
        chart.view.setCrosshairShown(true);

        QCOMPARE(chart.view.lanes().front()->legend().entries().size(), std::size_t{2});
    }

    void lanesThatDoNotFitScroll() {
        Shown chart(6, {900, 250});
        std::vector<ChartChannel> channels;
        for (std::size_t i = 0; i < 6; ++i)
            channels.push_back(channelOf(1, i, QString::number(i)));

        chart.view.setChannels(channels);

        QVERIFY(chart.view.verticalScrollBar()->maximum() > 0);
        QVERIFY(chart.view.lanes().back()->plotRect().height() >= 50);
    }

    void aSilentDeviceIsHatchedAndACurveComesBackAfterIt() {
        Shown chart(1);
        chart.source.nowNs = 25 * kSecond;
        chart.view.advanceFrame();
        const QColor ground = chart.theme.colors().sunken;
        const QRect plot = chart.view.lanes().front()->plotRect().toRect();
        const QRect end(plot.right() - 80, plot.top() + 4, 40, plot.height() - 8);

        const QImage silent = chart.view.picture().copy(end);
        QVERIFY(coloredPixels(silent, ground) < end.width() * end.height() * 19 / 20);

        chart.append(25 * kSecond, 36 * kSecond, 1);
        chart.source.nowNs = 36 * kSecond;
        chart.view.advanceFrame();
        QVERIFY(coloredPixels(chart.view.picture().copy(end), chart.theme.channelColor(0)) > 10);
    }

    void aRemovedDeviceLeavesTheChartStanding() {
        Shown chart(1);
        chart.source.writableHistory().remove(kDevice);
        chart.source.facts.clear();

        chart.source.nowNs += 20 * kSecond;
        chart.view.advanceFrame();

        QCOMPARE(chart.view.lanes().size(), std::size_t{1});
    }

    void choosingNothingShowsAHint() {
        Shown chart(1);
        const QImage before = chart.view.grab().toImage();

        chart.view.setChannels({});
        chart.view.advanceFrame();

        QVERIFY(chart.view.lanes().empty());
        QVERIFY(chart.view.grab().toImage() != before);
    }
};

QTEST_MAIN(TestChartView)
#include "test_chart_view.moc"
