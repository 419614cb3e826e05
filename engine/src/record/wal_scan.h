// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// Finds commits that SQLite does not see: it takes a damaged frame for the end of the log, but
/// behind it stands one that ends a commit and is whole. Nothing when the log is whole or absent,
/// or when what is wrong is the last frame of all: a recorder that ended there leaves the same.
///
/// Errors: what cannot be read is as absent.
/// Source: https://sqlite.org/walformat.html
[[nodiscard]] std::optional<UnreachableLog> findUnreachableLog(const std::string& logPath);

}  // namespace telemetryhub::engine
