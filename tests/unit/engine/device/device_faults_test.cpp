// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "device_bench.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/device/device.h"

Q_DECLARE_METATYPE(telemetryhub::engine::FaultPlan)

using namespace telemetryhub::engine;
using namespace telemetryhub::test;
using namespace std::chrono_literals;

namespace {

DeviceSettings rigSettings(const FaultPlan& plan, int failureThreshold = 1000) {
    DeviceSettings settings = Bench::csvSettings();
    settings.failureThreshold = failureThreshold;
    settings.safeCommand = "OUT 0\n";
    settings.damageLimit.share = 1;
    settings.faults = plan;
    return settings;
}

/// What comes over the wire while it is closed is lost.
void send(Bench& rig, std::string_view bytes) {
    if (rig.bus->opened) rig.read(bytes);
}

/// Sends `count` lines of four columns in odd chunks, a millisecond each; opens at once what
/// failed. False when the ledger is open somewhere.
bool feed(Bench& rig, std::size_t count) {
    bool closes = true;
    std::string waiting;
    for (std::size_t i = 0; i < count; ++i) {
        waiting += std::to_string(i) + ",1.5,-2.25,7\n";
        const std::size_t cut = std::min(waiting.size(), 1 + i % 37);
        send(rig, std::string_view(waiting).substr(0, cut));
        waiting.erase(0, cut);
        rig.clock.advance(1ms);
        if (i % 50 == 0) QCoreApplication::processEvents();
        closes = closes && rig.ledger().closes();
        if (rig.status().state == DeviceState::Error) (void)rig.device.start();
    }
    return closes;
}

/// The first column of every row that was handed on, in order.
std::vector<double> firstColumn(const ScriptedIntake& intake) {
    std::vector<double> values;
    for (const auto* blocks : {&intake.blocks, &intake.last})
        for (const BlockRef& block : *blocks) {
            const auto column = block->column(0);
            values.insert(values.end(), column.begin(), column.end());
        }
    return values;
}

FaultPlan planOf(double FaultPlan::*share, double value) {
    FaultPlan plan;
    plan.*share = value;
    return plan;
}

FaultPlan failing(std::uint32_t times) {
    FaultPlan plan;
    plan.intermittent = times;
    return plan;
}

}  // namespace

/// A device on a bus that rehearses failures.
class DeviceFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void theLedgerClosesUnderEveryFault_data();
    void theLedgerClosesUnderEveryFault();
    void aFaultAfterEverySamplesTakesNoneAway();
    void fewerFailuresThanTheThresholdRecover();
    void asManyFailuresAsTheThresholdLeadToSafeState();
    void oneFaultCanBeAskedFor();
    void otherFaultsCanBeInjectedMeanwhile();
    void aPlanThatCannotBeRehearsedIsRefused();
    void pushedSamplesFailAsWell();
    void aRehearsalStandsAmongTheEvents();
};

void DeviceFaultsTest::theLedgerClosesUnderEveryFault_data() {
    QTest::addColumn<FaultPlan>("plan");
    QTest::addColumn<bool>("harms");
    QTest::newRow("none") << FaultPlan() << false;
    QTest::newRow("random") << planOf(&FaultPlan::random, 0.01) << true;
    QTest::newRow("intermittent") << failing(3) << true;
    FaultPlan plan;
    plan.deterministic = 100;
    QTest::newRow("deterministic") << plan << true;
    QTest::newRow("drop") << planOf(&FaultPlan::drop, 0.02) << true;
    QTest::newRow("truncate") << planOf(&FaultPlan::truncate, 0.1) << true;
    QTest::newRow("flip") << planOf(&FaultPlan::flip, 0.01) << true;
    QTest::newRow("garbage") << planOf(&FaultPlan::garbage, 0.05) << true;
    plan = {};
    plan.delay = 20ms;
    QTest::newRow("delay") << plan << false;
    plan = {};
    plan.silence = {500ms, 100ms};
    QTest::newRow("silence") << plan << true;
    plan = {};
    plan.unplug = {500ms, 100ms};
    QTest::newRow("unplug") << plan << true;
    plan.silence = {300ms, 70ms};
    plan.drop = plan.truncate = plan.garbage = plan.random = 0.01;
    plan.delay = 20ms;
    QTest::newRow("all") << plan << true;
}

void DeviceFaultsTest::theLedgerClosesUnderEveryFault() {
    QFETCH(FaultPlan, plan);
    QFETCH(bool, harms);
    constexpr std::size_t kLines = 10'000;
    Bench rig(rigSettings(plan));
    QVERIFY(rig.device.start());

    QVERIFY(feed(rig, kLines));
    QVERIFY(rig.device.stop());

    const Ledger end = rig.ledger();
    QVERIFY(end.closes());
    QCOMPARE(end.bytesPending, std::uint64_t{0});
    QVERIFY(end.samplesIn > 100);
    QCOMPARE(end.samplesIn, std::uint64_t{firstColumn(rig.intake).size()});
    const bool harmed = rig.status().lastError || end.bytesDiscarded.total() > 50;
    QCOMPARE(harmed, harms);
}

