// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace telemetryhub::engine {

class SqliteDatabase;

/// One prepared statement: bind, step, read the columns of the row, reset.
///
/// Bound texts and blobs are not copied: they outlive the next `reset`. Views of columns end with
/// the next step.
///
/// Threads: confined to that of the database, which outlives it.
class SqliteStatement {
public:
    SqliteStatement() = default;

    /// Binds the parameters in their order, from the first.
    template <typename... Values>
    void bind(const Values&... values) {
        int index = 0;
        (bindAt(++index, values), ...);
    }
    void bindAt(int index, std::int64_t value);
    void bindAt(int index, std::uint64_t value) { bindAt(index, static_cast<std::int64_t>(value)); }
    void bindAt(int index, std::uint32_t value) { bindAt(index, static_cast<std::int64_t>(value)); }
    void bindAt(int index, int value) { bindAt(index, static_cast<std::int64_t>(value)); }
    void bindAt(int index, double value);
    void bindAt(int index, std::string_view text);
    void bindAt(int index, std::nullptr_t);
    void bindBlobAt(int index, std::string_view bytes);

    /// True when there is a row.
    [[nodiscard]] Result<bool> step();
    /// Steps to the end and resets.
    Result<void> run();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::uint64_t count(int column) const {
        return static_cast<std::uint64_t>(integer(column));
    }
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string_view blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] int columnCount() const;

private:
    friend class SqliteDatabase;
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    const SqliteDatabase* m_database = nullptr;
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// Owns the connection to one SQLite database; nothing else in the engine speaks to SQLite.
///
/// Threads: confined to one thread.
/// Errors:  StorageFailed with path, reason and remedy; FileDamaged when the file is no sound
///          database; NotFound.
class SqliteDatabase {
public:
    /// A new database in WAL mode with synchronous=FULL: a commit that returned survives a power
    /// cut. \pre nothing else is called `path`
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> create(const std::string& path);
    /// Opens an existing one to read; the file and its log are never changed, also not after a
    /// crash of its writer. Its folder need not be writable.
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> openToRead(
        const std::string& path);

    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    Result<void> run(const char* sql);
    [[nodiscard]] Result<SqliteStatement> prepare(std::string_view sql) const;
    [[nodiscard]] std::int64_t lastRowId() const;
    [[nodiscard]] bool isInTransaction() const;
    /// Copies the write-ahead log into the database where no reader is in the way.
    Result<void> checkpoint();
    /// How much of the write-ahead log is not in the database, as of the last commit.
    [[nodiscard]] int logPages() const;
    /// What the database has with its log, which is what it will have as one file.
    [[nodiscard]] Result<std::uint64_t> contentBytes() const;
    /// Ends write-ahead mode: the database is one file afterwards. Readers are in the way as long
    /// as they live; it waits for them. Behind `patience` all is in the file, and what is left of
    /// the log is empty where nobody reads it at that moment.
    Result<void> leaveLog(std::chrono::milliseconds patience);
    /// The same for a database that is open no more, where nobody is in the way and it may be
    /// written. \pre nobody will write it
    static void tidyUp(const std::string& path);
    /// The last call failed for want of space, and no sync did: what a failed sync left behind
    /// nobody knows.
    [[nodiscard]] bool isOutOfSpace() const;
    /// Why the last call failed.
    [[nodiscard]] Error lastError() const;

private:
    struct Closer {
        void operator()(sqlite3* connection) const;
    };
    enum class Access { Read, Write };
    /// How a file is read: as one of several processes, or alone, which needs no files beside it.
    enum class Sharing { Shared, Alone };
    SqliteDatabase(std::string path, Access access, sqlite3* connection);
    [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> openToRead(const std::string& path,
                                                                            Sharing sharing);
    /// Reads the schema, which is what finds out whether the file can be read at all.
    Result<void> probe();
    [[nodiscard]] bool cannotShare() const;
    [[nodiscard]] bool tryToLeaveLog();
    /// The `errno` of the last error, 0 when it is not known.
    [[nodiscard]] int systemReason() const;

    std::string m_path;
    const Access m_access;
    int m_logPages = 0;  // written by SQLite's hook
    std::unique_ptr<sqlite3, Closer> m_connection;
};

}  // namespace telemetryhub::engine
