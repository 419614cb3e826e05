// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryhub/engine/record/csv_import.h"

namespace telemetryhub::engine {

/// The column of a foreign table that holds the times.
struct CsvTimeColumn {
    enum class Kind {
        Calendar,   ///< dates
        TimeOfDay,  ///< without a date
        Unix,       ///< a number that counts from 1970
        Elapsed,    ///< a number that counts from anything else
    };
    Kind kind = Kind::Elapsed;
    std::size_t column = 0;
    std::optional<std::size_t> timeOfDay{};  ///< the column beside that of the dates
    std::int64_t unitNs = 1'000'000'000;
};

/// How a CSV file is written and what its columns hold.
struct CsvDialect {
    CsvForm form = CsvForm::Foreign;
    char delimiter = ',';
    char decimalSign = '.';
    bool hasDevices = false;          ///< a wide table with a column of devices
    std::size_t cells = 0;            ///< of a row
    std::size_t rowsBefore = 0;       ///< rows before the first of the data, the titles too
    std::vector<std::string> titles;  ///< as they are written; empty without titles
    std::optional<CsvTimeColumn> time;
    std::vector<std::size_t> values;  ///< columns of a foreign table that hold numbers
};

/// Looks at the beginning of a file.
///
/// Errors: InvalidArgument when it holds no table of numbers.
[[nodiscard]] Result<CsvDialect> findDialect(std::string_view beginning, const std::string& path);

}  // namespace telemetryhub::engine
