// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/csv_dialect.h"
#include "record/csv_intake.h"

namespace telemetryhub::engine {

using CsvCells = std::vector<std::string_view>;

/// What became of a row.
struct CsvRowTaken {
    /// Why it could not be read; empty: it was.
    std::string unread;
    /// Why a cell could not be read; empty: all were.
    std::string badCell;
    std::uint64_t badCells = 0;
};

/// Reads the rows of one form of table.
///
/// Threads: confined to one thread.
/// Errors:  those of the sink.
class CsvRows {
public:
    virtual ~CsvRows() = default;
    /// Whether a row of so many cells can be one of the table.
    [[nodiscard]] virtual bool fits(std::size_t cells) const = 0;
    virtual Result<CsvRowTaken> take(const CsvCells& cells) = 0;
    /// A row that was not even cut into cells.
    virtual void passOver() {}
    /// What is still held back.
    virtual Result<CsvRowTaken> finish() { return CsvRowTaken{}; }
    /// Rows whose time is before that of the row above.
    [[nodiscard]] virtual std::uint64_t timesBack() const { return 0; }
    /// Titles of columns that are not read.
    [[nodiscard]] virtual std::vector<std::string> columnsLeftOut() const { return {}; }
};

/// \pre `dialect` and `intake` outlive the result
[[nodiscard]] std::unique_ptr<CsvRows> makeWideRows(const CsvDialect& dialect, CsvIntake& intake,
                                                    const std::string& deviceName);
[[nodiscard]] std::unique_ptr<CsvRows> makeLongRows(const CsvDialect& dialect, CsvIntake& intake);
[[nodiscard]] std::unique_ptr<CsvRows> makeForeignRows(const CsvDialect& dialect, CsvIntake& intake,
                                                       const std::string& deviceName);

/// The first cells of a row of our own, which every sample has.
struct CsvRowStart {
    ReadTime time;
    std::string_view device;
    Sequence sequence = 0;
};
/// Nothing, with the reason in `taken`, when one of them cannot be read.
[[nodiscard]] std::optional<CsvRowStart> readRowStart(const CsvCells& cells,
                                                      const CsvDialect& dialect,
                                                      CsvRowTaken& taken);

}  // namespace telemetryhub::engine
