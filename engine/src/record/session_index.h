// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "record/sqlite_database.h"
#include "record/tail_coding.h"
#include "telemetryhub/engine/record/sample_columns.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// What is read of a session file when it is opened.
struct SessionIndex {
    struct Device {
        std::vector<StoredChunk> chunks;
        SampleColumns tail;  ///< samples behind the last chunk that was stored as one
    };
    SessionInfo info;
    std::map<DeviceId, Device> devices;
};

/// Reads the index of a session file in one transaction. What is damaged is named in `info.damage`
/// and left out.
///
/// Errors:  FileDamaged, NotAvailable, StorageFailed when nothing can be read.
[[nodiscard]] Result<SessionIndex> readSessionIndex(SqliteDatabase& database);

}  // namespace telemetryhub::engine