void DeviceFaultsTest::aFaultAfterEverySamplesTakesNoneAway() {
    FaultPlan plan;
    plan.deterministic = 7;
    Bench rig(rigSettings(plan));
    QVERIFY(rig.device.start());

    for (int i = 0; i < 700; ++i) {
        send(rig, std::to_string(i) + ",1\n");
        if (rig.status().state == DeviceState::Error) QVERIFY(rig.device.start());
    }

    std::vector<double> expected;
    for (int i = 0; i < 700; ++i)
        expected.push_back(i);
    QVERIFY(firstColumn(rig.intake) == expected);
    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(rig.status().consecutiveFaults, 1);
}

void DeviceFaultsTest::fewerFailuresThanTheThresholdRecover() {
    Bench rig(rigSettings(failing(2), 3));
    QVERIFY(rig.device.start());
    QTRY_COMPARE(rig.status().consecutiveFaults, 1);
    QTRY_COMPARE(rig.status().consecutiveFaults, 2);
    QVERIFY(rig.status().state == DeviceState::Error);

    QVERIFY(rig.device.start());
    send(rig, "1,2\n");

    QVERIFY(rig.status().state == DeviceState::Measuring);
    QCOMPARE(rig.status().consecutiveFaults, 0);
    QTest::qWait(5);
    QVERIFY(rig.status().state == DeviceState::Measuring);
}

void DeviceFaultsTest::asManyFailuresAsTheThresholdLeadToSafeState() {
    Bench rig(rigSettings(failing(3), 3));
    QVERIFY(rig.device.start());

    QTRY_VERIFY(rig.status().state == DeviceState::SafeState);

    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(rig.bus->written, std::string("OUT 0\n"));
    QVERIFY(!rig.bus->opened);
    QVERIFY(rig.device.reset());
    QVERIFY(rig.device.start());
    send(rig, "1,2\n");
    QTest::qWait(5);
    QVERIFY(rig.status().state == DeviceState::Measuring);
    QCOMPARE(rig.ledger().samplesIn, std::uint64_t{1});
}

void DeviceFaultsTest::oneFaultCanBeAskedFor() {
    Bench rig(rigSettings({}));
    QCOMPARE(rig.device.injectFault().error().code, ErrorCode::NotMeasuring);
    QVERIFY(rig.device.start());

    QVERIFY(rig.device.injectFault());

    QTRY_VERIFY(rig.status().state == DeviceState::Error);
    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QVERIFY(feed(rig, 100));
    QVERIFY(rig.status().state == DeviceState::Measuring);
}

void DeviceFaultsTest::otherFaultsCanBeInjectedMeanwhile() {
    Bench rig(rigSettings({}));
    QVERIFY(rig.device.start());
    QVERIFY(rig.status().faults.isEmpty());

    QVERIFY(rig.device.injectFaults(planOf(&FaultPlan::drop, 1)));
    QVERIFY(feed(rig, 100));
    QCOMPARE(rig.ledger().bytesRead, std::uint64_t{0});
    QCOMPARE(rig.status().faults.drop, 1.0);
    QVERIFY(rig.device.injectFaults({}));
    send(rig, "1,2\n");

    QCOMPARE(rig.ledger().samplesIn, std::uint64_t{1});
    QVERIFY(rig.status().faults.isEmpty());
}

void DeviceFaultsTest::aPlanThatCannotBeRehearsedIsRefused() {
    Bench rig(rigSettings(planOf(&FaultPlan::drop, 0.5)));

    QCOMPARE(rig.device.injectFaults(planOf(&FaultPlan::drop, 1.5)).error().code,
             ErrorCode::InvalidArgument);

    QCOMPARE(rig.status().faults.drop, 0.5);
}

void DeviceFaultsTest::pushedSamplesFailAsWell() {
    DeviceSettings settings = rigSettings({});
    settings.bus = PushSettings{"rig"};
    settings.faults.deterministic = 2;
    Bench rig(settings);
    QVERIFY(rig.device.start());
    const std::vector<PushedSample> sample{{{{"level", "m", 1.0}}}};

    QVERIFY(rig.device.push(sample));
    QVERIFY(rig.device.push(sample));
    QVERIFY(rig.status().state == DeviceState::Measuring);

    QTRY_VERIFY(rig.status().state == DeviceState::Error);
    QCOMPARE(rig.status().lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(rig.ledger().samplesIn, std::uint64_t{2});
}

void DeviceFaultsTest::aRehearsalStandsAmongTheEvents() {
    Bench rig(rigSettings({}));
    QVERIFY(rig.device.start());

    QVERIFY(rig.device.injectFaults(planOf(&FaultPlan::drop, 1)));
    QVERIFY(rig.device.injectFaults({}));
    QVERIFY(rig.device.injectFault());

    std::vector<std::string> commands;
    for (const Event& event : rig.events.since(0))
        if (event.kind == EventKind::Command) commands.push_back(event.text);
    QVERIFY((commands == std::vector<std::string>{"start", "rehearse faults", "rehearse no faults",
                                                  "rehearse a fault"}));
}

QTEST_GUILESS_MAIN(DeviceFaultsTest)
#include "device_faults_test.moc"
