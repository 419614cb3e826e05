// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/channel_set.h"
#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// What a session file holds of one device.
struct RecordedDeviceInfo {
    SessionDevice device;
    ChannelSetPtr channels;  ///< never null
    std::uint64_t samples = 0;
    Sequence firstSequence = 0;  ///< 0: no samples
    Sequence lastSequence = 0;
    ReadTime from = kUnknownTime;  ///< of the first sample
    ReadTime to = kUnknownTime;    ///< of the last one
    /// From where its `elapsed_s` counts, on the steady clock: the first sample of its stream,
    /// which may be in an earlier file.
    std::int64_t streamStartNs = 0;
    Sequence durableSequence = 0;  ///< as the recorder promised it last
    std::uint64_t gaps = 0;
    std::uint64_t rawBytes = 0;
    NamedCounts counts;  ///< the ledger, as of the last time it was written
};

/// What stands in the log of a session behind the place where it can be read no further.
struct UnreachableLog {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t commits = 0;  ///< whose end is among the frames; at least 1
};

/// What a session file holds.
struct SessionInfo {
    enum class State {
        Closed,     ///< its recorder ended it
        Recording,  ///< another one, or this process, is writing it
        Abandoned,  ///< its recorder ended abruptly; everything durable is there
    };
    std::string path;
    std::string program;
    ReadTime start;
    std::string previous;  ///< name of the file that it continues; empty: none
    State state = State::Closed;
    std::vector<RecordedDeviceInfo> devices;
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;  ///< of the file and its log
    /// Parts that cannot be read, by name; the rest can.
    std::vector<std::string> damage;
    std::optional<UnreachableLog> unreachable;  ///< also named in `damage`

    /// The earliest zero of an `elapsed_s`; the start of a session without samples.
    [[nodiscard]] std::int64_t elapsedZeroNs() const;
    [[nodiscard]] const RecordedDeviceInfo* find(DeviceId id) const;
    [[nodiscard]] const RecordedDeviceInfo* findNamed(std::string_view name) const;
};

/// Which samples are read.
struct SampleSelection {
    DeviceId device;
    std::vector<std::size_t> channels;  ///< their numbers; those not named are absent
    /// Steady times; `from` inside, `to` outside.
    std::int64_t fromNs = std::numeric_limits<std::int64_t>::min();
    std::int64_t toNs = std::numeric_limits<std::int64_t>::max();
};

struct SampleColumns;

/// A stretch of the samples of a device that was stored together, with what an overview needs.
struct StoredChunk {
    Sequence first = 0;
    Sequence last = 0;
    std::uint64_t samples = 0;
    ReadTime from;
    ReadTime to;
    std::int64_t rows = 0;  ///< of the table `data`; 0: it was in the tail and is held in memory
    std::string
        withValues;  ///< of the table `data`: bit i of the bytes is 1 when channel i has any
};

/// Reads a session file, also while it is written and after its recorder ended abruptly. Never
/// changes it; the last reader of a file whose recorder was ended meanwhile makes it one file.
///
/// `open` reads which chunks there are, and the few samples that are not in one; samples are read
/// when they are asked for. What was recorded behind the opening is not seen.
///
/// Threads: confined to one thread.
/// Errors:  NotFound, FileDamaged when it is no session file or too damaged to open, NotAvailable
///          for a format that is newer than this program, StorageFailed. Damaged parts are skipped
///          and named in `info().damage`.
class SessionReader {
public:
    [[nodiscard]] static Result<std::unique_ptr<SessionReader>> open(const std::string& path);
    ~SessionReader();

    [[nodiscard]] const SessionInfo& info() const;

    /// The chunks of a device in their order.
    [[nodiscard]] const std::vector<StoredChunk>& chunks(DeviceId device) const;
    /// The samples of a chunk, with the columns of `channels` and all others absent. False when
    /// they cannot be read; the damage is noted once.
    [[nodiscard]] bool read(DeviceId device, const StoredChunk& chunk,
                            const std::vector<std::size_t>& channels, SampleColumns& samples);
    /// The values of one channel in a chunk, absent ones where there are none or they cannot be
    /// read.
    void readValues(DeviceId device, const StoredChunk& chunk, std::size_t channel,
                    std::vector<double>& values);
    /// Hands over the samples of a selection chunk by chunk, until `take` says false.
    void readSamples(const SampleSelection& selection,
                     const std::function<bool(const SampleColumns&)>& take);

    /// The extremes of one channel in each chunk, NaN where there is none.
    struct ChunkExtremes {
        double min = 0;
        double max = 0;
        double last = 0;
        std::uint64_t present = 0;
    };
    /// Shape: that of `chunks(device)`.
    [[nodiscard]] const std::vector<ChunkExtremes>& extremes(DeviceId device, std::size_t channel);

    [[nodiscard]] std::vector<Gap> gaps(DeviceId device);
    /// Events from number `from` on, counted from 0 in the order they were recorded, at most
    /// `most`.
    [[nodiscard]] std::vector<Event> events(std::uint64_t from, std::size_t most);
    /// The raw bytes of a device in their order, until `take` says false.
    void readRaw(DeviceId device, const std::function<bool(const RawPiece&)>& take);

private:
    struct Impl;
    explicit SessionReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
