// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// The whole content of a file.
/// Errors: InvalidArgument for one that is absent, not a regular one, not readable or over `most`
///         bytes, which is a whole number of MiB.
[[nodiscard]] Result<std::string> readTextFile(const std::filesystem::path& path, std::size_t most);

}  // namespace telemetryhub::engine
