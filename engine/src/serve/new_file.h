// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

enum class Readers { OwnerAlone, Everybody };

/// Writes a file that must not be there yet; its permissions hold from its first byte on.
/// Errors: AlreadyExists, StorageFailed.
Result<void> writeNewFile(const std::string& path, std::string_view content, Readers readers);

}  // namespace telemetryhub::engine
