// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "chart/lane_plan.h"
#include "chart_fixture.h"

using namespace telemetryhub::ui;
using telemetryhub::ui::testing::channelOf;

class TestLanePlan : public QObject {
    Q_OBJECT

private slots:
    void sameUnitOfTheSameDeviceSharesALane() {
        const std::vector<ChartChannel> channels{
            channelOf(1, 0, QStringLiteral("V")), channelOf(1, 1, QStringLiteral("A")),
            channelOf(2, 0, QStringLiteral("V")), channelOf(1, 2, QStringLiteral("V"))};

        const auto lanes = planLanes(channels, LaneLayout::Lanes);

        QCOMPARE(lanes, (std::vector<LaneChannels>{{0, 3}, {1}, {2}}));
    }

    void lanesAreSharedAsTheLayoutSays_data() {
        QTest::addColumn<LaneLayout>("layout");
        QTest::addColumn<std::vector<LaneChannels>>("lanes");
        QTest::newRow("by channel")
            << LaneLayout::ByChannel << std::vector<LaneChannels>{{0}, {1}, {2}, {3}};
        QTest::newRow("by unit") << LaneLayout::ByUnit << std::vector<LaneChannels>{{0, 2, 3}, {1}};
        QTest::newRow("by device")
            << LaneLayout::ByDevice << std::vector<LaneChannels>{{0, 1, 3}, {2}};
        QTest::newRow("arranged, nothing was")
            << LaneLayout::Arranged << std::vector<LaneChannels>{{0, 3}, {1}, {2}};
    }
    void lanesAreSharedAsTheLayoutSays() {
        QFETCH(LaneLayout, layout);
        QFETCH(std::vector<LaneChannels>, lanes);
        const std::vector<ChartChannel> channels{
            channelOf(1, 0, QStringLiteral("V")), channelOf(1, 1, QStringLiteral("A")),
            channelOf(2, 0, QStringLiteral("V")), channelOf(1, 2, QStringLiteral("V"))};

        QCOMPARE(planLanes(channels, layout), lanes);
    }

    void arrangedLanesComeFirstInTheirOrder() {
        std::vector<ChartChannel> channels;
        for (std::size_t i = 0; i < 5; ++i)
            channels.push_back(channelOf(1, i));
        channels[0].lane = 2;
        channels[3].lane = 1;
        channels[4].lane = 2;

        QCOMPARE(planLanes(channels, LaneLayout::Arranged),
                 (std::vector<LaneChannels>{{3}, {0, 4}, {1, 2}}));
    }

    void onePlotHoldsEverything() {
        const std::vector<ChartChannel> channels{channelOf(1, 0, QStringLiteral("V")),
                                                 channelOf(2, 0, QStringLiteral("A"))};

        QCOMPARE(planLanes(channels, LaneLayout::OnePlot), (std::vector<LaneChannels>{{0, 1}}));
    }

    void beyondTheLimitTheRestJoinsItsDevice() {
        std::vector<ChartChannel> channels;
        for (std::size_t i = 0; i < 4; ++i) {
            channels.push_back(channelOf(1, i, QString::number(i)));
            channels.push_back(channelOf(2, i, QString::number(i)));
        }

        const auto lanes = planLanes(channels, LaneLayout::Lanes, 6);

        QCOMPARE(lanes.size(), std::size_t{6});
        for (const LaneChannels& lane : lanes) {
            for (const std::size_t index : lane)
                QCOMPARE(channels[index].device, channels[lane.front()].device);
        }
    }

    void manyDevicesStillFitTheLimitAndNoneIsLost() {
        std::vector<ChartChannel> channels;
        for (std::uint32_t device = 1; device <= 40; ++device)
            channels.push_back(channelOf(device, 0));

        const auto lanes = planLanes(channels, LaneLayout::Lanes, 6);

        std::size_t shown = 0;
        for (const LaneChannels& lane : lanes)
            shown += lane.size();
        QCOMPARE(lanes.size(), std::size_t{6});
        QCOMPARE(shown, channels.size());
    }

    void nothingNeedsNoLane() { QVERIFY(planLanes({}, LaneLayout::OnePlot).empty()); }
};

QTEST_APPLESS_MAIN(TestLanePlan)
#include "test_lane_plan.moc"
