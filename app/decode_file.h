// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::app {

/// Runs a captured byte stream, or the raw bytes of a recording, through a decoder: samples as CSV,
/// and on standard error what was found. Returns the exit code.
[[nodiscard]] int decodeFile(const CommandLine& line, const engine::HubConfig& config);

}  // namespace telemetryhub::app
