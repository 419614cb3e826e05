// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "chart/chart_source.h"
#include "chart/view_state.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::ui {

/// How curves of a device are made from its samples.
enum class Density {
    Points,   ///< about a sample a column or fewer: every sample, joined by lines
    Columns,  ///< more: the extremes of each column
};

/// A stretch between two samples of a device in which others are missing, and why.
///
/// Units: nanoseconds since the session began.
struct ChartGap {
    engine::ErrorCode reason = engine::ErrorCode::Internal;
    std::int64_t fromNs = 0;  ///< of the last sample before it
    std::int64_t toNs = 0;    ///< of the first sample behind it
    std::uint64_t lost = 0;   ///< samples that were read and lost by the queue
    friend bool operator==(const ChartGap&, const ChartGap&) = default;
};

/// What the curves of one device have in common in a frame.
///
/// Units: nanoseconds since the session began.
class DeviceTrack {
public:
    DeviceTrack(const engine::SampleStore& history, engine::DeviceId device, std::int64_t startNs);

    /// Looks at the device once a frame, before its curves do. True when it has new gaps.
    bool update(const std::optional<ChartDevice>& facts, const ColumnWindow& window,
                std::int64_t nowNs);

    [[nodiscard]] engine::DeviceId device() const { return m_device; }
    [[nodiscard]] const engine::SampleStore& history() const { return m_history; }
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

    /// The gaps that the history knows, oldest first.
    [[nodiscard]] const std::vector<ChartGap>& gaps() const { return m_gaps; }
    /// Whether a line from samples in `from` to later ones in `to` would cross a gap; both ends
    /// inside.
    [[nodiscard]] bool gapBetween(engine::TimeSpan from, engine::TimeSpan to) const;

private:
    bool updateGaps();
    void updateDensity(const ColumnWindow& window);
    void updateGap();

    const engine::SampleStore& m_history;
    engine::DeviceId m_device;
    std::int64_t m_startNs;
    std::optional<ChartDevice> m_facts;
    std::vector<engine::LatestValue> m_latest;
    std::vector<ChartGap> m_gaps;
    std::uint64_t m_gapCount = 0;
    Density m_density = Density::Points;
    std::int64_t m_gapNs;
    bool m_silent = true;
};

}  // namespace telemetryhub::ui
