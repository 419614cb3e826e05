// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QFile>
#include <QTemporaryDir>

#include "memory_target.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_recorder.h"

namespace telemetryhub::engine {
namespace {

constexpr DeviceId kDevice{1};
constexpr std::uint64_t kBlockSamples = SampleBlock::kCapacity;

CsvRecorderSettings settingsFor(const std::string& path) {
    CsvRecorderSettings settings;
    settings.path = path;
    settings.start = kStart;
    return settings;
}

std::unique_ptr<CsvRecorder> recorderTo(TargetLog& log, TargetScript script = {},
                                        CsvRecorderSettings settings = settingsFor("memory")) {
    return std::make_unique<CsvRecorder>(std::move(settings),
                                         std::make_unique<MemoryTarget>(log, script));
}

/// Reads a pipe to its end.
std::string readAll(int descriptor) {
    std::string text;
    char piece[65536];
    for (;;) {
        const ssize_t got = ::read(descriptor, piece, sizeof piece);
        if (got <= 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
    }
}

}  // namespace

class TestCsvRecorder : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void finishWritesAndSyncsEverything();
    void theAccountClosesAtEveryMoment();
    void rowsBecomeDurableWithoutAFinish();
    void whatIsWrittenIsNotDurableBeforeASync();
    void openChannelsSettleWhenNothingMoreComes();
    void aDeviceThatComesLaterWidensTheFile();
    void aFailedWriteStopsRecordingAndCountsTheLoss();
    void aFailedSyncIsNeverTriedAgain();
    void aFullDeviceIsToldOnce();
    void aFileAtItsLimitEndsWithAWholeRow();
    void aReaderThatLeavesIsAnError();
    void aPipeThatNobodyReadsMakesTheWorkerWait();
    void aPipeThatNobodyReadsIsGivenUpAtTheEnd_data();
    void aPipeThatNobodyReadsIsGivenUpAtTheEnd();
    void aReaderThatReadsSlowlyGetsEverythingAtTheEnd();
    void waitingWorkersGoOnAfterAFailure();
    void samplesAStreamCannotTellApartAreLost();
};

void TestCsvRecorder::initTestCase() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void TestCsvRecorder::finishWritesAndSyncsEverything() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    TargetLog log;
    const auto recorder = recorderTo(log);
    recorder->addDevice({kDevice, "device", {}, {}});

    for (int i = 0; i < 50; ++i)
        recorder->consume(source.fullBlock(i));
    QVERIFY(recorder->finish());

    const RecorderSnapshot snapshot = recorder->snapshot();
    QCOMPARE(snapshot.offered, 50 * kBlockSamples);
    QCOMPARE(snapshot.durable, 50 * kBlockSamples);
    QCOMPARE(snapshot.notYetDurable, 0U);
    QCOMPARE(snapshot.lost, 0U);
    QCOMPARE(snapshot.bytes, log.text.size());
    QCOMPARE(lineCount(log.text), 50 * kBlockSamples + 1);
    QVERIFY(recorder->finish());  // again without effect
}

void TestCsvRecorder::theAccountClosesAtEveryMoment() {
    BlockPool pool;
    TargetLog log;
    const auto recorder = recorderTo(log, {true, 4, 0, Widened::Rewritten});
    std::atomic<bool> done{false};
    std::atomic<int> openAccounts{0};
    std::thread watcher([&] {
        while (!done) {
            if (!recorder->snapshot().closes()) ++openAccounts;
            std::this_thread::yield();
        }
    });
    std::vector<std::thread> workers;
    for (std::uint32_t id = 1; id <= 2; ++id) {
        recorder->addDevice({DeviceId{id}, std::to_string(id), {}, {}});
        workers.emplace_back([&recorder, &pool, id] {
            BlockSource source(pool, DeviceId{id}, channelSet({"a"}));
            for (int i = 0; i < 200; ++i)
                recorder->consume(source.fullBlock(0.1 + 0.2));
        });
    }
    for (std::thread& worker : workers)
        worker.join();
    const bool finished = recorder->finish().hasValue();
    done = true;
    watcher.join();

    QVERIFY(!finished);
    QCOMPARE(openAccounts.load(), 0);
    const RecorderSnapshot snapshot = recorder->snapshot();
    QCOMPARE(snapshot.offered, 400 * kBlockSamples);
    QVERIFY(snapshot.durable > 0 && snapshot.lost > 0);
    QCOMPARE(snapshot.notYetDurable, 0U);
    QVERIFY(snapshot.closes());
}

