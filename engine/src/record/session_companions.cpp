// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/session_companions.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "record/file_claim.h"
#include "record/session_schema.h"
#include "record/wal_scan.h"

namespace telemetryhub::engine {

namespace {

/// 0 in a file that has no tail file.
std::uint64_t tailGeneration(SqliteDatabase& database) {
    auto fact = database.prepare(kFactTable.select("WHERE key=?"));
    if (!fact) return 0;
    fact.value().bind(kTailGenerationFact);
    const Result<bool> found = fact.value().step();
    return found && found.value() && fact.value().integer(2) == 1 ? fact.value().count(1) : 0;
}

/// SQLite makes an empty log where there is none.
bool hasLog(const std::string& log) {
    std::error_code failed;
    return std::filesystem::file_size(log, failed) > 0 && !failed;
}

}  // namespace

/// A recorder begins the tail file anew when it
/// has moved it into the tables: as long as they are of one generation, it only grows.
Result<JournalMoment> beginWithJournal(SqliteDatabase& database) {
    constexpr int kTries = 20;
    for (int i = 0;; ++i) {
        JournalMoment moment{tailGeneration(database), {}};
        moment.journal = readTailJournal(database.path(), moment.generation);
        if (auto begun = database.run("BEGIN"); !begun) return begun.error();
        const std::uint64_t generation = tailGeneration(database);
        if (generation == moment.generation) return moment;
        // The tables alone are one moment too.
        if (i == kTries) return JournalMoment{generation, {true, 0, {}, {}, 0}};
        if (auto ended = database.run("COMMIT"); !ended) return ended.error();
    }
}

void noteCompanionDamage(const JournalMoment& moment, bool needsCompanions, SessionInfo& info) {
    const std::string log = info.path + "-wal";
    const std::string tail = tailJournalPath(info.path);
    const auto note = [&](std::string text) { info.damage.push_back(std::move(text)); };
    if (moment.journal.unreadableBytes > 0)
        note(std::to_string(moment.journal.unreadableBytes) + " bytes of '" + tail +
             "' cannot be read");
    // A recorder changes its log while it is looked at.
    if (info.state == SessionInfo::State::Recording) return;
    info.unreachable = findUnreachableLog(log);
    if (const auto& lost = info.unreachable)
        note("'" + log + "': " + std::to_string(lost->frames) + " frames (" +
             std::to_string(lost->bytes) + " bytes, " + std::to_string(lost->commits) +
             " commits) stand behind a damaged one and cannot be read");
    if (info.state == SessionInfo::State::Closed || !needsCompanions) return;
    std::string missing = hasLog(log) ? "" : "'" + log + "'";
    if (!moment.journal.isThere) missing += (missing.empty() ? "'" : " and '") + tail + "'";
    if (!missing.empty())
        note("the recording was not finished, and " + missing +
             " beside it is missing, with what was recorded last; copy that as well, or stop the "
             "recording first");
    else if (moment.journal.generation > moment.generation)
        note("'" + log + "': what was recorded before the samples in '" + tail + "' is missing");
}

void tidyUpClosed(const std::string& path) {
    if (FileClaim::isTaken(path) || !std::filesystem::exists(path + "-wal")) return;
    const auto claim = FileClaim::take(path);
    if (!claim) return;
    {
        const auto database = SqliteDatabase::openToRead(path);
        if (!database) return;
        auto version = database.value()->prepare("PRAGMA user_version");
        const bool isClosed = version && version.value().step() &&
                              version.value().integer(0) == kSessionFormatVersion;
        if (!isClosed) return;
    }
    SqliteDatabase::tidyUp(path);
}

}  // namespace telemetryhub::engine
