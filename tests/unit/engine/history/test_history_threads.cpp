// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <thread>

#include <QTest>

#include "stored_rows.h"

namespace telemetryhub::engine {
namespace {

constexpr TimeSpan kEver{std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::max()};

constexpr int kBlocksToALoss = 10;
constexpr Sequence kLost = 3;

/// Blocks whose values are their own times and numbers, so that a reader can tell a torn answer.
void writeBlocks(History& history, DeviceId device, int blocks) {
    BlockPool pool;
    const ChannelSetPtr narrow = channelsNamed(1);
    const ChannelSetPtr wide = channelsNamed(2);
    Sequence next = 1;
    for (int i = 0; i < blocks; ++i) {
        const BlockRef block = pool.acquire(device, next, i < blocks / 2 ? narrow : wide);
        while (!block->full()) {
            const auto time = static_cast<std::int64_t>(next);
            const auto value = static_cast<double>(next++);
            const double values[] = {value, -value};
            block.writable().append({time, time}, {values, block->channelCount()});
        }
        history.consume(block);
        if (i % kBlocksToALoss == kBlocksToALoss - 1) next += kLost;
    }
}

/// Whether the newest rows have the numbers they were given.
bool rowsHold(const History& history, DeviceId device, std::int64_t newestNs) {
    HistoryRows rows = history.rows(device, {newestNs - 5'000, newestNs});
    while (const auto stretch = rows.next()) {
        for (std::size_t i = 0; i < stretch->steadyNs.size(); ++i) {
            const auto number = static_cast<std::int64_t>(stretch->first + i);
            if (stretch->steadyNs[i] != number || stretch->wallOffsetNs != 0) return false;
            if (stretch->columns[0][i] != static_cast<double>(number)) return false;
        }
    }
    return true;
}

/// Whether one round of questions gave answers that fit together.
bool answersHold(const History& history, DeviceId device) {
    const auto extent = history.extent(device);
    if (!extent) return true;
    std::vector<HistoryColumn> columns(50);
    const std::int64_t step = std::max<std::int64_t>(1, extent->toNs / 50);
    history.columns(device, 0, 0, step, columns);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty()) continue;
        const auto left = static_cast<double>(static_cast<std::int64_t>(i) * step);
        const auto right = left + static_cast<double>(step);
        if (columns[i].min < left || columns[i].max >= right) return false;
        if (columns[i].last != columns[i].max) return false;
    }
    const auto points = history.points(device, 0, {extent->toNs - 20, extent->toNs}, 100);
    for (const HistoryPoint& point : points.value_or(std::vector<HistoryPoint>{}))
        if (point.value != static_cast<double>(point.steadyNs)) return false;
    for (const LatestValue& value : history.latest(device))
        if (!isAbsent(value.value) && std::abs(value.value) != static_cast<double>(value.sequence))
            return false;
    return rowsHold(history, device, extent->toNs);
}

}  // namespace

class TestHistoryThreads : public QObject {
    Q_OBJECT

private slots:
    void readersSeeWholeSamplesWhileWritersFill();
    void removalLeavesReadersUnharmed();
};

void TestHistoryThreads::readersSeeWholeSamplesWhileWritersFill() {
    constexpr int kBlocks = 600;
    History history(2'000'000);  // small enough that segments go while they are read
    std::atomic<int> wrongAnswers{0};
    std::vector<std::thread> threads;
    for (std::uint32_t id = 1; id <= 2; ++id)
        threads.emplace_back([&history, id] { writeBlocks(history, DeviceId{id}, kBlocks); });
    for (int reader = 0; reader < 3; ++reader)
        threads.emplace_back([&history, &wrongAnswers] {
            for (std::uint32_t round = 0; round < 300; ++round)
                if (!answersHold(history, DeviceId{1 + round % 2})) ++wrongAnswers;
        });
    for (std::thread& thread : threads)
        thread.join();

    QCOMPARE(wrongAnswers.load(), 0);
    QVERIFY(history.usedBytes() <= history.budgetBytes());
    constexpr int kLosses = (kBlocks - 1) / kBlocksToALoss;
    QCOMPARE(history.latest(DeviceId{1})[0].value,
             kBlocks * 256.0 + kLosses * static_cast<double>(kLost));
    QVERIFY(history.sampleCount(DeviceId{1}, kEver) > 10'000);
}

void TestHistoryThreads::removalLeavesReadersUnharmed() {
    constexpr std::uint32_t kDevices = 40;
    History history(1'000'000);
    std::atomic<int> wrongAnswers{0};
    std::atomic<std::uint32_t> begun{0};
    std::thread writer([&history, &begun] {
        for (std::uint32_t id = 1; id <= kDevices; ++id) {
            begun = id;
            writeBlocks(history, DeviceId{id}, 20);
        }
    });
    // Each is removed while it is being written.
    std::thread remover([&history, &begun] {
        for (std::uint32_t id = 1; id <= kDevices; ++id) {
            while (begun < id || (!history.extent(DeviceId{id}) && begun < kDevices))
                std::this_thread::yield();
            history.remove(DeviceId{id});
        }
    });
    std::thread reader([&history, &begun, &wrongAnswers] {
        for (std::uint32_t round = 0; round < 20 * kDevices; ++round)
            if (!answersHold(history, DeviceId{begun})) ++wrongAnswers;
    });
    writer.join();
    remover.join();
    reader.join();

    QCOMPARE(wrongAnswers.load(), 0);
    QCOMPARE(history.usedBytes(), 0U);
}

}  // namespace telemetryhub::engine

QTEST_APPLESS_MAIN(telemetryhub::engine::TestHistoryThreads)
#include "test_history_threads.moc"
