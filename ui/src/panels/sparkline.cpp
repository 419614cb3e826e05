// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/sparkline.h"

#include <algorithm>

#include <QPainter>
#include <QPolygonF>

namespace telemetryhub::ui {

void Sparkline::add(double value) {
    m_values.push_back(value);
    if (m_values.size() > m_capacity) m_values.pop_front();
}

void Sparkline::paint(QPainter& painter, const QRectF& rect, const QColor& color,
                      std::optional<double> top) const {
    if (m_values.size() < 2) return;
    const double largest =
        std::max(top.value_or(*std::max_element(m_values.begin(), m_values.end())), 1e-9);
    const std::size_t span = std::max(m_values.size(), std::min(kFewest, m_capacity));
    const double step = rect.width() / static_cast<double>(span - 1);
    const double height = rect.height() - 4;
    QPolygonF curve;
    double x = rect.right() - step * static_cast<double>(m_values.size() - 1);
    for (const double value : m_values) {
        const double share = std::clamp(value / largest, 0.0, 1.0);
        curve << QPointF(x, rect.bottom() - 2 - share * height);
        x += step;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.25));
    painter.drawPolyline(curve);
    painter.restore();
}

}  // namespace telemetryhub::ui
