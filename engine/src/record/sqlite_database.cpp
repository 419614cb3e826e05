// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/sqlite_database.h"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <thread>

#include <sqlite3.h>

#include "record/descriptor.h"
#include "record/file_claim.h"
#include "record/row_checksum.h"

namespace telemetryhub::engine {

namespace {

int noteLogPages(void* pages, sqlite3*, const char*, int count) {
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

/// For a part of a URI.
std::string escaped(const std::string& path) {
    std::string text;
    std::error_code failed;
    for (const char character : std::filesystem::absolute(path, failed).string()) {
        if (character == '%' || character == '?' || character == '#') {
            constexpr const char* kDigits = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(character);
            text += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
        } else {
            text += character;
        }
    }
    return text;
}

/// As `create` says.
constexpr std::uint64_t kPageBytes = 4096;

/// How long a reader waits for a moment in which the writer holds a lock.
constexpr int kBusyMs = 2000;

}  // namespace

void SqliteStatement::Finalizer::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void SqliteStatement::bindAt(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void SqliteStatement::bindAt(int index, double value) {
    sqlite3_bind_double(m_statement.get(), index, value);
}

void SqliteStatement::bindAt(int index, std::string_view text) {
    // A view of nothing may have no address, which would bind NULL.
    sqlite3_bind_text64(m_statement.get(), index, text.empty() ? "" : text.data(), text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
}

void SqliteStatement::bindAt(int index, std::nullptr_t) {
    sqlite3_bind_null(m_statement.get(), index);
}

void SqliteStatement::bindBlobAt(int index, std::string_view bytes) {
    sqlite3_bind_blob64(m_statement.get(), index, bytes.empty() ? "" : bytes.data(), bytes.size(),
                        SQLITE_STATIC);
}

Result<bool> SqliteStatement::step() {
    switch (sqlite3_step(m_statement.get())) {
        case SQLITE_ROW: return true;
        case SQLITE_DONE: return false;
        default: return m_database->lastError();
    }
}

Result<void> SqliteStatement::run() {
    for (;;) {
        const Result<bool> stepped = step();
        if (stepped && stepped.value()) continue;
        reset();
        if (!stepped) return stepped.error();
        return {};
    }
}

void SqliteStatement::reset() {
    sqlite3_reset(m_statement.get());
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

double SqliteStatement::real(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view SqliteStatement::text(int column) const {
    const auto* bytes = sqlite3_column_text(m_statement.get(), column);
    if (!bytes) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::string_view SqliteStatement::blob(int column) const {
    const void* bytes = sqlite3_column_blob(m_statement.get(), column);
    if (!bytes) return {};
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

bool SqliteStatement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

int SqliteStatement::columnCount() const {
    return sqlite3_column_count(m_statement.get());
}

void SqliteDatabase::Closer::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

SqliteDatabase::SqliteDatabase(std::string path, Access access, sqlite3* connection)
    : m_path(std::move(path)), m_access(access), m_connection(connection) {
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, kBusyMs);
    addRowChecksum(connection);
    // A file from elsewhere may hold a schema made to do harm.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::create(const std::string& path) {
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &connection, kFlags, nullptr);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path, Access::Write, connection));
    if (opened != SQLITE_OK) return database->lastError();
    // Who ends without leaving the log leaves it as it is: after a failed sync nothing is written.
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_hook(connection, noteLogPages, &database->m_logPages);
    // In-place updates of one page in another would wait for the disk twice; the log waits once.
    // A journal file while the log is begun would be a hindrance to readers after a crash.
    if (auto set = database->run("PRAGMA page_size=4096;"
                                 "PRAGMA journal_mode=MEMORY;"
                                 "PRAGMA journal_mode=WAL;"
                                 "PRAGMA synchronous=FULL;"
                                 "PRAGMA wal_autocheckpoint=0;"
                                 "PRAGMA cache_size=-4096;");
        !set)
        return set.error();
    sqlite3_wal_hook(connection, noteLogPages, &database->m_logPages);
    return database;
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::openToRead(const std::string& path) {
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status))
        return Error{ErrorCode::NotFound, "'" + path + "' does not exist."};
    if (!std::filesystem::is_regular_file(status))
        return Error{ErrorCode::InvalidArgument, "'" + path + "' is not a file."};
    auto shared = openToRead(path, Sharing::Shared);
    if (!shared) return shared;
    const Result<void> probed = shared.value()->probe();
    if (probed) return shared;
    // Nobody can write where the files that are shared cannot be made.
    const bool isAlone = shared.value()->cannotShare() && !FileClaim::isTaken(path);
    if (!isAlone) return probed.error();
    auto alone = openToRead(path, Sharing::Alone);
    if (!alone) return alone;
    if (auto again = alone.value()->probe(); !again) return again.error();
    return alone;
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::openToRead(const std::string& path,
                                                                   Sharing sharing) {
    constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    std::error_code failed;
    const auto logBytes = std::filesystem::file_size(path + "-wal", failed);
    // Without a log the file alone is all there is; else a log is read whose index is in memory.
    const bool isImmutable = sharing == Sharing::Alone && (failed || logBytes == 0);
    const bool hasOwnIndex = sharing == Sharing::Alone && !isImmutable;
    const std::string name = isImmutable ? "file:" + escaped(path) + "?immutable=1" : path;
    sqlite3* connection = nullptr;
    const int opened =
        sqlite3_open_v2(name.c_str(), &connection, kFlags | (isImmutable ? SQLITE_OPEN_URI : 0),
                        hasOwnIndex ? "unix-none" : nullptr);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path, Access::Read, connection));
    if (opened != SQLITE_OK) return database->lastError();
    if (hasOwnIndex)
        if (auto set = database->run("PRAGMA locking_mode=EXCLUSIVE"); !set) return set.error();
    return database;
}

Result<void> SqliteDatabase::probe() {
    return run(
        "PRAGMA cell_size_check=ON; PRAGMA cache_size=-16384;"
        "SELECT count(*) FROM sqlite_master");
}

bool SqliteDatabase::cannotShare() const {
    const int code = sqlite3_errcode(m_connection.get()) & 0xFF;
    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM;
}

Result<void> SqliteDatabase::run(const char* sql) {
    if (sqlite3_exec(m_connection.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Result<SqliteStatement> SqliteDatabase::prepare(std::string_view sql) const {
    sqlite3_stmt* prepared = nullptr;
    const int result =
        sqlite3_prepare_v3(m_connection.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (result != SQLITE_OK) return lastError();
    SqliteStatement statement;
    statement.m_database = this;
    statement.m_statement.reset(prepared);
    return statement;
}

std::int64_t SqliteDatabase::lastRowId() const {
    return sqlite3_last_insert_rowid(m_connection.get());
}

bool SqliteDatabase::isInTransaction() const {
    return sqlite3_get_autocommit(m_connection.get()) == 0;
}

Result<void> SqliteDatabase::checkpoint() {
    int pages = 0;
    int copied = 0;
    const int result = sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr,
                                                 SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
    if (result == SQLITE_OK && pages == copied) m_logPages = 0;
    // A reader or another checkpoint is in the way: the next one goes further.
    if (result == SQLITE_OK || (result & 0xFF) == SQLITE_BUSY) return {};
    return lastError();
}

int SqliteDatabase::logPages() const {
    return m_logPages;
}

Result<std::uint64_t> SqliteDatabase::contentBytes() const {
    auto pages = prepare("PRAGMA page_count");
    if (!pages) return pages.error();
    const Result<bool> row = pages.value().step();
    if (!row) return row.error();
    return pages.value().count(0) * kPageBytes;
}

Result<void> SqliteDatabase::leaveLog(std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds kPause{5};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    sqlite3_busy_timeout(m_connection.get(), 0);
    while (!tryToLeaveLog()) {
        if ((sqlite3_errcode(m_connection.get()) & 0xFF) != SQLITE_BUSY) return lastError();
        if (std::chrono::steady_clock::now() >= deadline) {
            sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                      nullptr, nullptr);
            return {};
        }
        std::this_thread::sleep_for(kPause);
    }
    return {};
}

bool SqliteDatabase::tryToLeaveLog() {
    if (sqlite3_wal_checkpoint_v2(m_connection.get(), nullptr, SQLITE_CHECKPOINT_FULL, nullptr,
                                  nullptr) != SQLITE_OK)
        return false;
    // A journal file, if it were left by a crash at this moment, would be a hindrance to readers.
    return sqlite3_exec(m_connection.get(), "PRAGMA journal_mode=MEMORY", nullptr, nullptr,
                        nullptr) == SQLITE_OK;
}

void SqliteDatabase::tidyUp(const std::string& path) {
    sqlite3* connection = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &connection,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteDatabase database(path, Access::Write, connection);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (opened == SQLITE_OK) (void)database.leaveLog(std::chrono::milliseconds(0));
}

int SqliteDatabase::systemReason() const {
    int reason = sqlite3_system_errno(m_connection.get());
    if (reason != 0) return reason;
    // A commit that fails does not tell; the log, where it failed, does.
    sqlite3_file* log = nullptr;
    sqlite3_file_control(m_connection.get(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
    if (log && log->pMethods) log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &reason);
    return reason;
}

bool SqliteDatabase::isOutOfSpace() const {
    const int extended = sqlite3_errcode(m_connection.get());
    if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC) return false;
    const int code = extended & 0xFF;
    const int reason = systemReason();
    return code == SQLITE_FULL || (code == SQLITE_IOERR && (reason == ENOSPC || reason == EDQUOT));
}

Error SqliteDatabase::lastError() const {
    const int code = sqlite3_errcode(m_connection.get()) & 0xFF;
    const int reason = systemReason();
    const bool isDamage = code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_FORMAT;
    // That there is no such file is what SQLite finds in its second try, not why the first failed.
    const bool isOfSystem = reason != ENOENT && (code == SQLITE_IOERR || code == SQLITE_CANTOPEN ||
                                                 code == SQLITE_PERM);
    // What is asked for is in every session file.
    if (isDamage || (m_access == Access::Read && code == SQLITE_ERROR))
        return {ErrorCode::FileDamaged, "'" + m_path + "' is damaged or no session file: " +
                                            sqlite3_errmsg(m_connection.get()) + "."};
    if (m_access == Access::Read)
        return {ErrorCode::StorageFailed,
                "'" + m_path + "' cannot be read: " +
                    (isOfSystem && reason != 0 ? std::generic_category().message(reason)
                                               : sqlite3_errmsg(m_connection.get())) +
                    "; check that you may read it, or the disk"};
    if (code == SQLITE_FULL) return storageError(m_path, ENOSPC);
    if (isOfSystem && reason != 0) return storageError(m_path, reason);
    if (code == SQLITE_READONLY) return storageError(m_path, EROFS);
    return {ErrorCode::StorageFailed,
            "'" + m_path + "' cannot be written: " + sqlite3_errmsg(m_connection.get()) +
                "; check the disk and the path"};
}

}  // namespace telemetryhub::engine
