// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// `path`, or when a file is there already `NAME.2.thub`, `NAME.3.thub` and so on.
[[nodiscard]] std::string freeSessionPath(const std::string& path);

/// Whether a file is to be opened as a session: by its content, whatever its name, or by the ending
/// `.thub`, so that whoever opens a damaged one hears what is wrong with it.
[[nodiscard]] bool isSession(const std::string& path);

/// Whether somebody, also this process, is recording the file.
[[nodiscard]] bool isBeingRecorded(const std::string& path);

/// The files beside a session that belong to it until it is closed, whether they are there or not:
/// its log and its tail file. Who copies, moves or removes a session does so with them.
[[nodiscard]] std::vector<std::string> sessionCompanions(const std::string& path);

/// `DIR/2026-01-31T23-59-59Z.thub`, or a numbered one beside it.
[[nodiscard]] std::string newSessionPath(const std::string& folder, std::int64_t wallNs);

/// Which recordings of a folder are kept; zeros keep everything.
struct Retention {
    std::uint64_t keepBytes = 0;    ///< of all together
    std::chrono::hours keepAge{0};  ///< since the last change

    [[nodiscard]] bool isOff() const { return keepBytes == 0 && keepAge.count() == 0; }
};

/// Removes the oldest session files of a folder that are beyond what is kept; never one that is
/// being recorded. Returns what was removed. Errors: StorageFailed for a file that cannot be
/// removed; those before it are gone.
[[nodiscard]] Result<std::vector<std::string>> applyRetention(const std::string& folder,
                                                              const Retention& retention);

}  // namespace telemetryhub::engine
