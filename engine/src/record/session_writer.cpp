// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_writer.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "record/file_claim.h"
#include "record/session_schema.h"
#include "record/session_store.h"

namespace telemetryhub::engine {

namespace {

/// Pieces of one level that are merged into one of the next.
constexpr std::size_t kFanOut = 16;
/// The write-ahead log is copied into the file when it is longer than 16 MB.
constexpr int kMaxLogPages = 4096;
/// Raw bytes of a device that make a row before the commit does.
constexpr std::size_t kMaxRawBytes = std::size_t{1} << 20;

constexpr const char* kLogEnding = "-wal";
constexpr const char* kClosedFact = "closed_wall_ns";

std::uint64_t sizeOf(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
}

void removeFiles(const std::string& path) {
    std::error_code failed;
    for (const char* ending : {"", kLogEnding, "-shm", "-journal"})
        std::filesystem::remove(path + ending, failed);
}

}  // namespace

struct SessionWriter::Impl {
    /// What waits of one device.
    struct Track {
        SessionDevice device;
        ChannelSetPtr channels;
        SampleColumns buffer;  // not in the file yet
        std::vector<TailPiece> tail;
        std::vector<RawPiece> raw;
        std::size_t rawBytes = 0;
        Sequence last = 0;
        std::uint64_t samples = 0;
        bool isChanged = false;  // since the last commit
    };

    Impl(std::unique_ptr<SqliteDatabase> sqlite, std::unique_ptr<SessionStore> tables)
        : database(std::move(sqlite)), store(std::move(tables)) {}

    static Result<std::unique_ptr<Impl>> create(const std::string& path, const SessionStart& start);
    Result<void> putFacts(const SessionStart& start);
    Result<void> begin();
    Track& changed(DeviceId id);
    Result<void> learnChannels(DeviceId id, Track& track, const SampleBlock& block);
    Result<void> storeBuffer(DeviceId id, Track& track);
    Result<void> storeChunk(DeviceId id, Track& track);
    Result<void> storeRaw(DeviceId id, Track& track);
    Result<void> takeTail(DeviceId id, Track& track, std::size_t firstPiece);
    Result<void> mergeTail(DeviceId id, Track& track);
    Result<void> storeChanged(const ReadTime& now);
    Result<void> endTransaction();
    Result<void> reload();
    Result<void> checkStillThere() const;

    std::optional<FileClaim> claim;  // the last to go
    std::unique_ptr<SqliteDatabase> database;
    std::unique_ptr<SessionStore> store;
    std::optional<FileIdentity> identity;
    std::optional<FileIdentity> logIdentity;
    int pagesToTidy = kMaxLogPages;
    std::map<DeviceId, Track> tracks;
    std::vector<DeviceId> changedTracks;
    SampleColumns merging;
    std::uint64_t bytes = 0;
};

Result<std::unique_ptr<SessionWriter>> SessionWriter::create(const std::string& path,
                                                             const SessionStart& start) {
    auto claim = FileClaim::take(path);
    if (!claim) return claim.error();
    if (fileIdentity(path))
        return Error{ErrorCode::AlreadyExists,
                     "'" + path +
                         "' exists already. Choose another name; recordings are never "
                         "overwritten."};
    auto impl = Impl::create(path, start);
    if (!impl) {
        removeFiles(path);
        return impl.error();
    }
    impl.value()->claim.emplace(std::move(claim).value());
    return std::unique_ptr<SessionWriter>(new SessionWriter(std::move(impl).value()));
}

void SessionWriter::discard(std::unique_ptr<SessionWriter> writer) {
    const std::string path = writer->path();
    std::optional<FileClaim> claim(std::move(writer->m_impl->claim));
    writer.reset();
    removeFiles(path);
}

Result<std::unique_ptr<SessionWriter::Impl>> SessionWriter::Impl::create(
    const std::string& path, const SessionStart& start) {
    auto sqlite = SqliteDatabase::create(path);
    if (!sqlite) return sqlite.error();
    auto tables = SessionStore::create(*sqlite.value());
    if (!tables) return tables.error();
    auto impl = std::make_unique<Impl>(std::move(sqlite).value(), std::move(tables).value());
    impl->identity = fileIdentity(path);
    if (auto put = impl->putFacts(start); !put) return put.error();
    if (auto ended = impl->endTransaction(); !ended) return ended.error();
    impl->logIdentity = fileIdentity(path + kLogEnding);
    // The name survives a power cut too.
    if (auto synced = syncFolderOf(path); !synced) return synced.error();
    return impl;
}

Result<void> SessionWriter::Impl::putFacts(const SessionStart& start) {
    if (auto put = store->putFact("program", std::string_view(start.program)); !put) return put;
    if (auto put = store->putFact("start_wall_ns", start.time.wallNs); !put) return put;
    if (auto put = store->putFact("start_steady_ns", start.time.steadyNs); !put) return put;
    if (start.previous.empty()) return {};
    return store->putFact("previous", std::string_view(start.previous));
}

SessionWriter::SessionWriter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

SessionWriter::~SessionWriter() = default;

Result<void> SessionWriter::addDevice(const SessionDevice& device) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    m_impl->tracks[device.id].device = device;
    return m_impl->store->putDevice(device);
}

