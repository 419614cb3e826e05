// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "device_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;
using namespace std::chrono_literals;

namespace {

const Error kNotThere{ErrorCode::PortAbsent, "rig is not there."};
const Error kBusy{ErrorCode::PortBusy, "rig is in use."};

void latch(Bench& bench) {
    QVERIFY(bench.device.start());
    for (int i = 0; i < 3; ++i) {
        if (!bench.bus->opened) bench.bus->opened = true;
        bench.fail(kReadError);
    }
    QCOMPARE(bench.status().state, DeviceState::SafeState);
}

std::vector<std::string> textsOf(const Bench& bench, EventKind kind) {
    std::vector<std::string> texts;
    for (const Event& event : bench.events.since(0))
        if (event.kind == kind) texts.push_back(event.text);
    return texts;
}

}  // namespace

class DeviceSupervisionTest : public QObject {
    Q_OBJECT

private slots:
    void aLatchSurvivesTheProgram();
    void aResetEndsTheLatchForGood();
    void aLatchThatCannotBeReadIsALatch();
    void aRestoredLatchHasTheTimeWhenItWasLatched();
    void aDeviceRestsUntilItIsJudged();
    void aDeviceThatWasLatchedDoesNotStartWhenItIsJudged();
    void aDiskThatDoesNotAnswerIsTold();
    void aStopTakesBackAStartThatWaits();
    void aResetLetsAnUnjudgedDeviceOut();
    void theSafeCommandGoesOutWithAFullQueue();
    void aSafeCommandThatCannotBeSentIsTold();
    void theSampleBehindAGapCarriesItsReason();
    void aStopIsAGapToo();
    void theFirstReasonOfAGapCounts();
    void anAbsenceBeyondTheLimitLatches();
    void aGoodSampleEndsAnAbsence();
    void aFaultEndsAnAbsence();
    void theBackoffStartsAgainAfterARecovery();
    void anAlarmLatchesAndSendsTheSafeCommand();
    void anAlarmLatchesADeviceInError();
    void anAlarmOfARestingDeviceIsNothing();
    void aCommandRepeatsWhileThePortIsOpen();
    void eventsTellStatesCommandsAndRefusals();
    void aChangedTroubleIsToldOnce();
    void whatIsSentStandsInTheConsole();
};

void DeviceSupervisionTest::aLatchSurvivesTheProgram() {
    const QTemporaryDir dir;
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    {
        Bench bench(settings, dir.path().toStdString());
        latch(bench);
    }

    Bench again(settings, dir.path().toStdString());

    QCOMPARE(again.status().state, DeviceState::SafeState);
    QCOMPARE(again.status().lastError, kReadError);
    QCOMPARE(again.status().consecutiveFaults, 3);
    QCOMPARE(again.status().safeCommandText, std::string("SAFE"));
    QVERIFY(again.status().since.wallNs > 0);
    QCOMPARE(again.device.start().error().code, ErrorCode::DeviceInSafeState);
    QCOMPARE(again.bus->openCount, 0);
}

void DeviceSupervisionTest::aResetEndsTheLatchForGood() {
    const QTemporaryDir dir;
    {
        Bench bench(Bench::csvSettings(), dir.path().toStdString());
        latch(bench);
        QVERIFY(bench.device.reset());
    }

    Bench again(Bench::csvSettings(), dir.path().toStdString());

    QCOMPARE(again.status().state, DeviceState::Idle);
    QVERIFY(again.device.start());
}

void DeviceSupervisionTest::aLatchThatCannotBeReadIsALatch() {
    const QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("rig.safe")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();

    Bench bench(Bench::csvSettings(), dir.path().toStdString());

    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QVERIFY(bench.status().lastError->detail.find("rig.safe") != std::string::npos);
}

