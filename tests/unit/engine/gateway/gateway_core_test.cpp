// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "gateway_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

std::string noise(std::size_t count) {
    std::string bytes;
    std::uint32_t seed = 1;
    for (std::size_t i = 0; i < count; ++i)
        bytes += static_cast<char>((seed = seed * 1664525U + 1013904223U) >> 24);
    return bytes;
}

}  // namespace

class GatewayCoreTest : public QObject {
    Q_OBJECT

private slots:
    void theSimulatedDeviceMeasuresAndTheLedgerCloses();
    void twoDevicesOfOneIdAreRefused();
    void commandsAnswerOnTheMainThread();
    void anAnswerForAGoneContextIsNotGiven();
    void commandsPassABusyMainThread();
    void aSerialDeviceReachesHistoryAndCsv();
    void anUnpluggedDeviceIsAnErrorAndTheLedgerCloses();
    void anOutletThatStandsStillHoldsUpNothing_data();
    void anOutletThatStandsStillHoldsUpNothing();
    void aBurstOfGarbageBehindSamplesIsAFault();
    void garbageAloneIsToldAndKeepsThePortOpen();
    void garbageIsDiscardedAndMakesNoChannel();
    void stoppingInTheMiddleKeepsWhatWasAccepted();
    void aRemovedDeviceIsForgotten();
    void theCountsOfARemovedDeviceStayInTheTotal();
    void aReplayEndsByItselfWithEverySample();
    void scalesApplyBeforeHistory();
    void anUnwritableCsvIsAStorageError();
    void aFrozenMainThreadLosesNothing();
    void fewRehearsedFailuresRecoverAndAsManyAsTheThresholdDoNot();
    void everyRehearsalClosesTheLedger();
    void aRehearsalBeginsAndEndsAtRunTime();
    void faultsThatCannotBeRehearsedAreRefused();
    void aMarkIsAnEventOfNoDevice();
    void trafficOfADeviceIsWatchedBeyondItsLife();
};

void GatewayCoreTest::theSimulatedDeviceMeasuresAndTheLedgerCloses() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=1000&channels=4");

    QTRY_VERIFY(look(*gateway, device).ledger.samplesProcessed > 100);

    const DeviceSnapshot now = look(*gateway, device);
    QCOMPARE(now.state, DeviceState::Measuring);
    QCOMPARE(now.channels->size(), std::size_t{4});
    QCOMPARE(now.latest.size(), std::size_t{4});
    QVERIFY(!isAbsent(now.latest[0].value));
    QVERIFY(now.ledger.closes());
    gateway->command(device, DeviceCommand::Stop);
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Idle);
    QTRY_COMPARE(look(*gateway, device).ledger.samplesQueued, std::uint64_t{0});
    QCOMPARE(look(*gateway, device).ledger.samplesDropped.total(), std::uint64_t{0});
}

void GatewayCoreTest::twoDevicesOfOneIdAreRefused() {
    const auto gateway = makeGateway();
    QVERIFY(gateway->addDevice(parseDeviceSpec("sim:demo").value()));

    const auto second = gateway->addDevice(parseDeviceSpec("sim:demo").value());

    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::AlreadyExists);
}

void GatewayCoreTest::commandsAnswerOnTheMainThread() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo");
    std::optional<ErrorCode> refused;
    bool onMain = false;

    gateway->command(device, DeviceCommand::Start, this, [&](const Result<void>& result) {
        refused = result.error().code;
        onMain = QThread::currentThread() == QCoreApplication::instance()->thread();
    });

    QTRY_VERIFY(refused.has_value());
    QCOMPARE(*refused, ErrorCode::AlreadyMeasuring);
    QVERIFY(onMain);
}

/// The event loop of this thread does not run until the answers are there.
void GatewayCoreTest::commandsPassABusyMainThread() {
    const auto gateway = makeGateway();
    const DeviceId device = gateway->addDevice(parseDeviceSpec("sim:demo?id=rig").value()).value();
    const auto here = std::make_shared<AtOnce>();
    const auto answerOf = [&](const std::function<void(Reply)>& ask) {
        std::promise<Result<void>> promise;
        ask({here, [&promise](Result<void> result) { promise.set_value(std::move(result)); }});
        return promise.get_future().get();
    };
    const auto command = [&](DeviceCommand what) {
        return answerOf([&](Reply reply) { gateway->command(device, what, std::move(reply)); });
    };
    const QTemporaryDir dir;
    RecordingSettings recording;
    recording.folder = dir.path().toStdString();

    QVERIFY(command(DeviceCommand::Start));
    QVERIFY(answerOf([&](Reply reply) { gateway->startRecording(recording, std::move(reply)); }));
    std::thread other(
        [&] { QVERIFY(gateway->addDevice(parseDeviceSpec("push:weather").value())); });
    other.join();
    QVERIFY(answerOf([&](Reply reply) { gateway->stopRecording(std::move(reply)); }));
    QVERIFY(!command(DeviceCommand::Reset));
    QVERIFY(command(DeviceCommand::Stop));

    QCOMPARE(gateway->snapshot()->recording->devices.size(), std::size_t{2});
}

