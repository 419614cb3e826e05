// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/device_delegate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QApplication>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QTransform>

#include "panels/device_words.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

using engine::DeviceState;

constexpr int kShape = 16;
constexpr int kAlarmShape = 14;
constexpr int kFold = 24;
constexpr int kShapeLeft = kFold;
constexpr int kTextLeft = kShapeLeft + kShape + 8;
constexpr int kRight = 8;
constexpr int kTop = 8;
constexpr int kButton = 24;
constexpr int kCompactHeight = 24;
constexpr int kLeastHeight = 64;
constexpr int kErrorLines = 2;
constexpr int kSafeLines = 3;
/// Above and below a painted button.
constexpr int kButtonGap = 5;
constexpr QSize kCurve(72, 16);
/// Narrower than this the curve goes.
constexpr int kCurveFrom = 280;
/// A pulse is a second of ten frames, between these opacities.
constexpr double kPulseMiddle = 0.775;
constexpr double kPulseSwing = 0.225;

}  // namespace

struct DeviceDelegate::Colors {
    QColor text, muted, word;
};

DeviceDelegate::DeviceDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme) {}

int DeviceDelegate::bodyHeight() const {
    return QFontMetrics(m_theme.bodyFont()).height();
}

int DeviceDelegate::smallHeight() const {
    return QFontMetrics(m_theme.smallFont()).height();
}

int DeviceDelegate::heightWith(int lines) const {
    return kTop + bodyHeight() + (1 + lines) * smallHeight() + kButtonGap + kButton +
           2 * kButtonGap;
}

QSize DeviceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    if (m_compact) return {0, std::max(kCompactHeight, smallHeight() + 6)};
    const auto state = static_cast<DeviceState>(index.data(DeviceModel::StateRole).toInt());
    const int plain = std::max(kLeastHeight, kTop + bodyHeight() + 2 * smallHeight() + 6);
    switch (state) {
        case DeviceState::Error: return {0, heightWith(kErrorLines)};
        case DeviceState::SafeState: return {0, heightWith(kSafeLines + 1)};
        default: break;
    }
    const bool alarmed = index.data(DeviceModel::HasAlarmLineRole).toBool();
    return {0, plain + (alarmed ? smallHeight() + 2 : 0)};
}

DeviceDelegate::Colors DeviceDelegate::rowColors(const QStyleOptionViewItem& option,
                                                 const DeviceRow& row) const {
    const ThemeColors& c = m_theme.colors();
    if (option.state.testFlag(QStyle::State_Selected))
        return {c.selectionText, c.selectionText, c.selectionText};
    return {c.text, c.muted, stateColor(row.state, c)};
}

void DeviceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const auto row = index.data(DeviceModel::RowRole).value<DeviceRow>();
    painter->save();
    paintGround(*painter, option, row);
    if (m_compact)
        paintCompact(*painter, option, row);
    else
        paintTall(*painter, option, row);
    paintFold(*painter, option, index);
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintFocusRing(*painter, option.rect, m_theme.colors());
    painter->restore();
}

void DeviceDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                                 const DeviceRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    QColor ground = c.surface;
    if (option.state.testFlag(QStyle::State_MouseOver)) ground = c.hover;
    if (row.state == DeviceState::Error) ground = c.errorTint;
    if (row.state == DeviceState::SafeState) ground = c.safeTint;
    painter.fillRect(option.rect, selected ? c.selection : ground);
    if (row.state == DeviceState::SafeState)
        painter.fillRect(QRect(option.rect.topLeft(), QSize(4, option.rect.height())), c.safeFill);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     c.border);
}

void DeviceDelegate::paintShape(QPainter& painter, const QRect& rect, const DeviceRow& row) const {
    const bool moves = QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    if (row.pulse >= 0 && moves)
        painter.setOpacity(kPulseMiddle +
                           kPulseSwing * std::cos(2 * std::numbers::pi * row.pulse / 10.0));
    paintStateShape(painter, rect, row.state, m_theme.colors());
    painter.setOpacity(1);
}

void DeviceDelegate::paintCurve(QPainter& painter, const QRect& line, const QColor& color,
                                const DeviceRow& row) const {
    if (row.curve.isEmpty() || line.width() < kCurveFrom - kTextLeft - kRight) return;
    const QRectF box(line.right() - kCurve.width() + 1, line.top() + 1, kCurve.width(),
                     kCurve.height() - 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.25));
    painter.setBrush(Qt::NoBrush);
    QTransform place;
    place.translate(box.left(), box.top());
    place.scale(box.width(), box.height());
    for (const QPolygonF& part : row.curve)
        painter.drawPolyline(place.map(part));
    painter.restore();
}