void DeviceSupervisionTest::aRestoredLatchHasTheTimeWhenItWasLatched() {
    const QTemporaryDir dir;
    std::int64_t latchedNs = 0;
    {
        Bench bench(Bench::csvSettings(), dir.path().toStdString());
        bench.clock.advance(77s);
        latch(bench);
        latchedNs = bench.clock.now().wallNs;
    }

    const Bench again(Bench::csvSettings(), dir.path().toStdString());

    QVERIFY(latchedNs > again.clock.now().wallNs);
    QCOMPARE(again.status().since.wallNs, latchedNs);
    QCOMPARE(again.status().lastErrorTime.wallNs, latchedNs);
    const std::vector<std::string> states{"SafeState since 2023-11-14T22:14:37Z: The read failed."};
    QCOMPARE(textsOf(again, EventKind::State), states);
    QCOMPARE(again.events.since(0).back().time, again.clock.now());
    QCOMPARE(again.states.states, std::vector{DeviceState::SafeState});
}

void DeviceSupervisionTest::aDeviceRestsUntilItIsJudged() {
    Bench bench(Bench::csvSettings(), {}, Judgement::Held);
    bool wasTold = false;
    bench.device.whenJudged([&] { wasTold = true; });

    QVERIFY(bench.device.start());
    QCOMPARE(bench.status().state, DeviceState::Idle);
    QCOMPARE(bench.bus->openCount, 0);
    QVERIFY(!wasTold);
    bench.latches.letGo();

    QCOMPARE(bench.status().state, DeviceState::Measuring);
    QVERIFY(wasTold);
}

void DeviceSupervisionTest::aDeviceThatWasLatchedDoesNotStartWhenItIsJudged() {
    const QTemporaryDir dir;
    {
        Bench bench(Bench::csvSettings(), dir.path().toStdString());
        latch(bench);
    }
    Bench again(Bench::csvSettings(), dir.path().toStdString(), Judgement::Held);
    QVERIFY(again.device.start());

    again.latches.letGo();

    QCOMPARE(again.status().state, DeviceState::SafeState);
    QCOMPARE(again.bus->openCount, 0);
    QVERIFY(textsOf(again, EventKind::Command).back().starts_with("start refused"));
}

void DeviceSupervisionTest::aDiskThatDoesNotAnswerIsTold() {
    Bench bench(Bench::csvSettings(), {}, Judgement::Held);
    bool wasAnswered = false;
    bench.device.whenJudged([&] { wasAnswered = true; });
    QVERIFY(bench.device.start());

    QTRY_VERIFY(bench.status().lastError.has_value());

    QCOMPARE(bench.status().lastError->code, ErrorCode::StorageFailed);
    QVERIFY(wasAnswered);
    QCOMPARE(bench.status().state, DeviceState::Idle);
    QCOMPARE(bench.events.since(0).back().severity, Severity::Critical);
    bench.latches.letGo();
    QCOMPARE(bench.status().state, DeviceState::Measuring);
    QVERIFY(!bench.status().lastError);
}

void DeviceSupervisionTest::aStopTakesBackAStartThatWaits() {
    Bench bench(Bench::csvSettings(), {}, Judgement::Held);
    QVERIFY(bench.device.start());
    QVERIFY(bench.device.stop());

    bench.latches.letGo();

    QCOMPARE(bench.status().state, DeviceState::Idle);
    QVERIFY(bench.device.start());
}

void DeviceSupervisionTest::aResetLetsAnUnjudgedDeviceOut() {
    const QTemporaryDir dir;
    {
        Bench bench(Bench::csvSettings(), dir.path().toStdString());
        latch(bench);
    }
    Bench again(Bench::csvSettings(), dir.path().toStdString(), Judgement::Held);

    QVERIFY(again.device.reset());
    QVERIFY(again.device.start());

    QCOMPARE(again.status().state, DeviceState::Measuring);
    again.latches.letGo();
    QCOMPARE(again.status().state, DeviceState::Measuring);
    QVERIFY(!again.latches.files.load("rig"));
}

