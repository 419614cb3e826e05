// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "telemetryhub/engine/config/read_config.h"
#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::app {

/// What the process tells its caller.
enum ExitCode : int {
    ExitDone = 0,
    ExitInternal = 1,
    ExitUsage = 2,
    ExitNoDevice = 3,
    ExitStorage = 4,
    ExitListener = 5,
};

/// Prints `error` to standard error and gives the exit code that belongs to it.
[[nodiscard]] ExitCode reportError(const engine::Error& error);
/// The same for a listener that cannot start.
[[nodiscard]] ExitCode reportListenerError(const engine::Error& error);
/// Prints every mistake of a configuration; those of a file begin with FILE:LINE.
[[nodiscard]] ExitCode reportErrors(const std::vector<engine::ConfigError>& errors);

}  // namespace telemetryhub::app
