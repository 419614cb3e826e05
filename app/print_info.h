// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"

namespace telemetryhub::app {

/// Prints what a session file holds, for a person or as JSON. Returns the exit code; ExitStorage
/// when something in it cannot be read.
[[nodiscard]] int printInfo(const CommandLine& line);

}  // namespace telemetryhub::app
