// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "telemetryhub/engine/config/hub_config.h"
#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::app {

/// The listener that a configuration asks for; nothing when it asks for none.
[[nodiscard]] std::optional<engine::ListenerSettings> listenerSettings(
    const engine::HubConfig& config);

}  // namespace telemetryhub::app
