// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Whether the file of a private key is one that its owner alone can read.
/// Errors: InvalidArgument, with the command that mends it.
[[nodiscard]] Result<void> checkKeyFile(const std::string& path);

}  // namespace telemetryhub::engine
