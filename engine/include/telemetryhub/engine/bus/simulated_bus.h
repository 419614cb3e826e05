// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <QTimer>

#include "telemetryhub/engine/bus/bus.h"
#include "telemetryhub/engine/bus/simulated_device.h"

namespace telemetryhub::engine {

/// The wire to a simulated device; opening powers it on.
///
/// Threads: as Bus. The listener must not destroy the bus from inside a call.
/// Errors:  open: InvalidArgument for settings out of range. write: WriteFailed when the device's
///          receive buffer is full.
class SimulatedBus final : public Bus {
public:
    /// \pre `listener` and `clock` outlive this object.
    SimulatedBus(SimulatedSettings settings, BusListener& listener, const Clock& clock);

    Result<void> open() override;
    void close() override;
    [[nodiscard]] bool isOpen() const override { return m_device.has_value(); }
    Result<void> write(std::string_view bytes) override;
    void setPaused(bool paused) override;
    [[nodiscard]] bool startsAtBoundary() const override { return true; }
    [[nodiscard]] std::string description() const override { return "simulated"; }

private:
    void tick();
    void schedule(std::int64_t nowNs);

    SimulatedSettings m_settings;
    BusListener& m_listener;
    const Clock& m_clock;
    std::optional<SimulatedDevice> m_device;
    bool m_paused = false;
    std::uint64_t m_opening = 0;
    std::string m_chunk;  // reused; keeps its bytes while the listener reads them
    QTimer m_timer;
};

}  // namespace telemetryhub::engine
