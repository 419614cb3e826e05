// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/bus_parts.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// The bus for `settings`, closed.
/// \pre `listener` and `parts` outlive the bus.
[[nodiscard]] std::unique_ptr<Bus> makeBus(const BusSettings& settings, BusListener& listener,
                                           BusParts& parts);

}  // namespace telemetryhub::engine
