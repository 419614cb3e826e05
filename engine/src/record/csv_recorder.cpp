// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_recorder.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "record/deadline.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

namespace {

using SteadyClock = std::chrono::steady_clock;

// The queue holds both: few blocks of many channels, many of few.
constexpr std::size_t kMaxQueuedBlocks = 256;
constexpr std::size_t kMaxQueuedValues = std::size_t{2} << 20;

/// How long a row may wait in the buffer, so that a reader of the file is close behind.
constexpr std::chrono::milliseconds kMaxRowDelay{200};

std::size_t valuesOf(const SampleBlock& block) {
    return SampleBlock::kCapacity * (block.channelCount() + 2);
}

}  // namespace

struct CsvRecorder::Impl {
    /// What the record thread takes from the queue at once.
    struct Batch {
        std::vector<std::pair<DeviceId, std::string>> devices;
        std::vector<BlockRef> blocks;
        bool last = false;
    };

    Impl(CsvRecorderSettings recorderSettings, std::unique_ptr<CsvTarget> csvTarget)
        : settings(std::move(recorderSettings)),
          target(std::move(csvTarget)),
          writer(*target, {settings.start, settings.settleTime, settings.onWarning}),
          settleDeadline(settings.settleTime),
          syncDeadline(settings.syncInterval) {}

    void run();
    [[nodiscard]] Batch nextBatch();
    [[nodiscard]] std::optional<SteadyClock::time_point> nextDeadline() const;
    Result<void> process(Batch batch);
    Result<void> doWhatIsDue(SteadyClock::time_point now);
    Result<void> flushAndSync();
    void noteWritten();
    void publish();
    void fail(const Error& error);

    const CsvRecorderSettings settings;
    const std::unique_ptr<CsvTarget> target;

    // Of the record thread.
    CsvWriter writer;
    Deadline settleDeadline;
    Deadline flushDeadline{kMaxRowDelay};
    Deadline syncDeadline;
    std::uint64_t durableSamples = 0;
    bool syncFailed = false;

    mutable Mutex mutex;
    Condition work;
    Condition room;
    Batch queue TH_GUARDED_BY(mutex);
    std::size_t queuedValues TH_GUARDED_BY(mutex) = 0;
    bool stopped TH_GUARDED_BY(mutex) = false;
    // Without notYetDurable, which is the rest, and lost without what came after the end.
    RecorderSnapshot counts TH_GUARDED_BY(mutex);
    std::uint64_t refused TH_GUARDED_BY(mutex) = 0;

    std::thread thread;
};

Result<std::unique_ptr<CsvRecorder>> CsvRecorder::create(CsvRecorderSettings settings) {
    Result<std::unique_ptr<CsvTarget>> target = openCsvTarget(settings.path);
    if (!target) return target.error();
    return std::make_unique<CsvRecorder>(std::move(settings), std::move(target).value());
}

CsvRecorder::CsvRecorder(CsvRecorderSettings settings, std::unique_ptr<CsvTarget> target)
    : m_impl(std::make_unique<Impl>(std::move(settings), std::move(target))) {
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->run(); });
}

CsvRecorder::~CsvRecorder() {
    // The error, if any, stands in the snapshot and was told to `onFailure`.
    static_cast<void>(finish());
}

void CsvRecorder::addDevice(DeviceId device, std::string name) {
    const MutexLock lock(m_impl->mutex);
    m_impl->queue.devices.emplace_back(device, std::move(name));
}

void CsvRecorder::consume(const BlockRef& block) {
    Impl& impl = *m_impl;
    const std::size_t values = valuesOf(*block);
    const MutexLock lock(impl.mutex);
    const auto full = [&impl, values]() TH_REQUIRES(impl.mutex) {
        return impl.queue.blocks.size() >= kMaxQueuedBlocks ||
               (!impl.queue.blocks.empty() && impl.queuedValues + values > kMaxQueuedValues);
    };
    while (!impl.stopped && full())
        impl.room.wait(impl.mutex);
    impl.counts.offered += block->size();
    if (impl.stopped || impl.queue.last) {
        impl.refused += block->size();
        return;
    }
    if (impl.queue.blocks.empty()) impl.work.notifyOne();
    impl.queue.blocks.push_back(block);
    impl.queuedValues += values;
}

