// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/console_delegate.h"

#include <QPainter>

#include "console/console_model.h"
#include "panels/device_words.h"
#include "panels/row_painting.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kReasonShape = 12;
constexpr int kReasonGap = 4;
constexpr QChar kOutSign(0x2192);
constexpr QChar kInSign(0x2190);

}  // namespace

void ConsoleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    const auto* row = index.data(ConsoleModel::RowRole).value<const ConsoleRow*>();
    if (!row) return;
    const ThemeColors& c = m_theme.colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool sent = row->direction == engine::Direction::Sent;
    QRect room =
        option.rect.adjusted(index.column() == ConsoleModel::Time ? kRowEdge : 4, 0, -4, 0);
    painter->save();
    if (selected)
        painter->fillRect(option.rect, c.selection);
    else if (row->damage)
        painter->fillRect(option.rect, c.errorTint);
    painter->setFont(m_theme.fixedFont());
    const QColor words = sent ? c.accent : c.text;
    const QColor quiet = sent ? c.accent : c.muted;
    const QString text = index.data().toString();
    switch (index.column()) {
        case ConsoleModel::Time:
            painter->setPen(selected ? c.selectionText : c.muted);
            paintElided(*painter, room, text, Qt::ElideNone);
            break;
        case ConsoleModel::Way:
            painter->setPen(selected ? c.selectionText : quiet);
            paintElided(*painter, room,
                        QString(sent ? kOutSign : kInSign) + QLatin1Char(' ') + text,
                        Qt::ElideNone);
            break;
        default:
            painter->setPen(selected ? c.selectionText : words);
            if (row->damage && index.column() == ConsoleModel::Text)
                paintReason(*painter, room, *row, selected);
            paintBytes(*painter, room, text, selected);
    }
    painter->restore();
}

/// At the right end; the bytes get what is left.
void ConsoleDelegate::paintReason(QPainter& painter, QRect& room, const ConsoleRow& row,
                                  bool selected) const {
    const ThemeColors& c = m_theme.colors();
    painter.save();
    painter.setFont(m_theme.smallFont());
    painter.setPen(selected ? c.selectionText : c.error);
    QString reason = discardReasonWord(*row.damage);
    if (row.isFrame) reason = tr("frame: %1").arg(reason);
    const int width = paintRight(painter, room, reason);
    QRect shape(room.right() - width - kReasonGap - kReasonShape,
                room.top() + (room.height() - kReasonShape) / 2, kReasonShape, kReasonShape);
    paintAlarmShape(painter, shape, AlarmLevel::Warning, c);
    painter.restore();
    room.setRight(shape.left() - 8);
}

void ConsoleDelegate::paintBytes(QPainter& painter, const QRect& room, const QString& text,
                                 bool selected) const {
    const qsizetype at = m_sought.isEmpty() ? -1 : text.indexOf(m_sought, 0, Qt::CaseInsensitive);
    if (at >= 0 && !selected) {
        const QFontMetrics metrics = painter.fontMetrics();
        const int left = metrics.horizontalAdvance(text.left(at));
        const int width = metrics.horizontalAdvance(text.mid(at, m_sought.size()));
        painter.fillRect(
            QRect(room.left() + left, room.top() + 2, width, room.height() - 4).intersected(room),
            m_theme.colors().selection);
    }
    paintElided(painter, room, text, Qt::ElideRight);
}

}  // namespace telemetryhub::ui
