// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_recorder.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <thread>
#include <unordered_map>

#include "outlet/outlet_queue.h"
#include "record/deadline.h"
#include "record/disk_watch.h"
#include "telemetryhub/engine/core/mutex.h"
#include "telemetryhub/engine/core/thread_name.h"
#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::engine {

namespace {

using SessionClock = std::chrono::steady_clock;

/// Waking the thread for each block would cost more than writing it.
constexpr std::size_t kWakeBlocks = 32;
constexpr std::chrono::seconds kLedgerInterval{10};
/// To go on takes more than the next block, else it would be suspended at once.
constexpr std::uint64_t kBytesToResume = std::uint64_t{8} << 20;

std::string countText(std::uint64_t samples) {
    return std::to_string(samples) + (samples == 1 ? " sample" : " samples");
}

}  // namespace

OutletState outletStateOf(RecordingState state) {
    switch (state) {
        case RecordingState::Recording: return OutletState::Running;
        case RecordingState::Suspended: return OutletState::Suspended;
        case RecordingState::Failed: return OutletState::Failed;
        case RecordingState::Finished: return OutletState::Finished;
    }
    return OutletState::Failed;
}

const char* recordingStateName(RecordingState state) {
    switch (state) {
        case RecordingState::Recording: return "recording";
        case RecordingState::Suspended: return "suspended";
        case RecordingState::Failed: return "failed";
        case RecordingState::Finished: return "finished";
    }
    return "";
}

OutletSnapshot outletSnapshotOf(const RecordingSnapshot& recording) {
    OutletSnapshot account;
    account.name = "session";
    account.target = recording.path;
    account.state = outletStateOf(recording.state);
    account.offered = recording.offered;
    account.delivered = recording.durable;
    account.waiting = recording.notYetDurable;
    account.lost = recording.lostBy;
    account.error = recording.error;
    return account;
}

struct SessionRecorder::Impl {
    /// What the record thread knows of a device.
    struct Track {
        SessionDevice device;
        std::uint64_t pending = 0;  // taken and not committed
        std::uint64_t lost = 0;     // since the last sample in the file, to be told as a gap
        std::uint64_t told = 0;     // of them, by a gap that is not committed
        Sequence last = 0;          // that was added
        ReadTime lastTime;          // of the same
        ReadTime durableTime = kUnknownTime;
    };

    Impl(SessionRecorderSettings recorderSettings, const Clock& steadyClock,
         std::unique_ptr<SessionWriter> sessionWriter)
        : settings(std::move(recorderSettings)),
          clock(steadyClock),
          writer(std::move(sessionWriter)),
          commitDeadline(settings.commitInterval),
          fileBegan(SessionClock::now()),
          nextHousekeeping(SessionClock::now() + settings.lookInterval) {
        counts.path = writer->path();
        counts.start = settings.start;
        counts.lastCommitNs = clock.steadyNs();
        counts.bytes = writer->fileBytes();
    }

    void run();
    void process(const OutletBatch& batch);
    Result<void> write(const OutletBatch& batch);
    void countPending(const OutletBatch& batch);
    Result<void> writeBlock(const BlockRef& block);
    Result<void> writeGapOfLost(Track& track, const SampleBlock& block);
    void doWhatIsDue(SessionClock::time_point now);
    Result<void> commit();
    Result<void> writeLedgers();
    Result<void> rotate();
    [[nodiscard]] bool wantsRotation(SessionClock::time_point now) const;
    void housekeep(SessionClock::time_point now);
    void lookAtDisk();
    Result<void> addDevices();
    void tryToResume();
    void end();
    Result<void> endFile();
    void loseUncommitted();
    void stopFor(const Error& error);
    void setState(RecordingState state, std::optional<Error> error);
    [[nodiscard]] SessionClock::time_point nextDeadline() const;
    void notify(RecordingNotice::Kind kind, std::string text) const;

