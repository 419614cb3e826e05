// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_tree_delegate.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;
using RowKind = DeviceModel::RowKind;

constexpr int kLineHeight = 24;
constexpr int kGroupText = 24;
constexpr int kGroupButton = 24;
constexpr int kSwatchLeft = 48;
constexpr int kSwatch = 12;
constexpr int kNameLeft = kSwatchLeft + kSwatch + 8;
constexpr int kUnitWidth = 36;
constexpr int kSign = 12;
constexpr int kEnd = 8;
/// Narrower than this a channel has its name and value alone.
constexpr int kUnitFrom = 200;

RowKind kindOf(const QModelIndex& index) {
    return static_cast<RowKind>(index.data(DeviceModel::KindRole).toInt());
}

}  // namespace

QSize DeviceTreeDelegate::sizeHint(const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    if (kindOf(index) == RowKind::Device) return DeviceDelegate::sizeHint(option, index);
    return {0, std::max(kLineHeight, smallHeight() + 6)};
}

void DeviceTreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    switch (kindOf(index)) {
        case RowKind::Device: DeviceDelegate::paint(painter, option, index); return;
        case RowKind::Group:
            painter->save();
            paintGroup(*painter, option, index);
            break;
        case RowKind::Channel:
            painter->save();
            paintChannel(*painter, option, index.data(DeviceModel::RowRole).value<ChannelRow>());
            break;
    }
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(*painter, option.rect, theme().colors());
    painter->restore();
}

QRect DeviceTreeDelegate::groupButton(const QRect& row, int fromRight) {
    return {row.right() - 3 - (fromRight + 1) * (kGroupButton + 2), row.top(), kGroupButton,
            row.height()};
}

