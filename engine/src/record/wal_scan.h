// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace telemetryhub::engine {

/// What stands in a write-ahead log of SQLite behind the place where it can be read no further.
struct UnreachableLog {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
    std::uint64_t commits = 0;  ///< whose end is among the frames; at least 1
};

/// Finds commits that SQLite does not see: it takes a damaged frame for the end of the log, but
/// behind it stands one that ends a commit and is whole. Nothing when the log is whole or absent,
/// or when what is wrong is the last frame of all: a recorder that ended there leaves the same.
///
/// Errors: what cannot be read is as absent.
/// Source: https://sqlite.org/walformat.html
[[nodiscard]] std::optional<UnreachableLog> findUnreachableLog(const std::string& logPath);

}  // namespace telemetryhub::engine