    const SessionRecorderSettings settings;
    const Clock& clock;
    OutletQueue queue{kWakeBlocks, settings.gate};

    // Of the record thread.
    std::unique_ptr<SessionWriter> writer;
    RecordingState state = RecordingState::Recording;
    std::map<DeviceId, Track> tracks;
    std::uint64_t pendingEvents = 0;
    std::uint64_t pendingRawBytes = 0;
    Deadline commitDeadline;
    SessionClock::time_point fileBegan;
    SessionClock::time_point nextHousekeeping;
    SessionClock::time_point nextLedgers = SessionClock::now() + kLedgerInterval;
    DiskWatch disk;
    std::uint64_t earlierBytes = 0;
    bool rotationFailed = false;

    mutable Mutex mutex;
    RecordingSnapshot counts TH_GUARDED_BY(mutex);  // without the devices and their sums
    std::unordered_map<DeviceId, RecordedDevice> devices TH_GUARDED_BY(mutex);

    std::thread thread;
};

Result<std::unique_ptr<SessionRecorder>> SessionRecorder::create(SessionRecorderSettings settings,
                                                                 const Clock& clock) {
    auto writer = SessionWriter::create(settings.path, {settings.start, settings.program, {}});
    if (!writer) return writer.error();
    return std::unique_ptr<SessionRecorder>(new SessionRecorder(
        std::make_unique<Impl>(std::move(settings), clock, std::move(writer).value())));
}

