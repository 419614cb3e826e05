// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/device/device_state.h"

namespace telemetryhub::engine {
class SampleStore;
}

namespace telemetryhub::ui {

/// What a chart knows of a device beside its samples.
struct ChartDevice {
    engine::DeviceState state = engine::DeviceState::Idle;
    std::int64_t stateSinceNs = 0;     ///< steady time
    std::int64_t usualIntervalNs = 0;  ///< between samples; 0 when unknown
};

/// Where a chart takes its data from.
///
/// Threads: main.
class ChartSource {
public:
    virtual ~ChartSource() = default;
    [[nodiscard]] virtual const engine::SampleStore& history() const = 0;
    /// The zero of the chart's time.
    [[nodiscard]] virtual engine::ReadTime start() const = 0;
    [[nodiscard]] virtual engine::ReadTime now() const = 0;
    /// Nothing when the device does not exist any more.
    [[nodiscard]] virtual std::optional<ChartDevice> device(engine::DeviceId id) const = 0;
    /// Whether its time goes on, so that a chart can follow it.
    [[nodiscard]] virtual bool isLive() const { return true; }
};

}  // namespace telemetryhub::ui
