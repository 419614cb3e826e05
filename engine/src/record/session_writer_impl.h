// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "record/descriptor.h"
#include "record/file_claim.h"
#include "record/session_store.h"
#include "record/tail_journal.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// The parts of a SessionWriter: what waits of each device, and the way of a commit, into the tail
/// file when it is small, else into the tables.
///
/// Threads: confined to one thread.
struct SessionWriter::Impl {
    /// The write-ahead log is copied into the file when it is longer than 16 MB.
    static constexpr int kMaxLogPages = 4096;
    /// Raw bytes of a device that make a row before the commit does.
    static constexpr std::size_t kMaxRawBytes = std::size_t{1} << 20;
    static constexpr const char* kLogEnding = "-wal";

    /// What waits of one device.
    struct Track {
        SessionDevice device;
        ChannelSetPtr channels;
        SampleColumns buffer;       // not in the tables yet
        std::size_t journaled = 0;  // of them, from the first on: durable in the tail file
        std::vector<TailPiece> tail;
        NamedCounts counts;         // not in the tables yet
        bool hasNewCounts = false;  // since the last commit
        std::vector<RawPiece> raw;
        std::size_t rawBytes = 0;
        Sequence last = 0;
        std::uint64_t samples = 0;
        bool isChanged = false;  // since the tables were
        [[nodiscard]] std::size_t newSamples() const { return buffer.size() - journaled; }
    };

    Impl(TailJournal tailJournal, std::unique_ptr<SqliteDatabase> sqlite,
         std::unique_ptr<SessionStore> tables)
        : journal(std::move(tailJournal)), database(std::move(sqlite)), store(std::move(tables)) {}

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
    Result<void> storeCounts(DeviceId id, Track& track);
    Result<void> storeChanged(const ReadTime& now);
    [[nodiscard]] bool fitsJournal() const;
    [[nodiscard]] bool isTidyDue(const ReadTime& now);
    Result<void> commitToJournal();
    Result<void> commitToTables(const ReadTime& now);
    Result<void> endTransaction();
    Result<void> measure();
    Result<void> reload();
    Result<void> reloadJournal();
    Result<void> checkStillThere() const;

    std::optional<FileClaim> claim;  // the last to go
    TailJournal journal;
    std::uint64_t generation = 0;  // of the records in the journal
    bool hasNew = false;           // that is in no transaction, since the last commit
    std::optional<std::int64_t> tidiedNs;
    std::int64_t committedNs = 0;
    std::unique_ptr<SqliteDatabase> database;
    std::unique_ptr<SessionStore> store;
    std::optional<FileIdentity> identity;
    std::optional<FileIdentity> logIdentity;
    int pagesToTidy = kMaxLogPages;
    std::map<DeviceId, Track> tracks;
    std::vector<DeviceId> changedTracks;
    SampleColumns merging;
    std::uint64_t bytes = 0;
    bool isLogLeft = false;  // by the end, because somebody read it
};

}  // namespace telemetryhub::engine
