// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/serve/listener_settings.h"

namespace telemetryhub::engine {

/// Whether it is safe to listen so: beyond loopback there must be TLS and tokens.
/// Errors: InvalidArgument, saying what is missing and how to make it.
[[nodiscard]] Result<void> checkListenRules(const ListenerSettings& settings);

}  // namespace telemetryhub::engine
