// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// Takes what an import reads.
///
/// Threads: the one that imports.
class CsvImportSink {
public:
    virtual ~CsvImportSink() = default;
    /// Comes before the first block of a device.
    virtual void device(DeviceId id, const std::string& name) = 0;
    /// The blocks of a device come in its order; an error ends the import.
    virtual Result<void> block(const BlockRef& block) = 0;
};

enum class CsvForm {
    Wide,     ///< what CsvWriter writes
    Long,     ///< what CsvLongWriter writes
    Foreign,  ///< any other table of numbers
};

/// Where the times of the samples come from.
enum class CsvTimeSource {
    Table,         ///< both clocks, as they were recorded; kUnknownTime where the cells are empty
    Calendar,      ///< a column of dates or Unix times: the wall clock; text without a zone is UTC
    Elapsed,       ///< a column of seconds or times of day: the date is unknown, 1970 stands for it
    SampleNumber,  ///< nothing in the file: one second from row to row from 1970 on, invented
};

/// Something that could not be read, for a person.
struct CsvProblem {
    std::uint64_t line = 0;  ///< from 1
    std::string reason;
};

struct CsvImportedDevice {
    DeviceId id;
    std::string name;  ///< that of the file without its ending where the table has none
    ChannelSetPtr channels;
    std::uint64_t samples = 0;
    /// How often `seq` began anew; the samples are counted on.
    std::uint64_t restarts = 0;
    /// Of the samples: their rows hold no value, only their times and numbers are handed on. A
    /// device that has no others has no channel, either.
    std::uint64_t samplesWithoutValue = 0;
};

/// What became of a file.
struct CsvImportSummary {
    static constexpr std::size_t kMaxProblems = 10;
    static constexpr std::size_t kMaxColumnsNamed = 20;

    CsvForm form = CsvForm::Foreign;
    char delimiter = ',';
    char decimalSign = '.';
    CsvTimeSource timeSource = CsvTimeSource::Table;
    std::string timeColumn;  ///< its title; empty without one
    std::vector<CsvImportedDevice> devices;
    std::uint64_t rows = 0;            ///< that were read
    std::uint64_t rowsUnread = 0;      ///< without those before the table
    std::uint64_t cellsUnread = 0;     ///< of rows that were read; they count as absent
    std::uint64_t timesBack = 0;       ///< rows whose time is before that of the row above
    std::vector<CsvProblem> problems;  ///< the first ones
    /// Titles of columns that hold no numbers or are too many; the first ones.
    std::vector<std::string> columnsLeftOut;
    std::uint64_t columnsLeftOutCount = 0;
};

/// Told how much of the file is read, 0 to 1; 0 while nobody knows. False cancels.
using CsvProgress = std::function<bool(double share)>;

/// Reads a CSV file of any size in bounded memory and hands on its samples.
///
/// What CsvWriter and CsvLongWriter wrote reads back equal to the bit: values, sequence numbers,
/// wall times, `elapsed_s` as the steady clock, devices, channels and units. A channel of a table
/// of several devices belongs to those that have a value in it. Limits of the forms: the wide one
/// cannot tell a unit with ` [` in it, the long one has no row for a sample without values, and
/// both spell every NaN alike. Where a further run was appended its numbers and its steady clock
/// are counted on behind those of the run before, by the time that passed on the wall clock.
///
/// Of other files the delimiter (tab, semicolon, comma), the decimal sign, the titles and the
/// column of times are found in its first rows. The samples are numbered like the rows, so that a
/// row that cannot be read leaves a gap. Rows that cannot be read never stop an import.
///
/// \pre `pool` outlives the blocks
///
/// Threads: runs on the caller's and waits for the disk.
/// Units:   the steady clock counts from the first sample, or from what the file counts from.
/// Errors:  NotFound and StorageFailed for a file that cannot be read, InvalidArgument for one that
///          is no table of numbers, Stopping when it was cancelled, those of the sink. Before an
///          error blocks may have been handed on.
[[nodiscard]] Result<CsvImportSummary> importCsv(const std::string& path, BlockPool& pool,
                                                 CsvImportSink& sink,
                                                 const CsvProgress& progress = {});

}  // namespace telemetryhub::engine
