// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "chart/chart_gestures.h"
#include "chart/chart_lane.h"
#include "chart/legend_item.h"
#include "chart/live_chart.h"
#include "chart/range_popup.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// A chart of volts around 12, amperes around 0 and a second voltage, 20 s of each.
struct Shown {
    Shown() : chart(source, theme) {
        ScriptedDevice& device = source.makeDevice(3);
        for (std::int64_t ns = 0; ns < 20 * kSecond; ns += 10 * kMillisecond) {
            const double wave = std::sin(static_cast<double>(ns) / 1e9);
            device.add(ns, std::array{12 + wave / 2, 40 * wave, 11.5});
        }
        device.flush();
        source.nowNs = 20 * kSecond;
        chart.resize(1000, 500);
        view().setLaneLayout(LaneLayout::ByDevice);
        view().setSpan(10 * kSecond);
        view().setChannels({channelOf(1, 0, QStringLiteral("V")),
                            channelOf(1, 1, QStringLiteral("A")),
                            channelOf(1, 2, QStringLiteral("V"))});
        chart.show();
        chart.activateWindow();
        view().advanceFrame();
        view().pause();
    }
    ChartView& view() { return chart.view(); }
    ChartLane& lane() { return *view().lanes().front(); }
    QRectF plot() { return view().plotInView(0); }

    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = {}) {
        send(QEvent::MouseButtonPress, from, Qt::LeftButton, modifiers);
        send(QEvent::MouseMove, to, Qt::NoButton, modifiers);
        send(QEvent::MouseButtonRelease, to, Qt::LeftButton, modifiers);
    }
    void send(QEvent::Type type, QPointF place, Qt::MouseButton button,
              Qt::KeyboardModifiers modifiers = {}) {
        const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
        QMouseEvent event(type, place, view().viewport()->mapToGlobal(place), button, held,
                          modifiers);
        QApplication::sendEvent(view().viewport(), &event);
    }
    void wheel(QPointF place, int turn) {
        QWheelEvent event(place, view().viewport()->mapToGlobal(place), {}, {0, turn}, Qt::NoButton,
                          {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view().viewport(), &event);
    }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    LiveChart chart;
};

double spanOf(const ValueScale& scale) {
    return scale.range.hi - scale.range.lo;
}

bool isNear(double a, double b, double tolerance) {
    return std::abs(a - b) < tolerance;
}

}  // namespace

class TestChartGestures : public QObject {
    Q_OBJECT

private slots:
    void anotherUnitHasTheSecondAxisLevelWithTheFirst() {
        Shown shown;
        const ChartLane& lane = shown.lane();

        QVERIFY(lane.hasSide(ValueSide::Right));
        QCOMPARE(lane.unitOf(ValueSide::Left), QStringLiteral("V"));
        QCOMPARE(lane.unitOf(ValueSide::Right), QStringLiteral("A"));
        QVERIFY(lane.scale(ValueSide::Left).range.lo > 10);
        QVERIFY(lane.scale(ValueSide::Right).range.lo <= -40);
        QCOMPARE(lane.scale(ValueSide::Left).ticks().size(),
                 lane.scale(ValueSide::Right).ticks().size());
        QCOMPARE(lane.legend().entries()[1].side, ValueSide::Right);
        QCOMPARE(shown.plot().right(), shown.view().viewport()->width() - ChartMetrics::kRightAxis);
    }

    void aNarrowChartFoldsItsSecondAxis() {
        Shown shown;

        shown.chart.toolRow()->hide();
        shown.chart.resize(360, 500);
        QCoreApplication::processEvents();

        QCOMPARE(shown.plot().right(), shown.view().viewport()->width() - ChartMetrics::kRight);
        QVERIFY(!shown.view().axisAt({355, shown.plot().center().y()}).has_value());
    }

    void oneUnitNeedsOneAxis() {
        Shown shown;

        shown.view().setChannels({channelOf(1, 0), channelOf(1, 2)});

        QVERIFY(!shown.lane().hasSide(ValueSide::Right));
        QCOMPARE(shown.plot().right(), shown.view().viewport()->width() - ChartMetrics::kRight);
    }

