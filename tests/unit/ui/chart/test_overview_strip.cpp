// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QTest>

#include "chart/chart_view.h"
#include "chart/overview_strip.h"
#include "chart_fixture.h"
#include "theme/theme.h"

using namespace telemetryhub;
using namespace telemetryhub::ui;
using namespace telemetryhub::ui::testing;

namespace {

/// 1 000 s of one channel; the chart shows 100 s of them.
struct Shown {
    Shown() : view(source, theme), strip(source, view, theme) {
        ScriptedDevice& device = source.makeDevice(1);
        for (std::int64_t ns = 0; ns < 1000 * kSecond; ns += kSecond / 2)
            device.add(ns, static_cast<double>(ns % (100 * kSecond)));
        device.flush();
        source.nowNs = 1000 * kSecond;
        view.resize(872, 300);
        strip.resize(872, OverviewStrip::kHeight);
        view.setChannels({channelOf(1, 0)});
        view.setSpan(100 * kSecond);
        view.show();
        strip.show();
    }
    Theme theme{ThemeKind::Dark};
    ScriptedSource source;
    ChartView view;
    OverviewStrip strip;
};

}  // namespace

class TestOverviewStrip : public QObject {
    Q_OBJECT

private slots:
    void theWindowStandsWhereTheChartLooks() {
        Shown shown;
        const QRectF atEnd = shown.strip.windowRect();
        QCOMPARE(qRound(atEnd.width()), 80);
        QCOMPARE(qRound(atEnd.right()), 856);

        shown.view.showSpan({ScriptedSource::kStart.steadyNs + 200 * kSecond,
                             ScriptedSource::kStart.steadyNs + 400 * kSecond});

        QCOMPARE(qRound(shown.strip.windowRect().left()), 56 + 160);
        QCOMPARE(qRound(shown.strip.windowRect().width()), 160);
    }

    void draggingTheWindowLooksAtAnotherTime() {
        Shown shown;
        const QPoint grip = shown.strip.windowRect().center().toPoint();

        QTest::mousePress(&shown.strip, Qt::LeftButton, {}, grip);
        QTest::mouseMove(&shown.strip, grip - QPoint(400, 0));
        QMouseEvent move(QEvent::MouseMove, grip - QPoint(400, 0), grip, Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&shown.strip, &move);

        QVERIFY(!shown.view.view().isFollowing());
        QVERIFY(std::abs(shown.view.behindNs() - 500 * kSecond) < 3 * kSecond);
    }

    void aClickBesideTheWindowBringsItThere() {
        Shown shown;

        QTest::mouseClick(&shown.strip, Qt::LeftButton, {}, QPoint(56 + 400, 14));

        const engine::TimeSpan seen = shown.view.visibleSpan();
        const std::int64_t middle = (seen.fromNs + seen.toNs) / 2 - ScriptedSource::kStart.steadyNs;
        QVERIFY(std::abs(middle - 500 * kSecond) < 3 * kSecond);
        QCOMPARE(seen.toNs - seen.fromNs, 100 * kSecond);
    }

    void draggedToTheEndItFollowsAgain() {
        Shown shown;
        shown.view.pan(-3);

        QTest::mouseClick(&shown.strip, Qt::LeftButton, {}, QPoint(855, 14));

        QVERIFY(shown.view.view().isFollowing());
    }

    void theFirstChannelIsDrawnInItsColour() {
        Shown shown;

        const QImage image = shown.strip.grab().toImage();

        int blue = 0;
        const QColor curve = shown.theme.channelColor(0);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 60; x < 700; ++x)
                blue += image.pixelColor(x, y).blue() > curve.blue() / 2 ? 1 : 0;
        QVERIFY(blue > 640);
    }

    void hiddenItReadsNothing() {
        Shown shown;
        shown.strip.hide();
        const engine::TimeSpan before = shown.strip.extent();

        shown.source.nowNs += 10 * kSecond;
        QTest::qWait(30);

        QCOMPARE(shown.strip.extent(), before);
    }
};

QTEST_MAIN(TestOverviewStrip)
#include "test_overview_strip.moc"
