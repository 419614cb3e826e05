// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "record/descriptor.h"
#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// Widens the rows of a CSV table piece by piece: a device cell behind the second, empty cells at
/// the end.
///
/// Pieces may be cut anywhere. Rows end with CR LF, or with LF alone when somebody edited the file;
/// quoted cells may hold anything.
class RowWidener {
public:
    /// \pre `widening` outlives this object.
    explicit RowWidener(const CsvWidening& widening) : m_widening(widening) {}
    void widen(std::string_view piece, std::string& out);

private:
    const CsvWidening& m_widening;
    std::size_t m_commas = 0;  // so far in the row
    bool m_quoted = false;
    char m_last = '\0';
};

/// A part of a file.
struct ByteRange {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};
/// Copies whole rows from one file behind the end of another and widens them; tells how many bytes
/// they became. Errors: StorageFailed about `path`.
[[nodiscard]] Result<std::uint64_t> copyWidened(const Descriptor& from, ByteRange range,
                                                RowWidener& widener, const Descriptor& to,
                                                const std::string& path);

}  // namespace telemetryhub::engine