    void aBoxZoomsTimeAndBothAxes() {
        Shown shown;
        const QRectF plot = shown.plot();
        const double left = spanOf(shown.lane().scale(ValueSide::Left));
        const double right = spanOf(shown.lane().scale(ValueSide::Right));
        const std::int64_t from = shown.view().timeAt(plot.left() + plot.width() / 4);

        shown.drag(plot.topLeft() + QPointF(plot.width() / 4, plot.height() / 4),
                   plot.topLeft() + QPointF(plot.width() / 2, plot.height() / 2),
                   Qt::ShiftModifier);

        QVERIFY(isNear(static_cast<double>(shown.view().view().spanNs()), 2.5e9, 2e7));
        QVERIFY(std::abs(shown.view().visibleSpan().fromNs - from) < 20 * kMillisecond);
        QVERIFY(isNear(spanOf(shown.lane().scale(ValueSide::Left)), left / 4, left / 50));
        QVERIFY(isNear(spanOf(shown.lane().scale(ValueSide::Right)), right / 4, right / 50));
    }

    void backspaceGoesBackBeforeTheBox() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));
        shown.view().setFocus();
        const engine::TimeSpan before = shown.view().visibleSpan();
        const ValueScale scale = shown.lane().scale();
        const QRectF plot = shown.plot();
        shown.drag(plot.center(), plot.center() + QPointF(80, 60), Qt::ShiftModifier);
        shown.drag(plot.center(), plot.center() + QPointF(80, 60), Qt::ShiftModifier);

        QTest::keyClick(&shown.view(), Qt::Key_Backspace);
        QTest::keyClick(&shown.view(), Qt::Key_Backspace);
        QTest::keyClick(&shown.view(), Qt::Key_Backspace);

        QCOMPARE(shown.view().visibleSpan(), before);
        QCOMPARE(shown.lane().scale(), scale);
        QVERIFY(shown.view().axisRanges().empty());
    }

    void aFlatBoxZoomsTimeAlone() {
        Shown shown;
        const QRectF plot = shown.plot();

        shown.drag(plot.center(), plot.center() + QPointF(100, 3), Qt::ShiftModifier);

        QVERIFY(shown.view().view().spanNs() < 2 * kSecond);
        QVERIFY(shown.view().axisRanges().empty());
    }

    void aSlipOfTheHandIsNoZoom() {
        Shown shown;
        const engine::TimeSpan before = shown.view().visibleSpan();

        shown.drag(shown.plot().center(), shown.plot().center() + QPointF(3, 3), Qt::ShiftModifier);

        QCOMPARE(shown.view().visibleSpan(), before);
        QVERIFY(!shown.chart.gestures().canUndo());
    }

    void theToolZoomsOnceWithoutShift() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));
        shown.view().setFocus();
        const QRectF plot = shown.plot();

        QTest::keyClick(&shown.view(), Qt::Key_Z);
        QVERIFY(shown.chart.gestures().isBoxArmed());
        shown.drag(plot.center(), plot.center() + QPointF(100, 3));

        QVERIFY(!shown.chart.gestures().isBoxArmed());
        QVERIFY(shown.view().view().spanNs() < 2 * kSecond);
    }

    void theWheelOverAnAxisZoomsItAroundThePointer() {
        Shown shown;
        const QRectF plot = shown.plot();
        const ValueRange before = shown.lane().scale(ValueSide::Right).range;
        const ValueScale left = shown.lane().scale(ValueSide::Left);

        shown.wheel({plot.right() + 20, plot.top() + 1}, 120);
        shown.wheel({plot.right() + 20, plot.top() + 1}, 120);

        const ValueRange after = shown.lane().scale(ValueSide::Right).range;
        const double span = before.hi - before.lo;
        QVERIFY(isNear(after.hi, before.hi, span / 50));
        QVERIFY(isNear(after.hi - after.lo, span * 0.64, span / 50));
        QCOMPARE(shown.lane().scale(ValueSide::Left), left);
        // Two notches are one zoom.
        shown.chart.gestures().undo();
        QCOMPARE(shown.lane().scale(ValueSide::Right).range, before);
        QVERIFY(!shown.chart.gestures().canUndo());
    }

    void draggingAnAxisPansItAndADoubleClickFreesIt() {
        Shown shown;
        const QRectF plot = shown.plot();
        const ValueScale before = shown.lane().scale();
        const QPointF axis(20, plot.center().y());

        shown.drag(axis, axis + QPointF(0, plot.height() / 4));
        const ValueRange moved = shown.lane().scale().range;
        QVERIFY(shown.lane().isFixed(ValueSide::Left));
        QVERIFY(isNear(moved.lo, before.range.lo + spanOf(before) / 4, spanOf(before) / 50));
        shown.send(QEvent::MouseButtonDblClick, axis, Qt::LeftButton);

        QVERIFY(!shown.lane().isFixed(ValueSide::Left));
        QCOMPARE(shown.lane().scale(), before);
    }

    void aFixedRangeStaysWithItsChannelsAndHoldsWhileDataLeaveIt() {
        Shown shown;
        shown.view().setAxisRange({0, ValueSide::Left}, ValueRange{11.9, 12.1});

        shown.view().setLaneLayout(LaneLayout::ByChannel);
        shown.view().advanceFrame();

        QCOMPARE(shown.view().lanes().size(), std::size_t{3});
        QCOMPARE(shown.lane().scale().range, (ValueRange{11.9, 12.1}));
        QVERIFY(!shown.view().lanes()[1]->isFixed(ValueSide::Left));
    }

    void theRangePopupTakesTwoNumbersOrSaysWhyNot() {
        Theme theme(ThemeKind::Dark);
        auto* popup = new RangePopup(QStringLiteral("Voltage in V"), {11.8, 12.6}, 2, nullptr);
        const QSignalSpy closed(popup, &QObject::destroyed);
        std::optional<ValueRange> chosen;
        QObject::connect(popup, &RangePopup::rangeChosen, popup,
                         [&](std::optional<ValueRange> range) { chosen = range; });
        popup->show();
        const auto fields = popup->findChildren<QLineEdit*>();
        QCOMPARE(fields[0]->text(), QStringLiteral("11.80"));

        fields[0]->setText(QStringLiteral("14"));
        QTest::keyClick(fields[0], Qt::Key_Return);
        QVERIFY(!chosen.has_value() && popup->isVisible());
        fields[0]->setText(QStringLiteral("\u22121.5"));
        QTest::keyClick(fields[0], Qt::Key_Return);

        QCOMPARE(chosen.value_or(ValueRange{}), (ValueRange{-1.5, 12.6}));
        QTRY_COMPARE(closed.count(), 1);
    }

    void theLegendTellsWhichChannelIsUnderThePointer() {
        Shown shown;
        shown.view().grab();
        const double y = shown.plot().top() - ChartMetrics::kLegendHeight / 2;

        const auto first = shown.view().channelAt({shown.plot().left() + 14, y});

        QVERIFY(first.has_value());
        QCOMPARE(first->channel, std::size_t{0});
        QVERIFY(!shown.view().channelAt({shown.plot().right() - 2, y}).has_value());
        QVERIFY(!shown.view().channelAt(shown.plot().center()).has_value());
    }

    void theMenuKeyOpensTheMenuOfAnAxis() {
        Shown shown;
        int opening = 0;
        QObject::connect(&shown.chart, &LiveChart::menuOpening, &shown.chart,
                         [&](const QMenu&, QPoint) { ++opening; });

        QContextMenuEvent event(QContextMenuEvent::Mouse,
                                QPoint(20, static_cast<int>(shown.plot().center().y())),
                                QPoint(20, 200));
        QApplication::sendEvent(shown.view().viewport(), &event);

        QCOMPARE(opening, 1);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QVERIFY(menu->actions().front()->text().contains(QStringLiteral("ch0, ch2 in V")));
        menu->close();
    }
};

QTEST_MAIN(TestChartGestures)
#include "test_chart_gestures.moc"
