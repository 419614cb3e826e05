// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::app {

/// Writes a session file as CSV, with the progress on a terminal. Returns the exit code;
/// ExitStorage also when damaged parts were left out.
[[nodiscard]] int exportCsv(const CommandLine& line, const engine::HubConfig& config);

}  // namespace telemetryhub::app
