// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/curve_columns.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::ui {

namespace {

/// Points are chosen at up to 5 / 4 of a sample a column; bursts at the edges may add some.
constexpr std::size_t kPointsAColumn = 4;

double mix(double a, double b, double share) {
    return share <= 0 ? a : share >= 1 ? b : a * (1 - share) + b * share;
}

}  // namespace

void CurveColumn::include(double a, double b) {
    const double low = std::min(a, b);
    const double high = std::max(a, b);
    lo = hasInk() ? std::min(lo, low) : low;
    hi = hi >= high ? hi : high;
}

// Samples come in the order of time: nothing before the newest one drawn can be new.
ColumnSpan CurveColumns::update(const DeviceTrack& track, const ColumnWindow& window) {
    const std::optional<engine::LatestValue> newest = track.latest(m_channel);
    ColumnSpan changed{window.first, window.end};
    if (keepsGrid(track, window) && (m_newestSequence > 0 || !newest)) {
        changed.from = m_window.end;
        if (newest && newest->sequence != m_newestSequence)
            changed.from = std::clamp(*newestColumn(), window.first, m_window.end);
    } else {
        m_ring.assign(static_cast<std::size_t>(window.size()), {});
        m_density = track.density();
        m_gapNs = track.gapNs();
    }
    m_window = window;
    if (!changed.empty()) read(track, changed);
    if (newest) {
        m_newestSequence = newest->sequence;
        m_newestNs = newest->time.steadyNs - track.startNs();
    }
    return changed;
}

bool CurveColumns::keepsGrid(const DeviceTrack& track, const ColumnWindow& window) const {
    return !m_ring.empty() && window.stepNs == m_window.stepNs &&
           window.size() == m_window.size() && window.first >= m_window.first &&
           window.first < m_window.end && m_density == track.density() && m_gapNs == track.gapNs();
}

std::optional<std::int64_t> CurveColumns::newestColumn() const {
    if (m_newestSequence == 0) return std::nullopt;
    return m_window.columnOf(m_newestNs);
}

std::optional<ValueRange> CurveColumns::extremes(ColumnSpan span) const {
    double lo = std::numeric_limits<double>::infinity();
    double hi = -lo;
    const std::int64_t end = std::min(span.end, m_window.end);
    for (std::int64_t i = std::max(span.from, m_window.first); i < end; ++i) {
        const CurveColumn& column = at(i);
        // Comparisons with NaN are false; infinite values stay outside the axis.
        if (column.lo < lo && std::isfinite(column.lo)) lo = column.lo;
        if (column.hi > hi && std::isfinite(column.hi)) hi = column.hi;
    }
    if (!(lo <= hi)) return std::nullopt;
    return ValueRange{lo, hi};
}

std::size_t CurveColumns::slotOf(std::int64_t column) const {
    const auto size = static_cast<std::int64_t>(m_ring.size());
    const std::int64_t slot = column % size;
    return static_cast<std::size_t>(slot < 0 ? slot + size : slot);
}

void CurveColumns::read(const DeviceTrack& track, ColumnSpan span) {
    for (std::int64_t column = span.from; column < span.end; ++column)
        cell(column) = {};
    if (m_density == Density::Columns)
        readColumns(track, span);
    else
        readPoints(track, span);
}

// Too many points mean that they came after the density was chosen: the next frame draws columns.
void CurveColumns::readPoints(const DeviceTrack& track, ColumnSpan span) {
    const std::int64_t start = track.startNs();
    const engine::TimeSpan times{start + m_window.timeOf(span.from),
                                 start + m_window.timeOf(span.end)};
    const auto points = track.history().points(track.device(), m_channel, times,
                                               kPointsAColumn * m_ring.size() + 64);
    if (!points) return;
    std::optional<Place> previous;
    for (const engine::HistoryPoint& point : *points) {
        const std::int64_t ns = point.steadyNs - start;
        const Place place{static_cast<double>(ns) / static_cast<double>(m_window.stepNs),
                          point.value, ns, ns};
        const std::int64_t column = m_window.columnOf(ns);
        if (column >= span.from && column < span.end && !std::isnan(point.value)) {
            cell(column).include(point.value, point.value);
            cell(column).last = point.value;
        }
        if (previous) joinGap(track, *previous, place, span);
        previous = place;
    }
}

