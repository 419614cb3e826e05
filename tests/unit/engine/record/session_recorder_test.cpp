// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_recorder.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <future>
#include <thread>

#include <QTemporaryDir>

#include "outlet/outlet_queue.h"
#include "session_samples.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {
namespace {

using namespace std::chrono_literals;

constexpr DeviceId kFirst{1};
constexpr DeviceId kSecond{2};
constexpr ReadTime kStart{1'000'000'000, 1'700'000'000'000'000'000};

/// Holds the record thread from the first rotation on, until it is let go.
class Hold {
public:
    std::vector<std::pair<DeviceId, NamedCounts>> ledgers() {
        if (!m_isReached.exchange(true)) {
            m_reached.set_value();
            m_letGo.get_future().wait();
        }
        return {};
    }
    void waitUntilReached() { m_reached.get_future().wait(); }
    void letGo() { m_letGo.set_value(); }

private:
    std::atomic<bool> m_isReached = false;
    std::promise<void> m_reached;
    std::promise<void> m_letGo;
};

Event textEvent(int number) {
    Event event;
    event.time = kStart;
    event.text = std::to_string(number);
    return event;
}

}  // namespace

class SessionRecorderTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aSampleIsDurableWithinACommitInterval();
    void durableIsToldOnlyBehindTheCommit();
    void theAccountClosesAtEveryMoment();
    void eventsAndRawBytesBeyondTheirBoundAreCounted();
    void aLargeFileIsContinuedWithoutALostSample();
    void everyFileOfARecordingHasItsLedger();
    void aLongFileIsContinuedWithoutALostSample();
    void finishEndsTheFile();
    void whatComesBehindTheEndIsLost();
    void aRemovedFileStopsTheRecordingAndNothingElse_data();
    void aRemovedFileStopsTheRecordingAndNothingElse();
    void whatARecordingThatStoppedIsToldIsCounted();
    void aMissingFolderIsAnErrorWithARemedy();

private:
    [[nodiscard]] std::string path() const {
        return m_folder->filePath(QStringLiteral("a.thub")).toStdString();
    }
    [[nodiscard]] SessionRecorderSettings settings() const {
        SessionRecorderSettings made;
        made.path = path();
        made.program = "test";
        made.start = kStart;
        made.commitInterval = 20ms;
        made.lookInterval = 1h;
        return made;
    }
    [[nodiscard]] std::unique_ptr<SessionRecorder> newRecorder(
        const SessionRecorderSettings& wanted) const {
        auto created = SessionRecorder::create(wanted, m_clock);
        if (!created) qFatal("%s", created.error().detail.c_str());
        created.value()->addDevice({kFirst, "first", "sim:demo", {}});
        created.value()->addDevice({kSecond, "second", "sim:demo", {}});
        return std::move(created).value();
    }
    /// A recorder refuses what its queue cannot hold; whoever wants all of it kept waits.
    static void waitForRoom(const SessionRecorder& recorder) {
        constexpr std::uint64_t kSurelyHeld = 100'000;
        while (recorder.snapshot().notYetDurable > kSurelyHeld)
            std::this_thread::sleep_for(1ms);
    }
    [[nodiscard]] static std::unique_ptr<SessionReader> readerOf(const std::string& file) {
        auto opened = SessionReader::open(file);
        if (!opened) qFatal("%s", opened.error().detail.c_str());
        return std::move(opened).value();
    }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> all;
        for (std::string next = path(); std::filesystem::exists(next);)
            all.push_back(std::exchange(
                next,
                m_folder->filePath(QStringLiteral("a.%1.thub").arg(all.size() + 2)).toStdString()));
        return all;
    }
    /// What all files hold together.
    [[nodiscard]] SampleColumns samplesOfAllFiles(DeviceId device) const {
        SampleColumns all;
        for (const std::string& file : files()) {
            const auto read = readerOf(file);
            all.append(storedSamples(*read, device));
        }
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    BlockPool m_pool;
};

