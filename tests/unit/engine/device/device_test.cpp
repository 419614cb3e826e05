// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>
#include <string>
#include <vector>

#include <QSignalSpy>

#include "device_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

class DeviceTest : public QObject {
    Q_OBJECT

private slots:
    void samplesGoToTheQueueNumberedAndTimed();
    void rowsOfOneReadLieBetweenItAndTheOneBefore();
    void aWordAmongNumbersIsCountedAndTold();
    void theLedgerOfBytesClosesAfterEachChunk();
    void aFullQueuePausesTheBusAndLosesNothing();
    void stoppingHandsOverWhatIsHeld();
    void aReadErrorClosesAndOpensAgain();
    void recoveryNeedsAGoodSample();
    void theThresholdLatchesSafeStateAndSendsItsCommand();
    void onlyResetLeavesSafeState();
    void anAbsentPortIsTriedForEver();
    void startInErrorTriesAtOnce();
    void timeBeginsWhenTheFarEndHasAnswered();
    void aPortThatMayOpenIsTriedSoon();
    void aPortThatMayOpenIsLeftAloneWhenNobodyWaits();
    void theFirstLineAfterASilentOpeningIsWhole();
    void theFirstLineIsDroppedWhenItMayBeCut();
    void anEndedSourceGoesToIdleWithItsLastLine();
    void anotherFormatKeepsTheChannelIndices();
    void sendingNeedsAnOpenPort();
    void textIsKeptAndCounted();
    void trafficIsKeptOnlyWhileItIsWatched();
    void aSilentDeviceIsAFault();
    void aDeviceThatSpeaksIsNoFault();
    void aFullQueueIsNoSilence();
    void aBurstOfDamageIsAFault();
    void aReplayIsNotWatched();
    void whatThePortLostIsSummedOverItsOpenings();
    void aBusThatDoesNotCountTellsNothing();
    void aWarningOfTheBusIsAnEvent();
};

void DeviceTest::samplesGoToTheQueueNumberedAndTimed() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.clock.advance(std::chrono::milliseconds(7));
    bench.read("1,2\n3,4\n");

    QCOMPARE(bench.intake.blocks.size(), std::size_t{1});
    const SampleBlock& block = *bench.intake.blocks.front();
    QCOMPARE(block.size(), std::size_t{2});
    QCOMPARE(block.firstSequence(), Sequence{1});
    QCOMPARE(block.column(1)[1], 4.0);
    QCOMPARE(block.steadyNs()[1], bench.clock.steadyNs());
    QCOMPARE(block.wallNs()[1], bench.clock.now().wallNs);
    QVERIFY(block.steadyNs()[0] < block.steadyNs()[1]);
    QCOMPARE(bench.report->status().lastSequence, Sequence{2});
    QCOMPARE(*bench.report->status().lastSample, bench.clock.now());
}

void DeviceTest::rowsOfOneReadLieBetweenItAndTheOneBefore() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.clock.advance(std::chrono::milliseconds(7));
    bench.read("1,2\n");
    const std::int64_t before = bench.clock.steadyNs();

    bench.clock.advance(std::chrono::milliseconds(4));
    bench.read("1,2\n1,2\n1,2\n1,2\n");

    const SampleBlock& block = *bench.intake.blocks.back();
    QCOMPARE(block.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(block.steadyNs()[i], before + static_cast<std::int64_t>(i + 1) * 1'000'000);
    QCOMPARE(block.arrivedNs(), bench.clock.steadyNs());
    QCOMPARE(*block.streamStartNs(), before);
}

void DeviceTest::aWordAmongNumbersIsCountedAndTold() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.read("1,2\n3,ERR\n4,ERR\n5,6\n");

    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{4});
    QCOMPARE(bench.status().textCells, std::uint64_t{2});
    const auto texts = bench.report->text().lines();
    QCOMPARE(texts.size(), std::size_t{1});
    QCOMPARE(texts.front().text, std::string("value 2: ERR"));
}

void DeviceTest::theLedgerOfBytesClosesAfterEachChunk() {
    Bench bench;
    QVERIFY(bench.device.start());

    for (const char* chunk : {"1,2\n3,", "4\n5,x6\n", "hello\n", "7,8"}) {
        bench.read(chunk);
        QVERIFY(bench.ledger().bytesClose());
    }

    QCOMPARE(bench.ledger().bytesRead, std::uint64_t{22});
    QCOMPARE(bench.ledger().bytesPending, std::uint64_t{3});
    QVERIFY(bench.device.stop());
    QCOMPARE(bench.ledger().bytesPending, std::uint64_t{0});
    QCOMPARE(bench.ledger().bytesDiscarded[DiscardReason::Unfinished], std::uint64_t{3});
}

