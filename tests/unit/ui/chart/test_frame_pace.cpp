// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chart/frame_pace.h"

using telemetryhub::ui::FramePace;

class TestFramePace : public QObject {
    Q_OBJECT

private slots:
    void quickFramesAreDrawnAtEveryBeat() {
        FramePace pace;

        for (int i = 0; i < 100; ++i) {
            QVERIFY(pace.tick());
            pace.frameTook(2);
        }

        QCOMPARE(pace.divisor(), 1);
    }

    void slowFramesHalveTheRedraw() {
        FramePace pace;

        for (int i = 0; i < 12; ++i)
            pace.frameTook(40);

        QCOMPARE(pace.divisor(), 2);
        QCOMPARE(int{pace.tick()} + int{pace.tick()}, 1);
    }

    void slowFramesLeaveTimeForTheRestOfTheWindow() {
        FramePace pace;

        for (int i = 0; i < 1000; ++i)
            pace.frameTook(40);

        QCOMPARE(pace.divisor(), 4);
    }

    void oneSlowFrameIsNoOverload() {
        FramePace pace;

        pace.frameTook(150);

        QCOMPARE(pace.divisor(), 1);
    }

    void theRedrawNeverStops() {
        FramePace pace;

        for (int i = 0; i < 1000; ++i)
            pace.frameTook(5000);

        QCOMPARE(pace.divisor(), FramePace::kLargestDivisor);
    }

    void quickFramesBringTheFullBeatBack() {
        FramePace pace;
        for (int i = 0; i < 20; ++i)
            pace.frameTook(40);

        for (int i = 0; i < 50; ++i)
            pace.frameTook(1);

        QCOMPARE(pace.divisor(), 1);
    }
};

QTEST_APPLESS_MAIN(TestFramePace)
#include "test_frame_pace.moc"
