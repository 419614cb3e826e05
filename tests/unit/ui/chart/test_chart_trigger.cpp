// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QJsonObject>
#include <QSignalSpy>

#include "chart/chart_lane.h"
#include "chart/chart_trigger.h"
#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "chart/measure_tools.h"
#include "chart/trigger_bar.h"
#include "chart_fixture.h"
#include "support/patient_qtest.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

constexpr engine::DeviceId kDevice{1};
constexpr std::int64_t kSpan = 10 * kSecond;

/// A chart of 10 s and a device whose value is 0 so far.
struct Shown {
    Shown() : device(source.makeDevice(1)), chart(source, theme) {
        write(20 * kSecond, 0);
        chart.resize(1000, 400);
        chart.view().setChannels({channelOf(1, 0)});
        chart.view().setSpan(kSpan);
        chart.show();
        chart.activateWindow();
        chart.view().setFocus();
        chart.view().advanceFrame();
    }
    /// A sample every 10 ms up to `ns`, which is the present then.
    void write(std::int64_t ns, double value) {
        for (; written < ns; written += 10 * kMillisecond)
            device.add(written, value);
        device.flush();
        source.nowNs = ns;
    }
    ChartTrigger& trigger() { return chart.measure().trigger(); }
    TriggerSettings rising() const {
        TriggerSettings settings;
        settings.channel = {kDevice, 0};
        settings.value = 5;
        settings.before = 0.25;
        return settings;
    }
    void armWith(const TriggerSettings& settings) {
        chart.measure().setTriggerShown(true);
        trigger().setSettings(settings);
        trigger().arm();
    }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    ScriptedDevice& device;
    std::int64_t written = 0;
    LiveChart chart;
};

}  // namespace

class TestChartTrigger : public QObject {
    Q_OBJECT

private slots:
    void theChartStandsStillWithTheSampleAtItsPlace() {
        Shown shown;
        shown.armWith(shown.rising());
        QCOMPARE(shown.trigger().state(), TriggerState::Armed);

        shown.write(21 * kSecond, 9);
        QTRY_COMPARE(shown.trigger().state(), TriggerState::Triggered);

        QCOMPARE(shown.trigger().lastNs(), std::optional(20 * kSecond));
        QVERIFY(!shown.chart.view().view().isFollowing());
        const ColumnWindow& window = shown.chart.view().frame().window;
        QVERIFY(std::abs(window.fromNs() - (20 * kSecond - kSpan / 4)) <= 2 * window.stepNs);
    }

    void whatWasThereBeforeDoesNotCount() {
        Shown shown;
        shown.write(21 * kSecond, 9);
        shown.write(22 * kSecond, 0);
        shown.armWith(shown.rising());

        shown.write(23 * kSecond, 0);
        QTest::qWait(150);
        QCOMPARE(shown.trigger().state(), TriggerState::Armed);
        shown.write(24 * kSecond, 9);

        QTRY_COMPARE(shown.trigger().lastNs(), std::optional(23 * kSecond));
    }

    void repeatedItCountsAndShowsTheLast() {
        Shown shown;
        TriggerSettings settings = shown.rising();
        settings.repeat = TriggerRepeat::Repeated;
        shown.chart.view().setSpan(kSecond);
        shown.armWith(settings);

        for (int i = 0; i < 3; ++i) {
            shown.write(shown.source.nowNs + kSecond, 9);
            shown.write(shown.source.nowNs + kSecond, 0);
        }

        QTRY_COMPARE(shown.trigger().count(), std::uint64_t{3});
        QTRY_COMPARE(shown.trigger().lastNs(), std::optional(24 * kSecond));
        QVERIFY2(shown.trigger().stateText().contains(QLatin1Char('3')),
                 qPrintable(shown.trigger().stateText()));
    }

    void duringTheHoldOffNothingCounts() {
        Shown shown;
        TriggerSettings settings = shown.rising();
        settings.repeat = TriggerRepeat::Repeated;
        settings.holdOffNs = 3 * kSecond;
        shown.chart.view().setSpan(kSecond);
        shown.armWith(settings);

        for (int i = 0; i < 3; ++i) {
            shown.write(shown.source.nowNs + kSecond, 9);
            shown.write(shown.source.nowNs + kSecond, 0);
        }

        QTRY_COMPARE(shown.trigger().lastNs(), std::optional(24 * kSecond));
        QCOMPARE(shown.trigger().count(), std::uint64_t{2});
    }

    void itsLineIsDragged() {
        Shown shown;
        shown.write(21 * kSecond, 10);
        shown.chart.view().advanceFrame();
        shown.armWith(shown.rising());
        ChartView& view = shown.chart.view();
        const ChartLane& lane = *view.lanes().front();
        const auto at = [&](double value) {
            return QPoint(static_cast<int>(lane.plotRect().center().x()),
                          static_cast<int>(std::lround(lane.yOf(0, value))));
        };

        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, at(5));
        QTest::mouseMove(view.viewport(), at(8));
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, at(8));

        QVERIFY2(std::abs(shown.trigger().settings().value - 8) < 0.2,
                 qPrintable(QString::number(shown.trigger().settings().value)));
    }

    void tOpensTheBarInPlaceAndArms() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        QTest::keyClick(&shown.chart.view(), Qt::Key_T);

        QVERIFY(shown.chart.measure().triggerBar().isVisible());
        QCOMPARE(shown.trigger().state(), TriggerState::Armed);
        QVERIFY2(shown.chart.measure().triggerBar().stateText().startsWith(QStringLiteral("Armed")),
                 qPrintable(shown.chart.measure().triggerBar().stateText()));
        shown.chart.measure().setTriggerShown(false);
        QCOMPARE(shown.trigger().state(), TriggerState::Off);
    }

    void itsWayIsRemembered() {
        Shown shown;
        const QJsonObject before = shown.chart.measure().state();
        auto* kind = shown.chart.measure().triggerBar().findChildren<QComboBox*>().at(1);
        kind->setCurrentIndex(1);
        const QJsonObject changed = shown.chart.measure().state();
        QVERIFY(changed != before);

        Shown other;
        other.chart.measure().restore(changed);

        QCOMPARE(other.chart.measure().state(), changed);
    }
};

QTEST_MAIN(TestChartTrigger)
#include "test_chart_trigger.moc"
