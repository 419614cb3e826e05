// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <limits>

#include <QTest>

#include "telemetryhub/engine/pipeline/processing_step.h"

using namespace telemetryhub::engine;

class ScaleStepTest : public QObject {
    Q_OBJECT

private slots:
    void namedChannelsAreScaledAndOthersStay();
    void absentStaysAbsent();
    void aChannelThatAppearsLaterIsScaledToo();
};

void ScaleStepTest::namedChannelsAreScaledAndOthersStay() {
    BlockPool pool;
    ScaleStep step({{"b", 0.001, 5}});
    const auto set =
        std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}, {"b", {}, {}}});
    const BlockRef block = pool.acquire(DeviceId{1}, 1, set);
    block.writable().append({}, std::array{1000.0, 1000.0});

    step.apply(block.writable());

    QCOMPARE(block->column(0)[0], 1000.0);
    QCOMPARE(block->column(1)[0], 6.0);
}

void ScaleStepTest::absentStaysAbsent() {
    BlockPool pool;
    ScaleStep step({{"a", 2, 1}});
    const auto set = std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}});
    const BlockRef block = pool.acquire(DeviceId{1}, 1, set);
    block.writable().append({}, {});
    block.writable().append({}, std::array{std::numeric_limits<double>::quiet_NaN()});

    step.apply(block.writable());

    QVERIFY(isAbsent(block->column(0)[0]));
    QVERIFY(std::isnan(block->column(0)[1]) && !isAbsent(block->column(0)[1]));
}

void ScaleStepTest::aChannelThatAppearsLaterIsScaledToo() {
    BlockPool pool;
    ScaleStep step({{"late", 10, 0}});
    const auto early = std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}});
    const auto both =
        std::make_shared<const ChannelSet>(std::vector<Channel>{{"a", {}, {}}, {"late", {}, {}}});
    const BlockRef first = pool.acquire(DeviceId{1}, 1, early);
    first.writable().append({}, std::array{1.0});
    const BlockRef second = pool.acquire(DeviceId{1}, 2, both);
    second.writable().append({}, std::array{1.0, 2.0});

    step.apply(first.writable());
    step.apply(second.writable());

    QCOMPARE(first->column(0)[0], 1.0);
    QCOMPARE(second->column(1)[0], 20.0);
}

QTEST_APPLESS_MAIN(ScaleStepTest)
#include "scale_step_test.moc"
