// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <QGraphicsItem>

#include "chart/chart_frame.h"
#include "chart/column_ring.h"

namespace telemetryhub::ui {

class Theme;

/// The inside of a lane: the ring's picture, the marks of gaps, the ribbon of states, the
/// crosshair.
class PlotItem final : public QGraphicsItem {
public:
    /// \pre everything outlives this object.
    PlotItem(const ColumnRing& ring, const ChartFrame& frame, const Theme& theme,
             QGraphicsItem* parent);

    /// In the parent's coordinates; the ribbon stands below the plot.
    void setGeometry(const QRectF& plot, double ribbonHeight);
    [[nodiscard]] const QRectF& plot() const { return m_plot; }
    void setDevices(std::vector<engine::DeviceId> devices) { m_devices = std::move(devices); }

    /// Paints the ground and the curves as lines, for media that are no rows of pixels.
    using LinePainter = std::function<void(QPainter& painter, const QRectF& plot)>;
    void setLinePainter(LinePainter paintLines) { m_paintLines = std::move(paintLines); }

    [[nodiscard]] QRectF boundingRect() const override { return m_area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    /// The stretch of the picture that shows `span`.
    [[nodiscard]] QRectF rectOf(ColumnSpan span) const;
    /// A gap that is drawn at `x`, in the parent's coordinates; null when there is none.
    struct GapHit {
        engine::DeviceId device;
        const ChartGap* gap = nullptr;
    };
    [[nodiscard]] GapHit gapAt(double x) const;

private:
    [[nodiscard]] double xOf(std::int64_t ns) const;
    [[nodiscard]] std::span<const ChartGap> gapsInView(engine::DeviceId device) const;
    void paintRibbon(QPainter& painter) const;
    void paintGaps(QPainter& painter, std::span<const ChartGap> gaps) const;
    [[nodiscard]] double rightOf(const ChartGap& gap) const;
    [[nodiscard]] bool isMinor(const ChartGap& gap) const;
    void paintGapMark(QPainter& painter, const ChartGap& gap, double left, double right) const;
    void paintNote(QPainter& painter, const QString& text) const;
    void paintStateNote(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;

    const ColumnRing& m_ring;
    const ChartFrame& m_frame;
    const Theme& m_theme;
    std::vector<engine::DeviceId> m_devices;
    LinePainter m_paintLines;
    QRectF m_area;
    QRectF m_plot;
};

}  // namespace telemetryhub::ui
