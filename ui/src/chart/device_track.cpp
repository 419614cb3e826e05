// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/device_track.h"

#include <algorithm>

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kLeastGapNs = 1'000'000'000;
constexpr std::int64_t kIntervalsOfAGap = 3;
/// Bounds the look-ups of one long line of a sparse channel.
constexpr std::int64_t kMostWindows = 2048;

}  // namespace

DeviceTrack::DeviceTrack(const engine::SampleStore& history, engine::DeviceId device,
                         std::int64_t startNs)
    : m_history(history), m_device(device), m_startNs(startNs), m_gapNs(kLeastGapNs) {}

bool DeviceTrack::update(const std::optional<ChartDevice>& facts, const ColumnWindow& window,
                         std::int64_t nowNs) {
    m_facts = facts;
    m_latest = m_history.latest(m_device);
    // Behind the newest values: the gap before a sample is told before the sample, so what is
    // known of these values is whole.
    const bool newGaps = updateGaps();
    updateGap();
    updateDensity(window);
    std::int64_t newestNs = std::numeric_limits<std::int64_t>::min();
    for (const engine::LatestValue& value : m_latest) {
        if (value.sequence > 0) newestNs = std::max(newestNs, value.time.steadyNs - m_startNs);
    }
    m_silent = newestNs < nowNs - m_gapNs;
    return newGaps;
}

bool DeviceTrack::updateGaps() {
    const std::uint64_t count = m_history.gapCount(m_device);
    if (count == m_gapCount) return false;
    m_gapCount = count;
    m_gaps.clear();
    constexpr engine::TimeSpan kAlways{std::numeric_limits<std::int64_t>::min(),
                                       std::numeric_limits<std::int64_t>::max()};
    for (const engine::Gap& gap : m_history.gaps(m_device, kAlways)) {
        m_gaps.push_back(
            {gap.reason, gap.from.steadyNs - m_startNs, gap.to.steadyNs - m_startNs, gap.lost});
    }
    return true;
}

bool DeviceTrack::gapBetween(engine::TimeSpan from, engine::TimeSpan to) const {
    auto gap = std::partition_point(m_gaps.begin(), m_gaps.end(),
                                    [&](const ChartGap& one) { return one.toNs <= from.toNs; });
    // A gap that begins before the first end is not this line's.
    while (gap != m_gaps.end() && gap->fromNs < from.fromNs)
        ++gap;
    return gap != m_gaps.end() && gap->fromNs < to.fromNs && gap->toNs <= to.toNs;
}

std::optional<engine::LatestValue> DeviceTrack::latest(std::size_t channel) const {
    if (channel >= m_latest.size() || m_latest[channel].sequence == 0) return std::nullopt;
    return m_latest[channel];
}

// A new gap draws everything again, so the running estimate of the interval has to move far.
void DeviceTrack::updateGap() {
    const std::int64_t interval = m_facts ? m_facts->usualIntervalNs : 0;
    const std::int64_t wanted = std::max(kLeastGapNs, kIntervalsOfAGap * interval);
    if (wanted > m_gapNs * 3 / 2 || wanted < m_gapNs * 2 / 3) m_gapNs = wanted;
}

// The two limits differ, so that a stream of about a sample a column does not flip to and fro.
void DeviceTrack::updateDensity(const ColumnWindow& window) {
    const std::uint64_t samples =
        m_history.sampleCount(m_device, {m_startNs + window.fromNs(), m_startNs + window.toNs()});
    const auto columns = static_cast<std::uint64_t>(window.size());
    if (samples > columns * 5 / 4)
        m_density = Density::Columns;
    else if (samples < columns * 3 / 4)
        m_density = Density::Points;
}

// Windows of three quarters of a gap, a quarter apart: every silence of a gap holds one.
bool DeviceTrack::silentBetween(std::int64_t afterNs, std::int64_t beforeNs) const {
    const std::int64_t length = beforeNs - afterNs - 1;
    if (length < m_gapNs) return false;
    const std::int64_t hop = std::max(m_gapNs / 4, length / kMostWindows);
    const std::int64_t size = std::max(m_gapNs * 3 / 4, hop);
    for (std::int64_t from = afterNs + 1; from + size <= beforeNs; from += hop) {
        const std::int64_t steady = m_startNs + from;
        if (m_history.sampleCount(m_device, {steady, steady + size}) == 0) return true;
    }
    return false;
}

}  // namespace telemetryhub::ui