void DeviceTest::aFullQueuePausesTheBusAndLosesNothing() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.intake.answer = Offer::Full;

    bench.read("1,2\n");
    bench.read("3,4\n");
    QVERIFY(bench.bus->paused);
    QCOMPARE(bench.ledger().samplesQueued, std::uint64_t{2});
    bench.intake.answer = Offer::Accepted;
    bench.device.resume();

    QVERIFY(!bench.bus->paused);
    QCOMPARE(bench.intake.blocks.size(), std::size_t{2});
    QCOMPARE(bench.intake.blocks[1]->firstSequence(), Sequence{2});
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{2});
}

void DeviceTest::stoppingHandsOverWhatIsHeld() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.intake.answer = Offer::Full;
    bench.read("1,2\n");

    QVERIFY(bench.device.stop());

    QCOMPARE(bench.intake.last.size(), std::size_t{1});
    QVERIFY(!bench.bus->paused);
}

void DeviceTest::aReadErrorClosesAndOpensAgain() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.bus->listener.busFailed(kReadError);

    QCOMPARE(bench.report->status().state, DeviceState::Error);
    QCOMPARE(bench.report->status().lastError->code, ErrorCode::ReadFailed);
    QVERIFY(bench.report->status().nextAttemptNs.has_value());
    QTRY_COMPARE(bench.bus->openCount, 2);
}

void DeviceTest::recoveryNeedsAGoodSample() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.bus->listener.busFailed(kReadError);

    QTRY_VERIFY(bench.bus->opened);
    QCOMPARE(bench.report->status().state, DeviceState::Error);
    bench.read("1,2\n");

    QCOMPARE(bench.report->status().state, DeviceState::Measuring);
    QCOMPARE(bench.report->status().consecutiveFaults, 0);
}

void DeviceTest::theThresholdLatchesSafeStateAndSendsItsCommand() {
    DeviceSettings settings = Bench::csvSettings();
    settings.safeCommand = "OUT 0\n";
    Bench bench(settings);
    QVERIFY(bench.device.start());

    for (int i = 0; i < 3; ++i)
        bench.bus->listener.busFailed(kReadError);

    QCOMPARE(bench.report->status().state, DeviceState::SafeState);
    QCOMPARE(bench.bus->written, std::string("OUT 0\n"));
    QCOMPARE(bench.report->status().safeCommandText, std::string("OUT 0\n"));
    QVERIFY(!bench.bus->opened);
}

void DeviceTest::onlyResetLeavesSafeState() {
    Bench bench;
    QVERIFY(bench.device.start());
    for (int i = 0; i < 3; ++i)
        bench.bus->listener.busFailed(kReadError);

    QCOMPARE(bench.device.start().error().code, ErrorCode::DeviceInSafeState);
    QCOMPARE(bench.device.stop().error().code, ErrorCode::DeviceInSafeState);
    QVERIFY(bench.device.reset());

    QCOMPARE(bench.report->status().state, DeviceState::Idle);
    QVERIFY(bench.device.start());
}

void DeviceTest::anAbsentPortIsTriedForEver() {
    Bench bench;
    bench.bus->openError = Error{ErrorCode::PortAbsent, "There is no such port."};
    QVERIFY(bench.device.start());

    QTRY_VERIFY(bench.bus->openCount > 4);

    QCOMPARE(bench.report->status().state, DeviceState::Error);
    bench.bus->openError.reset();
    QTRY_VERIFY(bench.bus->opened);
}

void DeviceTest::startInErrorTriesAtOnce() {
    Bench bench;
    bench.bus->openError = kGone;
    QVERIFY(bench.device.start());
    bench.bus->openError.reset();

    QVERIFY(bench.device.start());

    QVERIFY(bench.bus->opened);
}

void DeviceTest::timeBeginsWhenTheFarEndHasAnswered() {
    DeviceSettings settings = Bench::csvSettings();
    settings.silenceTimeout = {std::chrono::milliseconds(100), false};
    Bench bench(std::move(settings));
    bench.bus->boundary = false;
    bench.bus->connecting = true;
    QVERIFY(bench.device.start());

    bench.clock.advance(std::chrono::seconds(3));
    QTest::qWait(200);
    QVERIFY2(!bench.report->status().lastError, "silent while it connects");
    bench.bus->connecting = false;
    bench.bus->listener.busConnected();
    bench.clock.advance(std::chrono::milliseconds(10));
    bench.read("2,3\n4,5\n");

    QCOMPARE(bench.report->status().lastSequence, Sequence{1});  // the first line may be cut
    bench.clock.advance(std::chrono::seconds(3));
    QTRY_VERIFY(bench.report->status().lastError.has_value());
    QCOMPARE(bench.report->status().lastError->code, ErrorCode::DeviceSilent);
}

