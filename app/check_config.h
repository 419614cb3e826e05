// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/read_config.h"

namespace telemetryhub::app {

/// Tells what a configuration says: its settings and devices with who gave them, or every mistake.
/// Returns the exit code.
[[nodiscard]] int checkConfig(const engine::ReadConfig& read);

}  // namespace telemetryhub::app
