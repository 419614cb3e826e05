// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/xy_plot.h"

#include <algorithm>

#include <QPainter>

#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kAges = 8;
constexpr float kOldest = 0.15F;
constexpr int kXySteps = 8;
constexpr double kNewestMark = 3.5;

/// Widens a range around its middle.
ValueRange widened(const ValueRange& range, double length) {
    const double middle = (range.lo + range.hi) / 2;
    return {middle - length / 2, middle + length / 2};
}

}  // namespace

XyPlot::XyPlot(const Theme& theme, QWidget* parent) : PlainPlot(theme, parent) {
    setAccessibleName(tr("One channel over another"));
    setToolTip(tr("The arrow keys move the crosshair, Shift makes them faster"));
}

void XyPlot::setPairs(XyPairs pairs, const QColor& color) {
    m_pairs = std::move(pairs);
    m_color = color;
    fit();
}

void XyPlot::setRatio(AxisRatio ratio) {
    m_ratio = ratio;
    fit();
}

void XyPlot::fit() {
    if (m_pairs.points.empty()) return update();
    ValueRange x{m_pairs.points.front().x, m_pairs.points.front().x};
    ValueRange y{m_pairs.points.front().y, m_pairs.points.front().y};
    for (const XyPoint& point : m_pairs.points) {
        x = {std::min(x.lo, point.x), std::max(x.hi, point.x)};
        y = {std::min(y.lo, point.y), std::max(y.hi, point.y)};
    }
    ValueScale xScale = niceScale(x, kXySteps);
    ValueScale yScale = niceScale(y, kXySteps);
    if (m_ratio == AxisRatio::Equal) {
        const QRectF plot = plotRect();
        const double unit = std::max((xScale.range.hi - xScale.range.lo) / plot.width(),
                                     (yScale.range.hi - yScale.range.lo) / plot.height());
        xScale.range = widened(xScale.range, unit * plot.width());
        yScale.range = widened(yScale.range, unit * plot.height());
        xScale.step = yScale.step = std::max(xScale.step, yScale.step);
    }
    setAxes({xScale.range, xScale.step, AxisKind::Linear, {}, false},
            {yScale.range, yScale.step, AxisKind::Linear, {}, false});
}

void XyPlot::resizeEvent(QResizeEvent* event) {
    PlainPlot::resizeEvent(event);
    fit();
}

void XyPlot::paintData(QPainter& painter) {
    const std::vector<XyPoint>& points = m_pairs.points;
    if (points.empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<QLineF> lines;
    for (int age = 0; age < kAges; ++age) {
        const std::size_t from = points.size() * static_cast<std::size_t>(age) / kAges;
        const std::size_t to = points.size() * static_cast<std::size_t>(age + 1) / kAges;
        lines.clear();
        for (std::size_t i = from; i < to; ++i) {
            const QPointF here(xOf(points[i].x), yOf(points[i].y));
            const bool joined = points[i].isJoined && i > 0;
            lines.emplace_back(joined ? QPointF(xOf(points[i - 1].x), yOf(points[i - 1].y)) : here,
                               here);
        }
        QColor color = m_color;
        color.setAlphaF(kOldest + (1 - kOldest) * static_cast<float>(age + 1) / kAges);
        painter.setPen(QPen(color, 1.25, Qt::SolidLine, Qt::RoundCap));
        painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    }
    painter.setBrush(m_color);
    painter.setPen(QPen(theme().colors().text, 1));
    painter.drawEllipse(QPointF(xOf(points.back().x), yOf(points.back().y)), kNewestMark,
                        kNewestMark);
}

}  // namespace telemetryhub::ui
