// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/device/device_state.h"
#include "theme/state_shape.h"

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

/// A value of a channel that matters to the operator.
struct ChartLimit {
    enum class Kind { High, Low, RangeTop, RangeBottom };
    Kind kind = Kind::High;
    double value = 0;
    double hysteresis = 0;  ///< of an alarm: the value must come back by this much
    AlarmLevel level = AlarmLevel::Warning;
    friend bool operator==(const ChartLimit&, const ChartLimit&) = default;
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
    /// Events with a number above `after`, oldest first.
    [[nodiscard]] virtual std::vector<engine::Event> events(std::uint64_t /*after*/) const {
        return {};
    }
    /// The limits of the alarms on a channel, and the ends of its usual range.
    [[nodiscard]] virtual std::vector<ChartLimit> limits(engine::DeviceId /*id*/,
                                                         std::size_t /*channel*/) const {
        return {};
    }
    /// Opens the samples once more, for a thread of its own; called there. Null: it cannot be.
    using OpenStore = std::function<std::shared_ptr<const engine::SampleStore>()>;
    /// As it stands here for a `history()` that every thread may read.
    [[nodiscard]] virtual OpenStore storeOpener() const {
        return [store = &history()] {
            return std::shared_ptr<const engine::SampleStore>(
                std::shared_ptr<const engine::SampleStore>(), store);
        };
    }
};

}  // namespace telemetryhub::ui
