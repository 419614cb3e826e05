// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/make_bus.h"

#include <variant>

#include "telemetryhub/engine/bus/push_bus.h"
#include "telemetryhub/engine/bus/replay_bus.h"
#include "telemetryhub/engine/bus/serial_bus.h"
#include "telemetryhub/engine/bus/simulated_bus.h"

namespace telemetryhub::engine {

namespace {

/// Makes the bus that belongs to each kind of settings.
struct BusMaker {
    BusListener& listener;
    const Clock& clock;

    std::unique_ptr<Bus> operator()(const SerialSettings& settings) const {
        return std::make_unique<SerialBus>(settings, listener, clock);
    }
    std::unique_ptr<Bus> operator()(const SimulatedSettings& settings) const {
        return std::make_unique<SimulatedBus>(settings, listener, clock);
    }
    std::unique_ptr<Bus> operator()(const ReplaySettings& settings) const {
        return std::make_unique<ReplayBus>(settings, listener, clock);
    }
    std::unique_ptr<Bus> operator()(const PushSettings&) const {
        return std::make_unique<PushBus>();
    }
};

}  // namespace

std::unique_ptr<Bus> makeBus(const BusSettings& settings, BusListener& listener,
                             const Clock& clock) {
    return std::visit(BusMaker{listener, clock}, settings);
}

}  // namespace telemetryhub::engine