void TestCsvRecorder::rowsBecomeDurableWithoutAFinish() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    TargetLog log;
    CsvRecorderSettings settings = settingsFor("memory");
    settings.syncInterval = std::chrono::milliseconds(1);
    const auto recorder = recorderTo(log, {}, settings);

    recorder->consume(source.block({{1}}));

    QTRY_COMPARE(recorder->snapshot().durable, 1U);
}

void TestCsvRecorder::whatIsWrittenIsNotDurableBeforeASync() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    TargetLog log;
    CsvRecorderSettings settings = settingsFor("memory");
    settings.syncInterval = std::chrono::hours(1);
    const auto recorder = recorderTo(log, {}, settings);

    recorder->consume(source.block({{1}}));
    QTRY_VERIFY(recorder->snapshot().bytes >
                std::string_view("time_utc,elapsed_s,seq,a\r\n").size());

    QCOMPARE(recorder->snapshot().durable, 0U);
    QCOMPARE(recorder->snapshot().notYetDurable, 1U);
    QVERIFY(recorder->finish());
    QCOMPARE(recorder->snapshot().durable, 1U);
}

void TestCsvRecorder::openChannelsSettleWhenNothingMoreComes() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}, ChannelSetKind::Open));
    TargetLog log;
    CsvRecorderSettings settings = settingsFor("memory");
    settings.settleTime = std::chrono::milliseconds(10);
    const auto recorder = recorderTo(log, {false, 0, 0, Widened::Rewritten}, settings);

    recorder->consume(source.block({{1}}));

    QTRY_COMPARE(recorder->snapshot().durable, 1U);
}

void TestCsvRecorder::aDeviceThatComesLaterWidensTheFile() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    BlockPool pool;
    BlockSource first(pool, DeviceId{1}, channelSet({"a"}));
    BlockSource second(pool, DeviceId{2}, channelSet({"b"}));
    auto recorder = CsvRecorder::create(settingsFor(path.toStdString()));
    QVERIFY(recorder);

    recorder.value()->addDevice({DeviceId{1}, "one", {}, {}});
    recorder.value()->consume(first.block({{1}}));
    QTRY_VERIFY(recorder.value()->snapshot().bytes > 0);  // the header for one device stands
    recorder.value()->addDevice({DeviceId{2}, "two", {}, {}});
    recorder.value()->consume(second.block({{2}}));
    QVERIFY(recorder.value()->finish());

    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("time_utc,elapsed_s,device,seq,a,b\r\n"
                                        "2023-11-14T22:13:20.000000000Z,0.000000000,one,1,1,\r\n"
                                        "2023-11-14T22:13:20.000000000Z,0.000000000,two,1,,2\r\n"));
}

void TestCsvRecorder::aFailedWriteStopsRecordingAndCountsTheLoss() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a", "b"}));
    TargetLog log;
    std::atomic<int> told{0};
    CsvRecorderSettings settings = settingsFor("memory");
    settings.onFailure = [&told](const Error&) { ++told; };
    const auto recorder = recorderTo(log, {true, 3, 0, Widened::Rewritten}, settings);

    for (int i = 0; i < 100; ++i)
        recorder->consume(source.fullBlock(0.1 + 0.2));
    const Result<void> finished = recorder->finish();

    QVERIFY(!finished);
    const RecorderSnapshot snapshot = recorder->snapshot();
    QVERIFY(snapshot.error && snapshot.error->code == ErrorCode::StorageFailed);
    QCOMPARE(snapshot.durable + 1, lineCount(log.text));  // two writes were saved
    QVERIFY(snapshot.durable > 0);
    QCOMPARE(snapshot.lost, 100 * kBlockSamples - snapshot.durable);
    QCOMPARE(told.load(), 1);
}

void TestCsvRecorder::aFailedSyncIsNeverTriedAgain() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    TargetLog log;
    const auto recorder = recorderTo(log, {true, 0, 1, Widened::Rewritten});

    recorder->consume(source.fullBlock(1));

    QVERIFY(!recorder->finish());
    QCOMPARE(log.syncs, 1);
    QCOMPARE(recorder->snapshot().durable, 0U);
    QCOMPARE(recorder->snapshot().lost, kBlockSamples);
}

