// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QSignalSpy>

#include "chart/chart_cursors.h"
#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "chart/event_marks.h"
#include "chart/figure_row.h"
#include "chart/legend_item.h"
#include "chart/limit_lines.h"
#include "chart/live_chart.h"
#include "chart/measure_tools.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// A ramp of 10 V a second over 100 s, all of it in view.
struct Shown {
    explicit Shown(std::size_t channels = 1) : chart(source, theme) {
        ScriptedDevice& device = source.makeDevice(channels);
        std::vector<double> row(channels);
        for (std::int64_t ns = 0; ns <= 100 * kSecond; ns += 100 * kMillisecond) {
            for (std::size_t i = 0; i < channels; ++i)
                row[i] = static_cast<double>(ns) / 1e8;
            device.add(ns, row);
        }
        device.flush();
        source.nowNs = 100 * kSecond;
        chart.resize(1200, 500);
        std::vector<ChartChannel> shown;
        for (std::size_t i = 0; i < channels; ++i)
            shown.push_back(channelOf(1, i));
        chart.view().setChannels(shown);
        chart.view().setSpan(100 * kSecond);
        chart.view().pause();
        chart.show();
        chart.activateWindow();
        chart.view().setFocus();
        chart.view().advanceFrame();
    }
    ChartView& view() { return chart.view(); }
    ChartCursors& cursors() { return chart.measure().cursors(); }
    EventMarks& marks() { return chart.measure().marks(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&view(), key, modifiers);
    }
    [[nodiscard]] QString legend() {
        return view().lanes().front()->legend().entries().front().statistics;
    }
    void addEvent(std::int64_t ns, engine::EventKind kind, engine::Severity severity,
                  const std::string& text, const std::string& channel = {}) {
        engine::Event event;
        event.number = source.happened.size() + 1;
        event.time = {ScriptedSource::kStart.steadyNs + ns, ScriptedSource::kStart.wallNs + ns};
        event.device = engine::DeviceId{1};
        event.kind = kind;
        event.severity = severity;
        event.text = text;
        event.channel = channel;
        source.happened.push_back(event);
        marks().read();
        view().advanceFrame();
    }
    [[nodiscard]] QPointF markPlace(std::int64_t ns) {
        return {view().xOf(ns), view().lanes().front()->plotRect().top() + 8};
    }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    LiveChart chart;
};

int pixelsOf(const QImage& image, const QRect& part, const QColor& color) {
    int count = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            count += QColor(image.pixel(x, y)) == color ? 1 : 0;
    return count;
}

}  // namespace

class TestMeasureTools : public QObject {
    Q_OBJECT

private slots:
    void aAndBSetTheCursorsAndEscClearsThem() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        shown.press(Qt::Key_A);
        QVERIFY(shown.cursors().time(Cursor::A).has_value());
        QVERIFY(shown.chart.measure().barBelow()->isVisible());
        shown.press(Qt::Key_B);
        QVERIFY(shown.cursors().time(Cursor::B).has_value());
        shown.press(Qt::Key_Escape);

