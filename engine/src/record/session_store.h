// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "record/blob_coder.h"
#include "record/sqlite_database.h"
#include "record/tail_coding.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// A small piece that waits to be merged.
struct TailPiece {
    Sequence first = 0;
    Sequence last = 0;
    std::size_t samples = 0;
    int level = 0;  ///< how often it was merged
};

/// The tables of a session file, row by row, inside the transaction of its owner.
///
/// Threads: confined to one thread.
/// Source:  session_format.md
class SessionStore {
public:
    /// Makes the tables in a transaction that its owner ends. \pre `database` outlives this object
    [[nodiscard]] static Result<std::unique_ptr<SessionStore>> create(SqliteDatabase& database);

    Result<void> putFact(std::string_view key, std::string_view value);
    Result<void> putFact(std::string_view key, std::int64_t value);
    Result<void> removeFact(std::string_view key);
    /// 0 when there is none.
    [[nodiscard]] Result<std::uint64_t> readCountFact(std::string_view key);
    /// Says whether log and tail file belong to the file.
    Result<void> putVersion(std::int64_t version);
    Result<void> putDevice(const SessionDevice& device);
    Result<void> putChannel(DeviceId device, std::size_t number, const Channel& channel);
    /// The samples of several pieces or blocks as one chunk.
    Result<void> putChunk(DeviceId device, const SampleColumns& samples);
    Result<void> putTail(DeviceId device, const SampleColumns& samples, int level);
    /// Appends the samples of a tail piece. \pre it was put
    Result<void> readTail(DeviceId device, const TailPiece& piece, SampleColumns& samples);
    Result<void> removeTail(DeviceId device, const TailPiece& piece);
    Result<void> readTails(const std::function<void(DeviceId, const TailPiece&)>& take);
    Result<void> readDurable(
        const std::function<void(DeviceId, Sequence last, std::uint64_t samples)>& take);
    Result<void> putDurable(DeviceId device, Sequence sequence, std::uint64_t samples,
                            std::int64_t wallNs);
    Result<void> putGap(DeviceId device, const Gap& gap);
    Result<void> putEvent(const Event& event);
    Result<void> putCount(DeviceId device, std::string_view counter, std::uint64_t value);
    /// Pieces of one device, in their order.
    Result<void> putRaw(DeviceId device, const std::vector<RawPiece>& pieces);

private:
    struct Statements {
        SqliteStatement fact, removeFact, device, channel, chunk, series, data, tail, readTail,
            removeTail, durable, gap, event, count, raw;
    };
    explicit SessionStore(SqliteDatabase& database) : m_database(database) {}
    Result<void> prepareAll();
    [[nodiscard]] Result<std::int64_t> putData(std::string_view bytes);
    Result<void> putSeries(DeviceId device, std::size_t channel, Sequence first,
                           const std::vector<double>& values);

    SqliteDatabase& m_database;
    Statements m_statements;
    BlobCoder m_coder;
    TailCoder m_tailCoder;
    ZstdFrame m_frame{ZstdFrame::Content::Any};
    std::string m_rawBytes;
    std::string m_withValues;  // a bit a channel of the chunk that is put
};

}  // namespace telemetryhub::engine
