// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"

namespace telemetryhub::app {

/// Runs a captured byte stream through a decoder: samples as CSV, and on standard error what was
/// found. Returns the exit code.
[[nodiscard]] int decodeFile(const CommandLine& line);

}  // namespace telemetryhub::app
