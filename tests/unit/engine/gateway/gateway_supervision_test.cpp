// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <QSignalSpy>
#include <QTemporaryDir>

#include "gateway_bench.h"
#include "support/patient_qtest.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::test;

namespace {

constexpr TimeSpan kEver{std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::max()};

std::vector<Event> eventsOf(const GatewayCore& gateway, EventKind kind) {
    std::vector<Event> events = gateway.events(0);
    std::erase_if(events, [kind](const Event& event) { return event.kind != kind; });
    return events;
}

/// Holds up whoever brings a block.
class Hindrance final : public BlockSink {
public:
    void consume(const BlockRef& /*block*/) override {
        const MutexLock lock(m_mutex);
        while (m_holds)
            m_gone.wait(m_mutex);
    }
    void remove() {
        const MutexLock lock(m_mutex);
        m_holds = false;
        m_gone.notifyAll();
    }

private:
    Mutex m_mutex;
    Condition m_gone;
    bool m_holds TH_GUARDED_BY(m_mutex) = true;
};

/// A gateway whose worker does not come back.
class StuckGateway {
public:
    explicit StuckGateway(std::size_t queueBlocks) {
        GatewaySettings settings;
        settings.queueBlocks = queueBlocks;
        settings.workers = 1;
        settings.sinks = {&m_hindrance};
        m_gateway = makeGateway(settings);
    }
    ~StuckGateway() {
        m_hindrance.remove();
        m_gateway.reset();
    }
    StuckGateway(const StuckGateway&) = delete;
    StuckGateway& operator=(const StuckGateway&) = delete;

    GatewayCore& operator*() const { return *m_gateway; }
    GatewayCore* operator->() const { return m_gateway.get(); }
    /// A device that fills everything; returns when nothing moves any more.
    DeviceId flood() const {
        const DeviceId device = addAndStart(*m_gateway, "sim:demo?rate=100000&channels=16");
        QElapsedTimer unmoved;
        unmoved.start();
        std::uint64_t processed = 0;
        const auto isStuck = [&] {
            const Ledger ledger = look(*m_gateway, device).ledger;
            if (std::exchange(processed, ledger.samplesProcessed) != ledger.samplesProcessed)
                unmoved.restart();
            return ledger.samplesDropped.total() > 0 && unmoved.elapsed() > 500;
        };
        if (!QTest::qWaitFor(isStuck, 20'000)) qFatal("the worker goes on");
        return device;
    }

private:
    Hindrance m_hindrance;
    std::unique_ptr<GatewayCore> m_gateway;
};

/// Number of the sequence column.
qulonglong sequenceOf(const QByteArray& row) {
    return row.split(',').value(2).toULongLong();
}

}  // namespace

class GatewaySupervisionTest : public QObject {
    Q_OBJECT

private slots:
    void aReplugLeavesAGapInHistoryEventsAndCsv();
    void lossIsToldAsASum();
    void aLatchIsKeptFromOneGatewayToTheNext();
    void theSafeCommandPassesAStalledWorker();
    void aStalledWorkerIsNotHealthy();
    void pushedSamplesReachTheHistory();
    void aPushToAFullQueueIsRefusedAtOnce();

private:
    const std::shared_ptr<Executor> m_here = std::make_shared<AtOnce>();
};

void GatewaySupervisionTest::aReplugLeavesAGapInHistoryEventsAndCsv() {
    const QTemporaryDir dir;
    GatewaySettings settings;
    settings.csvPath = dir.filePath(QStringLiteral("out.csv")).toStdString();
    const auto gateway = makeGateway(settings);
    const std::string link = dir.filePath(QStringLiteral("port")).toStdString();
    auto pty = std::make_unique<PtyPair>();
    pty->link(link);
    const DeviceId device = addAndStart(*gateway, "serial:" + link + "?id=rig&decode=csv");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    QVERIFY(feed(*pty, csvLines(1, 10)));
    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{10});

    pty->hangUp();
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Error);
    pty = std::make_unique<PtyPair>();
    pty->link(link);
    QTRY_VERIFY(look(*gateway, device).openAttempts == 0 || !look(*gateway, device).nextAttemptNs);
    const auto feedOneMore = [&] {
        (void)pty->write(csvLines(11, 2));
        return look(*gateway, device).ledger.samplesProcessed > 10;
    };
    QTRY_VERIFY(feedOneMore());

    QCOMPARE(look(*gateway, device).state, DeviceState::Measuring);
    const auto gaps = gateway->history().gaps(device, kEver);
    QCOMPARE(gaps.size(), std::size_t{1});
    QCOMPARE(gaps[0].reason, ErrorCode::LinkLost);
    QCOMPARE(gaps[0].next, Sequence{11});
    QCOMPARE(gaps[0].lost, std::uint64_t{0});
    QVERIFY(gaps[0].to.steadyNs > gaps[0].from.steadyNs);
    const auto events = eventsOf(*gateway, EventKind::Gap);
    QCOMPARE(events.size(), std::size_t{1});
    QVERIFY(events[0].text.find("link_lost") != std::string::npos);
    gateway->shutdown();
    const QList<QByteArray> rows = csvRows(QString::fromStdString(settings.csvPath));
    QVERIFY(rows.size() > 11);
    for (qsizetype i = 1; i < rows.size(); ++i)
        QCOMPARE(sequenceOf(rows.at(i)), static_cast<qulonglong>(i));
}