int DeviceTreeDelegate::paintStates(QPainter& painter, const QRect& line,
                                    const GroupRow& row) const {
    int right = line.right();
    for (const auto state :
         {DeviceState::Idle, DeviceState::Measuring, DeviceState::Error, DeviceState::SafeState}) {
        const int count = row.states[static_cast<std::size_t>(state)];
        if (count == 0) continue;
        const QString text = QString::number(count);
        painter.drawText(QRect(line.left(), line.top(), right - line.left(), line.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
        right -= painter.fontMetrics().horizontalAdvance(text) + 4 + kSign;
        paintStateShape(painter,
                        QRectF(right, line.top() + (line.height() - kSign) / 2.0, kSign, kSign),
                        state, theme().colors());
        right -= 8;
    }
    return right;
}

void DeviceTreeDelegate::paintGroup(QPainter& painter, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const {
    const auto row = index.data(DeviceModel::RowRole).value<GroupRow>();
    const ThemeColors& c = theme().colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor text = selected ? c.selectionText : c.muted;
    painter.fillRect(option.rect, selected ? c.selection : c.background);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     c.border);
    paintFold(painter, option, index);
    const bool folded = !option.state.testFlag(QStyle::State_Open);
    const bool hot = option.state.testFlag(QStyle::State_MouseOver) || selected;
    QRect line = option.rect.adjusted(kGroupText, 0, -kEnd, 0);
    if (hot) {
        const char* const icons[] = {"more", "stop", "play"};
        for (int i = 0; i < 3; ++i)
            paintIcon(painter,
                      QRect(groupButton(option.rect, i).center() - QPoint(7, 7), QSize(16, 16)),
                      QLatin1String(icons[i]), text);
        line.setRight(groupButton(option.rect, 2).left() - 4);
    }
    painter.setFont(theme().smallFont());
    painter.setPen(text);
    if (folded) line.setRight(paintStates(painter, line, row));
    const QString count = QString::number(row.devices);
    painter.setFont(semibold(theme().smallFont()));
    const QFontMetrics metrics = painter.fontMetrics();
    const int countWidth = metrics.horizontalAdvance(count) + 6;
    const QString name =
        metrics.elidedText(row.name, Qt::ElideRight, std::max(line.width() - countWidth, 0));
    painter.setPen(selected ? c.selectionText : c.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    painter.setFont(theme().smallFont());
    painter.setPen(text);
    painter.drawText(line.adjusted(metrics.horizontalAdvance(name) + 6, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, count);
}

void DeviceTreeDelegate::paintChannel(QPainter& painter, const QStyleOptionViewItem& option,
                                      const ChannelRow& row) const {
    const ThemeColors& c = theme().colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hover = option.state.testFlag(QStyle::State_MouseOver);
    painter.fillRect(option.rect, selected ? c.selection : hover ? c.hover : c.surface);
    const QColor text = selected ? c.selectionText : c.text;
    const QColor muted = selected ? c.selectionText : c.muted;
    const QRect line = option.rect.adjusted(kNameLeft, 0, -kEnd, 0);
    const bool roomForUnit = option.rect.width() >= kUnitFrom;

    QPen swatch = theme().channelPen(row.slot, row.colour);
    swatch.setWidthF(3);
    swatch.setCapStyle(Qt::FlatCap);
    if (!row.shown) swatch = QPen(c.faint, 1);
    painter.setPen(swatch);
    const double middle = line.top() + line.height() / 2.0;
    const double left = option.rect.left() + kSwatchLeft;
    painter.drawLine(QPointF(left, middle), QPointF(left + kSwatch, middle));

    painter.setFont(theme().smallFont());
    painter.setPen(muted);
    const QRect unit(line.right() - kUnitWidth, line.top(), kUnitWidth, line.height());
    if (roomForUnit) paintElided(painter, unit, row.unit, Qt::ElideRight);

    QFont font = theme().smallFont();
    font.setItalic(row.stale);
    painter.setFont(font);
    painter.setPen(row.stale ? muted : text);
    const int fraction = painter.fontMetrics().horizontalAdvance(row.fraction);
    QRect value = line;
    value.setRight((roomForUnit ? unit.left() - 8 : line.right()) - fraction);
    value.setRight(value.right() - paintRight(painter, value, row.value) - 8);
    if (row.stale) {
        painter.setFont(theme().tinyFont());
        painter.setPen(muted);
        const int width = painter.fontMetrics().horizontalAdvance(row.age) + kSign + 4;
        if (value.width() > width + 48) {
            paintRight(painter, value, row.age);
            value.setRight(value.right() - width);
            paintIcon(
                painter,
                QRectF(value.right(), value.top() + (value.height() - kSign) / 2.0, kSign, kSign),
                QStringLiteral("clock"), muted);
            value.setRight(value.right() - 8);
        }
    }
    paintChannelName(painter, value, row, text);
}

void DeviceTreeDelegate::paintChannelName(QPainter& painter, const QRect& room,
                                          const ChannelRow& row, const QColor& color) const {
    QRect line = room;
    if (row.alarm) {
        line.setRight(line.right() - kSign - 6);
        paintAlarmShape(
            painter,
            QRectF(line.right() + 3, line.top() + (line.height() - kSign) / 2.0, kSign, kSign),
            *row.alarm, theme().colors());
    }
    painter.setFont(row.alarmWaits ? semibold(theme().smallFont()) : theme().smallFont());
    painter.setPen(color);
    paintElided(painter, line, row.name, Qt::ElideRight);
}

void DeviceTreeDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                              const QModelIndex&) const {
    editor->setGeometry(option.rect.adjusted(kGroupText - 4, 0, -kEnd, 0));
}

DeviceRowPart DeviceTreeDelegate::partAt(const QPoint& position, const QRect& row,
                                         const QModelIndex& index) const {
    if (kindOf(index) == RowKind::Device) return DeviceDelegate::partAt(position, row, index);
    if (kindOf(index) == RowKind::Channel) return DeviceRowPart::None;
    if (foldRect(row).contains(position)) return DeviceRowPart::Fold;
    if (groupButton(row, 0).contains(position)) return DeviceRowPart::Menu;
    if (groupButton(row, 1).contains(position)) return DeviceRowPart::Stop;
    return groupButton(row, 2).contains(position) ? DeviceRowPart::Start : DeviceRowPart::None;
}

}  // namespace telemetryhub::ui