void DeviceDelegate::paintTall(QPainter& painter, const QStyleOptionViewItem& option,
                               const DeviceRow& row) const {
    const QRect& all = option.rect;
    const int body = bodyHeight();
    const int small = smallHeight();
    const QRect lines = all.adjusted(kTextLeft, kTop, -kRight, 0);
    paintShape(painter,
               {all.left() + kShapeLeft, lines.top() + (body - kShape) / 2, kShape, kShape}, row);
    paintNameLine(painter, {lines.left(), lines.top(), lines.width(), body}, option, row);
    const QRect second(lines.left(), lines.top() + body, lines.width(), small);
    paintStateLine(painter, second, option, row);
    const QRect rest(lines.left(), second.bottom() + 1, lines.width(),
                     all.bottom() - second.bottom());
    if (!row.problem.isEmpty()) {
        paintProblem(painter, rest, option, row);
        return;
    }
    const QRect third(rest.left(), rest.top(), rest.width(), small);
    paintLinkLine(painter, third, option, row);
    if (row.alarm) paintAlarm(painter, third.translated(0, small + 2), option, row);
}

void DeviceDelegate::paintLinkLine(QPainter& painter, const QRect& third,
                                   const QStyleOptionViewItem& option, const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    QFont font = m_theme.smallFont();
    font.setWeight(row.warns ? QFont::DemiBold : QFont::Normal);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter.setFont(font);
    painter.setPen(row.warns && !selected ? m_theme.colors().warning : colors.muted);
    const int taken = paintRight(painter, third, row.age);
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.muted);
    paintElided(painter, third.adjusted(0, 0, -taken - 8, 0), row.link, Qt::ElideRight);
}

void DeviceDelegate::paintAlarm(QPainter& painter, const QRect& line,
                                const QStyleOptionViewItem& option, const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    paintAlarmShape(
        painter,
        QRectF(line.left() - 8 - kAlarmShape, line.top() + (line.height() - kAlarmShape) / 2.0,
               kAlarmShape, kAlarmShape),
        *row.alarm, m_theme.colors());
    painter.setFont(row.alarmWaits ? semibold(m_theme.smallFont()) : m_theme.smallFont());
    painter.setPen(row.alarmWaits ? colors.text : colors.muted);
    paintElided(painter, line, row.alarmText, Qt::ElideRight);
}

void DeviceDelegate::paintNameLine(QPainter& painter, const QRect& line,
                                   const QStyleOptionViewItem& option, const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    const ThemeColors& c = m_theme.colors();
    const auto icon = [&](const QRect& button, const QString& name, const QColor& color) {
        paintIcon(painter, QRect(button.center() - QPoint(7, 7), QSize(16, 16)), name, color);
    };
    const bool latched = row.state == DeviceState::SafeState;
    const bool stops = row.state == DeviceState::Measuring || row.state == DeviceState::Error;
    icon(startStopRect(option.rect), stops ? QStringLiteral("stop") : QStringLiteral("play"),
         latched ? c.faint : colors.text);
    icon(menuRect(option.rect), QStringLiteral("more"), colors.text);

    const QRect text(line.left(), line.top(), startStopRect(option.rect).left() - line.left() - 8,
                     line.height());
    painter.setFont(m_theme.smallFont());
    painter.setPen(row.state == DeviceState::Measuring ? colors.text : colors.muted);
    const int taken = paintRight(painter, text, row.rate);
    painter.setFont(semibold(m_theme.bodyFont()));
    painter.setPen(colors.text);
    paintElided(painter, text.adjusted(0, 0, -taken - 8, 0), row.name, Qt::ElideRight);
}

int DeviceDelegate::paintStateWord(QPainter& painter, const QRect& line, const QColor& color,
                                   const DeviceRow& row) const {
    painter.setFont(semibold(m_theme.smallFont()));
    const QString word = stateWord(row.state);
    const int width = painter.fontMetrics().horizontalAdvance(word);
    if (row.state != DeviceState::SafeState) {
        painter.setPen(color);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, word);
        return width;
    }
    const QRect pill(line.left(), line.top() - 1, width + 12, line.height() + 1);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().safeFill);
    painter.drawRoundedRect(pill, 3, 3);
    painter.setPen(Qt::white);
    painter.drawText(pill, Qt::AlignCenter, word);
    return pill.width();
}

