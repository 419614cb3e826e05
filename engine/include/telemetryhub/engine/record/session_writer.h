// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/raw_piece.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/outlet/outlet.h"

namespace telemetryhub::engine {

/// What a session file says of a device beside its channels is what an outlet is told of it.
using SessionDevice = OutletDevice;

/// What a session begins with.
struct SessionStart {
    ReadTime time;         ///< when it begins
    std::string program;   ///< who writes it: `telemetryhub 0.1.0`
    std::string previous;  ///< name of the file that this one continues; empty: none
};

/// Counters of a device under their names, such as `bytes_read`.
using NamedCounts = std::vector<std::pair<std::string, std::uint64_t>>;

/// Writes one session file, as `session_format.md` says.
///
/// What is added waits in memory or in an open transaction until `commit`, which makes it durable:
/// a few samples by a record in the tail file, all else by a transaction.
/// After an error nothing that was added since the last commit is in the file.
///
/// Threads: confined to one thread.
/// Errors:  StorageFailed with path, reason and remedy; AlreadyExists when the file is there or
///          another process records it.
class SessionWriter {
public:
    /// Samples of one chunk, the unit of reading: at least so many, at most about twice.
    static constexpr std::size_t kChunkSamples = 4096;

    /// Leaves nothing behind when it fails.
    [[nodiscard]] static Result<std::unique_ptr<SessionWriter>> create(const std::string& path,
                                                                       const SessionStart& start);
    /// Ends and removes a file that nobody needs.
    static void discard(std::unique_ptr<SessionWriter> writer);
    /// Without `finish` the file looks like that of a recorder that ended abruptly.
    ~SessionWriter();

    /// To be called before the first block of a device.
    Result<void> addDevice(const SessionDevice& device);
    /// \pre the blocks of a device come in the order of their numbers
    Result<void> add(const SampleBlock& block);
    Result<void> addGap(DeviceId device, const Gap& gap);
    Result<void> addEvent(const Event& event);
    Result<void> addRaw(const RawPiece& piece);
    Result<void> setCounts(DeviceId device, const NamedCounts& counts);

    /// When it returns without an error, everything that was added survives a power cut.
    Result<void> commit(const ReadTime& now);
    /// Commits, merges what is left in small pieces and ends the file.
    Result<void> finish(const ReadTime& now);
    /// Copies the log into the file when it is long or old, so that it stays short and the file
    /// alone holds most; to be called after a commit. An error says nothing of what is durable.
    Result<void> tidy();
    /// Something was added since the last commit.
    [[nodiscard]] bool hasUncommitted() const;

    /// The last error was for want of space; `recover` may help when there is some again.
    [[nodiscard]] bool isOutOfSpace() const;
    /// Forgets what was added since the last commit and goes on behind it.
    Result<void> recover();

    [[nodiscard]] const std::string& path() const;
    /// What the file would have, about, if it were finished behind the last commit. How long its
    /// log is says little of that.
    [[nodiscard]] std::uint64_t fileBytes() const;

private:
    struct Impl;
    explicit SessionWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
