// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::app {

/// Where sessions, state and logs live.
[[nodiscard]] QString dataDirectory(const CommandLine& line);

/// The gateway that a command line asks for.
[[nodiscard]] engine::GatewaySettings gatewaySettings(const CommandLine& line);

}  // namespace telemetryhub::app
