// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_recorder.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "outlet/outlet_queue.h"
#include "record/deadline.h"
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
    Impl(CsvRecorderSettings recorderSettings, std::unique_ptr<LiveCsvTarget> csvTarget)
        : settings(std::move(recorderSettings)),
          target(std::move(csvTarget)),
          writer(*target, {settings.start, settings.settleTime, settings.onWarning}),
          settleDeadline(settings.settleTime),
          syncDeadline(settings.syncInterval),
          nextLook(SteadyClock::now() + settings.lookInterval) {
        counts.path = settings.path;
    }

    void run();
    [[nodiscard]] SteadyClock::time_point nextDeadline() const;
    Result<void> process(OutletBatch batch);
    Result<void> doWhatIsDue(SteadyClock::time_point now);
    Result<void> flushAndSync();
    void publish();
    void fail(const Error& error);
    void end();

    const CsvRecorderSettings settings;
    const std::unique_ptr<LiveCsvTarget> target;
    OutletQueue queue{kCsvWakeBlocks, settings.gate};

    // Of the record thread.
    CsvWriter writer;
    Deadline settleDeadline;
    Deadline flushDeadline{kMaxRowDelay};
    Deadline syncDeadline;
    SteadyClock::time_point nextLook;
    bool syncFailed = false;
    bool failed = false;

    mutable Mutex mutex;
    bool stopped TH_GUARDED_BY(mutex) = false;
    // Without the sums, and without what `refused` and the end add to the losses.
    RecorderSnapshot counts TH_GUARDED_BY(mutex);
    std::uint64_t refused TH_GUARDED_BY(mutex) = 0;
    std::uint64_t refusedBeforeEnd TH_GUARDED_BY(mutex) = 0;
    LossReason endReason TH_GUARDED_BY(mutex) = LossReason::Failed;

    std::thread thread;
};

Result<std::unique_ptr<CsvRecorder>> CsvRecorder::create(CsvRecorderSettings settings) {
    auto target = openLiveCsv(settings.path, settings.onWarning);
    if (!target) return target.error();
    return std::make_unique<CsvRecorder>(std::move(settings), std::move(target).value());
}

CsvRecorder::CsvRecorder(CsvRecorderSettings settings, std::unique_ptr<LiveCsvTarget> target)
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
    if (m_impl->queue.addBlock(block) == OutletQueue::Answer::Taken) return;
    const MutexLock lock(m_impl->mutex);
    m_impl->refused += block->size();
}

std::optional<OutletSnapshot> CsvRecorder::account() const {
    const RecorderSnapshot recorder = snapshot();
    OutletSnapshot account;
    account.name = "csv";
    account.target = recorder.path;
    account.state = outletStateOf(recorder.state);
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
    LossCounts& lost = snapshot.lostBy;
    lost[LossReason::QueueFull] += m_impl->stopped ? m_impl->refusedBeforeEnd : m_impl->refused;
    // Behind the end nothing waits any more.
    if (m_impl->stopped)
        lost[m_impl->endReason] += snapshot.offered - snapshot.durable - lost.total();
    snapshot.lost = lost.total();
    snapshot.notYetDurable = snapshot.offered - snapshot.durable - snapshot.lost;
    return snapshot;
}

void CsvRecorder::hurry() {
    m_impl->target->hurry();
}

Result<void> CsvRecorder::finish() {
    hurry();
    m_impl->queue.close();
    if (m_impl->thread.joinable()) m_impl->thread.join();
    const MutexLock lock(m_impl->mutex);
    if (m_impl->counts.error) return *m_impl->counts.error;
    return {};
}

void CsvRecorder::Impl::run() {
    setThreadName("th-csv");
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
    end();
}

SteadyClock::time_point CsvRecorder::Impl::nextDeadline() const {
    if (failed) return SteadyClock::now() + kIdleWait;
    SteadyClock::time_point next = nextLook;
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
    if (now >= nextLook) {
        nextLook = now + settings.lookInterval;
        if (Result<void> looked = target->look(); !looked) return looked;
    }
    const CsvAccount account = target->account();
    const bool unsynced = writer.hasRows() || account.written > account.durable;
    if (syncDeadline.passed(target->canSync() && unsynced, now)) return flushAndSync();
    return {};
}

Result<void> CsvRecorder::Impl::flushAndSync() {
    if (Result<void> flushed = writer.flush(); !flushed) return flushed;
    Result<void> synced = target->sync();
    syncFailed = !synced;
    return synced;
}

void CsvRecorder::Impl::publish() {
    const CsvAccount account = target->account();
    const std::optional<Error> hindrance = target->hindrance();
    const MutexLock lock(mutex);
    counts.durable = account.durable;
    counts.lostBy = account.lost;
    counts.lostBy[LossReason::NoPlace] = writer.samplesLeftOut();
    counts.cellsLeftOut = writer.cellsLeftOut();
    counts.bytes = target->writtenBytes();
    counts.path = target->path();
    counts.state = hindrance ? RecordingState::Suspended : RecordingState::Recording;
    counts.error = hindrance;
}

void CsvRecorder::Impl::fail(const Error& error) {
    // What was written before the failing write can still be saved. After a failed sync nothing
    // can: the system may have dropped the pages, and a second sync would succeed wrongly.
    if (!syncFailed) static_cast<void>(target->sync());
    publish();
    failed = true;
    {
        const MutexLock lock(mutex);
        stopped = true;
        refusedBeforeEnd = refused;
        endReason = target->lossReason();
        counts.state = RecordingState::Failed;
        counts.error = error;
    }
    if (settings.onFailure) settings.onFailure(error);
}

void CsvRecorder::Impl::end() {
    const MutexLock lock(mutex);
    if (counts.state == RecordingState::Recording) counts.state = RecordingState::Finished;
    // There is nothing behind the end that it could go on with.
    if (counts.state == RecordingState::Suspended) counts.state = RecordingState::Failed;
}

}  // namespace telemetryhub::engine