void GatewaySupervisionTest::lossIsToldAsASum() {
    const StuckGateway gateway(4);
    const DeviceId device = gateway.flood();

    QTRY_VERIFY_WITH_TIMEOUT(!eventsOf(*gateway, EventKind::Loss).empty(), 20'000);

    QCOMPARE(eventsOf(*gateway, EventKind::Loss)[0].device, device);
    QVERIFY(eventsOf(*gateway, EventKind::Gap).empty());
}

void GatewaySupervisionTest::aLatchIsKeptFromOneGatewayToTheNext() {
    const QTemporaryDir dir;
    GatewaySettings settings;
    settings.stateDir = dir.filePath(QStringLiteral("state")).toStdString();
    const std::string spec = "serial:/dev/null-port?id=rig&absent_limit=10ms";
    {
        const auto gateway = makeGateway(settings);
        const DeviceId device = addAndStart(*gateway, spec);
        QTRY_COMPARE(look(*gateway, device).state, DeviceState::SafeState);
    }

    const auto again = makeGateway(settings);
    const DeviceId device = addAndStart(*again, spec);

    QTRY_COMPARE(look(*again, device).state, DeviceState::SafeState);
    QCOMPARE(look(*again, device).lastError->code, ErrorCode::PortAbsent);
    again->command(device, DeviceCommand::Reset);
    QTRY_COMPARE(look(*again, device).state, DeviceState::Idle);
    QTRY_VERIFY(!QFile::exists(dir.filePath(QStringLiteral("state/rig.safe"))));
}

void GatewaySupervisionTest::theSafeCommandPassesAStalledWorker() {
    const StuckGateway gateway(4);
    (void)gateway.flood();
    PtyPair pty;
    const DeviceId device = addAndStart(
        *gateway, "serial:" + pty.slavePath() +
                      "?id=rig&silence_timeout=20ms&failure_threshold=1&safe_command=STOP%0A");

    std::string received;
    const auto hasStopped = [&] { return (received += pty.read()) == "STOP\n"; };
    QTRY_VERIFY(hasStopped());

    QTRY_COMPARE(look(*gateway, device).state, DeviceState::SafeState);
    // It is told when the bus is closed, a moment after the state.
    QTRY_VERIFY(look(*gateway, device).safeReactionNs.has_value());
}

void GatewaySupervisionTest::aStalledWorkerIsNotHealthy() {
    const StuckGateway gateway(1000);
    (void)addAndStart(*gateway, "sim:demo?rate=1000&channels=4");
    QVERIFY(gateway->snapshot()->health.ok());

    QTRY_VERIFY_WITH_TIMEOUT(!gateway->snapshot()->health.ok(), 30'000);

    QTRY_VERIFY(!eventsOf(*gateway, EventKind::Health).empty());
}

void GatewaySupervisionTest::pushedSamplesReachTheHistory() {
    const auto gateway = makeGateway();
    const DeviceId device = addAndStart(*gateway, "push:weather");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    std::atomic<int> accepted = 0;

    for (int i = 0; i < 100; ++i)
        gateway->push(
            device, {PushedSample{{{"temperature", "C", i + 0.5}}}},
            {m_here, [&](const Result<void>& answer) { accepted += answer.hasValue() ? 1 : 0; }});

    QTRY_COMPARE(accepted.load(), 100);
    QTRY_COMPARE(look(*gateway, device).ledger.samplesProcessed, std::uint64_t{100});
    QCOMPARE(look(*gateway, device).latest[0].value, 99.5);
    QCOMPARE((*look(*gateway, device).channels)[0].unit, std::string("C"));
    QVERIFY(look(*gateway, device).ledger.closes());
}

void GatewaySupervisionTest::aPushToAFullQueueIsRefusedAtOnce() {
    const StuckGateway gateway(4);
    (void)gateway.flood();
    const DeviceId device = addAndStart(*gateway, "push:weather");
    QTRY_COMPARE(look(*gateway, device).state, DeviceState::Measuring);
    std::atomic<int> full = 0;
    std::atomic<int> answers = 0;

    for (int i = 0; i < 50; ++i)
        gateway->push(device, {PushedSample{{{"a", "", 1}}}},
                      {m_here, [&](const Result<void>& answer) {
                           full += !answer && answer.error().code == ErrorCode::QueueFull ? 1 : 0;
                           ++answers;
                       }});

    QTRY_COMPARE(answers.load(), 50);
    QCOMPARE(full.load(), 50);
    const Ledger ledger = look(*gateway, device).ledger;
    QVERIFY(ledger.closes());
    QCOMPARE(ledger.samplesIn, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(GatewaySupervisionTest)
#include "gateway_supervision_test.moc"
