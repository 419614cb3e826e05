// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/value_delegate.h"

#include <algorithm>

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "panels/alarm_words.h"
#include "panels/row_painting.h"
#include "panels/values_model.h"
#include "theme/icon_engine.h"
#include "theme/numbers.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kGap = 4;
constexpr int kInside = 8;
constexpr int kEye = 24;
constexpr int kValueSign = 12;
constexpr int kAlarmBand = 3;
constexpr int kLine = 24;
constexpr int kGaugeHeight = 128;

QRect tileOf(const QRect& cell) {
    return cell.adjusted(0, 0, -kGap, -kGap);
}

}  // namespace

ValueDelegate::ValueDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    const int tiny = QFontMetrics(m_theme.tinyFont()).height();
    const int figure = QFontMetrics(m_theme.valueFont()).height();
    switch (m_look) {
        case ValueLook::List:
            return {m_cellWidth, std::max(kLine, QFontMetrics(m_theme.smallFont()).height() + 6)};
        case ValueLook::Gauges: return {m_cellWidth, kGaugeHeight + tiny + kGap};
        case ValueLook::Tiles: break;
    }
    return {m_cellWidth, 7 + tiny + 2 + figure + 10 + tiny + 3 + kGap};
}

QRect ValueDelegate::eyeRect(const QRect& cell) const {
    if (m_look == ValueLook::List && m_choosing) return {cell.left(), cell.top(), kEye, kEye};
    if (m_look == ValueLook::List)
        return {cell.right() - kEye + 1, cell.top() + (cell.height() - kEye) / 2, kEye, kEye};
    const QRect tile = tileOf(cell);
    return {tile.right() - kEye + 1, tile.top(), kEye, kEye};
}

void ValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const auto row = index.data(ValuesModel::RowRole).value<ValueRow>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (m_look) {
        case ValueLook::Tiles: paintTile(*painter, option, row); break;
        case ValueLook::List: paintLine(*painter, option, row); break;
        case ValueLook::Gauges: paintGauge(*painter, option, row); break;
    }
    painter->restore();
}

void ValueDelegate::paintTile(QPainter& painter, const QStyleOptionViewItem& option,
                              const ValueRow& row) const {
    const QRect tile = tileOf(option.rect);
    paintGround(painter, tile, row, option);
    paintTitle(painter, tile, row, option);
    paintFigure(painter, tile, row);
    paintRange(painter, tile, row);
    paintFocus(painter, option, tile);
}

void ValueDelegate::paintFocus(QPainter& painter, const QStyleOptionViewItem& option,
                               const QRect& rect) const {
    if (!option.state.testFlag(QStyle::State_HasFocus)) return;
    painter.setPen(QPen(m_theme.colors().accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4);
}

void ValueDelegate::paintGround(QPainter& painter, const QRect& tile, const ValueRow& row,
                                const QStyleOptionViewItem& option) const {
    const ThemeColors& c = m_theme.colors();
    const bool calls = row.alarm && row.alarmWaits;
    const QRectF frame = QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(calls ? alarmColor(*row.alarm, c) : c.border);
    painter.setBrush(option.state.testFlag(QStyle::State_MouseOver) ? c.hover : c.raised);
    painter.drawRoundedRect(frame, 4, 4);
    if (row.stale) paintHatch(painter, tile.adjusted(1, 1, -1, -1), c);
    if (calls)
        painter.fillRect(QRectF(frame.left(), frame.top() + 3, kAlarmBand, frame.height() - 6),
                         alarmColor(*row.alarm, c));
}

int ValueDelegate::paintSigns(QPainter& painter, const QRect& line, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    int right = line.right() + 1;
    const auto next = [&] {
        right -= kValueSign + 4;
        return QRectF(right + 2, line.top() + (line.height() - kValueSign) / 2.0, kValueSign,
                      kValueSign);
    };
    if (row.state == engine::DeviceState::Error || row.state == engine::DeviceState::SafeState)
        paintStateShape(painter, next(), row.state, c);
    if (row.alarm) paintAlarmShape(painter, next(), *row.alarm, c);
    return right;
}

void ValueDelegate::paintTitle(QPainter& painter, const QRect& tile, const ValueRow& row,
                               const QStyleOptionViewItem& option) const {
    const ThemeColors& c = m_theme.colors();
    painter.setFont(m_theme.tinyFont());
    const int height = painter.fontMetrics().height();
    const QRect line(tile.left() + kInside, tile.top() + 7, tile.width() - kInside - kEye - 2,
                     height);
    paintSwatch(painter, line.left() + 1, line.top() + height / 2.0, row);

    const int signs = paintSigns(painter, line, row);
    const QRect text(line.left() + 18, line.top(), signs - line.left() - 18, line.height());
    painter.setPen(c.text);
    const int nameWidth = painter.fontMetrics().horizontalAdvance(row.name);
    paintElided(painter, text, row.name, Qt::ElideRight);
    painter.setPen(c.muted);
    const QRect rest = text.adjusted(nameWidth + 5, 0, 0, 0);
    if (rest.width() > 24) paintElided(painter, rest, row.deviceName, Qt::ElideRight);
    paintEye(painter, option, row);
}

void ValueDelegate::paintSwatch(QPainter& painter, double left, double middle,
                                const ValueRow& row) const {
    QPen swatch = m_theme.channelPen(row.slot, row.colour);
    swatch.setWidthF(3);
    swatch.setCapStyle(Qt::FlatCap);
    if (!row.shown) swatch.setColor(m_theme.colors().border);
    painter.setPen(swatch);
    painter.drawLine(QPointF(left, middle), QPointF(left + 10, middle));
}

void ValueDelegate::paintEye(QPainter& painter, const QStyleOptionViewItem& option,
                             const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const QRect eye = eyeRect(option.rect);
    const bool hot = option.state.testFlag(QStyle::State_MouseOver);
    const QColor color = row.shown ? c.text : hot ? c.muted : c.faint;
    const QRect icon(eye.left() + 5, eye.top() + 6, 14, 14);
    paintIcon(painter, icon, QStringLiteral("eye"), color);
    if (row.shown) return;
    // Shut: the stroke says it without colour.
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(icon.left() + 2, icon.bottom() - 1),
                     QPointF(icon.right() - 1, icon.top() + 2));
}

