// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_delegate.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "events/event_words.h"
#include "events/events_model.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kEventMark = 14;
constexpr int kEventButton = 24;
constexpr int kEventIcon = 16;
constexpr int kEventGap = 8;

QRect eventButton(const QRect& cell, int fromRight) {
    return {cell.right() + 1 - kRowEdge / 2 - (fromRight + 1) * kEventButton, cell.top(),
            kEventButton, cell.height()};
}

QRect middleOf(const QRect& rect, int size) {
    return {rect.left() + (rect.width() - size) / 2, rect.top() + (rect.height() - size) / 2, size,
            size};
}

const EventRow* rowAt(const QModelIndex& index) {
    return index.data(EventsModel::RowRole).value<const EventRow*>();
}

}  // namespace

void EventsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const EventRow* row = rowAt(index);
    if (!row) return;
    const ThemeColors& c = m_theme.colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QColor quiet = selected ? c.selectionText : c.muted;
    const QRect cell = option.rect;
    painter->save();
    if (selected || hovered) painter->fillRect(cell, selected ? c.selection : c.hover);
    painter->setFont(m_theme.smallFont());
    painter->setPen(quiet);
    const QString text = index.data().toString();
    switch (index.column()) {
        case EventsModel::Time:
            painter->setPen(selected ? c.selectionText : c.text);
            paintElided(*painter, cell.adjusted(kRowEdge, 0, 0, 0), text, Qt::ElideLeft);
            break;
        case EventsModel::Shape: paintShape(*painter, cell, *row, quiet); break;
        case EventsModel::Source:
            paintElided(*painter, cell.adjusted(4, 0, -kEventGap, 0), text, Qt::ElideRight);
            break;
        default: paintSentence(*painter, option, *row, selected ? c.selectionText : c.text); break;
    }
    painter->restore();
}

QSize EventsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, std::max(kEventButton, QFontMetrics(m_theme.smallFont()).height() + 6)};
}

void EventsDelegate::paintShape(QPainter& painter, const QRect& cell, const EventRow& row,
                                const QColor& words) const {
    const QRect shape = middleOf(cell, kEventMark);
    if (row.state)
        paintStateShape(painter, shape, *row.state, m_theme.colors());
    else if (row.event.kind == engine::EventKind::Mark)
        paintIcon(painter, shape, QStringLiteral("bell"), words);
    else
        paintAlarmShape(painter, shape, severityLevel(row.event.severity), m_theme.colors());
}

void EventsDelegate::paintSentence(QPainter& painter, const QStyleOptionViewItem& option,
                                   const EventRow& row, const QColor& words) const {
    QRect room = option.rect.adjusted(4, 0, -kRowEdge, 0);
    const bool active = option.state.testFlag(QStyle::State_Selected) ||
                        option.state.testFlag(QStyle::State_MouseOver);
    if (active) room.setRight(option.rect.right() - paintButtons(painter, option.rect, row, words));
    if (m_joins) {
        painter.setPen(option.state.testFlag(QStyle::State_Selected) ? words
                                                                     : m_theme.colors().muted);
        const QString source = row.source + QLatin1Char(' ');
        const int width =
            std::min(painter.fontMetrics().horizontalAdvance(source) + 4, room.width() / 2);
        paintElided(painter, QRect(room.topLeft(), QSize(width, room.height())), source,
                    Qt::ElideRight);
        room.setLeft(room.left() + width);
    }
    painter.setPen(words);
    if (row.waits) painter.setFont(semibold(m_theme.smallFont()));
    QString times;
    if (row.count > 1) times = QStringLiteral("\u00d7 ") + countText(row.count);
    if (!times.isEmpty()) {
        const int width = painter.fontMetrics().horizontalAdvance(times);
        const int text = std::min(painter.fontMetrics().horizontalAdvance(row.text) + 2,
                                  room.width() - width - kEventGap);
        QRect behind = room;
        behind.setLeft(room.left() + text + kEventGap);
        const QColor quiet =
            option.state.testFlag(QStyle::State_Selected) ? words : m_theme.colors().muted;
        painter.setPen(quiet);
        paintElided(painter, behind, times, Qt::ElideNone);
        painter.setPen(words);
        room.setWidth(text);
    }
    paintElided(painter, room, row.text, Qt::ElideRight);
}

int EventsDelegate::paintButtons(QPainter& painter, const QRect& cell, const EventRow& row,
                                 const QColor& words) const {
    int count = 0;
    if (row.waits)
        paintIcon(painter, middleOf(eventButton(cell, count++), kEventIcon),
                  QStringLiteral("check"), words);
    paintIcon(painter, middleOf(eventButton(cell, count++), kEventIcon), QStringLiteral("jump"),
              words);
    return count * kEventButton + kRowEdge / 2 + kEventGap;
}

EventsDelegate::Part EventsDelegate::partAt(const QRect& cell, const QPoint& place,
                                            const EventRow& row) const {
    int count = 0;
    if (row.waits && eventButton(cell, count++).contains(place)) return Part::Acknowledge;
    return eventButton(cell, count).contains(place) ? Part::Jump : Part::None;
}

bool EventsDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                 const QStyleOptionViewItem& option, const QModelIndex& index) {
    const EventRow* row = rowAt(index);
    const bool clicked = event->type() == QEvent::MouseButtonRelease && row &&
                         index.column() == EventsModel::What &&
                         static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton;
    if (!clicked) return QStyledItemDelegate::editorEvent(event, model, option, index);
    switch (partAt(option.rect, static_cast<QMouseEvent*>(event)->pos(), *row)) {
        case Part::Jump: emit jumpClicked(index); return true;
        case Part::Acknowledge: emit acknowledgeClicked(index); return true;
        case Part::None: break;
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool EventsDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                               const QStyleOptionViewItem& option, const QModelIndex& index) {
    const EventRow* row = rowAt(index);
    const Part part = row && index.column() == EventsModel::What && event->type() == QEvent::ToolTip
                          ? partAt(option.rect, event->pos(), *row)
                          : Part::None;
    if (part == Part::None) return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(
        event->globalPos(),
        part == Part::Jump ? tr("Show this time in the charts (Enter)") : tr("Acknowledge (K)"),
        view);
    return true;
}

}  // namespace telemetryhub::ui
