// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session_chart_source.h"

#include <algorithm>
#include <vector>

#include "chart/chart_limits.h"

namespace telemetryhub::ui {

namespace {

/// The usual time between samples: that of the chunk in the middle, so that pauses do not count.
std::int64_t usualIntervalNs(const std::vector<engine::StoredChunk>& chunks) {
    std::vector<std::int64_t> means;
    for (const engine::StoredChunk& chunk : chunks) {
        if (chunk.samples < 2) continue;
        const auto steps = static_cast<std::int64_t>(chunk.samples - 1);
        means.push_back((chunk.to.steadyNs - chunk.from.steadyNs) / steps);
    }
    if (means.empty()) return 0;
    const auto middle = means.begin() + static_cast<std::ptrdiff_t>(means.size() / 2);
    std::nth_element(means.begin(), middle, means.end());
    return *middle;
}

}  // namespace

SessionChartSource::SessionChartSource(const OpenedSession& session) : m_session(session) {
    for (const engine::RecordedDeviceInfo& info : session.view->info().devices)
        m_devices[info.device.id] = {
            engine::DeviceState::Measuring, info.samples > 0 ? info.from.steadyNs : 0,
            usualIntervalNs(session.view->reader().chunks(info.device.id))};
}

const engine::SampleStore& SessionChartSource::history() const {
    return *m_session.view;
}

engine::ReadTime SessionChartSource::timeAt(std::int64_t steadyNs) const {
    const engine::ReadTime& start = m_session.view->info().start;
    return {steadyNs, start.wallNs + (steadyNs - start.steadyNs)};
}

engine::ReadTime SessionChartSource::start() const {
    return timeAt(m_session.span.fromNs);
}

engine::ReadTime SessionChartSource::now() const {
    return timeAt(m_session.span.toNs);
}

std::optional<ChartDevice> SessionChartSource::device(engine::DeviceId id) const {
    const auto found = m_devices.find(id);
    return found == m_devices.end() ? std::nullopt : std::optional(found->second);
}

std::vector<engine::Event> SessionChartSource::events(std::uint64_t after) const {
    std::vector<engine::Event> newer;
    std::copy_if(m_session.events.begin(), m_session.events.end(), std::back_inserter(newer),
                 [after](const engine::Event& event) { return event.number > after; });
    return newer;
}

std::vector<ChartLimit> SessionChartSource::limits(engine::DeviceId id, std::size_t channel) const {
    const engine::RecordedDeviceInfo* device = m_session.view->info().find(id);
    if (!device || channel >= device->channels->size()) return {};
    return chartLimits((*device->channels)[channel], {});
}

// A SessionView belongs to one thread.
ChartSource::OpenStore SessionChartSource::storeOpener() const {
    return [path = m_session.view->info().path]() -> std::shared_ptr<const engine::SampleStore> {
        auto view = engine::SessionView::open(path);
        if (!view) return nullptr;
        return std::move(view).value();
    };
}

}  // namespace telemetryhub::ui
