// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QRectF>
#include <QString>

#include "chart/chart_channel.h"
#include "chart/chart_frame.h"
#include "chart/column_ring.h"
#include "chart/lane_axis.h"

class QChart;
class QGraphicsRectItem;
class QGraphicsScene;

namespace telemetryhub::ui {

class LegendItem;
class PlotItem;
class Theme;

/// One plot of a chart: the value axes of a QChart, the curves of its channels, a legend.
///
/// The channels with the first one's unit belong to the left axis; when there are others, they
/// belong to a second one at the right.
///
/// The stock series are not used: they build a hit-test path at each change, which costs most of
/// a frame.
///
/// Threads: main.
class ChartLane {
public:
    /// \pre everything outlives this object.
    ChartLane(QGraphicsScene& scene, const ChartFrame& frame, const Theme& theme,
              std::vector<ChartChannel> channels);
    ~ChartLane();
    ChartLane(const ChartLane&) = delete;
    ChartLane& operator=(const ChartLane&) = delete;

    /// In scene coordinates. What is right of the plot is for the labels of the second axis; they
    /// fold where there is no room.
    void setGeometry(const QRectF& lane, const QRectF& plot, double devicePixelRatio);
    [[nodiscard]] QRectF plotRect() const;
    /// With legend and ribbon, in scene coordinates.
    [[nodiscard]] const QRectF& laneRect() const { return m_lane; }
    [[nodiscard]] bool hasSide(ValueSide side) const {
        return side == ValueSide::Left || m_right.has_value();
    }
    [[nodiscard]] ValueSide sideOf(std::size_t channel) const { return m_sides[channel]; }
    /// Nothing: the scale follows the data.
    /// \pre `hasSide(side)`
    void setFixedRange(ValueSide side, std::optional<ValueRange> range);
    [[nodiscard]] bool isFixed(ValueSide side) const { return axis(side).isFixed(); }
    /// Empty when the channels of the side have several.
    [[nodiscard]] QString unitOf(ValueSide side) const;
    void applyTheme();
    void setFit(RangeFit fit);
    /// Another stretch of time is looked at: the value axis may shrink at once.
    void forgiveRange();

    /// Brings curves and picture up to date with the frame; true when something was drawn.
    bool update();
    /// Shows the newest values, or those at the crosshair.
    void updateLegend();
    /// What is known of a gap under a point of the scene, `silent · …`; empty: there is none.
    [[nodiscard]] QString gapTextAt(QPointF scenePosition) const;
    /// Everything in the plot may have moved.
    void repaintPlot();

    /// Of its channels, in any order.
    void setLimits(std::vector<RingLimit> limits);
    /// Where a value of a channel stands in the scene, also outside the plot.
    [[nodiscard]] double yOf(std::size_t index, double value) const;
    [[nodiscard]] double valueAtY(std::size_t index, double y) const;
    /// Digits behind the separator that a channel's values are told with.
    [[nodiscard]] int decimals(std::size_t index) const;
    /// A cached legend would be a picture of pixels.
    void setLegendCached(bool cached);

    [[nodiscard]] const std::vector<ChartChannel>& channels() const { return m_channels; }
    [[nodiscard]] const ValueScale& scale(ValueSide side = ValueSide::Left) const {
        return axis(side).scale();
    }
    [[nodiscard]] const LegendItem& legend() const { return *m_legend; }
    [[nodiscard]] const ColumnRing& ring() const { return m_ring; }
    /// Some channel of the lane ever had a value.
    [[nodiscard]] bool hasData() const;

private:
    [[nodiscard]] const DeviceTrack& trackOf(const ChartChannel& channel) const;
    [[nodiscard]] ColumnSpan updateCurves();
    void updateSelection();
    bool updateScale(ColumnSpan changed);
    [[nodiscard]] std::optional<ValueRange> extremes(ColumnSpan span, ValueSide side) const;
    [[nodiscard]] const LaneAxis& axis(ValueSide side) const {
        return side == ValueSide::Left ? m_left : *m_right;
    }
    [[nodiscard]] ColumnSpan wholeWindow() const;
    [[nodiscard]] std::int64_t hatchEnd() const;
    [[nodiscard]] RingLook look() const;
    [[nodiscard]] double valueOf(std::size_t index) const;
    [[nodiscard]] QString statisticsOf(std::size_t index, int decimals) const;

    const ChartFrame& m_frame;
    const Theme& m_theme;
    std::vector<ChartChannel> m_channels;
    std::vector<CurveColumns> m_curves;
    std::vector<RingCurve> m_ringCurves;
    std::vector<ValueSide> m_sides;  ///< of each channel
    ColumnRing m_ring;
    QRectF m_lane;
    double m_devicePixelRatio = 1;
    std::int64_t m_hatchEnd = 0;
    ColumnSpan m_selected;  ///< as it was drawn
    std::vector<RingLimit> m_limits;
    std::int64_t m_scaleNs = 0;  ///< when all columns were last asked for their range
    bool m_drawAll = true;

    std::unique_ptr<QGraphicsRectItem> m_ground;  ///< under the legend
    std::unique_ptr<QChart> m_chart;
    LaneAxis m_left;
    std::optional<LaneAxis> m_right;
    PlotItem* m_plot;      ///< a child of the chart
    LegendItem* m_legend;  ///< a child of the chart
};

}  // namespace telemetryhub::ui
