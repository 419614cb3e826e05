// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/make_bus.h"

#include <variant>

#include "telemetryhub/engine/bus/push_bus.h"
#include "telemetryhub/engine/bus/replay_bus.h"
#include "telemetryhub/engine/bus/serial_bus.h"
#include "telemetryhub/engine/bus/simulated_bus.h"
#include "telemetryhub/engine/bus/tcp_bus.h"
#include "telemetryhub/engine/bus/udp_bus.h"

namespace telemetryhub::engine {

namespace {

/// Makes the bus that belongs to each kind of settings.
struct BusMaker {
    BusListener& listener;
    BusParts& parts;

    std::unique_ptr<Bus> operator()(const SerialSettings& settings) const {
        return std::make_unique<SerialBus>(settings, listener, parts);
    }
    std::unique_ptr<Bus> operator()(const SimulatedSettings& settings) const {
        return std::make_unique<SimulatedBus>(settings, listener, parts.clock);
    }
    std::unique_ptr<Bus> operator()(const ReplaySettings& settings) const {
        return std::make_unique<ReplayBus>(settings, listener, parts.clock);
    }
    std::unique_ptr<Bus> operator()(const TcpSettings& settings) const {
        return std::make_unique<TcpBus>(settings, listener, parts);
    }
    std::unique_ptr<Bus> operator()(const UdpSettings& settings) const {
        return std::make_unique<UdpBus>(settings, listener, parts);
    }
    std::unique_ptr<Bus> operator()(const PushSettings&) const {
        return std::make_unique<PushBus>();
    }
};

}  // namespace

std::unique_ptr<Bus> makeBus(const BusSettings& settings, BusListener& listener, BusParts& parts) {
    return std::visit(BusMaker{listener, parts}, settings);
}

}  // namespace telemetryhub::engine
