// SPDX-License-Identifier: GPL-3.0-or-later
// A recording on a disk that fills up and is emptied again.
#include "session_samples.h"
#include "small_disk.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/session_recorder.h"

namespace telemetryhub::engine {
namespace {

using namespace std::chrono_literals;

constexpr DeviceId kFirst{1};
constexpr DeviceId kLate{2};
/// Less than the recorder wants before it goes on.
constexpr std::uintmax_t kRoomBytes = std::uintmax_t{1} << 20;

}  // namespace

class FullDiskTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_disk.reset(); }
    void aFullDiskSuspendsAndSpaceLetsItGoOn();
    void whatIsNamedWhileTheDiskIsFullIsKnownLater();
    void aRecordingThatEndsOnAFullDiskSaysSo();

private:
    [[nodiscard]] std::unique_ptr<SessionRecorder> newRecorder();
    void consumeUntilSuspended(SessionRecorder& recorder, SampleSource& source);

    std::unique_ptr<SmallDisk> m_disk;
    BlockPool m_pool;
    SystemClock m_clock;
};

void FullDiskTest::initTestCase() {
    if (!SmallDisk::areAllowed()) QSKIP("a disk that may be filled can only be mounted by root");
}

void FullDiskTest::init() {
    m_disk = std::make_unique<SmallDisk>();
    if (!m_disk->isMounted()) QSKIP("no disk in memory could be mounted");
}

std::unique_ptr<SessionRecorder> FullDiskTest::newRecorder() {
    SessionRecorderSettings settings;
    settings.path = m_disk->path("a.thub");
    settings.program = "test";
    settings.commitInterval = 10ms;
    settings.lookInterval = 20ms;
    auto created = SessionRecorder::create(settings, m_clock);
    if (!created) qFatal("%s", created.error().detail.c_str());
    created.value()->addDevice({kFirst, "first", "sim:demo", {}});
    return std::move(created).value();
}

void FullDiskTest::consumeUntilSuspended(SessionRecorder& recorder, SampleSource& source) {
    while (recorder.snapshot().state == RecordingState::Recording)
        recorder.consume(source.block(256));
}

void FullDiskTest::aFullDiskSuspendsAndSpaceLetsItGoOn() {
    SampleSource source(m_pool, kFirst, 4);
    const auto recorder = newRecorder();
    recorder->consume(source.block(100));
    QTRY_COMPARE(recorder->snapshot().durable, std::uint64_t{100});

    m_disk->fill(kRoomBytes);
    consumeUntilSuspended(*recorder, source);
    for (int i = 0; i < 500; ++i)
        recorder->consume(source.block(1));
    QTRY_COMPARE(recorder->snapshot().notYetDurable, std::uint64_t{0});
    const RecordingSnapshot full = recorder->snapshot();
    m_disk->empty();
    QTRY_COMPARE(recorder->snapshot().state, RecordingState::Recording);
    const std::uint64_t lost = recorder->snapshot().lost;
    const BlockRef behind = source.block(50);
    recorder->consume(behind);
    QVERIFY(recorder->finish());

    QCOMPARE(full.state, RecordingState::Suspended);
    QVERIFY(full.error->detail.find("free some space") != std::string::npos);
    QVERIFY(full.durable >= 100 && full.lost >= 500);
    QCOMPARE(full.durable + full.lost, full.offered);
    const auto read = SessionReader::open(m_disk->path("a.thub"));
    QVERIFY(read);
    QVERIFY(read.value()->info().damage.empty());
    SampleColumns expected = source.truth();
    expected.keep(0, full.durable);
    expected.append(*behind);
    QCOMPARE(differenceOf(storedSamples(*read.value(), kFirst), expected), std::string());
    const std::vector<Gap> gaps = read.value()->gaps(kFirst);
    QCOMPARE(gaps.size(), std::size_t{1});
    QCOMPARE(gaps[0].reason, ErrorCode::StorageFailed);
    QCOMPARE(gaps[0].lost, lost);
    QCOMPARE(gaps[0].next, behind->firstSequence());
}

void FullDiskTest::whatIsNamedWhileTheDiskIsFullIsKnownLater() {
    SampleSource first(m_pool, kFirst, 4);
    SampleSource late(m_pool, kLate, 1);
    const auto recorder = newRecorder();
    m_disk->fill(kRoomBytes);
    consumeUntilSuspended(*recorder, first);

    recorder->addDevice({kLate, "late", "sim:demo", {}});
    recorder->consume(late.block(3));
    QTRY_COMPARE(recorder->snapshot().notYetDurable, std::uint64_t{0});
    m_disk->empty();
    QTRY_COMPARE(recorder->snapshot().state, RecordingState::Recording);
    recorder->consume(late.block(5));
    QVERIFY(recorder->finish());

    const auto read = SessionReader::open(m_disk->path("a.thub"));
    QVERIFY(read);
    const RecordedDeviceInfo* info = read.value()->info().findNamed("late");
    QVERIFY(info);
    QCOMPARE(info->samples, std::uint64_t{5});
    QCOMPARE(info->firstSequence, Sequence{4});
    QCOMPARE(read.value()->gaps(kLate).front().lost, std::uint64_t{3});
    QVERIFY(read.value()->info().damage.empty());
}

void FullDiskTest::aRecordingThatEndsOnAFullDiskSaysSo() {
    SampleSource source(m_pool, kFirst, 4);
    const auto recorder = newRecorder();
    m_disk->fill(kRoomBytes);
    consumeUntilSuspended(*recorder, source);

    const auto finished = recorder->finish();

    QVERIFY(!finished);
    QVERIFY(finished.error().detail.find("free some space") != std::string::npos);
    const RecordingSnapshot end = recorder->snapshot();
    QCOMPARE(end.state, RecordingState::Failed);
    QCOMPARE(end.durable + end.lost, end.offered);
    const auto read = SessionReader::open(m_disk->path("a.thub"));
    QVERIFY(read);
    QCOMPARE(read.value()->info().find(kFirst)->samples, end.durable);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FullDiskTest)
#include "full_disk_test.moc"