void SessionRecorderTest::aSampleIsDurableWithinACommitInterval() {
    SampleSource source(m_pool, kFirst, 2);
    const auto recorder = newRecorder(settings());

    // Nothing but the commit interval can bring it about: the recorder looks up once an hour.
    for (std::uint64_t blocks = 1; blocks <= 3; ++blocks) {
        recorder->consume(source.block(1));
        QTRY_COMPARE(recorder->snapshot().durable, blocks);
    }

    QCOMPARE(recorder->snapshot().devices.front().durableSequence, Sequence{3});
    QCOMPARE(recorder->snapshot().notYetDurable, std::uint64_t{0});
}

void SessionRecorderTest::durableIsToldOnlyBehindTheCommit() {
    const auto recorder = newRecorder(settings());
    std::atomic<bool> isEnough = false;
    std::thread producer([&] {
        SampleSource source(m_pool, kFirst, 2);
        while (!isEnough.load()) {
            recorder->consume(source.block(5));
            std::this_thread::yield();
        }
    });

    Sequence told = 0;
    bool isTrue = true;
    for (int looks = 0; looks < 15;) {
        const RecordingSnapshot snapshot = recorder->snapshot();
        const Sequence durable = snapshot.devices.front().durableSequence;
        if (durable == told) continue;
        told = durable;
        ++looks;
        const auto reader = readerOf(path());
        const RecordedDeviceInfo* info = reader->info().find(kFirst);
        isTrue = isTrue && info && info->lastSequence >= durable;
    }
    isEnough = true;
    producer.join();

    QVERIFY(isTrue);
}

void SessionRecorderTest::theAccountClosesAtEveryMoment() {
    constexpr std::uint64_t kBlocks = 200;
    const auto recorder = newRecorder(settings());
    std::atomic<int> running = 2;
    const auto produce = [&](DeviceId device) {
        SampleSource source(m_pool, device, 2);
        for (std::uint64_t i = 0; i < kBlocks; ++i)
            recorder->consume(source.block(1 + i % 256));
        --running;
    };
    std::thread first(produce, kFirst);
    std::thread second(produce, kSecond);

    bool closes = true;
    while (running.load() > 0) {
        const RecordingSnapshot snapshot = recorder->snapshot();
        closes = closes && snapshot.closes() && snapshot.notYetDurable <= snapshot.offered;
        for (const RecordedDevice& device : snapshot.devices)
            closes = closes && device.durable + device.lost <= device.offered;
    }
    first.join();
    second.join();

    QVERIFY(closes);
    QVERIFY(recorder->finish());
    const RecordingSnapshot end = recorder->snapshot();
    QCOMPARE(end.durable, end.offered);
    QCOMPARE(end.lost, std::uint64_t{0});
    QCOMPARE(readerOf(path())->info().find(kSecond)->samples, end.devices[1].offered);
}

void SessionRecorderTest::eventsAndRawBytesBeyondTheirBoundAreCounted() {
    constexpr std::size_t kPiece = std::size_t{1} << 20;
    constexpr int kMostEvents = OutletQueue::kMaxEvents;
    SampleSource source(m_pool, kFirst, 1);
    Hold hold;
    SessionRecorderSettings wanted = settings();
    wanted.rotateBytes = 1;
    wanted.ledgers = [&hold] { return hold.ledgers(); };
    const auto recorder = newRecorder(wanted);
    recorder->consume(source.block(1));
    hold.waitUntilReached();

    for (int i = 0; i < kMostEvents + 7; ++i)
        recorder->addEvent(textEvent(i));
    for (std::size_t at = 0; at < OutletQueue::kMaxRawBytes + 3 * kPiece; at += kPiece)
        recorder->takeRaw({kFirst, kStart, RawPiece::Kind::Bytes, at, std::string(kPiece, 'x')});
    const RecordingSnapshot full = recorder->snapshot();
    hold.letGo();
    QVERIFY(recorder->finish());

    QCOMPARE(full.eventsLost, std::uint64_t{7});
    QCOMPARE(full.rawBytesLost, std::uint64_t{3 * kPiece});
    std::uint64_t events = 0;
    std::uint64_t rawBytes = 0;
    for (const std::string& file : files()) {
        const auto read = readerOf(file);
        events += read->info().events;
        rawBytes += read->info().find(kFirst)->rawBytes;
    }
    QCOMPARE(events, std::uint64_t{kMostEvents});
    QCOMPARE(rawBytes, std::uint64_t{OutletQueue::kMaxRawBytes});
}

