// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"
#include "telemetryhub/engine/config/hub_config.h"

namespace telemetryhub::app {

/// `make-cert`: writes a self-signed certificate and its key where the configuration names them,
/// else into the data directory.
[[nodiscard]] int makeCertificate(const CommandLine& line, const engine::HubConfig& config);

}  // namespace telemetryhub::app
