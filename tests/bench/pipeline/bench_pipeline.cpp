// SPDX-License-Identifier: GPL-3.0-or-later
// Hands samples of 56 bytes (five values, two times) from one thread to another, nothing lost:
// one by one through a mutex, a deque and a condition variable, and as blocks through the queue.
#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>

#include "bench/bench_report.h"
#include "telemetryhub/engine/core/sample_writer.h"
#include "telemetryhub/engine/pipeline/queue_intake.h"

using namespace telemetryhub::engine;
using namespace telemetryhub::bench;

namespace {

constexpr int kSamples = 2'000'000;
constexpr int kRepeats = 5;

struct Sample {
    std::int64_t steadyNs;
    std::int64_t wallNs;
    std::array<double, 5> values;
};

double handOverOneByOne() {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Sample> queue;
    double sum = 0;
    std::thread consumer([&] {
        for (int taken = 0; taken < kSamples; ++taken) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return !queue.empty(); });
            sum += queue.front().values[0];
            queue.pop_front();
        }
    });
    for (int i = 0; i < kSamples; ++i) {
        const std::lock_guard lock(mutex);
        queue.push_back({i, i, {double(i), 1, 2, 3, 4}});
        changed.notify_one();
    }
    consumer.join();
    return sum;
}

class Summing final : public BlockProcessor {
public:
    void process(BlockRef block) override {
        for (const double value : block->column(0))
            sum += value;
    }
    void laneFinished() override {}
    double sum = 0;
};

/// Lets the producer wait until there is room, as a device does by not reading its bus.
class Room final : public IntakeListener {
public:
    void roomAvailable() override {
        const MutexLock lock(m_mutex);
        m_hasRoom = true;
        m_changed.notifyOne();
    }
    void wait() {
        const MutexLock lock(m_mutex);
        while (!m_hasRoom)
            m_changed.wait(m_mutex);
        m_hasRoom = false;
    }

private:
    Mutex m_mutex;
    Condition m_changed;
    bool m_hasRoom TH_GUARDED_BY(m_mutex) = false;
};

class Offering final : public BlockReceiver {
public:
    Offering(QueueIntake& intake, Room& room) : m_intake(intake), m_room(room) {}
    void receive(BlockRef block) override {
        while (m_intake.offer(block) == Offer::Full)
            m_room.wait();
    }

private:
    QueueIntake& m_intake;
    Room& m_room;
};

/// \param flushEvery rows a read of the bus brings: part-filled blocks leave after each
double handOverBlocks(int flushEvery) {
    BlockPool pool;
    BoundedQueue queue(1000);
    auto summing = std::make_shared<Summing>();
    auto room = std::make_shared<Room>();
    {
        QueueIntake intake(queue,
                           {Overflow::Block, std::make_shared<DeviceLedger>(), summing, room});
        std::thread consumer([&] {
            BoundedQueue::Batch batch;
            while (queue.take(batch)) {
                for (std::size_t i = 0; i < batch.size; ++i)
                    BoundedQueue::processorOf(batch.lane).process(std::move(batch.blocks[i]));
                queue.done(batch);
            }
        });
        Offering offering(intake, *room);
        SampleWriter writer(pool, DeviceId{1}, offering);
        writer.setChannels(std::make_shared<const ChannelSet>(std::vector<Channel>(5)));
        for (int i = 0; i < kSamples; ++i) {
            writer.addRow(std::array<double, 5>{double(i), 1, 2, 3, 4});
            if (i % flushEvery == flushEvery - 1) writer.flush();
        }
        writer.flush();
        queue.close();
        consumer.join();
    }
    return summing->sum;
}

}  // namespace

int main() {
    double expected = 0;
    const double baseline = bestSecondsOf(kRepeats, [&] { expected = handOverOneByOne(); });
    const double perSecond = kSamples / baseline;
    report("hand-off, mutex + deque + condition, one by one", perSecond, "samples/s");
    for (const int rows : {1, 16, 64, 256}) {
        double sum = 0;
        const double seconds = bestSecondsOf(kRepeats, [&] { sum = handOverBlocks(rows); });
        if (sum != expected) return 1;
        char what[64];
        std::snprintf(what, sizeof what, "hand-off, queue of blocks, %d rows a read", rows);
        report(what, kSamples / seconds, "samples/s", "one by one", perSecond);
    }
    return 0;
}
