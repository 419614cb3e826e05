// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "chart/chart_view.h"
#include "chart/live_chart.h"
#include "chart_fixture.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

struct Shown {
    Shown() : chart(source, theme) {
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t ns = 0; ns < 100 * kSecond; ns += 100 * kMillisecond)
            device.add(ns, 1.0);
        device.flush();
        source.nowNs = 100 * kSecond;
        chart.resize(900, 400);
        chart.view().setChannels({channelOf(1, 0)});
        chart.show();
        chart.activateWindow();
        chart.view().setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&chart.view(), key, modifiers);
    }

    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    LiveChart chart;
};

}  // namespace

class TestLiveChart : public QObject {
    Q_OBJECT

private slots:
    void spaceTurnsFollowingOffAndOn() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        shown.press(Qt::Key_Space);
        QVERIFY(!shown.chart.view().view().isFollowing());
        shown.press(Qt::Key_Space);

        QVERIFY(shown.chart.view().view().isFollowing());
    }

    void theKeysZoomAndPan() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));
        const ViewState& view = shown.chart.view().view();
        const std::int64_t span = view.spanNs();

        shown.press(Qt::Key_Plus);
        QCOMPARE(view.spanNs(), span / 2);
        shown.press(Qt::Key_Minus);
        QCOMPARE(view.spanNs(), span);
        shown.press(Qt::Key_Left);
        QCOMPARE(shown.chart.view().behindNs(), span / 10);
        shown.press(Qt::Key_Right);
        QCOMPARE(shown.chart.view().behindNs(), 0);
        shown.press(Qt::Key_Home);
        QCOMPARE(view.edgeNs(0), span);
        shown.press(Qt::Key_End);
        QVERIFY(view.isFollowing());
        shown.press(Qt::Key_0);
        QVERIFY(view.showsAll() && view.spanNs() >= 100 * kSecond);
    }

    void lAndXSwitchLanesAndCrosshair() {
        Shown shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.chart));

        shown.press(Qt::Key_L);
        QCOMPARE(shown.chart.view().laneLayout(), LaneLayout::OnePlot);
        shown.press(Qt::Key_X);
        QVERIFY(shown.chart.view().frame().crosshair.has_value());
        shown.press(Qt::Key_Escape);

        QVERIFY(!shown.chart.view().frame().crosshair.has_value());
    }

    void aPausedChartSaysHowFarItIsBehind() {
        Shown shown;
        QVERIFY(shown.chart.note().isEmpty());

        shown.chart.view().pause();
        shown.source.nowNs += 12 * kSecond;

        QVERIFY2(shown.chart.note().contains(QStringLiteral("12")), qPrintable(shown.chart.note()));
        QVERIFY(shown.chart.note().startsWith(QStringLiteral("paused")));
    }

    void theWholePictureIsSaved() {
        Shown shown;
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chart.png"));

        QVERIFY(shown.chart.savePictureTo(path));

        const QImage image(path);
        QCOMPARE(image.width(), 900);
        QVERIFY(image.height() > 300);
    }

    void aPictureThatCannotBeSavedIsTold() {
        Shown shown;

        QVERIFY(!shown.chart.savePictureTo(QStringLiteral("/nowhere/at/all/chart.png")));

        QVERIFY(shown.chart.note().contains(QStringLiteral("/nowhere/at/all/chart.png")));
    }

    void everyToolHasANameAndAnExplanation() {
        const Shown shown;

        const auto tools = shown.chart.findChildren<QToolButton*>();
        QVERIFY(tools.size() >= 8);
        for (const QToolButton* tool : tools) {
            QVERIFY(!tool->accessibleName().isEmpty());
            QVERIFY(!tool->toolTip().isEmpty());
            QVERIFY(tool->focusPolicy() & Qt::TabFocus);
        }
    }
};

QTEST_MAIN(TestLiveChart)
#include "test_live_chart.moc"
