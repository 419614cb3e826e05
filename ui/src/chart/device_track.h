// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "chart/chart_source.h"
#include "chart/view_state.h"
#include "telemetryhub/engine/history/history.h"

namespace telemetryhub::ui {

/// How curves of a device are made from its samples.
enum class Density {
    Points,   ///< about a sample a column or fewer: every sample, joined by lines
    Columns,  ///< more: the extremes of each column
};

/// What the curves of one device have in common in a frame.
///
/// Units: nanoseconds since the session began.
class DeviceTrack {
public:
    DeviceTrack(const engine::History& history, engine::DeviceId device, std::int64_t startNs);

    /// Looks at the device once a frame, before its curves do.
    void update(const std::optional<ChartDevice>& facts, const ColumnWindow& window,
                std::int64_t nowNs);

    [[nodiscard]] engine::DeviceId device() const { return m_device; }
    [[nodiscard]] const engine::History& history() const { return m_history; }
    /// The steady time of the chart's zero.
    [[nodiscard]] std::int64_t startNs() const { return m_startNs; }
    [[nodiscard]] Density density() const { return m_density; }
    /// A longer silence breaks lines: three usual intervals, at least 1 s.
    [[nodiscard]] std::int64_t gapNs() const { return m_gapNs; }
    /// The newest sample is longer ago than a gap, or there is none.
    [[nodiscard]] bool isSilent() const { return m_silent; }
    /// The newest value of a channel; nothing before the first.
    [[nodiscard]] std::optional<engine::LatestValue> latest(std::size_t channel) const;
    [[nodiscard]] const std::optional<ChartDevice>& facts() const { return m_facts; }

    /// Whether the device sent nothing for about a gap somewhere between two times. Deterministic:
    /// the same times give the same answer as long as the samples are stored.
    [[nodiscard]] bool silentBetween(std::int64_t afterNs, std::int64_t beforeNs) const;

private:
    void updateDensity(const ColumnWindow& window);
    void updateGap();

    const engine::History& m_history;
    engine::DeviceId m_device;
    std::int64_t m_startNs;
    std::optional<ChartDevice> m_facts;
    std::vector<engine::LatestValue> m_latest;
    Density m_density = Density::Points;
    std::int64_t m_gapNs;
    bool m_silent = true;
};

}  // namespace telemetryhub::ui
