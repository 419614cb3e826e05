// SPDX-License-Identifier: GPL-3.0-or-later
// Values as lines of a list and as gauges.
#include <algorithm>
#include <cmath>
#include <numbers>

#include <QFontMetrics>
#include <QPainter>

#include "panels/alarm_words.h"
#include "panels/row_painting.h"
#include "panels/value_delegate.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kLineUnit = 36;
constexpr int kLineSign = 12;
/// Narrower than this a line has name and value alone.
constexpr int kLineExtrasFrom = 220;
/// Wide enough for the extremes and the mean of the last minutes.
constexpr int kLineStatsFrom = 460;
constexpr int kStatWidth = 76;
// A gauge runs over 240 degrees, from the lower left to the lower right.
constexpr double kArcFrom = 210;
constexpr double kArcSpan = 240;
constexpr double kArcWidth = 8;

QPointF onCircle(const QRectF& circle, double share, double radius) {
    const double angle = (kArcFrom - share * kArcSpan) * std::numbers::pi / 180;
    return circle.center() + QPointF(std::cos(angle), -std::sin(angle)) * radius;
}

}  // namespace

void ValueDelegate::paintBox(QPainter& painter, const QRect& box, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const QRectF square(box.left() + 5.5, box.top() + 5.5, 13, 13);
    painter.setPen(c.strong);
    painter.setBrush(row.hidden ? QBrush(c.sunken) : QBrush(c.selection));
    painter.drawRoundedRect(square, 2, 2);
    if (!row.hidden)
        paintIcon(painter, square.adjusted(0, 0, 0, 0), QStringLiteral("check"), c.selectionText);
}

void ValueDelegate::paintLine(QPainter& painter, const QStyleOptionViewItem& option,
                              const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const bool calls = row.alarm && row.alarmWaits;
    if (option.state.testFlag(QStyle::State_MouseOver)) painter.fillRect(option.rect, c.hover);
    if (row.stale) paintHatch(painter, option.rect, c);
    if (calls)
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()),
                         alarmColor(*row.alarm, c));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     c.border);
    QRect line = option.rect.adjusted(8, 0, -4, 0);
    const bool wide = option.rect.width() >= kLineExtrasFrom;
    if (m_choosing) {
        paintBox(painter, eyeRect(option.rect), row);
        line.setLeft(eyeRect(option.rect).right() + 4);
    } else if (wide) {
        paintEye(painter, option, row);
        line.setRight(eyeRect(option.rect).left() - 4);
    }
    paintSwatch(painter, line.left(), line.top() + line.height() / 2.0, row);
    line.setLeft(line.left() + 18);
    if (option.rect.width() >= kLineStatsFrom && !row.least.isEmpty()) {
        painter.setFont(m_theme.tinyFont());
        painter.setPen(c.muted);
        for (const QString& stat : {row.most, row.mean, row.least}) {
            paintRight(painter,
                       QRect(line.right() - kStatWidth, line.top(), kStatWidth, line.height()),
                       stat);
            line.setRight(line.right() - kStatWidth - 8);
        }
    }
    if (wide) {
        painter.setFont(m_theme.smallFont());
        painter.setPen(c.muted);
        paintElided(painter, {line.right() - kLineUnit, line.top(), kLineUnit, line.height()},
                    row.unit, Qt::ElideRight);
        line.setRight(line.right() - kLineUnit - 6);
    }
    paintLineName(painter, paintLineFigure(painter, line, row), row);
    paintFocus(painter, option, option.rect);
}

QRect ValueDelegate::paintLineFigure(QPainter& painter, const QRect& line,
                                     const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    QFont font = m_theme.smallFont();
    font.setItalic(row.stale);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const bool calls = row.alarm && row.alarmWaits;
    painter.setPen(row.stale ? c.muted : calls ? alarmColor(*row.alarm, c) : c.text);
    QRect room = line;
    room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(row.fraction));
    room.setRight(room.right() - paintRight(painter, room, row.value) - 8);
    if (row.stale) {
        painter.setFont(m_theme.tinyFont());
        painter.setPen(c.muted);
        const int width = painter.fontMetrics().horizontalAdvance(row.age) + kLineSign + 4;
        if (room.width() > width + 60) {
            paintRight(painter, room, row.age);
            room.setRight(room.right() - width);
            paintIcon(painter,
                      QRectF(room.right(), room.top() + (room.height() - kLineSign) / 2.0,
                             kLineSign, kLineSign),
                      QStringLiteral("clock"), c.muted);
            room.setRight(room.right() - 8);
        }
    }
    return room;
}

