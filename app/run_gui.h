// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::app {

/// Opens the window over the engine. Returns the exit code.
[[nodiscard]] int runGui(int& argumentCount, char** arguments, const CommandLine& line,
                         const engine::HubConfig& config);

}  // namespace telemetryhub::app
