// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/state_machine.h"

#include <QTest>

using namespace telemetryhub::engine;

namespace {

constexpr int kThreshold = 3;

/// A machine that was led into `state`.
DeviceStateMachine machineIn(DeviceState state) {
    DeviceStateMachine machine(kThreshold);
    if (state == DeviceState::Idle) return machine;
    machine.handle(DeviceEvent::Start);
    if (state == DeviceState::Error) machine.handle(DeviceEvent::Fault);
    while (state == DeviceState::SafeState && machine.state() != state)
        machine.handle(DeviceEvent::Fault);
    return machine;
}

using enum DeviceState;
using enum DeviceEvent;
using Action = DeviceAction;

constexpr auto kAlready = ErrorCode::AlreadyMeasuring;
constexpr auto kSafe = ErrorCode::DeviceInSafeState;
constexpr auto kNone = ErrorCode::Internal;
/// One cell of the table.
struct Row {
    DeviceState from;
    DeviceEvent event;
    DeviceState to;
    Action action;
    ErrorCode refusal;
};
constexpr Row kRows[] = {
    {Idle, Start, Measuring, Action::Open, kNone},
    {Idle, Stop, Idle, Action::None, kNone},
    {Idle, Reset, Idle, Action::None, kNone},
    {Idle, GoodSample, Idle, Action::None, kNone},
    {Idle, Fault, Idle, Action::None, kNone},
    {Idle, Absent, Idle, Action::None, kNone},
    {Idle, LongAbsent, Idle, Action::None, kNone},
    {Idle, Alarm, Idle, Action::None, kNone},
    {Idle, Finished, Idle, Action::None, kNone},
    {Idle, Undecoded, Idle, Action::None, kNone},
    {Measuring, Start, Measuring, Action::None, kAlready},
    {Measuring, Stop, Idle, Action::Close, kNone},
    {Measuring, Reset, Measuring, Action::None, kAlready},
    {Measuring, GoodSample, Measuring, Action::None, kNone},
    {Measuring, Fault, Error, Action::CloseAndRetry, kNone},
    {Measuring, Absent, Error, Action::CloseAndRetry, kNone},
    {Measuring, LongAbsent, SafeState, Action::EnterSafeState, kNone},
    {Measuring, Alarm, SafeState, Action::EnterSafeState, kNone},
    {Measuring, Finished, Idle, Action::Close, kNone},
    {Measuring, Undecoded, Error, Action::None, kNone},
    {Error, Start, Error, Action::Open, kNone},
    {Error, Stop, Idle, Action::Close, kNone},
    {Error, Reset, Idle, Action::Close, kNone},
    {Error, GoodSample, Measuring, Action::None, kNone},
    {Error, Fault, Error, Action::CloseAndRetry, kNone},
    {Error, Absent, Error, Action::CloseAndRetry, kNone},
    {Error, LongAbsent, SafeState, Action::EnterSafeState, kNone},
    {Error, Alarm, SafeState, Action::EnterSafeState, kNone},
    {Error, Finished, Idle, Action::Close, kNone},
    {Error, Undecoded, Error, Action::None, kNone},
    {SafeState, Start, SafeState, Action::None, kSafe},
    {SafeState, Stop, SafeState, Action::None, kSafe},
    {SafeState, Reset, Idle, Action::Close, kNone},
    {SafeState, GoodSample, SafeState, Action::None, kNone},
    {SafeState, Fault, SafeState, Action::None, kNone},
    {SafeState, Absent, SafeState, Action::None, kNone},
    {SafeState, LongAbsent, SafeState, Action::None, kNone},
    {SafeState, Alarm, SafeState, Action::None, kNone},
    {SafeState, Finished, SafeState, Action::None, kNone},
    {SafeState, Undecoded, SafeState, Action::None, kNone},
};

}  // namespace

class StateMachineTest : public QObject {
    Q_OBJECT

private slots:
    void everyStateAnswersEveryEvent_data();
    void everyStateAnswersEveryEvent();
    void theThresholdOfFaultsLeadsToSafeState();
    void aGoodSampleForgetsTheFaultsBefore();
    void anAbsentLinkNeverLeadsToSafeState();
    void aLatchedMachineBeginsInSafeState();
};

void StateMachineTest::everyStateAnswersEveryEvent_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("event");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("refusal");
    for (const Row& row : kRows)
        QTest::addRow("%s, event %d", deviceStateName(row.from).data(), int(row.event))
            << int(row.from) << int(row.event) << int(row.to) << int(row.action)
            << int(row.refusal);
}

void StateMachineTest::everyStateAnswersEveryEvent() {
    QFETCH(int, from);
    QFETCH(int, event);
    QFETCH(int, to);
    QFETCH(int, action);
    QFETCH(int, refusal);
    DeviceStateMachine machine = machineIn(DeviceState(from));
    QCOMPARE(machine.state(), DeviceState(from));

    const DeviceReaction reaction = machine.handle(DeviceEvent(event));

    QCOMPARE(machine.state(), DeviceState(to));
    QCOMPARE(reaction.action, DeviceAction(action));
    QCOMPARE(reaction.refused, refusal != int(ErrorCode::Internal));
    if (reaction.refused) QCOMPARE(reaction.refusal, ErrorCode(refusal));
}

void StateMachineTest::theThresholdOfFaultsLeadsToSafeState() {
    DeviceStateMachine machine(kThreshold);
    machine.handle(DeviceEvent::Start);

    machine.handle(DeviceEvent::Fault);
    machine.handle(DeviceEvent::Fault);
    QCOMPARE(machine.state(), DeviceState::Error);
    const DeviceReaction third = machine.handle(DeviceEvent::Fault);

    QCOMPARE(machine.state(), DeviceState::SafeState);
    QCOMPARE(third.action, DeviceAction::EnterSafeState);
}

void StateMachineTest::aGoodSampleForgetsTheFaultsBefore() {
    DeviceStateMachine machine(kThreshold);
    machine.handle(DeviceEvent::Start);

    for (int i = 0; i < 10; ++i) {
        machine.handle(DeviceEvent::Fault);
        machine.handle(DeviceEvent::Fault);
        machine.handle(DeviceEvent::GoodSample);
    }

    QCOMPARE(machine.state(), DeviceState::Measuring);
    QCOMPARE(machine.consecutiveFaults(), 0);
}

void StateMachineTest::anAbsentLinkNeverLeadsToSafeState() {
    DeviceStateMachine machine(kThreshold);
    machine.handle(DeviceEvent::Start);

    for (int i = 0; i < 1'000; ++i)
        machine.handle(DeviceEvent::Absent);

    QCOMPARE(machine.state(), DeviceState::Error);
}

void StateMachineTest::aLatchedMachineBeginsInSafeState() {
    DeviceStateMachine machine(kThreshold, DeviceStateMachine::Origin::Latched);

    QCOMPARE(machine.state(), DeviceState::SafeState);
    QVERIFY(machine.handle(DeviceEvent::Start).refused);
    machine.handle(DeviceEvent::Reset);
    QCOMPARE(machine.state(), DeviceState::Idle);
}

QTEST_APPLESS_MAIN(StateMachineTest)
#include "state_machine_test.moc"