void DeviceTest::aPortThatMayOpenIsTriedSoon() {
    Bench bench;
    bench.bus->openError = Error{ErrorCode::PortAbsent, "Not there."};
    QVERIFY(bench.device.start());
    QTRY_VERIFY(bench.bus->openCount >= 4);  // by now the next try may be most of a second away
    bench.bus->openError.reset();

    bench.bus->listener.busMayOpen();

    const auto next = bench.report->status().nextAttemptNs;
    QVERIFY(next.has_value());
    QCOMPARE(*next - bench.clock.steadyNs(),
             std::chrono::nanoseconds(RetrySchedule::kFirst).count());
    QTRY_VERIFY(bench.bus->opened);
}

void DeviceTest::aPortThatMayOpenIsLeftAloneWhenNobodyWaits() {
    Bench bench;
    bench.bus->listener.busMayOpen();
    QVERIFY(bench.device.start());
    bench.bus->listener.busMayOpen();
    bench.bus->listener.busFailed(kGone);
    QVERIFY(bench.device.stop());

    bench.bus->listener.busMayOpen();

    QVERIFY(!bench.report->status().nextAttemptNs.has_value());
    QTest::qWait(2 * static_cast<int>(RetrySchedule::kFirst.count()));
    QCOMPARE(bench.bus->openCount, 1);
}

void DeviceTest::theFirstLineAfterASilentOpeningIsWhole() {
    Bench bench;
    bench.bus->boundary = false;
    QVERIFY(bench.device.start());

    bench.clock.advance(std::chrono::nanoseconds(Device::kBoundarySilenceNs));
    bench.read("1,2\n");

    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{1});
}

void DeviceTest::theFirstLineIsDroppedWhenItMayBeCut() {
    Bench bench;
    bench.bus->boundary = false;
    QVERIFY(bench.device.start());

    bench.read("2\n3,4\n");

    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{1});
    QCOMPARE(bench.ledger().bytesDiscarded[DiscardReason::PartialStart], std::uint64_t{2});
    QCOMPARE(bench.report->status().framesDamaged.total(), std::uint64_t{0});
}

void DeviceTest::anEndedSourceGoesToIdleWithItsLastLine() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4");

    bench.bus->listener.busFinished();

    QCOMPARE(bench.report->status().state, DeviceState::Idle);
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{2});
    QCOMPARE(bench.states.finishedCount, 1);
}

void DeviceTest::anotherFormatKeepsTheChannelIndices() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("a,b\n1,2\n");

    bench.device.setFormat(Format::Plotter);
    bench.read("rest\nb:5 c:6\n");

    const SampleBlock& block = *bench.intake.blocks.back();
    QCOMPARE(block.channels()->indexOf("b"), std::optional<std::size_t>(1));
    QCOMPARE(block.column(1)[0], 5.0);
    QVERIFY(isAbsent(block.column(0)[0]));
    QVERIFY(bench.ledger().bytesClose());
}

void DeviceTest::sendingNeedsAnOpenPort() {
    Bench bench;

    QCOMPARE(bench.device.send("x").error().code, ErrorCode::NotMeasuring);
    QVERIFY(bench.device.start());
    QVERIFY(bench.device.send("GET\n"));

    QCOMPARE(bench.bus->written, std::string("GET\n"));
}

void DeviceTest::textIsKeptAndCounted() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.read("1,2\nsensor ready\n3,4\n");

    QCOMPARE(bench.report->text().lines().at(0).text, std::string("sensor ready"));
    QCOMPARE(bench.ledger().samplesIn, std::uint64_t{2});
}

void DeviceTest::trafficIsKeptOnlyWhileItIsWatched() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n");
    TrafficLog& traffic = bench.report->traffic();
    traffic.watch();

    bench.read("3,4\n3,4,5\n");
    QVERIFY(bench.device.send("GET\n"));

    const auto pieces = traffic.since(0);
    QCOMPARE(pieces.size(), std::size_t{3});
    QCOMPARE(pieces[0].bytes, std::string("3,4\n3,4,5\n"));
    QCOMPARE(pieces[0].direction, Direction::Received);
    QVERIFY(pieces[1].damage.has_value());
    QCOMPARE(pieces[1].bytes, std::string("3,4,5"));
    QCOMPARE(pieces[2].bytes, std::string("GET\n"));
    QCOMPARE(pieces[2].direction, Direction::Sent);
}

void DeviceTest::aSilentDeviceIsAFault() {
    DeviceSettings settings = Bench::csvSettings();
    settings.silenceTimeout.set = std::chrono::milliseconds(20);
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n");

    bench.clock.advance(std::chrono::milliseconds(20));
    QTRY_VERIFY(bench.report->status().state == DeviceState::Error);

    QVERIFY(!bench.bus->opened);
    QCOMPARE(bench.report->status().lastError->code, ErrorCode::DeviceSilent);
    QCOMPARE(bench.report->status().consecutiveFaults, 1);
    // Opened again it may still be silent, which is one more fault.
    QTRY_VERIFY(bench.bus->opened);
    bench.clock.advance(std::chrono::milliseconds(20));
    QTRY_COMPARE(bench.report->status().consecutiveFaults, 2);
}

