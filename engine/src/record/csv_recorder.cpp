// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_recorder.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "record/deadline.h"
#include "outlet/outlet_queue.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/thread_name.h"

namespace telemetryhub::engine {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// How long a row may wait in the buffer, so that a reader of the file is close behind.
constexpr std::chrono::milliseconds kMaxRowDelay{200};

/// Rows are written as they come, for who reads along.
constexpr std::size_t kCsvWakeBlocks = 1;
constexpr std::chrono::minutes kIdleWait{1};

}  // namespace

struct CsvRecorder::Impl {
    Impl(CsvRecorderSettings recorderSettings, std::unique_ptr<CsvTarget> csvTarget)
        : settings(std::move(recorderSettings)),
          target(std::move(csvTarget)),
          writer(*target, {settings.start, settings.settleTime, settings.onWarning}),
          settleDeadline(settings.settleTime),
          syncDeadline(settings.syncInterval) {}

    void run();
    [[nodiscard]] SteadyClock::time_point nextDeadline() const;
    Result<void> process(OutletBatch batch);
    Result<void> doWhatIsDue(SteadyClock::time_point now);
    Result<void> flushAndSync();
    void noteWritten();
    void publish();
    void fail(const Error& error);

    const CsvRecorderSettings settings;
    const std::unique_ptr<CsvTarget> target;
    OutletQueue queue{kCsvWakeBlocks, settings.gate};

    // Of the record thread.
    CsvWriter writer;
    Deadline settleDeadline;
    Deadline flushDeadline{kMaxRowDelay};
    Deadline syncDeadline;
    std::uint64_t durableSamples = 0;
    bool syncFailed = false;
    bool failed = false;

    mutable Mutex mutex;
    bool stopped TH_GUARDED_BY(mutex) = false;
    // Without notYetDurable, which is the rest, and lost without what came after the end.
    RecorderSnapshot counts TH_GUARDED_BY(mutex);
    std::uint64_t refused TH_GUARDED_BY(mutex) = 0;
    std::uint64_t didNotFit TH_GUARDED_BY(mutex) = 0;  ///< of them

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

void CsvRecorder::addDevice(const OutletDevice& device) {
    m_impl->queue.addDevice(device);
}

void CsvRecorder::consume(const BlockRef& block) {
    {
        const MutexLock lock(m_impl->mutex);
        m_impl->counts.offered += block->size();
        if (m_impl->stopped) {
            m_impl->refused += block->size();
            return;
        }
    }
    const OutletQueue::Answer answer = m_impl->queue.addBlock(block);
    if (answer == OutletQueue::Answer::Taken) return;
    const MutexLock lock(m_impl->mutex);
    m_impl->refused += block->size();
    if (answer == OutletQueue::Answer::Full) m_impl->didNotFit += block->size();
}

std::optional<OutletSnapshot> CsvRecorder::account() const {
    const RecorderSnapshot recorder = snapshot();
    OutletSnapshot account;
    account.name = "csv";
    account.target = recorder.path;
    account.state = recorder.error ? OutletState::Failed : OutletState::Running;
    account.offered = recorder.offered;
    account.delivered = recorder.durable;
    account.waiting = recorder.notYetDurable;
    account.lost = recorder.lostBy;
    account.error = recorder.error;
    return account;
}

RecorderSnapshot CsvRecorder::snapshot() const {
    const MutexLock lock(m_impl->mutex);
    RecorderSnapshot snapshot = m_impl->counts;
    snapshot.path = m_impl->settings.path;
    snapshot.lost += m_impl->refused;
    snapshot.lostBy[LossReason::QueueFull] = m_impl->didNotFit;
    snapshot.lostBy[snapshot.error ? LossReason::Failed : LossReason::NoPlace] =
        snapshot.lost - m_impl->didNotFit;
    snapshot.notYetDurable = snapshot.offered - snapshot.durable - snapshot.lost;
    return snapshot;
}

Result<void> CsvRecorder::finish() {
    m_impl->queue.close();
    if (m_impl->thread.joinable()) m_impl->thread.join();
    const MutexLock lock(m_impl->mutex);
    if (m_impl->counts.error) return *m_impl->counts.error;
    return {};
}

void CsvRecorder::Impl::run() {
    setThreadName("th-record");
    for (bool last = false; !last;) {
        OutletBatch batch = queue.take(nextDeadline(), OutletQueue::Wake::AtAnything);
        last = batch.last;
        // What comes behind a failure is lost and counted; it only must not wait.
        if (failed) continue;
        if (const Result<void> done = process(std::move(batch)); !done)
            fail(done.error());
        else
            publish();
    }
}

SteadyClock::time_point CsvRecorder::Impl::nextDeadline() const {
    SteadyClock::time_point next = SteadyClock::now() + kIdleWait;
    if (failed) return next;
    for (const auto& deadline : {settleDeadline.at(), flushDeadline.at(), syncDeadline.at()})
        if (deadline) next = std::min(next, *deadline);
    return next;
}

Result<void> CsvRecorder::Impl::process(OutletBatch batch) {
    for (OutletDevice& device : batch.devices)
        writer.addDevice(device.id, std::move(device.name));
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
    failed = true;
    {
        const MutexLock lock(mutex);
        stopped = true;
        counts.lost = counts.offered - counts.durable - refused;
        counts.error = error;
    }
    if (settings.onFailure) settings.onFailure(error);
}

}  // namespace telemetryhub::engine