void SessionRecorderTest::aLargeFileIsContinuedWithoutALostSample() {
    SampleSource first(m_pool, kFirst, 3);
    SampleSource second(m_pool, kSecond, 1);
    SessionRecorderSettings wanted = settings();
    wanted.rotateBytes = 300'000;
    const auto recorder = newRecorder(wanted);

    while (recorder->snapshot().files < 4) {
        waitForRoom(*recorder);
        recorder->consume(first.block(200));
        recorder->consume(second.block(3));
    }
    QVERIFY(recorder->finish());

    const RecordingSnapshot end = recorder->snapshot();
    QCOMPARE(static_cast<std::size_t>(end.files), files().size());
    QCOMPARE(end.durable, end.offered);
    QCOMPARE(differenceOf(samplesOfAllFiles(kFirst), first.truth()), std::string());
    QCOMPARE(differenceOf(samplesOfAllFiles(kSecond), second.truth()), std::string());
    const auto last = readerOf(files()[2]);
    QCOMPARE(last->info().previous, std::string("a.2.thub"));
    QCOMPARE(last->info().state, SessionInfo::State::Closed);
    QVERIFY(last->info().damage.empty());
}

void SessionRecorderTest::everyFileOfARecordingHasItsLedger() {
    constexpr int kMostBlocks = 20'000;
    SampleSource source(m_pool, kFirst, 3);
    SessionRecorderSettings wanted = settings();
    wanted.rotateBytes = 300'000;
    wanted.ledgers = [] {
        return std::vector<std::pair<DeviceId, NamedCounts>>{{kFirst, {{"bytes_read", 7}}}};
    };
    const auto recorder = newRecorder(wanted);

    for (int i = 0; i < kMostBlocks && recorder->snapshot().files < 3; ++i)
        recorder->consume(source.block(200));
    QVERIFY(recorder->finish());

    QVERIFY(files().size() >= 3);
    for (const std::string& file : files()) {
        const auto read = readerOf(file);
        const NamedCounts& counts = read->info().find(kFirst)->counts;
        for (const char* counter : {"bytes_read", "recorder_offered", "recorder_lost"})
            QVERIFY2(std::any_of(counts.begin(), counts.end(),
                                 [&](const auto& count) { return count.first == counter; }),
                     (file + " lacks " + counter).c_str());
    }
}

void SessionRecorderTest::aLongFileIsContinuedWithoutALostSample() {
    SampleSource source(m_pool, kFirst, 1);
    SessionRecorderSettings wanted = settings();
    wanted.rotateAfter = 1s;
    const auto recorder = newRecorder(wanted);

    std::uint64_t blocks = 0;
    while (recorder->snapshot().files < 2) {
        recorder->consume(source.block(1));
        ++blocks;
        QTRY_COMPARE(recorder->snapshot().durable, blocks);
    }
    recorder->consume(source.block(1));
    QVERIFY(recorder->finish());

    QVERIFY(files().size() >= 2);
    QCOMPARE(differenceOf(samplesOfAllFiles(kFirst), source.truth()), std::string());
}

void SessionRecorderTest::finishEndsTheFile() {
    SampleSource source(m_pool, kFirst, 1);
    SessionRecorderSettings wanted = settings();
    wanted.commitInterval = 1h;
    wanted.ledgers = [] {
        return std::vector<std::pair<DeviceId, NamedCounts>>{{kFirst, {{"bytes_read", 77}}}};
    };
    const auto recorder = newRecorder(wanted);
    recorder->consume(source.block(100));

    QVERIFY(recorder->finish());

    QCOMPARE(recorder->snapshot().state, RecordingState::Finished);
    QCOMPARE(recorder->snapshot().durable, std::uint64_t{100});
    const auto read = readerOf(path());
    QCOMPARE(read->info().state, SessionInfo::State::Closed);
    QVERIFY((read->info().find(kFirst)->counts ==
             NamedCounts{{"bytes_read", 77}, {"recorder_lost", 0}, {"recorder_offered", 100}}));
}