void ValueDelegate::paintLineName(QPainter& painter, const QRect& room, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    QRect text = room;
    text.setRight(paintSigns(painter, room, row) - 4);
    painter.setFont(m_theme.smallFont());
    painter.setPen(row.hidden ? c.muted : c.text);
    const int name = painter.fontMetrics().horizontalAdvance(row.name);
    paintElided(painter, text, row.name, Qt::ElideRight);
    text.setLeft(text.left() + name + 6);
    painter.setPen(c.muted);
    if (text.width() > 28) paintElided(painter, text, row.deviceName, Qt::ElideRight);
}

void ValueDelegate::paintArc(QPainter& painter, const QRectF& circle, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const auto degrees = [](double angle) { return qRound(angle * 16); };
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.border, kArcWidth, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, degrees(kArcFrom), degrees(-kArcSpan));
    if (!row.least.isEmpty()) {
        QColor seen = c.strong;
        seen.setAlphaF(0.7F);
        painter.setPen(QPen(seen, kArcWidth / 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(circle, degrees(kArcFrom - row.leastAt * kArcSpan),
                        degrees(-std::max(row.mostAt - row.leastAt, 0.005) * kArcSpan));
    }
    const double radius = circle.width() / 2;
    for (const ValueLimit& limit : row.limits) {
        painter.setPen(QPen(alarmColor(limit.level, c), 2.5, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(onCircle(circle, limit.at, radius - kArcWidth),
                         onCircle(circle, limit.at, radius + kArcWidth));
    }
    if (row.valueAt < 0) return;
    const bool calls = row.alarm && row.alarmWaits;
    painter.setPen(
        QPen(calls ? alarmColor(*row.alarm, c) : m_theme.channelColor(row.slot, row.colour), 3,
             Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(onCircle(circle, row.valueAt, radius - kArcWidth - 8),
                     onCircle(circle, row.valueAt, radius + kArcWidth / 2));
}

void ValueDelegate::paintGauge(QPainter& painter, const QStyleOptionViewItem& option,
                               const ValueRow& row) const {
    // Without a range nobody knows where a hand would point.
    const QRect tile = option.rect.adjusted(0, 0, -4, -4);
    const ThemeColors& c = m_theme.colors();
    const int tiny = QFontMetrics(m_theme.tinyFont()).height();
    paintGround(painter, tile, row, option);
    paintTitle(painter, tile, row, option);
    const QRect ends(tile.left() + 8, tile.bottom() - tiny - 2, tile.width() - 16, tiny);
    const int top = tile.top() + tiny + 18;
    const double side = std::min<double>(tile.width() - 32, (ends.top() - top) * 1.3);
    QRect middle(tile.left() + 8, top, tile.width() - 16, ends.top() - top);
    if (row.hasRange) {
        const QRectF circle(tile.center().x() - side / 2, top, side, side);
        paintArc(painter, circle, row);
        painter.setFont(m_theme.tinyFont());
        painter.setPen(c.muted);
        paintElided(painter, ends, row.low, Qt::ElideRight);
        paintRight(painter, ends, row.high);
        middle = QRect(qRound(circle.left()) + 18, qRound(circle.center().y()) - 16,
                       qRound(side) - 36, 44);
    } else {
        painter.setFont(m_theme.tinyFont());
        painter.setPen(c.muted);
        paintElided(painter, ends, row.least, Qt::ElideRight);
        paintRight(painter, ends, row.most);
    }
    QFont font = m_theme.valueFont();
    font.setItalic(row.stale);
    while (font.pointSizeF() > m_theme.tinyFont().pointSizeF() &&
           QFontMetrics(font).horizontalAdvance(row.value) > middle.width())
        font.setPointSizeF(font.pointSizeF() * 0.9);
    painter.setFont(font);
    painter.setPen(row.stale ? c.muted : c.text);
    const int height = QFontMetrics(font).height();
    const QRect figure(middle.left(), middle.center().y() - height / 2 - 4, middle.width(), height);
    painter.drawText(figure, Qt::AlignCenter, row.value);
    painter.setFont(m_theme.tinyFont());
    painter.setPen(c.muted);
    painter.drawText(QRect(figure.left(), figure.bottom(), figure.width(), tiny), Qt::AlignCenter,
                     row.stale ? row.unit + QLatin1Char(' ') + row.age : row.unit);
    paintFocus(painter, option, tile);
}

}  // namespace telemetryhub::ui
