// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/state_shape.h"

#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

/// Brings the painter to the grid of 16 units for the life of this object.
class Grid {
public:
    Grid(QPainter& painter, const QRectF& rect) : m_painter(painter) {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.translate(rect.topLeft());
        m_painter.scale(rect.width() / 16, rect.height() / 16);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(Qt::NoBrush);
    }
    ~Grid() { m_painter.restore(); }
    Grid(const Grid&) = delete;
    Grid& operator=(const Grid&) = delete;

private:
    QPainter& m_painter;
};

QPen roundPen(const QColor& color, double width) {
    return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
}

void paintExclamation(QPainter& painter, const QColor& color, double width, double top) {
    painter.setPen(roundPen(color, width));
    painter.drawLine(QPointF(8, top), QPointF(8, top + 3.8));
    painter.drawPoint(QPointF(8, top + 6.1));
}

QPolygonF octagon() {
    return QPolygonF(
        {{5.2, 1}, {10.8, 1}, {15, 5.2}, {15, 10.8}, {10.8, 15}, {5.2, 15}, {1, 10.8}, {1, 5.2}});
}

QPolygonF diamond(double inset) {
    return QPolygonF({{8, inset}, {16 - inset, 8}, {8, 16 - inset}, {inset, 8}});
}

template <typename Paint>
QPixmap shapePixmap(int size, qreal ratio, Paint paint) {
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(painter, QRectF(0, 0, size, size));
    return pixmap;
}

}  // namespace

void paintStateShape(QPainter& painter, const QRectF& rect, DeviceState state,
                     const ThemeColors& colors) {
    const Grid grid(painter, rect);
    switch (state) {
        case DeviceState::Idle:
            painter.setPen(QPen(colors.idle, 2));
            painter.drawEllipse(QPointF(8, 8), 5, 5);
            return;
        case DeviceState::Measuring:
            painter.setBrush(colors.measuring);
            painter.drawEllipse(QPointF(8, 8), 6, 6);
            return;
        case DeviceState::Error:
            painter.setPen(roundPen(colors.error, 1));
            painter.setBrush(colors.error);
            painter.drawPolygon(QPolygonF({{8, 1.8}, {15, 14}, {1, 14}}));
            paintExclamation(painter, colors.background, 1.8, 6);
            return;
        case DeviceState::SafeState:
            painter.setPen(QPen(colors.safe, 1));
            painter.setBrush(colors.safeFill);
            painter.drawPolygon(octagon());
            painter.setPen(roundPen(Qt::white, 2.2));
            painter.drawLine(QPointF(4.5, 8), QPointF(11.5, 8));
            return;
    }
}

void paintAlarmShape(QPainter& painter, const QRectF& rect, AlarmLevel level,
                     const ThemeColors& colors) {
    const Grid grid(painter, rect);
    switch (level) {
        case AlarmLevel::Info:
            painter.setPen(roundPen(colors.info, 1.5));
            painter.drawRoundedRect(QRectF(2, 2, 12, 12), 2, 2);
            painter.setPen(roundPen(colors.info, 1.6));
            painter.drawLine(QPointF(8, 7.5), QPointF(8, 11));
            painter.drawPoint(QPointF(8, 5));
            return;
        case AlarmLevel::Warning:
            painter.setPen(roundPen(colors.warning, 1.5));
            painter.drawPolygon(diamond(1.2));
            paintExclamation(painter, colors.warning, 1.6, 4.9);
            return;
        case AlarmLevel::Critical:
            painter.setBrush(colors.critical);
            painter.drawPolygon(diamond(1));
            paintExclamation(painter, colors.background, 1.8, 4.8);
            return;
    }
}

void paintRecordingShape(QPainter& painter, const QRectF& rect, const ThemeColors& colors) {
    const Grid grid(painter, rect);
    painter.setPen(QPen(colors.recording, 1.5));
    painter.drawEllipse(QPointF(8, 8), 6.5, 6.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.recording);
    painter.drawEllipse(QPointF(8, 8), 3.5, 3.5);
}

QPixmap stateShapePixmap(DeviceState state, int size, qreal ratio, const ThemeColors& colors) {
    return shapePixmap(size, ratio, [&](QPainter& painter, const QRectF& rect) {
        paintStateShape(painter, rect, state, colors);
    });
}

QPixmap alarmShapePixmap(AlarmLevel level, int size, qreal ratio, const ThemeColors& colors) {
    return shapePixmap(size, ratio, [&](QPainter& painter, const QRectF& rect) {
        paintAlarmShape(painter, rect, level, colors);
    });
}

QPixmap recordingShapePixmap(int size, qreal ratio, const ThemeColors& colors) {
    return shapePixmap(size, ratio, [&](QPainter& painter, const QRectF& rect) {
        paintRecordingShape(painter, rect, colors);
    });
}

QColor stateColor(DeviceState state, const ThemeColors& colors) {
    switch (state) {
        case DeviceState::Measuring: return colors.measuring;
        case DeviceState::Error: return colors.error;
        case DeviceState::SafeState: return colors.safe;
        case DeviceState::Idle: break;
    }
    return colors.muted;
}

QColor alarmColor(AlarmLevel level, const ThemeColors& colors) {
    switch (level) {
        case AlarmLevel::Warning: return colors.warning;
        case AlarmLevel::Critical: return colors.critical;
        case AlarmLevel::Info: break;
    }
    return colors.info;
}

void paintHatch(QPainter& painter, const QRectF& rect, const ThemeColors& colors) {
    // Six units across the lines are 8.5 along the edge.
    constexpr double kPitch = 8.485;
    QColor line = colors.strong;
    line.setAlphaF(0.2F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(QPen(line, 1));
    const double first = rect.left() - rect.height();
    const int lines = qCeil((rect.right() - first) / kPitch);
    for (int i = 0; i < lines; ++i) {
        const double x = first + i * kPitch;
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    }
    painter.restore();
}

}  // namespace telemetryhub::ui
