// SPDX-License-Identifier: GPL-3.0-or-later
// How a SessionWriter stores what waits, and commits it.
#include <utility>

#include "record/session_schema.h"
#include "record/session_writer_impl.h"

namespace telemetryhub::engine {

namespace {

/// Pieces of one level that are merged into one of the next.
constexpr std::size_t kFanOut = 16;
/// So much of a tail file is moved into the tables, and it is no place for larger commits.
constexpr std::size_t kMaxTailBytes = std::size_t{512} << 10;
/// Of a counter in the tail file, about.
constexpr std::size_t kCountBytes = 48;
/// How often what stands beside the file is moved into it, so that the file alone holds most.
constexpr std::int64_t kTidyIntervalNs = 45'000'000'000;

}  // namespace

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
    if (const auto startNs = block.streamStartNs(); startNs && !track.channels) {
        if (auto begun = begin(); !begun) return begun;
        if (auto put = store->putFact(streamStartFact(id), *startNs); !put) return put;
    }
    const std::size_t known = track.channels ? track.channels->size() : 0;
    for (std::size_t i = 0; i < channels->size(); ++i) {
        if (i < known && (*track.channels)[i] == (*channels)[i]) continue;
        if (auto begun = begin(); !begun) return begun;
        if (auto put = store->putChannel(id, i, (*channels)[i]); !put) return put;
    }
    track.channels = channels;
    return {};
}

