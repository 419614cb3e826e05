// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "record/descriptor.h"

/// The first line of a CSV that rows are appended to.
namespace telemetryhub::engine {

/// The cells of one line as they are spelled, without its end.
[[nodiscard]] std::vector<std::string> cellsOfLine(std::string_view line);

/// How rows fit under the header of a file that exists.
enum class HeaderFit {
    Same,
    Wider,  ///< it has all of their columns, and others
    None,
};
/// Whether rows with the header `wanted` can stand under `present`.
[[nodiscard]] HeaderFit fitOfHeader(std::string_view wanted, std::string_view present);

/// The first line of a file.
struct CsvHeader {
    std::string line;         ///< without its end
    std::uint64_t bytes = 0;  ///< with it
    bool isEnded = false;     ///< else the file ends within it, and may be empty
};
/// Errors: StorageFailed.
[[nodiscard]] Result<CsvHeader> readCsvHeader(const Descriptor& descriptor,
                                              const std::string& path);

/// What a file needs behind its end so that a row can follow: nothing, or the end of a row that was
/// cut off.
[[nodiscard]] Result<std::string> missingRowEnd(const Descriptor& descriptor, std::uint64_t size,
                                                const std::string& path);

/// Counts the rows of a table piece by piece; line ends in quoted cells are none.
class RowCounter {
public:
    /// How many rows end in it.
    std::uint64_t count(std::string_view piece);

private:
    bool m_quoted = false;
};
/// Rows that end between two offsets, both at a row.
[[nodiscard]] Result<std::uint64_t> countRows(const Descriptor& descriptor, std::uint64_t from,
                                              std::uint64_t to, const std::string& path);

}  // namespace telemetryhub::engine
