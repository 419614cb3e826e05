// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/core/device_settings.h"

namespace telemetryhub::engine {

/// The bus for `settings`, closed.
/// \pre `listener` and `clock` outlive the bus.
[[nodiscard]] std::unique_ptr<Bus> makeBus(const BusSettings& settings, BusListener& listener,
                                           const Clock& clock);

}  // namespace telemetryhub::engine