void DeviceSupervisionTest::theSafeCommandGoesOutWithAFullQueue() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    settings.failureThreshold = 1;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.intake.answer = Offer::Full;
    bench.read("1,2\n");
    QVERIFY(bench.bus->paused);

    bench.fail(kReadError);

    QCOMPARE(bench.bus->written, std::string("SAFE"));
    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QVERIFY(bench.status().safeReactionNs.has_value());
    QCOMPARE(bench.intake.last.size(), std::size_t{1});
}

void DeviceSupervisionTest::aSafeCommandThatCannotBeSentIsTold() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "SAFE";
    settings.failureThreshold = 1;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.bus->openError = kGone;

    bench.fail(kReadError);

    QVERIFY(bench.bus->written.empty());
    QVERIFY(bench.status().safeCommandText.empty());
    QVERIFY(textsOf(bench, EventKind::Command).back().find("could not be sent") !=
            std::string::npos);
}

void DeviceSupervisionTest::theSampleBehindAGapCarriesItsReason() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    QVERIFY(bench.device.start());

    bench.read("3,4\n");
    bench.read("5,6\n");

    QCOMPARE(bench.intake.blocks.size(), std::size_t{3});
    QVERIFY(!bench.intake.blocks[0]->gapBefore());
    QCOMPARE(bench.intake.blocks[1]->gapBefore(), std::optional(ErrorCode::LinkLost));
    QCOMPARE(bench.intake.blocks[1]->firstSequence(), Sequence{2});
    QVERIFY(!bench.intake.blocks[2]->gapBefore());
}

void DeviceSupervisionTest::aStopIsAGapToo() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    QVERIFY(bench.device.stop());
    QVERIFY(bench.device.start());

    bench.read("3,4\n");

    QCOMPARE(bench.intake.blocks.back()->gapBefore(), std::optional(ErrorCode::NotMeasuring));
}

void DeviceSupervisionTest::theFirstReasonOfAGapCounts() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    bench.bus->openError = kReadError;
    QVERIFY(bench.device.start());
    bench.bus->openError.reset();
    QVERIFY(bench.device.start());

    bench.read("3,4\n");

    QCOMPARE(bench.intake.blocks.back()->gapBefore(), std::optional(ErrorCode::LinkLost));
}

void DeviceSupervisionTest::anAbsenceBeyondTheLimitLatches() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    bench.fail(kGone);
    bench.bus->openError = kNotThere;

    bench.clock.advance(1900ms);
    QTRY_VERIFY(bench.bus->openCount >= 2);
    QCOMPARE(bench.status().state, DeviceState::Error);
    bench.clock.advance(200ms);

    QTRY_COMPARE(bench.status().state, DeviceState::SafeState);
}

void DeviceSupervisionTest::aGoodSampleEndsAnAbsence() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    for (int i = 0; i < 5; ++i) {
        bench.fail(kGone);
        bench.clock.advance(1500ms);
        QTRY_VERIFY(bench.bus->opened);
        bench.read("1,2\n1,2\n");
        QCOMPARE(bench.status().state, DeviceState::Measuring);
    }
}

void DeviceSupervisionTest::aFaultEndsAnAbsence() {
    DeviceSettings settings = Bench::csvSettings();
    settings.absentLimit = 2s;
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.fail(kGone);
    bench.clock.advance(1500ms);
    bench.bus->openError = kReadError;
    QTRY_COMPARE(bench.bus->openCount, 2);

    bench.bus->openError = kNotThere;
    QTRY_COMPARE(bench.bus->openCount, 3);
    bench.clock.advance(1500ms);
    QTRY_COMPARE(bench.bus->openCount, 4);

    QCOMPARE(bench.status().state, DeviceState::Error);
}

void DeviceSupervisionTest::theBackoffStartsAgainAfterARecovery() {
    Bench bench;
    QVERIFY(bench.device.start());
    for (int i = 0; i < 20; ++i) {
        bench.fail(kGone);
        const std::int64_t wait = *bench.status().nextAttemptNs - bench.clock.steadyNs();
        QVERIFY(wait <= 100'000'000);
        QTRY_VERIFY(bench.bus->opened);
        bench.read("1,2\n1,2\n");
    }
}