void CurveColumns::readColumns(const DeviceTrack& track, ColumnSpan span) {
    m_scratch.resize(static_cast<std::size_t>(span.end - span.from + 1));
    const std::int64_t first = span.from - 1;
    track.history().columns(track.device(), m_channel, track.startNs() + m_window.timeOf(first),
                            m_window.stepNs, m_scratch);
    std::optional<Place> previous;
    if (m_scratch.front().empty()) previous = before(track, span.from);
    for (std::size_t i = 0; i < m_scratch.size(); ++i) {
        const engine::HistoryColumn& source = m_scratch[i];
        if (source.empty()) continue;
        const std::int64_t column = first + static_cast<std::int64_t>(i);
        const Place place = columnPlace(column, source.last);
        if (column >= span.from) {
            cell(column).include(source.min, source.max);
            cell(column).last = source.last;
            if (previous) joinGap(track, *previous, place, span);
        }
        previous = place;
    }
    if (m_scratch.back().empty() && previous) {
        if (const auto next = after(track, span.end)) joinGap(track, *previous, *next, span);
    }
}

void CurveColumns::joinGap(const DeviceTrack& track, const Place& from, const Place& to,
                           ColumnSpan span) {
    if (!std::isfinite(from.value) || !std::isfinite(to.value)) return;
    if (track.gapBetween({from.fromNs, from.toNs}, {to.fromNs, to.toNs})) return;
    if (track.silentBetween(from.toNs, to.fromNs)) return;
    join(from, to, span);
}

// In Columns a line begins behind the column it comes from, so that a column that was drawn
// does not change with the one after it.
void CurveColumns::join(const Place& from, const Place& to, ColumnSpan span) {
    const auto columnAt = [](double x) { return static_cast<std::int64_t>(std::floor(x)); };
    const bool columns = m_density == Density::Columns;
    const std::int64_t first = std::max(columnAt(from.x) + (columns ? 1 : 0), span.from);
    const std::int64_t last = std::min(columnAt(to.x), span.end - 1);
    const double width = to.x - from.x;
    const auto valueAt = [&](double x) {
        return width > 0 ? mix(from.value, to.value, (x - from.x) / width) : to.value;
    };
    if (columns && columnAt(to.x) - columnAt(from.x) == 1) {
        if (first <= last) cell(last).include(from.value, to.value);
        return;
    }
    for (std::int64_t column = first; column <= last; ++column) {
        const auto left = std::max(static_cast<double>(column), from.x);
        const auto right = std::min(static_cast<double>(column + 1), to.x);
        cell(column).include(width > 0 ? valueAt(left) : from.value, valueAt(right));
    }
}

CurveColumns::Place CurveColumns::columnPlace(std::int64_t column, double value) const {
    return {static_cast<double>(column) + 0.5, value, m_window.timeOf(column),
            m_window.timeOf(column + 1) - 1};
}

std::optional<CurveColumns::Place> CurveColumns::before(const DeviceTrack& track,
                                                        std::int64_t column) const {
    const std::int64_t at = track.startNs() + m_window.timeOf(column);
    const auto points = track.history().points(track.device(), m_channel, {at, at}, 4);
    if (!points || points->empty() || points->front().steadyNs >= at) return std::nullopt;
    return columnPlace(m_window.columnOf(points->front().steadyNs - track.startNs()),
                       points->front().value);
}

std::optional<CurveColumns::Place> CurveColumns::after(const DeviceTrack& track,
                                                       std::int64_t column) const {
    const std::int64_t at = track.startNs() + m_window.timeOf(column);
    const auto points = track.history().points(track.device(), m_channel, {at, at}, 4);
    if (!points || points->empty() || points->back().steadyNs < at) return std::nullopt;
    return columnPlace(m_window.columnOf(points->back().steadyNs - track.startNs()),
                       points->back().value);
}

}  // namespace telemetryhub::ui
