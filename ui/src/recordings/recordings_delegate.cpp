// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordings/recordings_delegate.h"

#include <algorithm>

#include <QPainter>

#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kRecordingMark = 14;
constexpr int kRecordingPad = 8;
constexpr int kRecordingRow = 24;

}  // namespace

void RecordingsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    const auto* row = index.data(RecordingsModel::RowRole).value<const RecordingRow*>();
    if (!row) return;
    const ThemeColors& c = m_theme.colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool runs = row->facts.kind == RecordingKind::Running;
    QRect room = option.rect.adjusted(kRecordingPad / 2, 0, -kRecordingPad, 0);
    painter->save();
    if (selected) painter->fillRect(option.rect, c.selection);
    const bool isMain = index.column() == RecordingsModel::Name;
    painter->setFont(isMain || (runs && index.column() == RecordingsModel::State)
                         ? semibold(m_theme.smallFont())
                         : m_theme.smallFont());
    const bool isQuiet = index.column() == RecordingsModel::Devices ||
                         (index.column() == RecordingsModel::State && !runs);
    painter->setPen(selected ? c.selectionText : isQuiet ? c.muted : c.text);
    const QString text = index.data().toString();
    switch (index.column()) {
        case RecordingsModel::State: {
            room.setLeft(option.rect.left() + kRowEdge);
            paintShape(*painter,
                       QRect(room.left(), room.top() + (room.height() - kRecordingMark) / 2,
                             kRecordingMark, kRecordingMark),
                       row->facts.kind);
            room.setLeft(room.left() + kRecordingMark + kRecordingPad);
            paintElided(*painter, room, text, Qt::ElideRight);
            break;
        }
        case RecordingsModel::Span:
        case RecordingsModel::Size: paintRight(*painter, room, text); break;
        case RecordingsModel::Name: paintElided(*painter, room, text, Qt::ElideMiddle); break;
        default: paintElided(*painter, room, text, Qt::ElideRight);
    }
    painter->restore();
}

void RecordingsDelegate::paintShape(QPainter& painter, const QRect& rect,
                                    RecordingKind kind) const {
    const ThemeColors& c = m_theme.colors();
    switch (kind) {
        case RecordingKind::Unread:
            paintIcon(painter, rect, QStringLiteral("clock"), c.muted);
            return;
        case RecordingKind::Running: paintRecordingShape(painter, rect, c); return;
        case RecordingKind::Complete:
            paintIcon(painter, rect, QStringLiteral("check"), c.measuring);
            return;
        case RecordingKind::Interrupted:
            paintAlarmShape(painter, rect, AlarmLevel::Info, c);
            return;
        case RecordingKind::Damaged: paintAlarmShape(painter, rect, AlarmLevel::Warning, c); return;
    }
}

QSize RecordingsDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {0, std::max(kRecordingRow, QFontMetrics(m_theme.smallFont()).height() + 6)};
}

}  // namespace telemetryhub::ui
