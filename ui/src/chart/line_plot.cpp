// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/line_plot.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

namespace telemetryhub::ui {

namespace {

constexpr double kTint = 0.10;
constexpr double kBeyondTint = 0.08;

/// Places of the grid in the plot.
class PlotPlaces {
public:
    PlotPlaces(const QRectF& plot, const ColumnWindow& window, const ValueRange& range)
        : m_plot(plot), m_window(window), m_range(range) {}

    [[nodiscard]] double x(double column) const {
        return m_plot.left() + (column - static_cast<double>(m_window.first)) * m_plot.width() /
                                   static_cast<double>(m_window.size());
    }
    [[nodiscard]] double x(std::int64_t column) const { return x(static_cast<double>(column)); }
    [[nodiscard]] double y(double value) const {
        const double row = (m_range.hi - value) / (m_range.hi - m_range.lo) * m_plot.height();
        return m_plot.top() + std::clamp(row, -8.0, m_plot.height() + 8);
    }

private:
    const QRectF& m_plot;
    const ColumnWindow& m_window;
    const ValueRange& m_range;
};

QColor withOpacity(QRgb color, double opacity) {
    QColor made(color);
    made.setAlphaF(static_cast<float>(opacity));
    return made;
}

void paintGround(QPainter& painter, const QRectF& plot, const PlotPlaces& places,
                 const RingLook& look) {
    painter.fillRect(plot, QColor(look.ground));
    painter.setPen(QPen(QColor(look.grid), 1));
    for (const double value : look.valueTicks)
        painter.drawLine(QPointF(plot.left(), places.y(value)),
                         QPointF(plot.right(), places.y(value)));
    for (const std::int64_t column : look.timeTicks) {
        const double x = places.x(column);
        if (x >= plot.left() && x <= plot.right())
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (!look.selected.empty())
        painter.fillRect(QRectF(QPointF(places.x(look.selected.from), plot.top()),
                                QPointF(places.x(look.selected.end), plot.bottom()))
                             .intersected(plot),
                         withOpacity(look.selection, kTint));
}

void paintLimit(QPainter& painter, const QRectF& plot, const PlotPlaces& places,
                const RingLimit& limit) {
    const double y = places.y(limit.value);
    QRectF beyond;
    if (limit.beyond == RingLimit::Beyond::Above)
        beyond = QRectF(plot.topLeft(), QPointF(plot.right(), y));
    if (limit.beyond == RingLimit::Beyond::Below)
        beyond = QRectF(QPointF(plot.left(), y), plot.bottomRight());
    painter.fillRect(beyond.intersected(plot), withOpacity(limit.color, kBeyondTint));
    painter.setPen(QPen(QColor(limit.color), 1, Qt::DashLine));
    if (y > plot.top() && y < plot.bottom())
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
}

/// Columns with ink beside each other, as one area: along the tops and back along the bottoms.
void paintRun(QPainter& painter, const PlotPlaces& places, const RingCurve& curve,
              const ColumnSpan& run) {
    QPolygonF area;
    for (std::int64_t column = run.from; column < run.end; ++column)
        area << QPointF(places.x(static_cast<double>(column) + 0.5),
                        places.y(curve.columns->at(column).hi));
    for (std::int64_t column = run.end - 1; column >= run.from; --column)
        area << QPointF(places.x(static_cast<double>(column) + 0.5),
                        places.y(curve.columns->at(column).lo));
    painter.drawPolygon(area);
}

void paintCurve(QPainter& painter, const ColumnWindow& window, const PlotPlaces& places,
                const RingCurve& curve, double lineWidth) {
    QPen pen(QColor(curve.color), lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (curve.slot >= 12)
        pen.setDashPattern(curve.slot < 24 ? QList<qreal>{4, 2} : QList<qreal>{1.4, 1.4});
    painter.setPen(pen);
    painter.setBrush(QColor(curve.color));
    ColumnSpan run{window.first, window.first};
    for (std::int64_t column = window.first; column <= window.end; ++column) {
        if (column < window.end && curve.columns->at(column).hasInk()) {
            run.end = column + 1;
            continue;
        }
        if (!run.empty()) paintRun(painter, places, curve, run);
        run = {column + 1, column + 1};
    }
}

bool anyInk(std::span<const RingCurve> curves, std::int64_t column) {
    return std::any_of(curves.begin(), curves.end(), [column](const RingCurve& curve) {
        return curve.columns->at(column).hasInk();
    });
}

/// Time without samples, as the ring hatches it.
void paintSilence(QPainter& painter, const LinePlot& picture, const PlotPlaces& places) {
    const auto& [plot, window, curves, look, hatchEnd] = picture;
    const QBrush hatch(withOpacity(look.hatch, 0.5), Qt::BDiagPattern);
    const std::int64_t end = std::min(window.end, hatchEnd);
    std::int64_t from = std::max<std::int64_t>(window.first, 0);
    for (std::int64_t column = from; column <= end; ++column) {
        if (column < end && !anyInk(curves, column)) continue;
        if (column > from)
            painter.fillRect(QRectF(QPointF(places.x(from), plot.top()),
                                    QPointF(places.x(column), plot.bottom())),
                             hatch);
        from = column + 1;
    }
}

}  // namespace

void paintLinePlot(QPainter& painter, const LinePlot& picture) {
    const auto& [plot, window, curves, look, hatchEnd] = picture;
    const PlotPlaces left(plot, window, look.range);
    const PlotPlaces right(plot, window, look.rightRange);
    const auto placesOf = [&](ValueSide side) -> const PlotPlaces& {
        return side == ValueSide::Left ? left : right;
    };
    painter.save();
    paintGround(painter, plot, left, look);
    painter.setClipRect(plot, Qt::IntersectClip);
    for (const RingLimit& limit : look.limits)
        paintLimit(painter, plot, placesOf(limit.side), limit);
    paintSilence(painter, picture, left);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const RingCurve& curve : curves) {
        const double width = curve.side == ValueSide::Left ? look.lineWidth : look.rightLineWidth;
        paintCurve(painter, window, placesOf(curve.side), curve, width / look.scale);
    }
    painter.restore();
}

}  // namespace telemetryhub::ui