        QVERIFY(!shown.cursors().isAny());
        QVERIFY(!shown.view().frame().selection.has_value());
        QVERIFY(!shown.chart.measure().barBelow()->isVisible());
    }

    void aCursorIsSetAtTheCrosshair() {
        Shown shown;
        shown.view().setCrosshairShown(true);
        shown.view().moveCrosshair(100);

        shown.cursors().setHere(Cursor::A);

        const ChartFrame& frame = shown.view().frame();
        QCOMPARE(shown.cursors().time(Cursor::A),
                 std::optional(frame.window.timeOf(*frame.crosshair)));
    }

    void ctrlAndAnArrowMoveTheCursorByOneColumn() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));
        shown.cursors().set(Cursor::A, 50 * kSecond);

        shown.press(Qt::Key_Right, Qt::ControlModifier);

        QCOMPARE(shown.cursors().time(Cursor::A),
                 std::optional(50 * kSecond + shown.view().frame().window.stepNs));
        shown.press(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(shown.cursors().time(Cursor::A), std::optional(50 * kSecond));
    }

    void theLegendTellsWhatIsBetweenTheCursors() {
        Shown shown;
        shown.cursors().set(Cursor::A, 20 * kSecond);
        shown.cursors().set(Cursor::B, 80 * kSecond);

        QTRY_VERIFY2(shown.legend().startsWith(QStringLiteral("Δ +600")),
                     qPrintable(shown.legend()));
        QVERIFY2(shown.legend().contains(QStringLiteral("min 200")), qPrintable(shown.legend()));
        QVERIFY2(shown.legend().contains(QStringLiteral("max 800")), qPrintable(shown.legend()));
        QVERIFY2(shown.legend().contains(QStringLiteral("mean 500")), qPrintable(shown.legend()));
    }

    void theBarTellsTimesAndFrequency() {
        Shown shown;
        shown.cursors().set(Cursor::A, 20 * kSecond);
        shown.cursors().set(Cursor::B, 80 * kSecond);

        const QString text = static_cast<FigureRow*>(shown.chart.measure().barBelow())->text();
        QString plain = text;
        plain.replace(QChar(0x202F), QLatin1Char(' '));

        QVERIFY2(plain.contains(QStringLiteral("Δt 60.000 s")), qPrintable(plain));
        QVERIFY2(plain.contains(QStringLiteral("16.67 mHz")), qPrintable(plain));
    }

    void aCursorIsDraggedByItsLineAndByItsHandle() {
        Shown shown;
        ChartView& view = shown.view();
        shown.cursors().set(Cursor::A, 30 * kSecond);
        const auto drag = [](QWidget& widget, QPoint from, QPoint to) {
            QTest::mousePress(&widget, Qt::LeftButton, {}, from);
            QTest::mouseMove(&widget, to);
            QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
        };
        const auto at = [&](std::int64_t ns) { return static_cast<int>(view.xOf(ns)); };
        const std::int64_t before = view.behindNs();

        drag(*view.viewport(), {at(30 * kSecond), 100}, {at(60 * kSecond), 100});
        const std::int64_t pixel = view.frame().window.stepNs;
        QVERIFY(std::abs(*shown.cursors().time(Cursor::A) - 60 * kSecond) <= 2 * pixel);
        drag(view.timeAxis(), {at(60 * kSecond), 8}, {at(40 * kSecond), 8});

        QVERIFY(std::abs(*shown.cursors().time(Cursor::A) - 40 * kSecond) <= 2 * pixel);
        QCOMPARE(view.behindNs(), before);
    }

    void theSpanBetweenTheCursorsIsTinted() {
        Shown shown;
        const QColor ground = shown.theme.colors().sunken;
        const QRect plot = shown.view().lanes().front()->plotRect().toRect();
        const QRect middle(plot.center().x() - 20, plot.top() + 30, 40, 20);
        QVERIFY(pixelsOf(shown.view().picture(), middle, ground) > 300);

        shown.cursors().set(Cursor::A, 20 * kSecond);
        shown.cursors().set(Cursor::B, 80 * kSecond);
        QCOMPARE(pixelsOf(shown.view().picture(), middle, ground), 0);
        shown.cursors().clear();
        // The row of figures gives its room back with the next layout.
        QCoreApplication::processEvents();
        shown.view().advanceFrame();

        // The bar came and went, and the plot with it.
        QVERIFY(pixelsOf(shown.view().picture(), middle, ground) > 300);
    }

    void aTintThatWasDraggedEqualsAFreshOne() {
        Shown shown;
        shown.cursors().set(Cursor::A, 20 * kSecond);
        shown.cursors().set(Cursor::B, 80 * kSecond);
        shown.cursors().set(Cursor::B, 50 * kSecond);
        shown.cursors().set(Cursor::A, 35 * kSecond);
        shown.cursors().set(Cursor::A, 60 * kSecond);
        const QRect plot = shown.view().lanes().front()->plotRect().toRect();
        const QImage dragged = shown.view().picture().copy(plot);

        const auto channels = shown.view().channels();
        shown.view().setChannels({});
        shown.view().setChannels(channels);
        shown.view().advanceFrame();

        QCOMPARE(shown.view().picture().copy(plot), dragged);
    }

    void anAlarmIsMarkedAtItsTimeAndTellsItsSentence() {
        Shown shown;
        shown.addEvent(40 * kSecond, engine::EventKind::Alarm, engine::Severity::Warning,
                       "low raised: ch0 12.58 V is below 12.60 V", "ch0");

        const QString text = shown.marks().textAt(shown.markPlace(40 * kSecond));

        QVERIFY2(text.contains(QStringLiteral("Device 1: low raised: ch0 12.58 V")),
                 qPrintable(text));
        QVERIFY(shown.marks().textAt(shown.markPlace(60 * kSecond)).isEmpty());
    }

    void marksOfOtherChannelsAndGapsAreLeftToOthers() {
        Shown shown;
        shown.addEvent(40 * kSecond, engine::EventKind::Alarm, engine::Severity::Warning,
                       "low raised", "elsewhere");
        shown.addEvent(60 * kSecond, engine::EventKind::Gap, engine::Severity::Info, "gap");

        QVERIFY(shown.marks().textAt(shown.markPlace(40 * kSecond)).isEmpty());
        QVERIFY(shown.marks().textAt(shown.markPlace(60 * kSecond)).isEmpty());
    }

    void aClickChoosesAMarkAndTellsTheWindow() {
        Shown shown;
        shown.addEvent(40 * kSecond, engine::EventKind::State, engine::Severity::Critical,
                       "SafeState: 5 faults in a row");
        const QSignalSpy chosen(&shown.chart.measure(), &MeasureTools::eventChosen);

        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {},
                          shown.markPlace(40 * kSecond).toPoint());

        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toULongLong(), 1ULL);
        QVERIFY(shown.marks().chosenText().contains(QStringLiteral("5 faults")));
    }

    void whatAnOperatorMarkedIsAMark() {
        Shown shown;
        shown.addEvent(40 * kSecond, engine::EventKind::Mark, engine::Severity::Info, "valve open");

        QVERIFY(shown.marks()
                    .textAt(shown.markPlace(40 * kSecond))
                    .endsWith(QStringLiteral("valve open")));
    }

    void nGoesFromMarkToMarkAndBringsThemIntoView() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));
        shown.addEvent(10 * kSecond, engine::EventKind::Command, engine::Severity::Info, "one");
        shown.addEvent(50 * kSecond, engine::EventKind::Command, engine::Severity::Info, "two");
        shown.view().setSpan(20 * kSecond);

        shown.press(Qt::Key_N, Qt::ShiftModifier);

        QVERIFY2(shown.marks().chosenText().endsWith(QStringLiteral("two")),
                 qPrintable(shown.marks().chosenText()));
        const ColumnWindow& window = shown.view().frame().window;
        QVERIFY(window.fromNs() < 50 * kSecond && window.toNs() > 50 * kSecond);
        shown.press(Qt::Key_N, Qt::ShiftModifier);
        QVERIFY(shown.marks().chosenText().endsWith(QStringLiteral("one")));
        shown.press(Qt::Key_N);
        QVERIFY(shown.marks().chosenText().endsWith(QStringLiteral("two")));
    }

    void manyMarksAtOnePlaceAreOneWithAllSentences() {
        Shown shown;
        for (int i = 0; i < 20; ++i)
            shown.addEvent(40 * kSecond + i, engine::EventKind::Command, engine::Severity::Info,
                           "event " + std::to_string(i));

        const QString text = shown.marks().textAt(shown.markPlace(40 * kSecond));

        QCOMPARE(text.count(QLatin1Char('\n')), 8);
        QVERIFY2(text.endsWith(QStringLiteral("and 12 more")), qPrintable(text));
    }

    void limitsAreLabelledAndTinted() {
        Shown shown;
        shown.source.drawnLimits = {{ChartLimit::Kind::Low, 500, 10, AlarmLevel::Warning}};
        shown.source.nowNs += 2 * kSecond;
        shown.view().advanceFrame();

        const QStringList labels = shown.chart.measure().limits().labelsOf(0);
        QCOMPARE(labels.size(), 1);
        QVERIFY2(labels.front().startsWith(QStringLiteral("low 500")), qPrintable(labels.front()));
        const ChartLane& lane = *shown.view().lanes().front();
        const QRect plot = lane.plotRect().toRect();
        const int line = static_cast<int>(std::lround(lane.yOf(0, 500)));
        const QColor ground = shown.theme.colors().sunken;
        const QImage picture = shown.view().picture();
        const QRect above(plot.center().x() + 100, line - 30, 30, 4);
        const QRect below(plot.center().x() + 100, line + 20, 30, 4);
        QVERIFY(pixelsOf(picture, above, ground) > 40);
        QCOMPARE(pixelsOf(picture, below, ground), 0);
    }

    void withoutLimitsShownThereAreNone() {
        Shown shown;
        shown.source.drawnLimits = {{ChartLimit::Kind::High, 500, 10, AlarmLevel::Critical}};
        shown.chart.measure().limits().setShown(false);

        QVERIFY(shown.chart.measure().limits().labelsOf(0).isEmpty());
    }
};

QTEST_MAIN(TestMeasureTools)
#include "test_measure_tools.moc"
