// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/session_writer.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "record/session_schema.h"
#include "record/session_writer_impl.h"

namespace telemetryhub::engine {

namespace {

/// How long the end of a file waits for those who read it.
constexpr std::chrono::milliseconds kLeavePatience{700};
constexpr const char* kClosedFact = "closed_wall_ns";

std::uint64_t sizeOf(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
}

void removeFiles(const std::string& path) {
    std::error_code failed;
    for (const char* ending : {"", "-wal", "-tail", "-shm", "-journal"})
        std::filesystem::remove(path + ending, failed);
}

}  // namespace

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
    auto journal = TailJournal::create(path);
    if (!journal) return journal.error();
    auto sqlite = SqliteDatabase::create(path);
    if (!sqlite) return sqlite.error();
    auto tables = SessionStore::create(*sqlite.value());
    if (!tables) return tables.error();
    auto impl = std::make_unique<Impl>(std::move(journal).value(), std::move(sqlite).value(),
                                       std::move(tables).value());
    impl->identity = fileIdentity(path);
    // Begun somewhere, so that the tail file of another session does not fit.
    impl->generation = static_cast<std::uint64_t>(start.time.wallNs) | 1;
    impl->journal.restart(impl->generation);
    if (auto put = impl->putFacts(start); !put) return put.error();
    if (auto ended = impl->endTransaction(); !ended) return ended.error();
    impl->logIdentity = fileIdentity(path + kLogEnding);
    // A copy of the file alone can say what it is, and what it lacks.
    if (auto copied = impl->database->checkpoint(); !copied) return copied.error();
    // The name survives a power cut too.
    if (auto synced = syncFolderOf(path); !synced) return synced.error();
    return impl;
}

Result<void> SessionWriter::Impl::putFacts(const SessionStart& start) {
    if (auto put = store->putFact("program", std::string_view(start.program)); !put) return put;
    if (auto put = store->putFact("start_wall_ns", start.time.wallNs); !put) return put;
    if (auto put = store->putFact("start_steady_ns", start.time.steadyNs); !put) return put;
    const auto first = static_cast<std::int64_t>(generation);
    if (auto put = store->putFact(kTailGenerationFact, first); !put) return put;
    if (start.previous.empty()) return {};
    return store->putFact("previous", std::string_view(start.previous));
}

SessionWriter::SessionWriter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

SessionWriter::~SessionWriter() {
    if (!m_impl->isLogLeft) return;
    const std::string path = m_impl->database->path();
    m_impl->store.reset();
    m_impl->database.reset();
    SqliteDatabase::tidyUp(path);
}

Result<void> SessionWriter::addDevice(const SessionDevice& device) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    m_impl->tracks[device.id].device = device;
    return m_impl->store->putDevice(device);
}

Result<void> SessionWriter::add(const SampleBlock& block) {
    if (block.empty()) return {};
    const DeviceId id = block.device();
    Impl::Track& track = m_impl->changed(id);
    m_impl->hasNew = true;
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
    if (track.rawBytes < Impl::kMaxRawBytes) return {};
    return m_impl->storeRaw(piece.device, track);
}

Result<void> SessionWriter::setCounts(DeviceId device, const NamedCounts& counts) {
    Impl::Track& track = m_impl->changed(device);
    for (const auto& [counter, value] : counts)
        setCount(track.counts, counter, value);
    track.hasNewCounts = true;
    m_impl->hasNew = true;
    return {};
}

Result<void> SessionWriter::commit(const ReadTime& now) {
    if (!hasUncommitted()) return {};
    m_impl->committedNs = now.steadyNs;
    if (m_impl->isTidyDue(now) || !m_impl->fitsJournal()) return m_impl->commitToTables(now);
    return m_impl->commitToJournal();
}

Result<void> SessionWriter::finish(const ReadTime& now) {
    if (auto begun = m_impl->begin(); !begun) return begun;
    for (auto& [id, track] : m_impl->tracks) {
        if (track.buffer.empty() && track.tail.empty()) continue;
        (void)m_impl->changed(id);
        if (auto stored = m_impl->storeChunk(id, track); !stored) return stored;
    }
    if (auto put = m_impl->store->putFact(kClosedFact, now.wallNs); !put) return put;
    if (auto put = m_impl->store->putVersion(kSessionFormatVersion); !put) return put;
    if (auto committed = m_impl->commitToTables(now); !committed) return committed;
    auto left = m_impl->database->leaveLog(kLeavePatience);
    m_impl->bytes = sizeOf(path());
    m_impl->isLogLeft = left && std::filesystem::exists(path() + Impl::kLogEnding);
    // Everything is in the tables; what cannot be removed is of no generation that counts.
    std::error_code failed;
    if (left) std::filesystem::remove(tailJournalPath(path()), failed);
    return left;
}

bool SessionWriter::hasUncommitted() const {
    return m_impl->hasNew || m_impl->database->isInTransaction();
}

bool SessionWriter::isOutOfSpace() const {
    return m_impl->journal.isOutOfSpace() || m_impl->database->isOutOfSpace();
}

Result<void> SessionWriter::recover() {
    if (m_impl->database->isInTransaction())
        if (auto undone = m_impl->database->run("ROLLBACK"); !undone) return undone;
    if (auto loaded = m_impl->reload(); !loaded) return loaded;
    if (auto begun = m_impl->begin(); !begun) return begun;
    for (const auto& [id, track] : m_impl->tracks)
        if (track.device.id == id)
            if (auto put = m_impl->store->putDevice(track.device); !put) return put;
    if (auto put = m_impl->store->putVersion(kUnfinishedFormatVersion); !put) return put;
    return m_impl->store->removeFact(kClosedFact);
}

Result<void> SessionWriter::tidy() {
    Impl& impl = *m_impl;
    const bool isOld = impl.isTidyDue({impl.committedNs, 0});
    if (!isOld && impl.database->logPages() < impl.pagesToTidy) return {};
    impl.tidiedNs = impl.committedNs;
    impl.pagesToTidy = Impl::kMaxLogPages;
    auto copied = impl.database->checkpoint();
    if (copied || !isOutOfSpace()) return copied;
    // There may be room for what comes all the same. To try it at each commit would only wear.
    impl.pagesToTidy = impl.database->logPages() + Impl::kMaxLogPages;
    return {};
}

const std::string& SessionWriter::path() const {
    return m_impl->database->path();
}

std::uint64_t SessionWriter::fileBytes() const {
    return m_impl->bytes;
}

}  // namespace telemetryhub::engine
