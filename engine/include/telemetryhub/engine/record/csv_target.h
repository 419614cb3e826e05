// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

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

/// When a file has its name.
enum class CsvPlacement {
    AtOnce,  ///< from the first byte: a recording, which can be read while it grows
    /// After `complete`, until when it is called `FILE.part`: an export, which is whole or not
    /// there. A target that is destroyed before removes it. Only one can write it at a time.
    WhenComplete,
};

/// A larger file is not rewritten for a wider header; a further one begins.
inline constexpr std::uint64_t kCsvRewriteLimit = std::uint64_t{64} << 20;

/// Opens a CSV target: `-` is standard output; pipes and devices are written as they are.
///
/// A regular file that exists is kept as `FILE~`, in place of an earlier one of that name, when
/// the new one takes its name. Files that a wider header continues in are called `NAME.2.csv`,
/// `NAME.3.csv` and so on.
[[nodiscard]] Result<std::unique_ptr<CsvTarget>> openCsvTarget(
    const std::string& path, std::uint64_t rewriteLimit = kCsvRewriteLimit);
[[nodiscard]] Result<std::unique_ptr<CsvTarget>> openCsvTarget(
    const std::string& path, CsvPlacement placement, std::uint64_t rewriteLimit = kCsvRewriteLimit);

}  // namespace telemetryhub::engine
