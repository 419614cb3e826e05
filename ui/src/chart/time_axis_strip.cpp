// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/time_axis_strip.h"

#include <algorithm>

#include <QPainter>

#include "chart/chart_overlay.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

TimeAxisStrip::TimeAxisStrip(const ChartFrame& frame, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_frame(frame), m_theme(theme) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFixedHeight(static_cast<int>(ChartMetrics::kAxisHeight));
}

void TimeAxisStrip::setPlot(double left, double width) {
    m_left = left;
    m_width = width;
    update();
}

QSize TimeAxisStrip::sizeHint() const {
    return {400, static_cast<int>(ChartMetrics::kAxisHeight)};
}

double TimeAxisStrip::xOf(std::int64_t column) const {
    const ColumnWindow& window = m_frame.window;
    const auto size = static_cast<double>(std::max<std::int64_t>(window.size(), 1));
    return m_left + static_cast<double>(column - window.first) * m_width / size;
}

void TimeAxisStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintOn(painter);
}

void TimeAxisStrip::paintOn(QPainter& painter) {
    painter.fillRect(rect(), m_theme.colors().surface);
    painter.setFont(m_theme.tinyFont());
    painter.setPen(m_theme.colors().gridText);
    const QString cross = m_frame.crosshair
                              ? momentText(m_frame.time, m_frame.window.timeOf(*m_frame.crosshair),
                                           m_frame.window.stepNs)
                              : QString();
    const QRectF box = m_frame.crosshair ? crosshairBox(cross) : QRectF();
    std::vector<QRectF> taken;
    if (box.isValid()) taken.push_back(box);
    for (std::size_t i = 0; m_overlays && i < m_overlays->size(); ++i) {
        for (const QRectF& one : (*m_overlays)[i]->axisBoxes())
            taken.push_back(one);
    }
    double free = 0;
    for (const TimeTick& tick : m_frame.ticks) {
        const QStaticText& label = laidOut(tick.label);
        const double width = label.size().width();
        const double left = xOf(m_frame.window.columnOf(tick.ns)) - width / 2;
        if (left < free || left + width > this->width()) continue;
        const bool isTaken = std::any_of(taken.begin(), taken.end(), [&](const QRectF& one) {
            return left < one.right() && left + width > one.left();
        });
        if (isTaken) continue;
        painter.drawStaticText(QPointF(left, 5), label);
        free = left + width + 8;
    }
    if (m_frame.crosshair) paintCrosshair(painter, box, cross);
    if (!m_overlays) return;
    for (ChartOverlay* overlay : *m_overlays)
        overlay->paintAxis(painter);
}

const QStaticText& TimeAxisStrip::laidOut(const QString& label) {
    constexpr qsizetype kMostTimeLabels = 100;
    const auto known = m_labels.constFind(label);
    if (known != m_labels.constEnd()) return *known;
    if (m_labels.size() >= kMostTimeLabels) m_labels.clear();
    QStaticText text(label);
    text.setTextFormat(Qt::PlainText);
    text.prepare(QTransform(), m_theme.tinyFont());
    return *m_labels.insert(label, text);
}

QRectF TimeAxisStrip::crosshairBox(const QString& text) const {
    const QFontMetricsF metrics(m_theme.tinyFont());
    const double width = metrics.horizontalAdvance(text) + 16;
    const double x = std::clamp(xOf(*m_frame.crosshair) - width / 2, 0.0,
                                std::max(0.0, this->width() - width - 1));
    return {x + 0.5, 1.5, width, metrics.height() + 4};
}

void TimeAxisStrip::paintCrosshair(QPainter& painter, const QRectF& box,
                                   const QString& text) const {
    painter.setPen(m_theme.colors().strong);
    painter.setBrush(m_theme.colors().raised);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(m_theme.colors().text);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace telemetryhub::ui
