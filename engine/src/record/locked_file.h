// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "record/descriptor.h"

namespace telemetryhub::engine {

/// A regular file that is open for appending and locked against other writers.
struct LockedFile {
    Descriptor descriptor;
    int reason = 0;  ///< of errno when it could not be opened; EBUSY: another one writes it

    [[nodiscard]] bool isOpen() const { return descriptor.isOpen(); }
};

/// Opens or creates a file; never waits and never cuts it.
///
/// The lock ends with the descriptor. Where a file system has no locks, everybody gets it.
[[nodiscard]] LockedFile openLockedFile(const std::string& path);

/// Why a file could not be opened.
[[nodiscard]] Error lockedFileError(const std::string& path, int reason);

/// Whether the name still belongs to the open file.
[[nodiscard]] bool stillHasName(const Descriptor& descriptor, const std::string& path);

}  // namespace telemetryhub::engine
