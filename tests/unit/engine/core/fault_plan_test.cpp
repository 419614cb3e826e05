// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/fault_plan.h"

#include <functional>

#include <QTest>

#include "telemetryhub/engine/core/device_settings.h"

using namespace telemetryhub::engine;
using namespace std::chrono_literals;

class FaultPlanTest : public QObject {
    Q_OBJECT

private slots:
    void aPlanIsEmptyUntilSomethingFails() {
        FaultPlan plan;
        plan.seed = 5;
        QVERIFY(plan.isEmpty());

        plan.delay = 1ms;

        QVERIFY(!plan.isEmpty());
    }

    void valuesOutOfRangeAreRefused() {
        using Change = std::function<void(FaultPlan&)>;
        const Change wrongs[] = {
            [](FaultPlan& plan) { plan.random = 1.01; },
            [](FaultPlan& plan) { plan.drop = -0.01; },
            [](FaultPlan& plan) { plan.truncate = qQNaN(); },
            [](FaultPlan& plan) { plan.flip = 2; },
            [](FaultPlan& plan) { plan.garbage = qInf(); },
            [](FaultPlan& plan) { plan.delay = -20ms; },
            [](FaultPlan& plan) { plan.delay = 9ms; },
            [](FaultPlan& plan) { plan.delay = 25h; },
            [](FaultPlan& plan) { plan.silence = {1s, 0s}; },
            [](FaultPlan& plan) { plan.unplug = {0s, 1s}; },
            [](FaultPlan& plan) { plan.unplug = {1s, 9ms}; },
        };

        QVERIFY(checkFaults({}, SimulatedSettings{}));
        for (const Change& change : wrongs) {
            FaultPlan plan;
            change(plan);
            QCOMPARE(checkFaults(plan, SimulatedSettings{}).error().code,
                     ErrorCode::InvalidArgument);
        }
    }

    void whatIsPushedHasNoBytesToHarm() {
        FaultPlan wire;
        wire.delay = 1s;
        FaultPlan device;
        device.random = 0.1;
        device.unplug = {1s, 1s};

        QVERIFY(!checkFaults(wire, PushSettings{}));
        QVERIFY(checkFaults(device, PushSettings{}));
    }

    void aReplayIsNotOpenedAgain() {
        FaultPlan wire;
        wire.drop = wire.flip = wire.truncate = wire.garbage = 0.1;
        wire.delay = 1s;
        wire.silence = {1s, 1s};
        wire.intermittent = 2;
        FaultPlan random;
        random.random = 0.1;
        FaultPlan counted;
        counted.deterministic = 10;
        FaultPlan unplug;
        unplug.unplug = {1s, 1s};

        QVERIFY(checkFaults(wire, ReplaySettings{}));
        for (const FaultPlan& plan : {random, counted, unplug}) {
            QVERIFY(!checkFaults(plan, ReplaySettings{}));
            QVERIFY(checkFaults(plan, SerialSettings{}));
        }
    }
};

QTEST_APPLESS_MAIN(FaultPlanTest)
#include "fault_plan_test.moc"
