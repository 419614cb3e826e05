// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "chart/chart_source.h"
#include "session/opened_session.h"

namespace telemetryhub::ui {

/// A recorded session as a chart asks for it: its time stands still at the last sample.
///
/// Threads: main.
class SessionChartSource final : public ChartSource {
public:
    /// \pre `session` outlives this object.
    explicit SessionChartSource(const OpenedSession& session);

    [[nodiscard]] const engine::SampleStore& history() const override;
    /// The first sample.
    [[nodiscard]] engine::ReadTime start() const override;
    [[nodiscard]] engine::ReadTime now() const override;
    [[nodiscard]] std::optional<ChartDevice> device(engine::DeviceId id) const override;
    [[nodiscard]] bool isLive() const override { return false; }
    /// The first ones, as far as they were opened.
    [[nodiscard]] std::vector<engine::Event> events(std::uint64_t after) const override;
    /// The usual ranges; a recording keeps no alarms.
    [[nodiscard]] std::vector<ChartLimit> limits(engine::DeviceId id,
                                                 std::size_t channel) const override;
    [[nodiscard]] OpenStore storeOpener() const override;

private:
    [[nodiscard]] engine::ReadTime timeAt(std::int64_t steadyNs) const;

    const OpenedSession& m_session;
    std::map<engine::DeviceId, ChartDevice> m_devices;
};

}  // namespace telemetryhub::ui
