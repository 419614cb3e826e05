// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/outlet/outlet_snapshot.h"

namespace telemetryhub::engine {

/// Told about what a table could not hold, or what became of its file.
using CsvWarning = std::function<void(const std::string& text)>;

/// What changes when a table gets columns after its header was written.
struct CsvWidening {
    std::string header;          ///< the new first line, with its line end
    std::string deviceCell;      ///< for the third cell of every earlier row; empty: they have one
    std::size_t newColumns = 0;  ///< empty cells at the end of every earlier row
};

/// How a target took a wider header.
enum class Widened {
    Rewritten,  ///< the earlier rows were widened too
    Continued,  ///< the earlier rows stay as they are, a further file begins
};

/// Where the lines of a CSV table go.
///
/// Threads: confined to one thread.
/// Errors:  StorageFailed with the path, the reason and a remedy. After an error nothing more may
///          be written; `sync` is still allowed.
class CsvTarget {
public:
    virtual ~CsvTarget() = default;
    /// \pre nothing was written
    virtual Result<void> writeHeader(std::string_view header) = 0;
    /// The header of an earlier table that the rows go on in, when it is wider than the one that
    /// was to be written; else empty. Rows are to follow it.
    [[nodiscard]] virtual std::string takenHeader() const { return {}; }
    /// Appends whole rows. A file holds all of them or none; may wait for a slow reader.
    virtual Result<void> write(std::string_view rows) = 0;
    /// What was written survives a power cut, if the target can promise that.
    virtual Result<void> sync() = 0;
    /// All rows were written: syncs, and gives a file that waited for this moment its name.
    virtual Result<void> complete() { return sync(); }
    /// Whether `sync` does something.
    [[nodiscard]] virtual bool canSync() const = 0;
    /// A header that is written can grow: files, not streams.
    [[nodiscard]] virtual bool canWiden() const = 0;
    /// \pre `canWiden()`
    virtual Result<Widened> widen(const CsvWidening& widening) = 0;
    /// Of all files together.
    [[nodiscard]] virtual std::uint64_t writtenBytes() const = 0;
    /// Where rows go to at present, for a person.
    [[nodiscard]] virtual std::string path() const = 0;
};

/// What became of the rows that a live target was given.
struct CsvAccount {
    std::uint64_t written = 0;  ///< they stand in a file that is there, or a reader has them
    std::uint64_t durable = 0;  ///< of them
    LossCounts lost;            ///< could not be written, or were in a file that is gone
};

/// A target that goes on through what happens to its file or its reader.
///
/// A write that is hindered is no error: its rows are lost and counted, and the next one tries
/// again. What cannot heal, above all a failed sync, is one.
///
/// Threads: as CsvTarget, but for `hurry`.
class LiveCsvTarget : public CsvTarget {
public:
    /// Looks at what others did to the file, and whether a hindrance is gone. To be called about
    /// twice a second, also while there are no rows.
    virtual Result<void> look() { return {}; }
    [[nodiscard]] virtual CsvAccount account() const = 0;
    /// Why rows are lost at present; nothing while they are written.
    [[nodiscard]] virtual std::optional<Error> hindrance() const { return std::nullopt; }
    /// Why what comes behind an error is lost.
    [[nodiscard]] virtual LossReason lossReason() const { return LossReason::Failed; }
    /// From any thread: from here on a reader that takes nothing for a second is an error.
    virtual void hurry() {}
};

/// A larger file is not rewritten for a wider header; a further one begins.
inline constexpr std::uint64_t kCsvRewriteLimit = std::uint64_t{64} << 20;

/// Opens the target of an export: `-` is standard output; pipes and devices are written as they
/// are.
///
/// A file is called `FILE.part` until `complete`, so that it is whole or not there; a target that
/// is destroyed before removes it, and only one can write it at a time. A file that exists is kept
/// as `FILE~`, or as `FILE~2` and so on beside an earlier one, when the new one takes its name.
/// Files that a wider header continues in are called `NAME-2.csv`, `NAME-3.csv` and so on.
[[nodiscard]] Result<std::unique_ptr<CsvTarget>> openCsvTarget(
    const std::string& path, std::uint64_t rewriteLimit = kCsvRewriteLimit);

/// Opens the target of a live CSV: `-` is standard output; pipes and devices are written as they
/// are, without ever waiting for a reader at the end, see `hurry`.
///
/// A file grows at its end and never takes the place of one that holds data. Which file it is, is
/// settled with the header: the one of that name when it is new or empty, or when it has the
/// columns; else the first of `NAME-2.csv`, `NAME-3.csv` ... of which that is true. The file is
/// locked, so that only one program writes it.
///
/// `onWarning` is told of everything that somebody who looks for the rows should know.
[[nodiscard]] Result<std::unique_ptr<LiveCsvTarget>> openLiveCsv(
    const std::string& path, CsvWarning onWarning = {},
    std::uint64_t rewriteLimit = kCsvRewriteLimit);

}  // namespace telemetryhub::engine