void DeviceDelegate::paintStateLine(QPainter& painter, const QRect& line,
                                    const QStyleOptionViewItem& option,
                                    const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    const int taken = paintStateWord(painter, line, colors.word, row);
    painter.setFont(m_theme.smallFont());
    painter.setPen(row.state == DeviceState::SafeState ? colors.text : colors.muted);
    paintElided(painter, line.adjusted(taken + 6, 0, 0, 0), row.duration, Qt::ElideRight);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    paintCurve(painter, line,
               selected ? colors.text : m_theme.channelColor(row.curveSlot, row.curveColour), row);
}

void DeviceDelegate::paintProblem(QPainter& painter, const QRect& area,
                                  const QStyleOptionViewItem& option, const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    const int small = smallHeight();
    const bool latched = row.state == DeviceState::SafeState;
    const int lines = latched ? kSafeLines : kErrorLines;
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.text);
    const int used = paintWrapped(
        painter, {area.left(), area.top() + 3, area.width(), lines * small}, row.problem, lines);
    const QRect button = remedyRect(option.rect, row.state);
    if (latched) {
        painter.setPen(colors.muted);
        paintElided(painter, {area.left(), area.top() + 3 + used * small, area.width(), small},
                    row.remedy, Qt::ElideRight);
        paintButton(painter, button, QStringLiteral("reset"), tr("Reset\u2026"));
        const QRect cause = causeRect(option.rect);
        paintIcon(painter, QRect(cause.left() + 6, cause.top() + 4, 16, 16), QStringLiteral("jump"),
                  colors.text);
        painter.setPen(colors.text);
        paintElided(painter, cause.adjusted(28, 0, 0, 0), tr("Show cause"), Qt::ElideRight);
        return;
    }
    if (row.undecoded) return paintRemedies(painter, option.rect, row);
    paintButton(painter, button, QStringLiteral("reset"), tr("Try now"));
    painter.setPen(colors.muted);
    painter.setFont(m_theme.tinyFont());
    const QRect rest(button.right() + 8, button.top(), area.right() - button.right() - 8,
                     button.height());
    if (painter.fontMetrics().horizontalAdvance(row.retry) <= rest.width())
        paintRight(painter, rest, row.retry);
}