void SessionRecorderTest::whatComesBehindTheEndIsLost() {
    SampleSource source(m_pool, kFirst, 1);
    const auto recorder = newRecorder(settings());
    QVERIFY(recorder->finish());

    recorder->consume(source.block(10));
    recorder->addEvent(textEvent(1));

    QCOMPARE(recorder->snapshot().lost, std::uint64_t{10});
    QCOMPARE(recorder->snapshot().eventsLost, std::uint64_t{1});
    QVERIFY(recorder->snapshot().closes());
}

void SessionRecorderTest::aRemovedFileStopsTheRecordingAndNothingElse_data() {
    QTest::addColumn<QString>("ending");
    QTest::newRow("the file") << QString();
    QTest::newRow("its log") << QStringLiteral("-wal");
}

void SessionRecorderTest::aRemovedFileStopsTheRecordingAndNothingElse() {
    QFETCH(QString, ending);
    SampleSource source(m_pool, kFirst, 1);
    std::vector<RecordingNotice> notices;
    SessionRecorderSettings wanted = settings();
    wanted.onNotice = [&notices](const RecordingNotice& notice) { notices.push_back(notice); };
    const auto recorder = newRecorder(wanted);
    recorder->consume(source.block(10));
    QTRY_COMPARE(recorder->snapshot().durable, std::uint64_t{10});
    std::filesystem::remove(path() + ending.toStdString());

    recorder->consume(source.block(10));
    QTRY_COMPARE(recorder->snapshot().state, RecordingState::Failed);
    // More than the queue holds: who consumes would wait if nobody took it.
    for (int i = 0; i < 1000; ++i)
        recorder->consume(source.block(1));
    const auto finished = recorder->finish();

    QVERIFY(!finished);
    QVERIFY(finished.error().detail.find("removed or replaced") != std::string::npos);
    const RecordingSnapshot end = recorder->snapshot();
    QCOMPARE(end.state, RecordingState::Failed);
    QCOMPARE(end.offered, std::uint64_t{1020});
    QCOMPARE(end.durable, std::uint64_t{10});
    QCOMPARE(end.lost, std::uint64_t{1010});
    QCOMPARE(notices.size(), std::size_t{1});
    QCOMPARE(notices[0].kind, RecordingNotice::Kind::Failed);
}

void SessionRecorderTest::whatARecordingThatStoppedIsToldIsCounted() {
    SampleSource source(m_pool, kFirst, 1);
    const auto recorder = newRecorder(settings());
    std::filesystem::remove(path());
    recorder->consume(source.block(1));
    recorder->addEvent(textEvent(1));
    QTRY_COMPARE(recorder->snapshot().state, RecordingState::Failed);

    recorder->addEvent(textEvent(2));
    recorder->takeRaw({kFirst, kStart, RawPiece::Kind::Bytes, 0, "12345"});
    QVERIFY(!recorder->finish());

    QCOMPARE(recorder->snapshot().eventsLost, std::uint64_t{2});
    QCOMPARE(recorder->snapshot().rawBytesLost, std::uint64_t{5});
}

void SessionRecorderTest::aMissingFolderIsAnErrorWithARemedy() {
    SessionRecorderSettings wanted = settings();
    wanted.path = m_folder->filePath(QStringLiteral("missing/a.thub")).toStdString();

    const auto created = SessionRecorder::create(wanted, m_clock);

    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::StorageFailed);
    QVERIFY(created.error().detail.find("create the folder first") != std::string::npos);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::SessionRecorderTest)
#include "session_recorder_test.moc"
