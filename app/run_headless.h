// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::app {

/// Runs the engine without a window until it is told to stop. Returns the exit code.
/// \pre a QCoreApplication exists
[[nodiscard]] int runHeadless(const CommandLine& line, const engine::HubConfig& config);

}  // namespace telemetryhub::app