void DeviceTest::aDeviceThatSpeaksIsNoFault() {
    DeviceSettings settings = Bench::csvSettings();
    settings.silenceTimeout.set = std::chrono::milliseconds(20);
    Bench bench(settings);
    QVERIFY(bench.device.start());

    for (int i = 0; i < 10; ++i) {
        bench.read("1,2\n");
        QTest::qWait(10);
        bench.clock.advance(std::chrono::milliseconds(19));
    }

    QVERIFY(bench.report->status().state == DeviceState::Measuring);
    QCOMPARE(bench.bus->openCount, 1);
}

void DeviceTest::aFullQueueIsNoSilence() {
    DeviceSettings settings = Bench::csvSettings();
    settings.silenceTimeout.set = std::chrono::milliseconds(20);
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.intake.answer = Offer::Full;
    bench.read("1,2\n");
    QVERIFY(bench.bus->paused);

    bench.clock.advance(std::chrono::milliseconds(100));
    QTest::qWait(60);
    QVERIFY(bench.report->status().state == DeviceState::Measuring);
    bench.intake.answer = Offer::Accepted;
    bench.device.resume();
    bench.clock.advance(std::chrono::milliseconds(100));

    QTRY_VERIFY(bench.report->status().state == DeviceState::Error);
}

void DeviceTest::aBurstOfDamageIsAFault() {
    Bench bench;
    QVERIFY(bench.device.start());
    bench.read("1,2\n3,4\n");

    for (int i = 0; i < 9; ++i)
        bench.read("1,2.3.4\n");
    QVERIFY(bench.report->status().state == DeviceState::Measuring);
    bench.read("1,2.3.4\n");

    QVERIFY(bench.report->status().state == DeviceState::Error);
    QCOMPARE(bench.report->status().lastError->code, ErrorCode::DamagedFrames);
    QVERIFY(bench.ledger().bytesClose());
    QTRY_VERIFY(bench.bus->opened);
    bench.read("5,6\n");
    QVERIFY(bench.report->status().state == DeviceState::Measuring);
}

void DeviceTest::aReplayIsNotWatched() {
    DeviceSettings settings = Bench::csvSettings();
    settings.bus = ReplaySettings{};
    settings.silenceTimeout.set = std::chrono::milliseconds(20);
    Bench bench(settings);
    QVERIFY(bench.device.start());
    bench.read("1,2\n");

    for (int i = 0; i < 100; ++i)
        bench.read("1,2.3.4\n");
    bench.clock.advance(std::chrono::seconds(1));
    QTest::qWait(60);

    QVERIFY(bench.report->status().state == DeviceState::Measuring);
}

void DeviceTest::whatThePortLostIsSummedOverItsOpenings() {
    Bench bench;
    bench.bus->line.emplace();
    QVERIFY(bench.device.start());
    QCOMPARE(bench.ledger().bytesOnTheWire(), std::optional(std::uint64_t{0}));
    bench.bus->line->lost[LineLoss::Overrun] = 4;
    bench.device.lookAtLine();
    bench.bus->line->lost[LineLoss::Overrun] = 5;
    QVERIFY(bench.device.stop());
    bench.bus->line.emplace();
    QVERIFY(bench.device.start());
    bench.read("1,2\n");

    bench.bus->line->lost[LineLoss::Framing] = 1;
    bench.bus->line->breaks = 2;
    bench.device.lookAtLine();

    QCOMPARE(bench.ledger().line->lost[LineLoss::Overrun], std::uint64_t{5});
    QCOMPARE(bench.ledger().line->lost[LineLoss::Framing], std::uint64_t{1});
    QCOMPARE(bench.ledger().line->breaks, std::uint64_t{2});
    QCOMPARE(bench.ledger().bytesOnTheWire(), std::optional(std::uint64_t{4 + 6}));
}

void DeviceTest::aBusThatDoesNotCountTellsNothing() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.device.lookAtLine();

    QVERIFY(!bench.ledger().line);
    QVERIFY(!bench.ledger().bytesOnTheWire());
}

void DeviceTest::aWarningOfTheBusIsAnEvent() {
    Bench bench;
    QVERIFY(bench.device.start());

    bench.bus->listener.busWarned({ErrorCode::NotAvailable, "no low latency"});

    const Event event = bench.events.since(0).back();
    QCOMPARE(event.text, std::string("no low latency"));
    QCOMPARE(event.severity, Severity::Warning);
    QCOMPARE(bench.status().state, DeviceState::Measuring);
}

QTEST_GUILESS_MAIN(DeviceTest)
#include "device_test.moc"
