// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/gateway/gateway_core.h"

namespace telemetryhub::app {

/// How sessions are recorded, asked for or begun later.
[[nodiscard]] engine::RecordingSettings recordingSettings(const engine::HubConfig& config);
/// The gateway that a configuration asks for.
[[nodiscard]] engine::GatewaySettings gatewaySettings(const engine::HubConfig& config);

}  // namespace telemetryhub::app
