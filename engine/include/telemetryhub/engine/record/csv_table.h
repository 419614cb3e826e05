// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/sample_block.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

struct CsvWriterSettings {
    /// The zero of `elapsed_s`, unless blocks that come before the header know when their stream
    /// began: then it is the beginning of the first one.
    ReadTime start;
    std::chrono::milliseconds settleTime{1500};
    CsvWarning onWarning;
};

/// Turns blocks into the rows of a CSV table.
///
/// Who knows all devices and channels before the first block names them by `addDevice` and
/// `declare` and then calls `settle`, so that the header is whole at once.
///
/// Threads: confined to one thread.
/// Units:   `elapsed_s` counts on the steady clock, `time_utc` is the wall clock; both cells are
///          empty for kUnknownTime.
/// Errors:  those of the target; after one, nothing but the counts may be asked.
class CsvTable {
public:
    virtual ~CsvTable() = default;

    /// Names a device; to be called before its first block.
    virtual void addDevice(DeviceId device, std::string name) = 0;
    /// The channels that the blocks of a device will have; says nothing once the header is written.
    virtual void declare(DeviceId device, const ChannelSetPtr& channels) = 0;
    /// Writes the header now, for what is known.
    virtual Result<void> settle() = 0;
    virtual Result<void> add(const BlockRef& block) = 0;
    /// Hands all rows to the target; before the header there are none.
    virtual Result<void> flush() = 0;
    /// Settles, flushes and completes the target.
    virtual Result<void> finish() = 0;
    /// Samples whose rows the target took.
    [[nodiscard]] virtual std::uint64_t samplesWritten() const = 0;
};

/// How the values of a sample stand in a table.
enum class CsvShape {
    Wide,  ///< one row a sample, one column a channel: CsvWriter
    Long,  ///< one row a value: CsvLongWriter
};

/// \pre `target` and the pools of the blocks outlive the table
[[nodiscard]] std::unique_ptr<CsvTable> makeCsvTable(CsvShape shape, CsvTarget& target,
                                                     CsvWriterSettings settings);

}  // namespace telemetryhub::engine