Result<void> SessionWriter::add(const SampleBlock& block) {
    if (block.empty()) return {};
    if (auto begun = m_impl->begin(); !begun) return begun;
    const DeviceId id = block.device();
    Impl::Track& track = m_impl->changed(id);
    if (auto learnt = m_impl->learnChannels(id, track, block); !learnt) return learnt;
    track.buffer.append(block);
    track.last = track.buffer.sequences.back();
    track.samples += block.size();
    if (track.buffer.size() < kChunkSamples) return {};
    return m_impl->storeBuffer(id, track);
}

Result<void> SessionWriter::addGap(DeviceId device, const Gap& gap) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    return m_impl->store->putGap(device, gap);
}

Result<void> SessionWriter::addEvent(const Event& event) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    return m_impl->store->putEvent(event);
}

Result<void> SessionWriter::addRaw(const RawPiece& piece) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    Impl::Track& track = m_impl->changed(piece.device);
    track.raw.push_back(piece);
    track.rawBytes += piece.bytes.size();
    if (track.rawBytes < kMaxRawBytes) return {};
    return m_impl->storeRaw(piece.device, track);
}

Result<void> SessionWriter::setCounts(DeviceId device, const NamedCounts& counts) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    for (const auto& [counter, value] : counts)
        if (auto put = m_impl->store->putCount(device, counter, value); !put) return put;
    return {};
}

Result<void> SessionWriter::commit(const ReadTime& now) {
    if (!hasUncommitted()) return {};
    if (auto stored = m_impl->storeChanged(now); !stored) return stored;
    return m_impl->endTransaction();
}

Result<void> SessionWriter::finish(const ReadTime& now) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    for (auto& [id, track] : m_impl->tracks) {
        if (track.buffer.empty() && track.tail.empty()) continue;
        (void)m_impl->changed(id);
        if (auto stored = m_impl->storeChunk(id, track); !stored) return stored;
    }
    if (auto stored = m_impl->storeChanged(now); !stored) return stored;
    if (auto put = m_impl->store->putFact(kClosedFact, now.wallNs); !put) return put;
    if (auto ended = m_impl->endTransaction(); !ended) return ended;
    auto left = m_impl->database->leaveLog();
    m_impl->bytes = sizeOf(path());
    return left;
}

bool SessionWriter::hasUncommitted() const {
    return m_impl->database->isInTransaction();
}

bool SessionWriter::isOutOfSpace() const {
    return m_impl->database->isOutOfSpace();
}

Result<void> SessionWriter::recover() {
    if (m_impl->database->isInTransaction())
        if (auto undone = m_impl->database->run("ROLLBACK"); !undone) return undone;
    if (auto loaded = m_impl->reload(); !loaded) return loaded;
    if (auto begun = m_impl->begin(); !begun) return begun;
    for (const auto& [id, track] : m_impl->tracks)
        if (track.device.id == id)
            if (auto put = m_impl->store->putDevice(track.device); !put) return put;
    return m_impl->store->removeFact(kClosedFact);
}

Result<void> SessionWriter::tidy() {
    Impl& impl = *m_impl;
    if (impl.database->logPages() < impl.pagesToTidy) return {};
    impl.pagesToTidy = kMaxLogPages;
    auto copied = impl.database->checkpoint();
    if (copied || !isOutOfSpace()) return copied;
    // There may be room for what comes all the same. To try it at each commit would only wear.
    impl.pagesToTidy = impl.database->logPages() + kMaxLogPages;
    return {};
}

const std::string& SessionWriter::path() const {
    return m_impl->database->path();
}

std::uint64_t SessionWriter::fileBytes() const {
    return m_impl->bytes;
}

Result<void> SessionWriter::Impl::begin() {
    if (database->isInTransaction()) return {};
    return database->run("BEGIN IMMEDIATE");
}

SessionWriter::Impl::Track& SessionWriter::Impl::changed(DeviceId id) {
    Track& track = tracks[id];
    if (!std::exchange(track.isChanged, true)) changedTracks.push_back(id);
    return track;
}

Result<void> SessionWriter::Impl::learnChannels(DeviceId id, Track& track,
                                                const SampleBlock& block) {
    const ChannelSetPtr& channels = block.channels();
    if (channels == track.channels) return {};
    if (const auto startNs = block.streamStartNs(); startNs && !track.channels)
        if (auto put = store->putFact(streamStartFact(id), *startNs); !put) return put;
    const std::size_t known = track.channels ? track.channels->size() : 0;
    for (std::size_t i = 0; i < channels->size(); ++i) {
        if (i < known && (*track.channels)[i] == (*channels)[i]) continue;
        if (auto put = store->putChannel(id, i, (*channels)[i]); !put) return put;
    }
    track.channels = channels;
    return {};
}