/// Into a chunk together with the tail when that is enough for one, else as a piece of the tail.
Result<void> SessionWriter::Impl::storeBuffer(DeviceId id, Track& track) {
    if (track.buffer.empty()) return {};
    if (auto begun = begin(); !begun) return begun;
    std::size_t samples = track.buffer.size();
    for (const TailPiece& piece : track.tail)
        samples += piece.samples;
    if (samples >= kChunkSamples) return storeChunk(id, track);
    if (auto put = store->putTail(id, track.buffer, 0); !put) return put;
    const std::vector<Sequence>& numbers = track.buffer.sequences;
    track.tail.push_back({numbers.front(), numbers.back(), track.buffer.size(), 0});
    track.buffer.clear();
    track.journaled = 0;
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
    track.journaled = 0;
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

Result<void> SessionWriter::Impl::storeCounts(DeviceId id, Track& track) {
    for (const auto& [counter, value] : track.counts)
        if (auto put = store->putCount(id, counter, value); !put) return put;
    track.counts.clear();
    track.hasNewCounts = false;
    return {};
}

Result<void> SessionWriter::Impl::storeChanged(const ReadTime& now) {
    for (const DeviceId id : changedTracks) {
        Track& track = tracks[id];
        if (auto stored = storeCounts(id, track); !stored) return stored;
        if (track.last == 0 && track.raw.empty()) continue;
        if (auto stored = storeBuffer(id, track); !stored) return stored;
        if (auto stored = storeRaw(id, track); !stored) return stored;
        if (auto put = store->putDurable(id, track.last, track.samples, now.wallNs); !put)
            return put;
    }
    return {};
}

/// What has its place in a table, or is much, goes there.
bool SessionWriter::Impl::fitsJournal() const {
    if (database->isInTransaction()) return false;
    std::size_t newBytes = 0;
    for (const DeviceId id : changedTracks) {
        const Track& track = tracks.at(id);
        if (!track.raw.empty()) return false;
        newBytes += track.newSamples() * (track.buffer.columns.size() + 3) * sizeof(double);
        if (track.hasNewCounts) newBytes += track.counts.size() * kCountBytes;
    }
    return journal.bytes() + newBytes <= kMaxTailBytes;
}

bool SessionWriter::Impl::isTidyDue(const ReadTime& now) {
    if (!tidiedNs) tidiedNs = now.steadyNs;
    return now.steadyNs - *tidiedNs >= kTidyIntervalNs;
}

Result<void> SessionWriter::Impl::commitToJournal() {
    for (const DeviceId id : changedTracks) {
        const Track& track = tracks[id];
        if (track.newSamples() > 0) journal.addSamples(id, track.buffer, track.journaled);
        if (!track.hasNewCounts) continue;
        for (const auto& [counter, value] : track.counts)
            journal.addCount(id, counter, value);
    }
    if (auto committed = journal.commit(); !committed) return committed;
    if (auto checked = checkStillThere(); !checked) return checked;
    for (const DeviceId id : changedTracks) {
        tracks[id].journaled = tracks[id].buffer.size();
        tracks[id].hasNewCounts = false;
    }
    hasNew = false;
    return measure();
}

Result<void> SessionWriter::Impl::commitToTables(const ReadTime& now) {
    if (auto begun = begin(); !begun) return begun;
    if (auto stored = storeChanged(now); !stored) return stored;
    if (journal.bytes() == 0) return endTransaction();
    // From this transaction on, what is in the journal is in the tables.
    const auto next = static_cast<std::int64_t>(generation + 1);
    if (auto put = store->putFact(kTailGenerationFact, next); !put) return put;
    if (auto ended = endTransaction(); !ended) return ended;
    journal.restart(++generation);
    return {};
}

Result<void> SessionWriter::Impl::endTransaction() {
    if (auto committed = database->run("COMMIT"); !committed) return committed;
    if (auto checked = checkStillThere(); !checked) return checked;
    for (const DeviceId id : changedTracks)
        tracks[id].isChanged = false;
    changedTracks.clear();
    hasNew = false;
    return measure();
}

Result<void> SessionWriter::Impl::measure() {
    const auto content = database->contentBytes();
    if (!content) return content.error();
    bytes = content.value() + journal.bytes();
    return {};
}

/// What the file holds, behind the last commit.
Result<void> SessionWriter::Impl::reload() {
    for (auto& [id, track] : tracks) {
        track.tail.clear();
        track.buffer.clear();
        track.journaled = 0;
        track.counts.clear();
        track.hasNewCounts = false;
        track.raw.clear();
        track.rawBytes = 0;
        track.channels.reset();
        track.last = 0;
        track.samples = 0;
        track.isChanged = false;
    }
    changedTracks.clear();
    hasNew = false;
    auto read = store->readTails(
        [this](DeviceId id, const TailPiece& piece) { tracks[id].tail.push_back(piece); });
    if (!read) return read;
    read = store->readDurable([this](DeviceId id, Sequence last, std::uint64_t samples) {
        tracks[id].last = last;
        tracks[id].samples = samples;
    });
    if (!read) return read;
    return reloadJournal();
}

/// Into memory, from where the next transaction takes it. It may have been taken by one that
/// failed.
Result<void> SessionWriter::Impl::reloadJournal() {
    const auto inTables = store->readCountFact(kTailGenerationFact);
    if (!inTables) return inTables.error();
    if (inTables.value() != generation) journal.restart(generation = inTables.value());
    if (journal.bytes() == 0) return {};
    TailReading stored = readTailJournal(database->path(), generation);
    if (stored.generation != generation || stored.unreadableBytes > 0)
        return Error{ErrorCode::FileDamaged, "'" + tailJournalPath(database->path()) +
                                                 "' changed while it was recorded. Check the disk "
                                                 "and record to another file."};
    for (auto& [id, samples] : stored.samples) {
        Track& track = changed(id);
        track.last = samples.sequences.back();
        track.samples += samples.size();
        track.buffer = std::move(samples);
        track.journaled = track.buffer.size();
    }
    for (auto& [id, counts] : stored.counts)
        changed(id).counts = std::move(counts);
    return {};
}

/// A file that lost its name takes writes without an error, and so does its log.
Result<void> SessionWriter::Impl::checkStillThere() const {
    const bool isThere = identity && fileIdentity(database->path()) == identity;
    const bool isLogThere =
        !logIdentity || fileIdentity(database->path() + kLogEnding) == logIdentity;
    if (isThere && isLogThere && journal.isStillThere()) return {};
    return Error{ErrorCode::StorageFailed, "'" + database->path() +
                                               "' was removed or replaced while it was recorded. "
                                               "Begin a new recording."};
}

}  // namespace telemetryhub::engine
