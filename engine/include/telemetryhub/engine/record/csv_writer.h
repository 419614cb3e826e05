// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

class CsvTarget;

/// Told about what a table could not hold.
using CsvWarning = std::function<void(const std::string& text)>;

struct CsvWriterSettings {
    ReadTime start;  ///< the zero of `elapsed_s`
    std::chrono::milliseconds settleTime{1500};
    CsvWarning onWarning;
};

/// Turns blocks into the rows of one wide CSV table.
///
/// One device: `time_utc,elapsed_s,seq,<channel> [unit],...`; several: `time_utc,elapsed_s,device,
/// seq,` and the union of their channels, where equal name and unit share a column.
///
/// The header is written at once when every device that was added has sent and its channels are
/// complete. Formats that find their channels on the way get a settle time first, in which blocks
/// are held, by the times of the blocks. What appears later widens the table, see CsvTarget.
///
/// Rows wait in a buffer until it is full or `flush` is called.
///
/// Threads: confined to one thread.
/// Units:   `elapsed_s` counts from `start` on the steady clock, `time_utc` is the wall clock; both
///          cells are empty for kUnknownTime.
/// Errors:  those of the target; after one, nothing but the counts may be asked.
class CsvWriter {
public:
    static constexpr std::size_t kMaxHeldBytes = std::size_t{16} << 20;

    /// \pre `target` and the pools of the blocks outlive this object.
    CsvWriter(CsvTarget& target, CsvWriterSettings settings);
    ~CsvWriter();

    /// Names a device; to be called before its first block.
    void addDevice(DeviceId device, std::string name);
    Result<void> add(const BlockRef& block);
    /// Writes the header now, for what is known.
    Result<void> settle();
    /// Hands all rows to the target; before the header there are none.
    Result<void> flush();
    /// Settles, flushes and syncs.
    Result<void> finish();

    /// Blocks wait for the header.
    [[nodiscard]] bool holdsBlocks() const;
    /// Rows wait for `flush`.
    [[nodiscard]] bool hasRows() const;
    /// Samples whose rows the target took.
    [[nodiscard]] std::uint64_t samplesWritten() const;
    /// Samples without a row: their device came after the header of a stream for one device.
    [[nodiscard]] std::uint64_t samplesLeftOut() const;
    /// Values without a cell: their channel came after the header of a stream.
    [[nodiscard]] std::uint64_t cellsLeftOut() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
