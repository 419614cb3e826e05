// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// Widens the rows of a CSV table piece by piece: a device cell behind the second, empty cells at
/// the end.
///
/// Pieces may be cut anywhere. Rows end with CR LF; quoted cells may hold anything.
class RowWidener {
public:
    /// \pre `widening` outlives this object.
    explicit RowWidener(const CsvWidening& widening) : m_widening(widening) {}
    void widen(std::string_view piece, std::string& out);

private:
    const CsvWidening& m_widening;
    std::size_t m_commas = 0;  // so far in the row
    bool m_quoted = false;
};

}  // namespace telemetryhub::engine