SessionRecorder::SessionRecorder(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {
    m_impl->thread = std::thread([running = m_impl.get()] { running->run(); });
}

SessionRecorder::~SessionRecorder() {
    // The error, if any, was told by a notice.
    static_cast<void>(finish());
}

void SessionRecorder::addDevice(const OutletDevice& device) {
    {
        const MutexLock lock(m_impl->mutex);
        m_impl->devices[device.id].device = device.id;
    }
    m_impl->queue.addDevice(device);
}

void SessionRecorder::consume(const BlockRef& block) {
    {
        const MutexLock lock(m_impl->mutex);
        RecordedDevice& device = m_impl->devices[block->device()];
        device.device = block->device();
        device.offered += block->size();
    }
    const OutletQueue::Answer answer = m_impl->queue.addBlock(block);
    if (answer == OutletQueue::Answer::Taken) return;
    const bool isFull = answer == OutletQueue::Answer::Full;
    const MutexLock lock(m_impl->mutex);
    m_impl->devices[block->device()].lost += block->size();
    m_impl->counts.lostBy[isFull ? LossReason::QueueFull : LossReason::Failed] += block->size();
}

void SessionRecorder::gapFound(DeviceId device, const Gap& gap) {
    m_impl->queue.addGap(device, gap);
}

void SessionRecorder::addEvent(const Event& event) {
    if (m_impl->queue.addEvent(event) == OutletQueue::Answer::Taken) return;
    const MutexLock lock(m_impl->mutex);
    ++m_impl->counts.eventsLost;
}

void SessionRecorder::takeRaw(RawPiece piece) {
    const std::size_t bytes = piece.bytes.size();
    if (m_impl->queue.addRaw(std::move(piece)) == OutletQueue::Answer::Taken) return;
    const MutexLock lock(m_impl->mutex);
    m_impl->counts.rawBytesLost += bytes;
}

std::optional<OutletSnapshot> SessionRecorder::account() const {
    return outletSnapshotOf(snapshot());
}

RecordingSnapshot SessionRecorder::snapshot() const {
    const MutexLock lock(m_impl->mutex);
    RecordingSnapshot snapshot = m_impl->counts;
    for (const auto& [id, device] : m_impl->devices) {
        snapshot.devices.push_back(device);
        snapshot.offered += device.offered;
        snapshot.durable += device.durable;
        snapshot.lost += device.lost;
    }
    snapshot.notYetDurable = snapshot.offered - snapshot.durable - snapshot.lost;
    std::sort(snapshot.devices.begin(), snapshot.devices.end(),
              [](const auto& a, const auto& b) { return a.device < b.device; });
    return snapshot;
}

Result<void> SessionRecorder::finish() {
    m_impl->queue.close();
    if (m_impl->thread.joinable()) m_impl->thread.join();
    const MutexLock lock(m_impl->mutex);
    if (m_impl->counts.error) return *m_impl->counts.error;
    return {};
}

void SessionRecorder::Impl::run() {
    setThreadName("th-record");
    for (bool last = false; !last;) {
        // What waits for the commit that is due anyway need not be taken one by one.
        OutletBatch batch =
            queue.take(nextDeadline(), commitDeadline.at() ? OutletQueue::Wake::AtMany
                                                           : OutletQueue::Wake::AtAnything);
        last = batch.last;
        process(batch);
        doWhatIsDue(SessionClock::now());
    }
    end();
}

SessionClock::time_point SessionRecorder::Impl::nextDeadline() const {
    return commitDeadline.at() ? std::min(*commitDeadline.at(), nextHousekeeping)
                               : nextHousekeeping;
}

void SessionRecorder::Impl::process(const OutletBatch& batch) {
    for (const OutletDevice& device : batch.devices)
        tracks[device.id].device = device;
    countPending(batch);
    if (state != RecordingState::Recording) return loseUncommitted();
    if (const auto written = write(batch); !written) stopFor(written.error());
}

void SessionRecorder::Impl::countPending(const OutletBatch& batch) {
    for (const BlockRef& block : batch.blocks)
        tracks[block->device()].pending += block->size();
    pendingEvents += batch.events.size();
    for (const RawPiece& piece : batch.raw)
        pendingRawBytes += piece.bytes.size();
}

Result<void> SessionRecorder::Impl::write(const OutletBatch& batch) {
    for (const OutletDevice& device : batch.devices)
        if (auto added = writer->addDevice(device); !added) return added;
    for (const auto& [device, gap] : batch.gaps)
        if (auto added = writer->addGap(device, gap); !added) return added;
    for (const Event& event : batch.events)
        if (auto added = writer->addEvent(event); !added) return added;
    for (const RawPiece& piece : batch.raw)
        if (auto added = writer->addRaw(piece); !added) return added;
    for (const BlockRef& block : batch.blocks)
        if (auto added = writeBlock(block); !added) return added;
    return {};
}

Result<void> SessionRecorder::Impl::writeBlock(const BlockRef& block) {
    Track& track = tracks[block->device()];
    if (track.lost > 0)
        if (auto told = writeGapOfLost(track, *block); !told) return told;
    if (auto added = writer->add(*block); !added) return added;
    track.last = block->firstSequence() + block->size() - 1;
    track.lastTime = {block->steadyNs().back(), block->wallNs().back()};
    return {};
}

Result<void> SessionRecorder::Impl::writeGapOfLost(Track& track, const SampleBlock& block) {
    const ReadTime begin{block.steadyNs().front(), block.wallNs().front()};
    const Gap gap{ErrorCode::StorageFailed,
                  track.durableTime == kUnknownTime ? begin : track.durableTime, begin,
                  block.firstSequence(), track.lost};
    track.told = std::exchange(track.lost, 0);
    return writer->addGap(block.device(), gap);
}

void SessionRecorder::Impl::doWhatIsDue(SessionClock::time_point now) {
    if (state == RecordingState::Recording && commitDeadline.passed(writer->hasUncommitted(), now))
        if (const auto committed = commit(); !committed) stopFor(committed.error());
    if (now >= nextHousekeeping) housekeep(now);
    if (state == RecordingState::Recording && wantsRotation(now))
        if (const auto rotated = rotate(); !rotated) stopFor(rotated.error());
}

Result<void> SessionRecorder::Impl::commit() {
    if (auto committed = writer->commit(clock.now()); !committed) return committed;
    {
        const MutexLock lock(mutex);
        for (auto& [id, track] : tracks) {
            if (track.pending == 0) continue;
            RecordedDevice& device = devices[id];
            device.durable += std::exchange(track.pending, 0);
            device.durableSequence = track.last;
            track.durableTime = track.lastTime;
            track.told = 0;
        }
        pendingEvents = 0;
        pendingRawBytes = 0;
        counts.lastCommitNs = clock.steadyNs();
        counts.bytes = earlierBytes + writer->fileBytes();
    }
    return writer->tidy();
}

void SessionRecorder::Impl::housekeep(SessionClock::time_point now) {
    nextHousekeeping = now + settings.lookInterval;
    if (state == RecordingState::Suspended) return tryToResume();
    if (state != RecordingState::Recording) return;
    lookAtDisk();
    if (now < nextLedgers) return;
    nextLedgers = now + kLedgerInterval;
    if (const auto written = writeLedgers(); !written) stopFor(written.error());
}

Result<void> SessionRecorder::Impl::writeLedgers() {
    if (settings.ledgers)
        for (const auto& [device, named] : settings.ledgers())
            if (auto set = writer->setCounts(device, named); !set) return set;
    std::vector<RecordedDevice> recorded;
    {
        const MutexLock lock(mutex);
        for (const auto& [id, device] : devices)
            recorded.push_back(device);
    }
    for (const RecordedDevice& device : recorded)
        if (auto set = writer->setCounts(device.device, {{"recorder_offered", device.offered},
                                                         {"recorder_lost", device.lost}});
            !set)
            return set;
    return {};
}

void SessionRecorder::Impl::lookAtDisk() {
    disk.look(clock.steadyNs(), earlierBytes + writer->fileBytes(),
              DiskWatch::freeBytes(writer->path()));
    const DiskWatch::Warning warning = disk.newWarning();
    {
        const MutexLock lock(mutex);
        counts.freeBytes = disk.freeBytes();
        counts.secondsToFull = disk.secondsToFull();
    }
    if (warning == DiskWatch::Warning::None) return;
    constexpr std::uint64_t kMega = 1'000'000;
    std::string text = "the disk of the recording has " +
                       std::to_string(disk.freeBytes().value_or(0) / kMega) + " MB left";
    if (const auto seconds = disk.secondsToFull())
        text += ", full in about " + std::to_string(*seconds / 60 + 1) + " min";
    notify(RecordingNotice::Kind::Warning, text + "; free some space or record to another disk");
}

bool SessionRecorder::Impl::wantsRotation(SessionClock::time_point now) const {
    if (writer->hasUncommitted()) return false;
    const bool isLarge = settings.rotateBytes > 0 && writer->fileBytes() >= settings.rotateBytes;
    const bool isLong = settings.rotateAfter.count() > 0 && now - fileBegan >= settings.rotateAfter;
    return isLarge || isLong;
}

/// The next file stands before this one ends, so a disk without room for one keeps this.
Result<void> SessionRecorder::Impl::rotate() {
    fileBegan = SessionClock::now();
    const std::string path = freeSessionPath(settings.path);
    const std::string previous = writer->path();
    auto next = SessionWriter::create(path, {settings.start, settings.program,
                                             std::filesystem::path(previous).filename().string()});
    if (!next) {
        if (!std::exchange(rotationFailed, true))
            notify(RecordingNotice::Kind::Warning, "no further file could be begun, '" + previous +
                                                       "' grows on: " + next.error().detail);
        return {};
    }
    rotationFailed = false;
    if (auto written = writeLedgers(); !written) return written;
    if (auto finished = writer->finish(clock.now()); !finished) {
        SessionWriter::discard(std::move(next).value());
        return finished;
    }
    earlierBytes += writer->fileBytes();
    writer = std::move(next).value();
    if (auto added = addDevices(); !added) return added;
    {
        const MutexLock lock(mutex);
        counts.path = path;
        ++counts.files;
    }
    notify(RecordingNotice::Kind::Rotated, "the recording goes on in '" + path + "'");
    return {};
}

/// Also those that were named while nothing could be written.
Result<void> SessionRecorder::Impl::addDevices() {
    for (const auto& [id, track] : tracks)
        if (track.device.id == id)
            if (auto added = writer->addDevice(track.device); !added) return added;
    return {};
}

void SessionRecorder::Impl::tryToResume() {
    const auto free = DiskWatch::freeBytes(writer->path());
    {
        const MutexLock lock(mutex);
        counts.freeBytes = free;
    }
    if (!free || *free < kBytesToResume) return;
    Result<void> resumed = writer->recover();
    if (resumed) resumed = addDevices();
    if (resumed) resumed = writer->commit(clock.now());
    if (!resumed) {
        if (!writer->isOutOfSpace()) stopFor(resumed.error());
        return;
    }
    state = RecordingState::Recording;
    setState(state, std::nullopt);
    notify(RecordingNotice::Kind::Resumed, "there is space again, the recording goes on");
}

void SessionRecorder::Impl::loseUncommitted() {
    const bool isFull = state == RecordingState::Suspended || writer->isOutOfSpace();
    const LossReason reason = isFull ? LossReason::DiskFull : LossReason::Failed;
    const MutexLock lock(mutex);
    for (auto& [id, track] : tracks) {
        const std::uint64_t pending = std::exchange(track.pending, 0);
        track.lost += pending + std::exchange(track.told, 0);
        if (pending == 0) continue;
        devices[id].lost += pending;
        counts.lostBy[reason] += pending;
    }
    counts.eventsLost += std::exchange(pendingEvents, 0);
    counts.rawBytesLost += std::exchange(pendingRawBytes, 0);
}

void SessionRecorder::Impl::stopFor(const Error& error) {
    if (state == RecordingState::Failed) return;
    loseUncommitted();
    static_cast<void>(commitDeadline.passed(false, {}));
    const bool isFull = writer->isOutOfSpace();
    state = isFull ? RecordingState::Suspended : RecordingState::Failed;
    setState(state, error);
    std::uint64_t durable = 0;
    std::uint64_t lost = 0;
    {
        const MutexLock lock(mutex);
        for (const auto& [id, device] : devices) {
            durable += device.durable;
            lost += device.lost;
        }
    }
    notify(isFull ? RecordingNotice::Kind::Suspended : RecordingNotice::Kind::Failed,
           "the recording stopped: " + error.detail + " (" + countText(durable) + " durable, " +
               countText(lost) + " lost so far)");
}

void SessionRecorder::Impl::setState(RecordingState newState, std::optional<Error> error) {
    const MutexLock lock(mutex);
    counts.state = newState;
    counts.error = std::move(error);
}

/// What can still be saved at the end is.
void SessionRecorder::Impl::end() {
    if (state == RecordingState::Suspended) tryToResume();
    if (state == RecordingState::Recording)
        if (const auto ended = endFile(); !ended) stopFor(ended.error());
    const MutexLock lock(mutex);
    if (state == RecordingState::Recording) counts.state = RecordingState::Finished;
    // There is nothing behind the end that it could go on with.
    if (state == RecordingState::Suspended) counts.state = RecordingState::Failed;
    counts.bytes = earlierBytes + writer->fileBytes();
}

Result<void> SessionRecorder::Impl::endFile() {
    if (auto committed = commit(); !committed) return committed;
    if (auto written = writeLedgers(); !written) return written;
    return writer->finish(clock.now());
}

void SessionRecorder::Impl::notify(RecordingNotice::Kind kind, std::string text) const {
    if (settings.onNotice) settings.onNotice({kind, std::move(text)});
}

}  // namespace telemetryhub::engine