void TestCsvRecorder::aFullDeviceIsToldOnce() {
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    std::atomic<int> told{0};
    CsvRecorderSettings settings = settingsFor("/dev/full");
    settings.onFailure = [&told](const Error&) { ++told; };
    auto recorder = CsvRecorder::create(settings);
    QVERIFY(recorder);

    recorder.value()->consume(source.fullBlock(1));
    QTRY_VERIFY(recorder.value()->snapshot().error);
    recorder.value()->consume(source.fullBlock(1));

    QVERIFY(!recorder.value()->finish());
    QCOMPARE(told.load(), 1);
    const RecorderSnapshot snapshot = recorder.value()->snapshot();
    QCOMPARE(snapshot.lost, 2 * kBlockSamples);
    QVERIFY(snapshot.error->detail.find("free some space") != std::string::npos);
    QVERIFY(snapshot.closes());
}

void TestCsvRecorder::aFileAtItsLimitEndsWithAWholeRow() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit limit = before;
    limit.rlim_cur = 2'000'001;
    BlockPool pool;
    BlockSource source(pool, kDevice, channelSet({"a"}));
    auto recorder = CsvRecorder::create(settingsFor(path.toStdString()));
    QVERIFY(recorder);

    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    for (int i = 0; i < 400; ++i)
        recorder.value()->consume(source.fullBlock(1));
    const bool finished = recorder.value()->finish().hasValue();
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

    QVERIFY(!finished);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const RecorderSnapshot snapshot = recorder.value()->snapshot();
    QVERIFY(text.ends_with("\r\n"));
    QVERIFY(snapshot.durable > 0);
    QCOMPARE(lineCount(text), snapshot.durable + 1);
    QCOMPARE(snapshot.lost, 400 * kBlockSamples - snapshot.durable);
}

void TestCsvRecorder::aReaderThatLeavesIsAnError() {
    BlockPool pool;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    QVERIFY(!CsvRecorder::create(settingsFor(path)));  // nobody reads

    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    auto recorder = CsvRecorder::create(settingsFor(path));
    QVERIFY(recorder);
    ::close(reader);
    BlockSource source(pool, kDevice, channelSet({"a"}));
    recorder.value()->consume(source.fullBlock(1));

    QVERIFY(!recorder.value()->finish());
    QCOMPARE(recorder.value()->snapshot().lost, kBlockSamples);
}

void TestCsvRecorder::aPipeThatNobodyReadsMakesTheWorkerWait() {
    constexpr std::uint64_t kBlocks = 2'000;
    BlockPool pool;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    auto recorder = CsvRecorder::create(settingsFor(path));
    QVERIFY(recorder);
    std::atomic<bool> offeredAll{false};

    std::thread worker([&] {
        BlockSource source(pool, kDevice, channelSet({"a"}));
        for (std::uint64_t i = 0; i < kBlocks; ++i)
            recorder.value()->consume(source.fullBlock(1));
        offeredAll = true;
    });
    QTRY_VERIFY(recorder.value()->snapshot().offered >= 256 * kBlockSamples);
    // What pipe, buffer and queue hold together is far less than what is to come.
    const bool waits = !offeredAll;
    ::fcntl(reader, F_SETFL, 0);
    std::string text;
    std::thread drain([&text, reader] { text = readAll(reader); });
    worker.join();
    const bool finished = recorder.value()->finish().hasValue();
    const RecorderSnapshot snapshot = recorder.value()->snapshot();
    std::move(recorder).value().reset();
    drain.join();
    ::close(reader);

    QVERIFY(waits);
    QVERIFY(finished);
    QCOMPARE(snapshot.durable, kBlocks * kBlockSamples);
    QCOMPARE(snapshot.lost, 0U);
    QCOMPARE(lineCount(text), kBlocks * kBlockSamples + 1);
}

void TestCsvRecorder::aPipeThatNobodyReadsIsGivenUpAtTheEnd_data() {
    QTest::addColumn<bool>("isStandardOutput");
    QTest::newRow("by its name") << false;
    QTest::newRow("standard output") << true;
}