void DeviceSupervisionTest::anAlarmLatchesAndSendsTheSafeCommand() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "STOP";
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");

    bench.device.trip({ErrorCode::AlarmRaised, "hot: temperature 120 is above 100"});

    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QCOMPARE(bench.status().lastError->code, ErrorCode::AlarmRaised);
    QCOMPARE(bench.bus->written, std::string("STOP"));
    QVERIFY(!bench.bus->opened);
}

void DeviceSupervisionTest::anAlarmLatchesADeviceInError() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "STOP";
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");
    bench.fail(kReadError);
    QCOMPARE(bench.status().state, DeviceState::Error);

    bench.device.trip({ErrorCode::AlarmRaised, "hot: temperature 120 is above 100"});

    // The port was closed by the fault, and is opened for the command.
    QCOMPARE(bench.status().state, DeviceState::SafeState);
    QCOMPARE(bench.status().lastError->code, ErrorCode::AlarmRaised);
    QCOMPARE(bench.bus->written, std::string("STOP"));
    QVERIFY(!bench.bus->opened);
    QVERIFY(!bench.device.start());
    QCOMPARE(bench.bus->openCount, 2);
}

void DeviceSupervisionTest::anAlarmOfARestingDeviceIsNothing() {
    Bench bench;

    bench.device.trip({ErrorCode::AlarmRaised, "late"});

    QCOMPARE(bench.status().state, DeviceState::Idle);
    QVERIFY(!bench.status().lastError);
}

void DeviceSupervisionTest::aCommandRepeatsWhileThePortIsOpen() {
    DeviceSettings settings = Bench::csvSettings();
    settings.commands = {{"read", "?", false, 1ms}, {"led", "L", false, 0ms}};
    Bench bench(settings);
    QTest::qWait(5);
    QVERIFY(bench.bus->written.empty());
    QVERIFY(bench.device.start());

    QTRY_VERIFY(bench.bus->written.size() >= 3);

    QCOMPARE(bench.bus->written.find('L'), std::string::npos);
    QVERIFY(bench.device.stop());
    const std::size_t sent = bench.bus->written.size();
    QTest::qWait(5);
    QCOMPARE(bench.bus->written.size(), sent);
}

void DeviceSupervisionTest::eventsTellStatesCommandsAndRefusals() {
    Bench bench;
    QVERIFY(bench.device.start());
    QVERIFY(!bench.device.start());
    bench.fail(kGone);
    QVERIFY(bench.device.stop());

    const std::vector<std::string> states{"Measuring", "Error: Unplugged.", "Idle"};
    QCOMPARE(textsOf(bench, EventKind::State), states);
    const std::vector<std::string> commands{
        "start", "start refused: The device is measuring. Stop it first.", "stop"};
    QCOMPARE(textsOf(bench, EventKind::Command), commands);
}

void DeviceSupervisionTest::aChangedTroubleIsToldOnce() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.fail(kGone);
    for (const Error& error : {kNotThere, kBusy}) {
        bench.bus->openError = error;
        for (int i = 0; i < 5; ++i)
            QVERIFY(bench.device.start());
    }

    // A link that was lost is absent from then on: no news.
    const std::vector<std::string> states{"Measuring", "Error: Unplugged.",
                                          "Error: rig is in use."};
    QCOMPARE(textsOf(bench, EventKind::State), states);
}

void DeviceSupervisionTest::whatIsSentStandsInTheConsole() {
    Bench bench;
    QVERIFY(bench.device.start());

    QVERIFY(bench.device.send("LED on\n"));
    bench.read("1,2\n3,4\nThe light is on.\n");

    const auto lines = bench.report->text().lines();
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].direction, Direction::Sent);
    QCOMPARE(lines[0].text, std::string("LED on\n"));
    QCOMPARE(lines[1].direction, Direction::Received);
    const std::vector<std::string> texts{"The light is on."};
    QCOMPARE(textsOf(bench, EventKind::Text), texts);
}

QTEST_MAIN(DeviceSupervisionTest)
#include "device_supervision_test.moc"
