// SPDX-License-Identifier: GPL-3.0-or-later
// A live CSV on a disk that fills up and is emptied again.
#include <algorithm>
#include <mutex>
#include <thread>

#include <QFile>
#include <QStringList>

#include "memory_target.h"
#include "small_disk.h"
#include "support/patient_qtest.h"
#include "telemetryhub/engine/record/csv_recorder.h"

namespace telemetryhub::engine {
namespace {

using namespace std::chrono_literals;

constexpr DeviceId kDevice{1};
constexpr std::uintmax_t kRoomBytes = std::uintmax_t{1} << 20;

}  // namespace

class FullCsvDiskTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_disk.reset(); }
    void aFullDiskSuspendsAndSpaceLetsItGoOn();
    void aHeaderThatFoundNoRoomComesWithTheRows();
    void aRunThatEndsOnAFullDiskSaysSo();

private:
    [[nodiscard]] std::unique_ptr<CsvRecorder> newRecorder();
    void consumeUntilSuspended(CsvRecorder& recorder, BlockSource& source);
    /// Whole rows after the header.
    [[nodiscard]] std::uint64_t rowsInFile() const;

    std::unique_ptr<SmallDisk> m_disk;
    BlockPool m_pool;
    std::mutex m_mutex;
    std::vector<std::string> m_told;
};

void FullCsvDiskTest::initTestCase() {
    if (!SmallDisk::areAllowed()) QSKIP("a disk that may be filled can only be mounted by root");
}

void FullCsvDiskTest::init() {
    m_told.clear();
    m_disk = std::make_unique<SmallDisk>();
    if (!m_disk->isMounted()) QSKIP("no disk in memory could be mounted");
}

std::unique_ptr<CsvRecorder> FullCsvDiskTest::newRecorder() {
    CsvRecorderSettings settings;
    settings.path = m_disk->path("live.csv");
    settings.start = kStart;
    settings.syncInterval = 10ms;
    settings.lookInterval = 20ms;
    settings.onWarning = [this](const std::string& text) {
        const std::lock_guard lock(m_mutex);
        m_told.push_back(text);
    };
    auto created = CsvRecorder::create(settings);
    if (!created) qFatal("%s", created.error().detail.c_str());
    created.value()->addDevice({kDevice, "rig", {}, {}});
    return std::move(created).value();
}

void FullCsvDiskTest::consumeUntilSuspended(CsvRecorder& recorder, BlockSource& source) {
    while (recorder.snapshot().state == RecordingState::Recording)
        recorder.consume(source.fullBlock(0.1 + 0.2));
}

std::uint64_t FullCsvDiskTest::rowsInFile() const {
    QFile file(QString::fromStdString(m_disk->path("live.csv")));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    const std::string text = file.readAll().toStdString();
    if (!text.starts_with("time_utc,elapsed_s,seq,a\r\n") || !text.ends_with("\r\n")) return 0;
    return lineCount(text) - 1;
}

void FullCsvDiskTest::aFullDiskSuspendsAndSpaceLetsItGoOn() {
    BlockSource source(m_pool, kDevice, channelSet({"a"}));
    const auto recorder = newRecorder();
    recorder->consume(source.fullBlock(1));
    QTRY_COMPARE(recorder->snapshot().durable, std::uint64_t{256});

    m_disk->fill(kRoomBytes);
    consumeUntilSuspended(*recorder, source);
    const RecorderSnapshot full = recorder->snapshot();
    QTRY_COMPARE(recorder->snapshot().notYetDurable, std::uint64_t{0});
    const std::uint64_t rowsWhenFull = rowsInFile();
    const std::uint64_t durableWhenFull = recorder->snapshot().durable;
    m_disk->empty();
    QTRY_VERIFY((recorder->consume(source.fullBlock(2, 1)),
                 recorder->snapshot().state == RecordingState::Recording));
    QVERIFY(recorder->finish());

    QVERIFY(full.error->detail.find("free some space") != std::string::npos);
    QVERIFY(full.lostBy[LossReason::DiskFull] > 0);
    QCOMPARE(rowsWhenFull, durableWhenFull);
    const RecorderSnapshot end = recorder->snapshot();
    QVERIFY(end.closes());
    QCOMPARE(end.state, RecordingState::Finished);
    QVERIFY(!end.error);
    QVERIFY(end.durable > durableWhenFull);
    QCOMPARE(rowsInFile(), end.durable);
    QCOMPARE(end.lost, end.lostBy[LossReason::DiskFull]);
    const std::lock_guard lock(m_mutex);
    QCOMPARE(m_told.size(), std::size_t{2});
    QVERIFY(m_told.front().find("suspended") != std::string::npos);
    QVERIFY(m_told.back().find(std::to_string(end.lost) + " samples were lost") !=
            std::string::npos);
}

void FullCsvDiskTest::aHeaderThatFoundNoRoomComesWithTheRows() {
    BlockSource source(m_pool, kDevice, channelSet({"a"}));
    const auto recorder = newRecorder();
    m_disk->fill(0);

    recorder->consume(source.fullBlock(1));
    QTRY_COMPARE(recorder->snapshot().lostBy[LossReason::DiskFull], std::uint64_t{256});
    m_disk->empty();
    QTRY_VERIFY((recorder->consume(source.fullBlock(2, 1)),
                 recorder->snapshot().state == RecordingState::Recording));
    QVERIFY(recorder->finish());

    QVERIFY(rowsInFile() > 0);
    QCOMPARE(rowsInFile(), recorder->snapshot().durable);
}

void FullCsvDiskTest::aRunThatEndsOnAFullDiskSaysSo() {
    BlockSource source(m_pool, kDevice, channelSet({"a"}));
    const auto recorder = newRecorder();
    m_disk->fill(kRoomBytes);
    consumeUntilSuspended(*recorder, source);

    const Result<void> finished = recorder->finish();

    QVERIFY(!finished);
    QVERIFY(finished.error().detail.find("free some space") != std::string::npos);
    const RecorderSnapshot end = recorder->snapshot();
    QCOMPARE(end.state, RecordingState::Failed);
    QCOMPARE(end.notYetDurable, std::uint64_t{0});
    QVERIFY(end.closes());
    QCOMPARE(rowsInFile(), end.durable);
}

}  // namespace telemetryhub::engine

QTEST_GUILESS_MAIN(telemetryhub::engine::FullCsvDiskTest)
#include "full_csv_disk_test.moc"
