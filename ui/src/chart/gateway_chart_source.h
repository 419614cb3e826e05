// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "chart/chart_source.h"
#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {
class Hub;
struct Snapshot;
}  // namespace telemetryhub::engine

namespace telemetryhub::ui {

/// Reads a gateway; device facts are at most a tenth of a second old.
class GatewayChartSource final : public ChartSource {
public:
    /// \pre `gateway` outlives this object.
    explicit GatewayChartSource(const engine::Hub& gateway);

    [[nodiscard]] const engine::SampleStore& history() const override;
    [[nodiscard]] engine::ReadTime start() const override { return m_start; }
    [[nodiscard]] engine::ReadTime now() const override { return m_clock.now(); }
    [[nodiscard]] std::optional<ChartDevice> device(engine::DeviceId id) const override;
    [[nodiscard]] std::vector<engine::Event> events(std::uint64_t after) const override;
    [[nodiscard]] std::vector<ChartLimit> limits(engine::DeviceId id,
                                                 std::size_t channel) const override;

private:
    const engine::Hub& m_gateway;
    engine::SystemClock m_clock;
    mutable std::shared_ptr<const engine::Snapshot> m_snapshot;
    engine::ReadTime m_start;
};

}  // namespace telemetryhub::ui
