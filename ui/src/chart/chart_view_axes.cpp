// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "chart/chart_lane.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/legend_item.h"

namespace telemetryhub::ui {

namespace {

/// A narrower chart folds its second axes.
constexpr int kFoldsBelow = 420;

std::pair<QString, QString> namesOf(const ChartChannel& channel) {
    return {channel.deviceName, channel.name};
}

}  // namespace

double ChartView::rightMargin() const {
    const bool some = std::any_of(m_lanes.begin(), m_lanes.end(),
                                  [](const auto& lane) { return lane->hasSide(ValueSide::Right); });
    return some && viewport()->width() >= kFoldsBelow ? ChartMetrics::kRightAxis
                                                      : ChartMetrics::kRight;
}

void ChartView::applyAxisRanges() {
    for (const auto& lane : m_lanes) {
        for (const ValueSide side : {ValueSide::Left, ValueSide::Right}) {
            if (!lane->hasSide(side)) continue;
            std::optional<ValueRange> range;
            for (std::size_t i = lane->channels().size(); i-- > 0;) {
                if (lane->sideOf(i) != side) continue;
                const auto fixed = m_axisRanges.find(namesOf(lane->channels()[i]));
                range = fixed == m_axisRanges.end() ? std::nullopt : std::optional(fixed->second);
            }
            lane->setFixedRange(side, range);
        }
    }
    m_dataNs = 0;
}

void ChartView::setAxisRange(AxisPlace place, std::optional<ValueRange> range) {
    if (place.lane >= m_lanes.size()) return;
    const ChartLane& lane = *m_lanes[place.lane];
    for (std::size_t i = 0; i < lane.channels().size(); ++i) {
        if (lane.sideOf(i) != place.side) continue;
        if (range)
            m_axisRanges[namesOf(lane.channels()[i])] = *range;
        else
            m_axisRanges.erase(namesOf(lane.channels()[i]));
    }
    applyAxisRanges();
    if (isVisible()) advanceFrame();
}

void ChartView::setAxisRanges(AxisRanges ranges) {
    m_axisRanges = std::move(ranges);
    applyAxisRanges();
    if (isVisible()) advanceFrame();
}

std::optional<std::size_t> ChartView::laneAt(QPointF place) const {
    const QPointF inScene = mapToScene(place.toPoint());
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        if (m_lanes[i]->laneRect().contains(inScene)) return i;
    }
    return std::nullopt;
}

std::optional<AxisPlace> ChartView::axisAt(QPointF place) const {
    const std::optional<std::size_t> lane = laneAt(place);
    if (!lane) return std::nullopt;
    const QRectF plot = plotInView(*lane);
    if (place.y() < plot.top() - 4) return std::nullopt;
    if (place.x() < plot.left()) return AxisPlace{*lane, ValueSide::Left};
    const bool right = place.x() > plot.right() && m_lanes[*lane]->hasSide(ValueSide::Right) &&
                       rightMargin() > ChartMetrics::kRight;
    return right ? std::optional(AxisPlace{*lane, ValueSide::Right}) : std::nullopt;
}

std::optional<ChartChannel> ChartView::channelAt(QPointF place) const {
    const std::optional<std::size_t> lane = laneAt(place);
    if (!lane) return std::nullopt;
    const LegendItem& legend = m_lanes[*lane]->legend();
    const auto entry = legend.entryAt(legend.mapFromScene(mapToScene(place.toPoint())));
    const std::vector<ChartChannel>& channels = m_lanes[*lane]->channels();
    if (!entry || *entry >= channels.size()) return std::nullopt;
    return channels[*entry];
}

QRectF ChartView::plotInView(std::size_t lane) const {
    const QRectF plot = m_lanes[lane]->plotRect();
    return plot.translated(mapFromScene(QPointF(0, 0)));
}

std::int64_t ChartView::timeAt(double x) const {
    const ColumnWindow& window = m_frame.window;
    const auto columns = shareOf(x) * static_cast<double>(window.size());
    return m_source.start().steadyNs + window.fromNs() +
           std::llround(columns * static_cast<double>(window.stepNs));
}

}  // namespace telemetryhub::ui