void DeviceDelegate::paintButton(QPainter& painter, const QRect& button, const QString& icon,
                                 const QString& text) const {
    const ThemeColors& c = m_theme.colors();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(c.strong);
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(button).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (!icon.isEmpty())
        paintIcon(painter, QRect(button.left() + 8, button.top() + 4, 16, 16), icon, c.text);
    painter.setPen(c.text);
    painter.setFont(m_theme.smallFont());
    painter.drawText(button.adjusted(icon.isEmpty() ? 8 : 30, 0, -8, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text);
}

std::vector<DeviceDelegate::Remedy> DeviceDelegate::undecodedRemedies(const QRect& row,
                                                                      bool hasRates) const {
    std::vector<Remedy> remedies;
    if (hasRates) remedies.push_back({DeviceRowPart::TryRates, tr("Try all rates"), {}});
    remedies.push_back({DeviceRowPart::Decoding, tr("Decoding\u2026"), {}});
    remedies.push_back({DeviceRowPart::Edit, tr("Edit\u2026"), {}});
    const QFontMetrics metrics(m_theme.smallFont());
    int left = row.left() + kTextLeft;
    for (Remedy& remedy : remedies) {
        const int width = metrics.horizontalAdvance(remedy.text) + 16;
        remedy.button = {left, row.bottom() - kButton - kButtonGap, width, kButton};
        left += width + 8;
    }
    // What has no room stands in the menu of the row.
    std::erase_if(remedies, [&](const Remedy& remedy) {
        return remedy.button.right() > row.right() - kRight;
    });
    return remedies;
}

void DeviceDelegate::paintRemedies(QPainter& painter, const QRect& area,
                                   const DeviceRow& row) const {
    for (const Remedy& remedy : undecodedRemedies(area, row.hasRates))
        paintButton(painter, remedy.button, {}, remedy.text);
}

void DeviceDelegate::paintFold(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    if (!index.model() || !index.model()->hasChildren(index)) return;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const ThemeColors& c = m_theme.colors();
    const QRect box = foldRect(option.rect);
    paintIcon(painter, QRect(box.center() - QPoint(6, 6), QSize(14, 14)),
              option.state.testFlag(QStyle::State_Open) ? QStringLiteral("down")
                                                        : QStringLiteral("right"),
              selected ? c.selectionText : c.muted);
}

QRect DeviceDelegate::foldRect(const QRect& row) {
    return {row.left(), row.top(), kFold, std::min(row.height(), kLeastHeight / 2)};
}

void DeviceDelegate::paintCompact(QPainter& painter, const QStyleOptionViewItem& option,
                                  const DeviceRow& row) const {
    const Colors colors = rowColors(option, row);
    const QRect all = option.rect.adjusted(kShapeLeft, 0, -kRight, 0);
    paintShape(painter, {all.left(), all.top() + (all.height() - 14) / 2, 14, 14}, row);
    painter.setFont(m_theme.smallFont());
    painter.setPen(row.state == DeviceState::Measuring ? colors.text : colors.muted);
    int rate = paintRight(painter, all, row.rate) + 8;
    if (row.alarm) {
        rate += kAlarmShape + 4;
        paintAlarmShape(
            painter,
            QRectF(all.right() - rate + 5, all.top() + (all.height() - kAlarmShape) / 2.0,
                   kAlarmShape, kAlarmShape),
            *row.alarm, m_theme.colors());
    }
    const int word =
        QFontMetrics(semibold(m_theme.smallFont())).horizontalAdvance(stateWord(row.state)) + 12;
    const QRect name = all.adjusted(22, 0, -rate, 0);
    const bool roomForWord = name.width() > word + 80;
    painter.setPen(colors.text);
    paintElided(painter, name.adjusted(0, 0, roomForWord ? -word - 8 : 0, 0), row.name,
                Qt::ElideRight);
    if (!roomForWord) return;
    const int height = smallHeight();
    paintStateWord(painter,
                   {name.right() - word, all.top() + (all.height() - height) / 2, word, height},
                   colors.word, row);
}

QRect DeviceDelegate::menuRect(const QRect& row) const {
    return {row.right() - kRight - kButton + 5, row.top() + kTop + (bodyHeight() - kButton) / 2,
            kButton, kButton};
}

QRect DeviceDelegate::startStopRect(const QRect& row) const {
    return menuRect(row).translated(-kButton - 2, 0);
}

QRect DeviceDelegate::remedyRect(const QRect& row, DeviceState state) const {
    const QString text = state == DeviceState::SafeState ? tr("Reset\u2026") : tr("Try now");
    const int width = QFontMetrics(m_theme.smallFont()).horizontalAdvance(text) + 40;
    return {row.left() + kTextLeft, row.bottom() - kButton - kButtonGap, width, kButton};
}

QRect DeviceDelegate::causeRect(const QRect& row) const {
    const QRect reset = remedyRect(row, DeviceState::SafeState);
    const int wish = QFontMetrics(m_theme.smallFont()).horizontalAdvance(tr("Show cause")) + 36;
    const int room = row.right() - kRight - reset.right() - 8;
    return {reset.right() + 8, reset.top(), std::min(wish, room), kButton};
}

DeviceRowPart DeviceDelegate::partAt(const QPoint& position, const QRect& row,
                                     const QModelIndex& index) const {
    if (foldRect(row).contains(position) && index.model()->hasChildren(index))
        return DeviceRowPart::Fold;
    if (m_compact) return DeviceRowPart::None;
    const auto state = static_cast<DeviceState>(index.data(DeviceModel::StateRole).toInt());
    if (menuRect(row).contains(position)) return DeviceRowPart::Menu;
    const bool latched = state == DeviceState::SafeState;
    if (state == DeviceState::Error) {
        const auto shown = index.data(DeviceModel::RowRole).value<DeviceRow>();
        for (const Remedy& remedy : undecodedRemedies(row, shown.hasRates))
            if (shown.undecoded && remedy.button.contains(position)) return remedy.part;
        if (shown.undecoded)
            return startStopRect(row).contains(position) ? DeviceRowPart::StartStop
                                                         : DeviceRowPart::None;
    }
    if ((latched || state == DeviceState::Error) && remedyRect(row, state).contains(position))
        return latched ? DeviceRowPart::Reset : DeviceRowPart::TryNow;
    if (latched)
        return causeRect(row).contains(position) ? DeviceRowPart::Cause : DeviceRowPart::None;
    return startStopRect(row).contains(position) ? DeviceRowPart::StartStop : DeviceRowPart::None;
}

bool DeviceDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                 const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton) return false;
    const DeviceRowPart part = partAt(mouse->position().toPoint(), option.rect, index);
    if (part == DeviceRowPart::None) return false;
    emit partClicked(index, part);
    return true;
}

}  // namespace telemetryhub::ui
