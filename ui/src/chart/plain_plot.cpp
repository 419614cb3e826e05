// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/plain_plot.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "chart/chart_frame.h"
#include "chart/measure_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kPlainTop = 8;
constexpr double kPlainBottom = 24;
constexpr double kManyDecades = 3;
constexpr int kFastPixels = 10;

}  // namespace

std::vector<double> logarithmicTicks(const ValueRange& range) {
    const bool many = std::log10(range.hi / range.lo) > kManyDecades;
    std::vector<double> ticks;
    for (double decade = std::pow(10.0, std::floor(std::log10(range.lo))); decade <= range.hi;
         decade *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double tick = decade * factor;
            if ((factor == 1 || !many) && tick >= range.lo && tick <= range.hi)
                ticks.push_back(tick);
        }
    }
    return ticks;
}

PlainPlot::PlainPlot(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QRectF PlainPlot::plotRect() const {
    return {ChartMetrics::kLeft, kPlainTop,
            std::max(width() - ChartMetrics::kLeft - ChartMetrics::kRight, 1.0),
            std::max(height() - kPlainTop - kPlainBottom, 1.0)};
}

void PlainPlot::setAxes(const Axis& x, const Axis& y) {
    m_x = x;
    m_y = y;
    update();
}

void PlainPlot::setMessage(const QString& message) {
    m_message = message;
    update();
}

double PlainPlot::xOf(double value) const {
    const QRectF plot = plotRect();
    const ValueRange& range = m_x.range;
    const double share = m_x.kind == AxisKind::Logarithmic
                             ? std::log(value / range.lo) / std::log(range.hi / range.lo)
                             : (value - range.lo) / (range.hi - range.lo);
    return plot.left() + share * plot.width();
}

double PlainPlot::valueAtX(double x) const {
    const QRectF plot = plotRect();
    const double share = (x - plot.left()) / plot.width();
    const ValueRange& range = m_x.range;
    return m_x.kind == AxisKind::Logarithmic ? range.lo * std::pow(range.hi / range.lo, share)
                                             : range.lo + share * (range.hi - range.lo);
}

double PlainPlot::yOf(double value) const {
    const QRectF plot = plotRect();
    return plot.top() + (m_y.range.hi - value) / (m_y.range.hi - m_y.range.lo) * plot.height();
}

std::optional<QPointF> PlainPlot::crosshair() const {
    if (!m_at) return std::nullopt;
    const QRectF plot = plotRect();
    const double share = (m_at->y() - plot.top()) / plot.height();
    return QPointF(valueAtX(m_at->x()), m_y.range.hi - share * (m_y.range.hi - m_y.range.lo));
}

void PlainPlot::clearCrosshair() {
    if (!std::exchange(m_at, std::nullopt)) return;
    update();
    emit crosshairMoved();
}

void PlainPlot::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintOn(painter);
    if (!hasFocus()) return;
    painter.setPen(QPen(m_theme.colors().accent, 1));
    painter.drawRect(plotRect().adjusted(-0.5, -0.5, 0.5, 0.5));
}

void PlainPlot::paintOn(QPainter& painter) {
    const ThemeColors& colors = m_theme.colors();
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(plotRect(), colors.sunken);
    painter.setFont(m_theme.tinyFont());
    if (m_message.isEmpty()) {
        paintXTicks(painter);
        paintYTicks(painter);
        painter.save();
        painter.setClipRect(plotRect(), Qt::IntersectClip);
        paintData(painter);
        painter.restore();
        if (m_at) paintCrosshair(painter);
        return;
    }
    painter.setFont(m_theme.bodyFont());
    painter.setPen(colors.muted);
    painter.drawText(plotRect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     m_message);
}

QString PlainPlot::tickText(const Axis& axis, double value) const {
    if (axis.kind == AxisKind::Logarithmic || axis.hasPrefixes)
        return value == 0 ? valueText(0, 0) : rateText(value, axis.unit);
    return valueText(std::abs(value) < axis.step * 1e-6 ? 0.0 : value, decimalsForStep(axis.step));
}

void PlainPlot::paintXTicks(QPainter& painter) const {
    const QRectF plot = plotRect();
    const std::vector<double> ticks = m_x.kind == AxisKind::Logarithmic
                                          ? logarithmicTicks(m_x.range)
                                          : ValueScale{m_x.range, m_x.step}.ticks();
    const QFontMetricsF metrics(m_theme.tinyFont());
    double free = 0;
    for (const double tick : ticks) {
        const double x = std::floor(xOf(tick)) + 0.5;
        if (x < plot.left() || x > plot.right()) continue;
        painter.setPen(m_theme.colors().grid);
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        const QString text = tickText(m_x, tick);
        const double textWidth = metrics.horizontalAdvance(text);
        const double left = std::min(x - textWidth / 2, width() - textWidth);
        if (left < free) continue;
        painter.setPen(m_theme.colors().gridText);
        painter.drawText(QPointF(left, plot.bottom() + 4 + metrics.ascent()), text);
        free = left + textWidth + 8;
    }
}

void PlainPlot::paintYTicks(QPainter& painter) const {
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(m_theme.tinyFont());
    for (const double tick : ValueScale{m_y.range, m_y.step}.ticks()) {
        const double y = std::floor(yOf(tick)) + 0.5;
        if (y < plot.top() || y > plot.bottom() + 1) continue;
        painter.setPen(m_theme.colors().grid);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(m_theme.colors().gridText);
        painter.drawText(QRectF(0, y - metrics.height() / 2, plot.left() - 8, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, tickText(m_y, tick));
    }
}

void PlainPlot::paintCrosshair(QPainter& painter) const {
    const QRectF plot = plotRect();
    painter.setPen(QPen(m_theme.colors().text, 1, Qt::DashLine));
    const QPointF at(std::floor(m_at->x()) + 0.5, std::floor(m_at->y()) + 0.5);
    painter.drawLine(QPointF(at.x(), plot.top()), QPointF(at.x(), plot.bottom()));
    painter.drawLine(QPointF(plot.left(), at.y()), QPointF(plot.right(), at.y()));
}

void PlainPlot::mouseMoveEvent(QMouseEvent* event) {
    if (!plotRect().contains(event->position())) return clearCrosshair();
    m_at = event->position();
    update();
    emit crosshairMoved();
}

void PlainPlot::leaveEvent(QEvent* /*event*/) {
    if (!hasFocus()) clearCrosshair();
}

void PlainPlot::keyPressEvent(QKeyEvent* event) {
    const QRectF plot = plotRect();
    const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? kFastPixels : 1;
    QPointF at = m_at.value_or(plot.center());
    switch (event->key()) {
        case Qt::Key_Left: at.rx() -= step; break;
        case Qt::Key_Right: at.rx() += step; break;
        case Qt::Key_Up: at.ry() -= step; break;
        case Qt::Key_Down: at.ry() += step; break;
        case Qt::Key_Escape: return clearCrosshair();
        default: return QWidget::keyPressEvent(event);
    }
    m_at = QPointF(std::clamp(at.x(), plot.left(), plot.right()),
                   std::clamp(at.y(), plot.top(), plot.bottom()));
    update();
    emit crosshairMoved();
}

}  // namespace telemetryhub::ui
