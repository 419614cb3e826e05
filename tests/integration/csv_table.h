// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryhub::test {

/// A CSV text as rows of cells (RFC 4180), read independently of the program's own code.
struct CsvTable {
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;

    /// An unfinished last line is left out, so that a file can be read while it grows.
    [[nodiscard]] static CsvTable parse(std::string_view text);
    /// Nothing yet when the file does not exist.
    [[nodiscard]] static CsvTable read(const std::string& path);

    /// The place of a title.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view title) const;
    [[nodiscard]] std::vector<std::string> cells(std::string_view title) const;
    /// The titles after `seq`.
    [[nodiscard]] std::vector<std::string> channels() const;
    /// Each row's cells after `seq`: what the device sent, without the times.
    [[nodiscard]] std::vector<std::vector<std::string>> values() const;
    /// Whether `seq` counts 1, 2, 3, ... from its first value without a gap, for one device.
    [[nodiscard]] bool sequenceIsContiguous() const;
};

/// The bits of the number that a cell holds; nothing when it is not exactly one number.
[[nodiscard]] std::optional<double> numberIn(std::string_view cell);

}  // namespace telemetryhub::test
