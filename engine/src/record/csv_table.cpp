// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/record/csv_table.h"

#include <utility>

#include "telemetryhub/engine/record/csv_long_writer.h"
#include "telemetryhub/engine/record/csv_writer.h"

namespace telemetryhub::engine {

std::unique_ptr<CsvTable> makeCsvTable(CsvShape shape, CsvTarget& target,
                                       CsvWriterSettings settings) {
    if (shape == CsvShape::Long)
        return std::make_unique<CsvLongWriter>(target, std::move(settings));
    return std::make_unique<CsvWriter>(target, std::move(settings));
}

}  // namespace telemetryhub::engine
