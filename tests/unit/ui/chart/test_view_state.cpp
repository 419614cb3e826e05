// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "chart/view_state.h"

using namespace telemetryhub::ui;

namespace {
constexpr std::int64_t kSecond = 1'000'000'000;
}

class TestViewState : public QObject {
    Q_OBJECT

private slots:
    void aFollowingViewEndsAtThePresent() {
        const ViewState view(10 * kSecond);

        QCOMPARE(view.edgeNs(42 * kSecond), 42 * kSecond);
        QVERIFY(view.isFollowing());
    }

    void aPausedViewStandsStillWhileTimePasses() {
        ViewState view(10 * kSecond);

        view.pause(42 * kSecond);

        QCOMPARE(view.edgeNs(90 * kSecond), 42 * kSecond);
        QCOMPARE(view.columns(42 * kSecond, 1000), view.columns(90 * kSecond, 1000));
    }

    void eachPixelIsOneColumnOfTheAbsoluteGrid() {
        const ViewState view(10 * kSecond);

        const ColumnWindow window = view.columns(42 * kSecond, 1000);

        QCOMPARE(window.stepNs, kSecond / 100);
        QCOMPARE(window.size(), 1000);
        QCOMPARE(window.columnOf(42 * kSecond), window.end - 1);
    }

    void columnsKeepTheirTimesWhileTheWindowMoves() {
        const ViewState view(7 * kSecond);

        const ColumnWindow early = view.columns(42 * kSecond + 123, 997);
        const ColumnWindow late = view.columns(43 * kSecond + 456, 997);

        QCOMPARE(late.stepNs, early.stepNs);
        QCOMPARE(late.timeOf(early.end - 1), early.timeOf(early.end - 1));
    }

    void columnsBeforeTheSessionRoundDown() {
        ColumnWindow window;
        window.stepNs = 10;

        QCOMPARE(window.columnOf(-1), -1);
        QCOMPARE(window.columnOf(-10), -1);
        QCOMPARE(window.columnOf(-11), -2);
        QCOMPARE(window.columnOf(9), 0);
    }

    void zoomingWhilePausedKeepsTheTimeUnderThePointer_data() {
        QTest::addColumn<double>("anchor");
        QTest::newRow("left") << 0.0;
        QTest::newRow("a third") << 1.0 / 3;
        QTest::newRow("middle") << 0.5;
    }
    void zoomingWhilePausedKeepsTheTimeUnderThePointer() {
        QFETCH(double, anchor);
        const std::int64_t now = 1000 * kSecond;
        ViewState view(60 * kSecond);
        view.pause(now);
        view.pan(-500 * kSecond, now);
        const auto timeAt = [&] {
            return static_cast<double>(view.edgeNs(now)) -
                   (1 - anchor) * static_cast<double>(view.spanNs());
        };
        const double before = timeAt();

        view.zoom(0.5, anchor, now);

        QCOMPARE(view.spanNs(), 30 * kSecond);
        QVERIFY(std::abs(timeAt() - before) < 2);
    }

    void zoomingWhileFollowingKeepsFollowing() {
        ViewState view(60 * kSecond);

        view.zoom(0.5, 0.2, 1000 * kSecond);

        QVERIFY(view.isFollowing());
        QCOMPARE(view.edgeNs(1000 * kSecond), 1000 * kSecond);
    }

    void theSpanStaysBetweenItsLimits() {
        ViewState view(kSecond);

        view.zoom(1e-12, 0.5, kSecond);
        QCOMPARE(view.spanNs(), ViewState::kMinSpanNs);
        view.zoom(1e30, 0.5, kSecond);
        QCOMPARE(view.spanNs(), ViewState::kMaxSpanNs);
    }

    void panningBackPausesAndNeverPassesThePresent() {
        ViewState view(10 * kSecond);

        view.pan(-5 * kSecond, 100 * kSecond);
        QVERIFY(!view.isFollowing());
        QCOMPARE(view.edgeNs(100 * kSecond), 95 * kSecond);
        view.pan(50 * kSecond, 101 * kSecond);

        QCOMPARE(view.edgeNs(101 * kSecond), 101 * kSecond);
    }

    void panningForwardWhileFollowingGoesOnFollowing() {
        ViewState view(10 * kSecond);

        view.pan(5 * kSecond, 100 * kSecond);

        QVERIFY(view.isFollowing());
    }

    void nobodyGetsLostBeforeTheSession() {
        ViewState view(10 * kSecond);

        view.pan(-1000 * kSecond, 100 * kSecond);

        QVERIFY(view.edgeNs(100 * kSecond) > 0);
    }

    void homeShowsTheFirstSampleAtTheLeft() {
        ViewState view(10 * kSecond);

        view.showFrom(3 * kSecond, 100 * kSecond);

        QCOMPARE(view.edgeNs(100 * kSecond) - view.spanNs(), 3 * kSecond);
        QVERIFY(!view.isFollowing());
    }

    void showingAllGrowsWithTheSessionInFewSteps() {
        ViewState view;
        view.showAll(0, 20 * kSecond);
        int steps = 0;

        for (std::int64_t now = 20 * kSecond; now < 7200 * kSecond; now += kSecond) {
            const std::int64_t before = view.spanNs();
            view.advance(now);
            QVERIFY(view.spanNs() >= now);
            steps += view.spanNs() != before ? 1 : 0;
        }

        QVERIFY(view.showsAll());
        QVERIFY2(steps < 32, qPrintable(QString::number(steps)));
    }
};

QTEST_APPLESS_MAIN(TestViewState)
#include "test_view_state.moc"
