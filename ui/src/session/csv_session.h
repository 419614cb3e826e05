// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/record/csv_import.h"

namespace telemetryhub::ui {

/// What became of a CSV file.
struct CsvSession {
    engine::CsvImportSummary summary;
    std::uint64_t untimed = 0;  ///< samples whose time the file does not know
};

/// Reads a CSV file into a session file, so that it can be looked at like a recording.
///
/// Samples without a time follow the one before by a second: a chart has to put them somewhere.
///
/// Threads: runs on the caller's and waits for the disk.
/// Errors:  those of importCsv and SessionWriter.
[[nodiscard]] engine::Result<CsvSession> importIntoSession(const std::string& csvPath,
                                                           const std::string& sessionPath,
                                                           const engine::CsvProgress& progress);

}  // namespace telemetryhub::ui