void GatewayCoreTest::anAnswerForAGoneContextIsNotGiven() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    bool answered = false;
    auto context = std::make_unique<QObject>();

    gateway->command(device, DeviceCommand::Stop, context.get(),
                     [&](const Result<void>&) { answered = true; });
    context.reset();

    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Idle);
    QCoreApplication::processEvents();
    QVERIFY(!answered);
}

void GatewayCoreTest::aSerialDeviceReachesHistoryAndCsv() {
    const QTemporaryDir dir;
    GatewaySettings settings;
    settings.csvPath = dir.filePath(QStringLiteral("out.csv")).toStdString();
    settings.overflow = Overflow::Block;
    const auto gateway = makeGateway(settings);
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    QVERIFY(feed(pty, csvLines(1, 20'000)));
    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{20'000});

    QCOMPARE(look(*gateway, device).latest[0].value, 20'000.0);
    QVERIFY(look(*gateway, device).ledger.closes());
    gateway->shutdown();
    const QList<QByteArray> rows = csvRows(QString::fromStdString(settings.csvPath));
    QCOMPARE(rows.size(), 20'001);
    QVERIFY(rows.at(0).startsWith("time_utc,elapsed_s,seq,"));
    QVERIFY(rows.at(20'000).trimmed().endsWith(",20000,20000,20000.5,-3.25"));
    QCOMPARE(gateway->snapshot()->recorder->durable, std::uint64_t{20'000});
    QVERIFY(gateway->snapshot()->recorder->closes());
}

void GatewayCoreTest::anUnpluggedDeviceIsAnErrorAndTheLedgerCloses() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    QVERIFY(feed(pty, csvLines(1, 99) + "12,3"));
    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{99});

    pty.hangUp();

    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Error);
    const DeviceSnapshot now = look(*gateway, device);
    QCOMPARE(now.lastError->code, ErrorCode::LinkLost);
    QCOMPARE(now.ledger.bytesDiscarded[DiscardReason::Unfinished], std::uint64_t{4});
    QVERIFY(now.ledger.closes());
}

void GatewayCoreTest::anOutletThatStandsStillHoldsUpNothing_data() {
    QTest::addColumn<QString>("policy");
    QTest::addColumn<bool>("waits");
    QTest::newRow("drop_oldest") << QStringLiteral("drop_oldest") << false;
    QTest::newRow("reject_newest") << QStringLiteral("reject_newest") << false;
    QTest::newRow("block") << QStringLiteral("block") << true;
}

/// Whoever rather waits is held back at its reading end; for the others the outlet counts what it
/// could not keep. The queue loses nothing, and everything that was read is judged.
void GatewayCoreTest::anOutletThatStandsStillHoldsUpNothing() {
    QFETCH(QString, policy);
    QFETCH(bool, waits);
    const QTemporaryDir dir;
    const QByteArray pipe = QFile::encodeName(dir.filePath(QStringLiteral("pipe")));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    const int reader = open(pipe.constData(), O_RDONLY | O_NONBLOCK);
    GatewaySettings settings;
    settings.csvPath = pipe.toStdString();
    settings.overflow = parseOverflow(policy.toStdString()).value();
    auto gateway = makeGateway(settings);
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    std::string lines;
    for (int i = 0; i < 32'000; ++i)
        lines += "1\n";
    std::size_t sent = 0;
    QElapsedTimer stalled;
    stalled.start();
    const auto lostByCsv = [&] { return gateway->snapshot()->outlets.back().lost.total(); };
    while (lostByCsv() == 0 && stalled.elapsed() < 1000) {
        const std::size_t count = pty.write(std::string_view(lines).substr(sent % lines.size()));
        sent += count;
        if (count > 0) stalled.restart();
        QVERIFY(look(*gateway, device).ledger.closes());
        QVERIFY(gateway->snapshot()->outlets.back().closes());
    }

    const Ledger stuck = look(*gateway, device).ledger;
    QCOMPARE(stuck.samplesDropped.total(), std::uint64_t{0});
    QCOMPARE(lostByCsv() > 0, !waits);
    // A source that waits holds what it has read until there is room.
    if (!waits) {
        QTRY_COMPARE(look(*gateway, device).ledger.bytesRead, sent);
        QTRY_COMPARE(look(*gateway, device).ledger.samplesQueued, std::uint64_t{0});
    }
    fcntl(reader, F_SETFL, 0);
    std::thread drain([reader] {
        char buffer[65536];
        while (read(reader, buffer, sizeof buffer) > 0) {
        }
    });
    gateway->shutdown();
    const Ledger end = gateway->snapshot()->total();
    const auto recorder = gateway->snapshot()->recorder;
    gateway.reset();
    drain.join();
    ::close(reader);
    QVERIFY(end.closes());
    QCOMPARE(end.samplesQueued, std::uint64_t{0});
    QVERIFY(recorder->closes());
    QCOMPARE(recorder->durable + recorder->lost, end.samplesProcessed);
    QCOMPARE(recorder->lost > 0, !waits);
}

void GatewayCoreTest::aBurstOfGarbageBehindSamplesIsAFault() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device = addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig");
    QTRY_VERIFY(pty.write("1,2\n") > 0 && look(*gateway, device).ledger.samplesIn > 3);

    const std::string garbage = noise(20'000);
    (void)pty.write(garbage);

    QTRY_VERIFY(look(*gateway, device).lastError.has_value());
    QCOMPARE(look(*gateway, device).lastError->code, ErrorCode::DamagedFrames);
    QVERIFY(look(*gateway, device).ledger.closes());
}

void GatewayCoreTest::garbageAloneIsToldAndKeepsThePortOpen() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device = addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    QTRY_VERIFY(pty.write(noise(2'000)) > 0 && look(*gateway, device).state == DeviceState::Error);
    QCOMPARE(look(*gateway, device).lastError->code, ErrorCode::Undecoded);
    QTRY_VERIFY(pty.write("\n1,2\n") > 0 && look(*gateway, device).state == DeviceState::Measuring);

    QVERIFY(look(*gateway, device).ledger.closes());
}

void GatewayCoreTest::garbageIsDiscardedAndMakesNoChannel() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&damage_limit=off");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    const std::string garbage = noise(200'000);

    QVERIFY(feed(pty, garbage));

    QTRY_COMPARE(look(*gateway, device).ledger.bytesRead, std::uint64_t{garbage.size()});
    const DeviceSnapshot now = look(*gateway, device);
    QVERIFY(now.ledger.closes());
    QVERIFY(!now.channels || now.channels->empty());
    QCOMPARE(now.ledger.samplesIn, std::uint64_t{0});
}

void GatewayCoreTest::stoppingInTheMiddleKeepsWhatWasAccepted() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    (void)pty.write(csvLines(0, 5'000));

    gateway->shutdown();

    const Ledger end = gateway->snapshot()->total();
    QVERIFY(end.closes());
    QCOMPARE(end.samplesQueued, std::uint64_t{0});
    QCOMPARE(end.samplesProcessed, end.samplesIn);
    QCOMPARE(end.bytesPending, std::uint64_t{0});
}

void GatewayCoreTest::aRemovedDeviceIsForgotten() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=1000");
    QTRY_VERIFY(gateway->history().extent(device).has_value());

    gateway->removeDevice(device);

    QVERIFY(!gateway->snapshot()->find(device));
    QTRY_VERIFY(!gateway->history().extent(device).has_value());
    QVERIFY(gateway->addDevice(parseDeviceSpec("sim:demo").value()));
}

void GatewayCoreTest::aReplayEndsByItselfWithEverySample() {
    const QTemporaryDir dir;
    QFile capture(dir.filePath(QStringLiteral("capture.csv")));
    QVERIFY(capture.open(QIODevice::WriteOnly));
    capture.write(QByteArray::fromStdString("a,b,c\n" + csvLines(0, 50'000)));
    capture.close();
    GatewaySettings settings;
    settings.queueBlocks = 2;
    const auto gateway = makeGateway(settings);
    QSignalSpy finished(gateway.get(), &GatewayCore::sourceFinished);

    const DeviceId device =
        addAndStart(*gateway, "replay:" + capture.fileName().toStdString() + "?speed=max&repeat=2");

    QTRY_COMPARE(finished.count(), 1);
    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{100'000});
    QCOMPARE(look(*gateway, device).state, DeviceState::Idle);
    QVERIFY(look(*gateway, device).ledger.closes());
}

void GatewayCoreTest::scalesApplyBeforeHistory() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv&scale=mV:0.001:1");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);

    QVERIFY(feed(pty, "\nmV\n2500\n"));

    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{1});
    QCOMPARE(look(*gateway, device).latest[0].value, 3.5);
}

void GatewayCoreTest::anUnwritableCsvIsAStorageError() {
    GatewaySettings settings;
    settings.csvPath = "/proc/no/such/place.csv";

    const auto made = GatewayCore::create(settings);

    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::StorageFailed);
}

void GatewayCoreTest::aFrozenMainThreadLosesNothing() {
    const auto gateway = makeGateway();
    PtyPair pty;
    const DeviceId device =
        addAndStart(*gateway, "serial:" + pty.slavePath() + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    const std::string lines = csvLines(1, 50'000);

    // The main thread never enters its event loop while it feeds and waits.
    std::string_view rest = lines;
    while (!rest.empty())
        rest.remove_prefix(pty.write(rest));
    const QDeadlineTimer deadline(20'000);
    while (look(*gateway, device).ledger.samplesProcessed < 50'000 && !deadline.hasExpired()) {
    }

    const Ledger end = look(*gateway, device).ledger;
    QCOMPARE(end.samplesProcessed, std::uint64_t{50'000});
    QCOMPARE(end.samplesDropped.total(), std::uint64_t{0});
}

void GatewayCoreTest::fewRehearsedFailuresRecoverAndAsManyAsTheThresholdDoNot() {
    const auto gateway = makeGateway();
    const DeviceId recovers =
        addAndStart(*gateway, "sim:few?rate=1000&failure_threshold=3&fault=intermittent:2");
    const DeviceId stays =
        addAndStart(*gateway, "sim:many?rate=1000&failure_threshold=3&fault=intermittent:3");

    QTRY_COMPARE(look(*gateway, stays).state, DeviceState::SafeState);
    QTRY_COMPARE(look(*gateway, recovers).state, DeviceState::Measuring);
    QTRY_VERIFY(look(*gateway, recovers).ledger.samplesProcessed > 0);

    QCOMPARE(look(*gateway, stays).lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(look(*gateway, stays).ledger.bytesRead, std::uint64_t{0});
    QCOMPARE(look(*gateway, recovers).lastError->code, ErrorCode::InjectedFault);
    QCOMPARE(look(*gateway, recovers).consecutiveFaults, 0);
}

void GatewayCoreTest::everyRehearsalClosesTheLedger() {
    const auto gateway = makeGateway();
    std::vector<DeviceId> devices;
    for (const char* fault :
         {"none", "random:0.01", "intermittent:2", "deterministic:50", "drop:0.01", "delay:50ms",
          "truncate:0.05", "flip:0.001", "garbage:0.02", "silence:200ms:50ms", "unplug:200ms:50ms",
          "communication:0.02,random:0.001"})
        devices.push_back(addAndStart(*gateway, "sim:demo?rate=2000&failure_threshold=1000&id=d" +
                                                    std::to_string(devices.size()) +
                                                    "&fault=" + fault));

    // A second and a half holds each fault, its retries and what comes after them.
    const QDeadlineTimer end(1500);
    while (!end.hasExpired()) {
        QTest::qWait(10);
        const auto snapshot = gateway->snapshot();
        for (const DeviceSnapshot& device : snapshot->devices)
            QVERIFY2(device.ledger.closes(), device.faultText.c_str());
    }
    gateway->shutdown();

    const auto snapshot = gateway->snapshot();
    for (const DeviceSnapshot& device : snapshot->devices) {
        QVERIFY2(device.ledger.closes(), device.faultText.c_str());
        QVERIFY2(device.ledger.samplesIn > 0, device.faultText.c_str());
        QCOMPARE(device.ledger.samplesProcessed + device.ledger.samplesDropped.total(),
                 device.ledger.samplesIn);
        QCOMPARE(device.ledger.bytesPending, std::uint64_t{0});
    }
}

void GatewayCoreTest::aRehearsalBeginsAndEndsAtRunTime() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=1000");
    QTRY_VERIFY(look(*gateway, device).ledger.samplesProcessed > 0);
    QVERIFY(look(*gateway, device).faultText.empty());
    FaultPlan plan;
    plan.drop = 1;
    int answers = 0;
    const auto answer = [&answers](const Result<void>& result) { answers += result ? 1 : 0; };

    gateway->injectFault(device, plan, this, answer);
    QTRY_COMPARE(answers, 1);
    QCOMPARE(look(*gateway, device).faultText, std::string("drop:1"));
    QCOMPARE(look(*gateway, device).settings.faults.drop, 1.0);
    const std::uint64_t silentSince = look(*gateway, device).ledger.bytesRead;
    QTest::qWait(50);
    QCOMPARE(look(*gateway, device).ledger.bytesRead, silentSince);
    gateway->injectFault(device, FaultPlan{}, this, answer);
    QTRY_VERIFY(look(*gateway, device).ledger.bytesRead > silentSince);
    QVERIFY(look(*gateway, device).faultText.empty());
    gateway->injectFault(device, this, answer);

    QTRY_COMPARE(answers, 3);
    QTRY_VERIFY(look(*gateway, device).lastError.has_value());
    QCOMPARE(look(*gateway, device).lastError->code, ErrorCode::InjectedFault);
}

void GatewayCoreTest::faultsThatCannotBeRehearsedAreRefused() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo");
    FaultPlan plan;
    plan.random = 2;
    DeviceSettings settings = parseDeviceSpec("sim:other").value();
    settings.faults = plan;
    std::optional<ErrorCode> refused;

    gateway->injectFault(device, plan, this,
                         [&](const Result<void>& result) { refused = result.error().code; });
    QTRY_COMPARE(refused, std::optional(ErrorCode::InvalidArgument));

    QCOMPARE(gateway->addDevice(settings).error().code, ErrorCode::InvalidArgument);
    gateway->injectFault(DeviceId{99}, this,
                         [&](const Result<void>& result) { refused = result.error().code; });
    QTRY_COMPARE(refused, std::optional(ErrorCode::NotFound));
}

void GatewayCoreTest::theCountsOfARemovedDeviceStayInTheTotal() {
    const auto gateway = makeGateway();
    std::uint64_t bytes = 0;
    std::uint64_t samples = 0;
    for (int round = 0; round < 3; ++round) {
        const DeviceId device = addAndStart(*gateway, "sim:demo?rate=20000&id=rig");
        QTRY_VERIFY(look(*gateway, device).ledger.samplesProcessed > 500);
        const Ledger before = gateway->snapshot()->total();
        QVERIFY(before.samplesIn > samples);
        gateway->removeDevice(device);

        const auto after = gateway->snapshot();
        QVERIFY(after->devices.empty());
        QVERIFY(after->total().bytesRead >= before.bytesRead);
        QVERIFY(after->total().samplesProcessed >= before.samplesProcessed);
        QVERIFY(after->total().closes());
        QTRY_COMPARE(gateway->snapshot()->removed.samplesQueued, std::uint64_t{0});
        bytes = gateway->snapshot()->removed.bytesRead;
        samples = gateway->snapshot()->removed.samplesIn;
    }

    gateway->shutdown();
    const Ledger total = gateway->snapshot()->total();
    QCOMPARE(total.samplesProcessed + total.samplesDropped.total(), total.samplesIn);
    QVERIFY(total.bytesRead >= bytes && total.samplesIn >= samples && samples > 1500);
}

void GatewayCoreTest::aMarkIsAnEventOfNoDevice() {
    const auto gateway = makeGateway();
    QSignalSpy told(gateway.get(), &GatewayCore::eventAdded);

    gateway->mark("valve opened");
    gateway->mark({});

    const auto events = gateway->events(0);
    QCOMPARE(events.size(), std::size_t{2});
    QVERIFY(events[0].kind == EventKind::Mark && events[0].device == DeviceId{});
    QCOMPARE(events[0].text, std::string("valve opened"));
    QVERIFY(events[0].time.steadyNs > 0);
    QVERIFY(!events[1].text.empty());
    QTRY_COMPARE(told.size(), 2);
}

void GatewayCoreTest::trafficOfADeviceIsWatchedBeyondItsLife() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "sim:demo?rate=100");
    const TrafficWatch watch = gateway->watchTraffic(device);

    QTRY_VERIFY(watch.since(0).size() > 3);
    QCOMPARE(watch.since(0).front().direction, Direction::Received);
    gateway->removeDevice(device);

    QVERIFY(!watch.since(0).empty());
    QVERIFY(!gateway->watchTraffic(device).isOn());
}

QTEST_GUILESS_MAIN(GatewayCoreTest)
#include "gateway_core_test.moc"
