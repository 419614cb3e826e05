// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "record/descriptor.h"
#include "record/zstd_frame.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_writer.h"

namespace telemetryhub::engine {

/// The file beside a session, `NAME-tail`, to which small commits are appended: a few hundred bytes
/// each instead of the pages of a transaction.
///
///     journal.restart(7);                      // the tables are as generation 7 begins with
///     journal.addSamples(device, samples, 0);  // what a commit holds
///     journal.commit();                        // survives a power cut
///
/// Threads: confined to one thread.
/// Errors:  StorageFailed with path, reason and remedy.
/// Source:  session_format.md, "The tail file".
class TailJournal {
public:
    /// An empty one that is on the disk, under its name too once the folder is synced.
    [[nodiscard]] static Result<TailJournal> create(const std::string& sessionPath);

    /// What comes stands behind the tables as they are when `generation` begins; what was written
    /// before is in them.
    void restart(std::uint64_t generation);
    /// The samples from index `from` on.
    void addSamples(DeviceId device, const SampleColumns& samples, std::size_t from);
    void addCount(DeviceId device, std::string_view counter, std::uint64_t value);
    /// Makes durable what was added. After an error none of it counts, and the next commit takes
    /// its place.
    Result<void> commit();

    /// Of the records of this generation.
    [[nodiscard]] std::size_t bytes() const { return m_end; }
    /// The last commit failed for want of space.
    [[nodiscard]] bool isOutOfSpace() const { return m_isOutOfSpace; }
    /// It still has its name.
    [[nodiscard]] bool isStillThere() const;

private:
    TailJournal(std::string path, Descriptor descriptor);
    [[nodiscard]] std::string record();
    Result<void> writeAtEnd(std::string_view bytes);

    std::string m_path;
    Descriptor m_descriptor;
    std::optional<FileIdentity> m_identity;
    std::uint64_t m_generation = 0;
    std::uint32_t m_records = 0;
    std::size_t m_end = 0;
    bool m_isOutOfSpace = false;
    std::string m_samples;  // of the commit that is collected
    std::string m_counts;
    std::uint64_t m_devices = 0;
    std::uint64_t m_counters = 0;
    std::unique_ptr<ZstdFrame> m_frame;
};

/// What a tail file holds.
struct TailReading {
    bool isThere = false;          ///< the file
    std::uint64_t generation = 0;  ///< of the records; 0: there are none
    std::map<DeviceId, SampleColumns> samples;
    std::map<DeviceId, NamedCounts> counts;
    std::size_t unreadableBytes = 0;  ///< between records
};

/// A counter that is known gets another value.
void setCount(NamedCounts& counts, std::string_view counter, std::uint64_t value);

/// Of the tail file `NAME-tail`.
[[nodiscard]] std::string tailJournalPath(const std::string& sessionPath);
/// Reads the records of `generation`, or of a later one when there are such. What is older is in
/// the tables.
[[nodiscard]] TailReading readTailJournal(const std::string& sessionPath, std::uint64_t generation);

}  // namespace telemetryhub::engine