void ValueDelegate::paintFigure(QPainter& painter, const QRect& tile, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const int tiny = QFontMetrics(m_theme.tinyFont()).height();
    QFont font = m_theme.valueFont();
    font.setItalic(row.stale);
    const QFontMetrics metrics(font);
    QRect line(tile.left() + kInside, tile.top() + 7 + tiny + 2, tile.width() - 2 * kInside,
               metrics.height());
    int ageWidth = 0;
    if (row.stale) {
        painter.setFont(m_theme.tinyFont());
        painter.setPen(c.text);
        ageWidth = paintRight(painter, line, row.age) + 16;
        paintIcon(painter,
                  QRect(line.right() - ageWidth, line.top() + (line.height() - 12) / 2, 12, 12),
                  QStringLiteral("clock"), c.text);
        ageWidth += 6;
    }
    painter.setFont(font);
    painter.setPen(row.stale ? c.muted : c.text);
    const int width = metrics.horizontalAdvance(row.value);
    const QRect figure = line.adjusted(0, 0, -ageWidth, 0);
    paintElided(painter, figure, row.value, Qt::ElideRight);
    painter.setFont(m_theme.smallFont());
    painter.setPen(c.muted);
    const int baseline = line.top() + metrics.ascent();
    const int unitLeft = figure.left() + width + 4;
    if (unitLeft >= figure.right()) return;
    const QString unit =
        painter.fontMetrics().elidedText(row.unit, Qt::ElideRight, figure.right() - unitLeft);
    painter.drawText(unitLeft, baseline, unit);
    const int taken = unitLeft + painter.fontMetrics().horizontalAdvance(unit) + 8;
    paintAlarmWord(painter, QRect(QPoint(taken, line.top()), figure.bottomRight()), row);
}

void ValueDelegate::paintAlarmWord(QPainter& painter, const QRect& room,
                                   const ValueRow& row) const {
    if (!row.alarm) return;
    const QString word = alarmWord(*row.alarm);
    painter.setFont(row.alarmWaits ? semibold(m_theme.tinyFont()) : m_theme.tinyFont());
    if (painter.fontMetrics().horizontalAdvance(word) > room.width()) return;
    const ThemeColors& c = m_theme.colors();
    painter.setPen(row.alarmWaits ? alarmColor(*row.alarm, c) : c.muted);
    paintRight(painter, room, word);
}

void ValueDelegate::paintRange(QPainter& painter, const QRect& tile, const ValueRow& row) const {
    if (row.least.isEmpty()) return;
    const ThemeColors& c = m_theme.colors();
    painter.setFont(m_theme.tinyFont());
    const int tiny = painter.fontMetrics().height();
    const QRect text(tile.left() + kInside, tile.bottom() - tiny - 2, tile.width() - 2 * kInside,
                     tiny);
    const QRectF track(text.left(), text.top() - 6, text.width(), 2);
    painter.fillRect(track, c.border);
    const double left = track.left() + row.leastAt * track.width();
    const double right = track.left() + row.mostAt * track.width();
    QColor range = c.strong;
    range.setAlphaF(0.7F);
    painter.fillRect(QRectF(left, track.top() - 1, std::max(right - left, 2.0), 4), range);
    if (row.valueAt >= 0) {
        painter.setPen(c.raised);
        painter.setBrush(m_theme.channelColor(row.slot, row.colour));
        painter.drawEllipse(QPointF(track.left() + row.valueAt * track.width(), track.top() + 1),
                            3.5, 3.5);
    }
    for (const ValueLimit& limit : row.limits)
        painter.fillRect(QRectF(track.left() + limit.at * track.width() - 1, track.top() - 3, 2, 8),
                         alarmColor(limit.level, c));
    painter.setPen(c.muted);
    const QFontMetrics metrics = painter.fontMetrics();
    const int ends = metrics.horizontalAdvance(row.least) + metrics.horizontalAdvance(row.most);
    const int room = text.width() - ends - 12;
    QString mean = row.mean.isEmpty() ? QString() : tr("mean %1").arg(row.mean);
    if (metrics.horizontalAdvance(mean) > room) mean = tr("\u00f8 %1", "mean, short").arg(row.mean);
    paintElided(painter, text, row.least, Qt::ElideRight);
    paintRight(painter, text, row.most);
    // Between the ends, in the middle of what they leave.
    const QRect middle = text.adjusted(metrics.horizontalAdvance(row.least) + 6, 0,
                                       -metrics.horizontalAdvance(row.most) - 6, 0);
    if (!row.mean.isEmpty() && room >= metrics.horizontalAdvance(mean))
        painter.drawText(middle, Qt::AlignCenter, mean);
}

bool ValueDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                const QStyleOptionViewItem& option, const QModelIndex& index) {
    bool toggles = false;
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        toggles = mouse->button() == Qt::LeftButton &&
                  eyeRect(option.rect).contains(mouse->position().toPoint());
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        toggles = key == Qt::Key_Space || key == Qt::Key_Select;
    }
    if (!toggles) return false;
    const bool shown = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, shown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

}  // namespace telemetryhub::ui
