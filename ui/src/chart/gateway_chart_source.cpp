// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/gateway_chart_source.h"

#include "chart/chart_limits.h"
#include "telemetryhub/engine/hub/hub.h"

namespace telemetryhub::ui {

GatewayChartSource::GatewayChartSource(const engine::Hub& gateway)
    : m_gateway(gateway), m_snapshot(gateway.snapshot()), m_start(m_snapshot->start) {}

const engine::SampleStore& GatewayChartSource::history() const {
    return m_gateway.history();
}

std::optional<ChartDevice> GatewayChartSource::device(engine::DeviceId id) const {
    constexpr std::int64_t kFreshNs = 100'000'000;
    if (m_clock.steadyNs() - m_snapshot->time.steadyNs > kFreshNs)
        m_snapshot = m_gateway.snapshot();
    const engine::DeviceSnapshot* found = m_snapshot->find(id);
    if (!found) return std::nullopt;
    return ChartDevice{found->state, found->since.steadyNs, found->usualIntervalNs};
}

std::vector<engine::Event> GatewayChartSource::events(std::uint64_t after) const {
    return m_gateway.events(after);
}

std::vector<ChartLimit> GatewayChartSource::limits(engine::DeviceId id, std::size_t channel) const {
    const engine::DeviceSnapshot* found = m_snapshot->find(id);
    if (!found || !found->channels || channel >= found->channels->size()) return {};
    return chartLimits((*found->channels)[channel], found->settings.processing.alarms);
}

}  // namespace telemetryhub::ui
