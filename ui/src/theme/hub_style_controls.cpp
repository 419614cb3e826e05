// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include "theme/hub_style.h"

namespace telemetryhub::ui {
namespace {

constexpr double kRadius = 4;

void roundedBox(QPainter& painter, const QRect& rect, const QColor& fill, const QPen& outline) {
    // Half a pen inside, so that the outline fills whole pixels.
    const double half = outline.style() == Qt::NoPen ? 0 : outline.widthF() / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), kRadius, kRadius);
    painter.restore();
}

void chevron(QPainter& painter, const QRect& rect, double direction, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle = QRectF(rect).center();
    painter.drawPolyline(
        QPolygonF({middle + QPointF(-3, -1.5 * direction), middle + QPointF(0, 1.5 * direction),
                   middle + QPointF(3, -1.5 * direction)}));
    painter.restore();
}

}  // namespace

void HubStyle::drawPushButton(const QStyleOption& option, QPainter& painter) const {
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool filled =
        enabled && button && button->features.testFlag(QStyleOptionButton::DefaultButton);
    QColor fill = filled ? m_colors.accent : m_colors.raised;
    if (!enabled) fill = m_colors.surface;
    if (option.state.testFlag(State_Sunken))
        fill = filled ? fill.darker(115) : m_colors.border;
    else if (enabled && option.state.testFlag(State_MouseOver))
        fill = filled ? fill.lighter(110) : m_colors.hover;
    const bool focus =
        option.state.testFlag(State_HasFocus) && option.state.testFlag(State_KeyboardFocusChange);
    const QColor outline = filled ? m_colors.accent : m_colors.border;
    roundedBox(painter, option.rect, fill, QPen(focus ? m_colors.text : outline, focus ? 2 : 1));
}

void HubStyle::drawToolButton(const QStyleOption& option, QPainter& painter) const {
    const bool enabled = option.state.testFlag(State_Enabled);
    const bool raised =
        option.state.testFlag(State_Raised) && !option.state.testFlag(State_AutoRaise);
    QColor fill = raised ? m_colors.raised : QColor(Qt::transparent);
    if (option.state.testFlag(State_On))
        fill = m_colors.selection;
    else if (option.state.testFlag(State_Sunken))
        fill = m_colors.border;
    else if (enabled && option.state.testFlag(State_MouseOver))
        fill = m_colors.hover;
    QPen outline(raised ? m_colors.border : QColor(Qt::transparent), 1);
    if (option.state.testFlag(State_HasFocus)) outline = QPen(m_colors.accent, 1.5);
    roundedBox(painter, option.rect, fill, outline);
}

void HubStyle::drawMenuChevron(const QStyleOption& option, QPainter& painter,
                               const QWidget& button) const {
    constexpr int kWidth = 20;
    // A button of an icon alone has no room for it.
    if (button.width() < 2 * kWidth) return;
    const QRect place(button.width() - kWidth, 0, kWidth - 4, button.height());
    chevron(painter, place, 1,
            option.state.testFlag(State_Enabled) ? m_colors.text : m_colors.faint);
}

void HubStyle::drawCheckBox(const QStyleOption& option, QPainter& painter) const {
    const bool on = option.state.testFlag(State_On);
    const bool enabled = option.state.testFlag(State_Enabled);
    const QColor fill = on && enabled ? m_colors.accent : m_colors.sunken;
    const QRect box = option.rect.adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(on && enabled ? m_colors.accent : outlineOf(option), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (on) {
        painter.setPen(QPen(enabled ? m_colors.sunken : m_colors.faint, 1.8, Qt::SolidLine,
                            Qt::RoundCap, Qt::RoundJoin));
        const QPointF corner = QRectF(box).topLeft();
        painter.drawPolyline(QPolygonF(
            {corner + QPointF(3.2, 7.2), corner + QPointF(6, 10), corner + QPointF(11, 4.4)}));
    }
    painter.restore();
}

void HubStyle::drawRadioButton(const QStyleOption& option, QPainter& painter) const {
    const bool on = option.state.testFlag(State_On);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_colors.sunken);
    const double width = on ? 4.5 : 1;
    const double inset = 1 + width / 2;
    painter.setPen(QPen(on ? m_colors.accent : outlineOf(option), width));
    painter.drawEllipse(QRectF(option.rect).adjusted(inset, inset, -inset, -inset));
    painter.restore();
}

void HubStyle::drawField(const QStyleOption& option, QPainter& painter) const {
    const bool focus = option.state.testFlag(State_HasFocus);
    const QColor fill = option.state.testFlag(State_Enabled) ? m_colors.sunken : m_colors.surface;
    roundedBox(painter, option.rect, fill, QPen(outlineOf(option), focus ? 2 : 1));
}

void HubStyle::drawComboBox(const QStyleOptionComplex& option, QPainter& painter,
                            const QWidget* widget) const {
    drawField(option, painter);
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget);
    chevron(painter, arrow, 1,
            option.state.testFlag(State_Enabled) ? m_colors.text : m_colors.faint);
}

void HubStyle::drawSpinBox(const QStyleOptionComplex& option, QPainter& painter,
                           const QWidget* widget) const {
    drawField(option, painter);
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    if (!spin || spin->buttonSymbols == QAbstractSpinBox::NoButtons) return;
    const auto step = [&](SubControl control, QAbstractSpinBox::StepEnabledFlag flag,
                          double direction) {
        const bool enabled =
            option.state.testFlag(State_Enabled) && spin->stepEnabled.testFlag(flag);
        chevron(painter, proxy()->subControlRect(CC_SpinBox, &option, control, widget), direction,
                enabled ? m_colors.text : m_colors.faint);
    };
    step(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, -1);
    step(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, 1);
}

void HubStyle::drawScrollBar(const QStyleOptionComplex& option, QPainter& painter,
                             const QWidget* widget) const {
    painter.fillRect(option.rect, m_colors.surface);
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(&option);
    if (!bar || bar->minimum == bar->maximum) return;
    QRect slider = proxy()->subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    slider.adjust(3, 3, -3, -3);
    const bool active = option.activeSubControls.testFlag(SC_ScrollBarSlider) &&
                        option.state.testFlag(State_Enabled);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(active ? m_colors.muted : m_colors.strong);
    painter.drawRoundedRect(slider, 3, 3);
    painter.restore();
}

}  // namespace telemetryhub::ui