RecorderSnapshot CsvRecorder::snapshot() const {
    const MutexLock lock(m_impl->mutex);
    RecorderSnapshot snapshot = m_impl->counts;
    snapshot.path = m_impl->settings.path;
    snapshot.lost += m_impl->refused;
    snapshot.notYetDurable = snapshot.offered - snapshot.durable - snapshot.lost;
    return snapshot;
}

Result<void> CsvRecorder::finish() {
    {
        const MutexLock lock(m_impl->mutex);
        m_impl->queue.last = true;
        m_impl->work.notifyOne();
    }
    if (m_impl->thread.joinable()) m_impl->thread.join();
    const MutexLock lock(m_impl->mutex);
    if (m_impl->counts.error) return *m_impl->counts.error;
    return {};
}

void CsvRecorder::Impl::run() {
    setThreadName("th-record");
    for (bool last = false; !last;) {
        Batch batch = nextBatch();
        last = batch.last;
        if (const Result<void> done = process(std::move(batch)); !done) {
            fail(done.error());
            return;
        }
        publish();
    }
}

CsvRecorder::Impl::Batch CsvRecorder::Impl::nextBatch() {
    const MutexLock lock(mutex);
    while (queue.blocks.empty() && !queue.last) {
        const std::optional<SteadyClock::time_point> deadline = nextDeadline();
        const SteadyClock::time_point now = SteadyClock::now();
        if (deadline && *deadline <= now) break;
        if (deadline) {
            work.waitFor(mutex, *deadline - now);
        } else {
            work.wait(mutex);
        }
    }
    const bool last = queue.last;
    Batch batch = std::exchange(queue, {});
    queue.last = last;
    queuedValues = 0;
    room.notifyAll();
    return batch;
}

std::optional<SteadyClock::time_point> CsvRecorder::Impl::nextDeadline() const {
    std::optional<SteadyClock::time_point> next;
    for (const auto& deadline : {settleDeadline.at(), flushDeadline.at(), syncDeadline.at()})
        if (deadline && (!next || *deadline < *next)) next = deadline;
    return next;
}

Result<void> CsvRecorder::Impl::process(Batch batch) {
    for (auto& [device, name] : batch.devices)
        writer.addDevice(device, std::move(name));
    for (BlockRef& block : batch.blocks) {
        if (Result<void> added = writer.add(block); !added) return added;
        block.reset();
    }
    if (!batch.last) return doWhatIsDue(SteadyClock::now());
    if (Result<void> settled = writer.settle(); !settled) return settled;
    return flushAndSync();
}

Result<void> CsvRecorder::Impl::doWhatIsDue(SteadyClock::time_point now) {
    if (settleDeadline.passed(writer.holdsBlocks(), now))
        if (Result<void> settled = writer.settle(); !settled) return settled;
    if (flushDeadline.passed(writer.hasRows(), now))
        if (Result<void> flushed = writer.flush(); !flushed) return flushed;
    noteWritten();
    const bool unsynced = writer.hasRows() || writer.samplesWritten() > durableSamples;
    if (syncDeadline.passed(target->canSync() && unsynced, now)) return flushAndSync();
    return {};
}

Result<void> CsvRecorder::Impl::flushAndSync() {
    if (Result<void> flushed = writer.flush(); !flushed) return flushed;
    if (Result<void> synced = target->sync(); !synced) {
        syncFailed = true;
        return synced;
    }
    durableSamples = writer.samplesWritten();
    return {};
}

/// A target that cannot sync promises no more than that it took the rows.
void CsvRecorder::Impl::noteWritten() {
    if (!target->canSync()) durableSamples = writer.samplesWritten();
}

void CsvRecorder::Impl::publish() {
    const MutexLock lock(mutex);
    counts.durable = durableSamples;
    counts.lost = writer.samplesLeftOut();
    counts.cellsLeftOut = writer.cellsLeftOut();
    counts.bytes = target->writtenBytes();
}

void CsvRecorder::Impl::fail(const Error& error) {
    // What was written before the failing write can still be saved. After a failed sync nothing
    // can: the system may have dropped the pages, and a second sync would succeed wrongly.
    if (!syncFailed && target->sync()) durableSamples = writer.samplesWritten();
    publish();
    Batch unwritten;
    {
        const MutexLock lock(mutex);
        stopped = true;
        counts.lost = counts.offered - counts.durable - refused;
        counts.error = error;
        unwritten = std::exchange(queue, {});
        room.notifyAll();
    }
    if (settings.onFailure) settings.onFailure(error);
}

}  // namespace telemetryhub::engine