/// Into a chunk together with the tail when that is enough for one, else as a piece of the tail.
Result<void> SessionWriter::Impl::storeBuffer(DeviceId id, Track& track) {
    if (track.buffer.empty()) return {};
    std::size_t samples = track.buffer.size();
    for (const TailPiece& piece : track.tail)
        samples += piece.samples;
    if (samples >= kChunkSamples) return storeChunk(id, track);
    if (auto put = store->putTail(id, track.buffer, 0); !put) return put;
    const std::vector<Sequence>& numbers = track.buffer.sequences;
    track.tail.push_back({numbers.front(), numbers.back(), track.buffer.size(), 0});
    track.buffer.clear();
    return mergeTail(id, track);
}

Result<void> SessionWriter::Impl::storeChunk(DeviceId id, Track& track) {
    if (track.tail.empty()) {
        if (auto put = store->putChunk(id, track.buffer); !put) return put;
    } else {
        if (auto taken = takeTail(id, track, 0); !taken) return taken;
        merging.append(track.buffer);
        if (auto put = store->putChunk(id, merging); !put) return put;
    }
    track.buffer.clear();
    return {};
}

/// Moves the samples of the tail's pieces from `firstPiece` on into `merging`.
Result<void> SessionWriter::Impl::takeTail(DeviceId id, Track& track, std::size_t firstPiece) {
    merging.clear();
    // Of the device before it may have had more.
    merging.columns.resize(track.channels ? track.channels->size() : 0);
    for (std::size_t i = firstPiece; i < track.tail.size(); ++i) {
        if (auto read = store->readTail(id, track.tail[i], merging); !read) return read;
        if (auto removed = store->removeTail(id, track.tail[i]); !removed) return removed;
    }
    track.tail.resize(firstPiece);
    return {};
}

Result<void> SessionWriter::Impl::mergeTail(DeviceId id, Track& track) {
    for (;;) {
        const std::size_t pieces = track.tail.size();
        if (pieces < kFanOut) return {};
        const int level = track.tail.back().level;
        if (track.tail[pieces - kFanOut].level != level) return {};
        if (auto taken = takeTail(id, track, pieces - kFanOut); !taken) return taken;
        if (auto put = store->putTail(id, merging, level + 1); !put) return put;
        track.tail.push_back(
            {merging.sequences.front(), merging.sequences.back(), merging.size(), level + 1});
    }
}

Result<void> SessionWriter::Impl::storeRaw(DeviceId id, Track& track) {
    if (track.raw.empty()) return {};
    auto put = store->putRaw(id, track.raw);
    track.raw.clear();
    track.rawBytes = 0;
    return put;
}

Result<void> SessionWriter::Impl::storeChanged(const ReadTime& now) {
    for (const DeviceId id : changedTracks) {
        Track& track = tracks[id];
        if (auto stored = storeBuffer(id, track); !stored) return stored;
        if (auto stored = storeRaw(id, track); !stored) return stored;
        if (auto put = store->putDurable(id, track.last, track.samples, now.wallNs); !put)
            return put;
    }
    return {};
}

Result<void> SessionWriter::Impl::endTransaction() {
    if (auto committed = database->run("COMMIT"); !committed) return committed;
    if (auto checked = checkStillThere(); !checked) return checked;
    for (const DeviceId id : changedTracks)
        tracks[id].isChanged = false;
    changedTracks.clear();
    bytes = sizeOf(database->path()) + sizeOf(database->path() + kLogEnding);
    return {};
}

/// What the file holds, behind the last commit.
Result<void> SessionWriter::Impl::reload() {
    for (auto& [id, track] : tracks) {
        track.tail.clear();
        track.buffer.clear();
        track.raw.clear();
        track.rawBytes = 0;
        track.channels.reset();
        track.last = 0;
        track.samples = 0;
        track.isChanged = false;
    }
    changedTracks.clear();
    auto read = store->readTails(
        [this](DeviceId id, const TailPiece& piece) { tracks[id].tail.push_back(piece); });
    if (!read) return read;
    return store->readDurable([this](DeviceId id, Sequence last, std::uint64_t samples) {
        tracks[id].last = last;
        tracks[id].samples = samples;
    });
}

/// A file that lost its name takes writes without an error, and so does its log.
Result<void> SessionWriter::Impl::checkStillThere() const {
    const bool isThere = identity && fileIdentity(database->path()) == identity;
    const bool isLogThere =
        !logIdentity || fileIdentity(database->path() + kLogEnding) == logIdentity;
    if (isThere && isLogThere) return {};
    return Error{ErrorCode::StorageFailed, "'" + database->path() +
                                               "' was removed or replaced while it was recorded. "
                                               "Begin a new recording."};
}

}  // namespace telemetryhub::engine
