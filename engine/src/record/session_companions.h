// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "record/sqlite_database.h"
#include "record/tail_journal.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// The tail file beside a session, as of the transaction that was begun.
struct JournalMoment {
    std::uint64_t generation = 0;  ///< of the records that stand behind the tables
    TailReading journal;
};

/// Begins a transaction that goes with the tail file.
[[nodiscard]] Result<JournalMoment> beginWithJournal(SqliteDatabase& database);

/// Names what is damaged or missing of the log and the tail file beside a session.
/// `needsCompanions`: its format says that they belong to it.
void noteCompanionDamage(const JournalMoment& moment, bool needsCompanions, SessionInfo& info);

/// Makes one file of a session that was closed while it was read; does nothing where somebody
/// records or reads it, it is not closed, or may not be written.
void tidyUpClosed(const std::string& path);

}  // namespace telemetryhub::engine