void TestCsvRecorder::aPipeThatNobodyReadsIsGivenUpAtTheEnd() {
    QFETCH(bool, isStandardOutput);
    BlockPool pool;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    const int writer = ::open(path.c_str(), O_WRONLY);
    const int before = ::dup(STDOUT_FILENO);
    if (isStandardOutput) ::dup2(writer, STDOUT_FILENO);
    auto recorder = CsvRecorder::create(settingsFor(isStandardOutput ? "-" : path));
    ::dup2(before, STDOUT_FILENO);
    QVERIFY(recorder);

    BlockSource source(pool, kDevice, channelSet({"a"}));
    for (int i = 0; i < 100; ++i)
        recorder.value()->consume(source.fullBlock(1));
    const Result<void> finished = recorder.value()->finish();

    const RecorderSnapshot snapshot = recorder.value()->snapshot();
    const int flags = ::fcntl(writer, F_GETFL);
    char piece[1 << 20];
    const ssize_t got = ::read(reader, piece, sizeof piece);
    for (const int descriptor : {reader, writer, before})
        ::close(descriptor);
    QVERIFY(!finished);
    QVERIFY(finished.error().detail.find("was not read until the end") != std::string::npos);
    QCOMPARE(snapshot.state, RecordingState::Failed);
    QCOMPARE(snapshot.durable + snapshot.lostBy[LossReason::Unread], 100 * kBlockSamples);
    QVERIFY(got > 0);
    QCOMPARE(lineCount({piece, static_cast<std::size_t>(got)}), snapshot.durable + 1);
    QCOMPARE(flags & O_NONBLOCK, 0);  // whoever shares the descriptor still waits
}

void TestCsvRecorder::aReaderThatReadsSlowlyGetsEverythingAtTheEnd() {
    constexpr std::uint64_t kBlocks = 200;
    BlockPool pool;
    int ends[2] = {-1, -1};
    QCOMPARE(::pipe(ends), 0);
    const int before = ::dup(STDOUT_FILENO);
    ::dup2(ends[1], STDOUT_FILENO);
    auto recorder = CsvRecorder::create(settingsFor("-"));
    ::dup2(before, STDOUT_FILENO);
    ::close(ends[1]);
    QVERIFY(recorder);
    BlockSource source(pool, kDevice, channelSet({"a"}));
    for (std::uint64_t i = 0; i < kBlocks; ++i)
        recorder.value()->consume(source.fullBlock(1));

    std::string text;
    std::thread drain([&text, reader = ends[0]] { text = readAll(reader); });
    const bool finished = recorder.value()->finish().hasValue();
    std::move(recorder).value().reset();
    drain.join();
    ::close(ends[0]);
    ::close(before);

    QVERIFY(finished);
    QCOMPARE(lineCount(text), kBlocks * kBlockSamples + 1);
}

void TestCsvRecorder::waitingWorkersGoOnAfterAFailure() {
    BlockPool pool;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("pipe")).toStdString();
    QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    auto recorder = CsvRecorder::create(settingsFor(path));
    QVERIFY(recorder);

    std::thread worker([&] {
        BlockSource source(pool, kDevice, channelSet({"a"}));
        for (int i = 0; i < 2'000; ++i)
            recorder.value()->consume(source.fullBlock(1));
    });
    QTRY_VERIFY(recorder.value()->snapshot().offered >= 256 * kBlockSamples);
    ::close(reader);
    worker.join();

    QVERIFY(!recorder.value()->finish());
    const RecorderSnapshot snapshot = recorder.value()->snapshot();
    QCOMPARE(snapshot.offered, 2'000 * kBlockSamples);
    QVERIFY(snapshot.lost > 0);
    QVERIFY(snapshot.closes());
}

void TestCsvRecorder::samplesAStreamCannotTellApartAreLost() {
    BlockPool pool;
    BlockSource first(pool, DeviceId{1}, channelSet({"a"}));
    BlockSource second(pool, DeviceId{2}, channelSet({"a"}));
    TargetLog log;
    std::atomic<int> warnings{0};
    CsvRecorderSettings settings = settingsFor("-");
    settings.onWarning = [&warnings](const std::string&) { ++warnings; };
    const auto recorder = recorderTo(log, {false, 0, 0, Widened::Rewritten}, settings);

    recorder->addDevice({DeviceId{1}, "one", {}, {}});
    recorder->consume(first.block({{1}}));
    QTRY_COMPARE(recorder->snapshot().durable, 1U);
    recorder->addDevice({DeviceId{2}, "two", {}, {}});
    recorder->consume(second.block({{1}, {2}}));
    QVERIFY(recorder->finish());

    const RecorderSnapshot snapshot = recorder->snapshot();
    QCOMPARE(snapshot.durable, 1U);
    QCOMPARE(snapshot.lost, 2U);
    QCOMPARE(warnings.load(), 1);
    QVERIFY(snapshot.closes());
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::TestCsvRecorder)
#include "test_csv_recorder.moc"
