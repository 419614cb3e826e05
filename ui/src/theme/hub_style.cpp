// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/hub_style.h"

#include <algorithm>

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace telemetryhub::ui {
namespace {

constexpr int kStyleControlHeight = 28;
constexpr int kDenseHeight = 24;
/// Beside what Fusion leaves: text begins 8 inside a control.
constexpr int kFieldPad = 4;
constexpr int kChevron = 16;

void frameRect(QPainter& painter, const QRect& rect, const QColor& color) {
    painter.save();
    painter.setPen(color);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

}  // namespace

HubStyle::HubStyle(const ThemeColors& colors, Motion motion)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))),
      m_colors(colors),
      m_motion(motion) {}

void HubStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                             QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case PE_FrameFocusRect: {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(m_colors.accent, 1.5));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 3, 3);
            painter->restore();
            return;
        }
        case PE_Frame: frameRect(*painter, option->rect, m_colors.border); return;
        case PE_FrameLineEdit:
        case PE_PanelLineEdit: {
            const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            if (frame && frame->lineWidth == 0) return;
            drawField(*option, *painter);
            return;
        }
        case PE_PanelButtonCommand: drawPushButton(*option, *painter); return;
        case PE_PanelButtonTool: drawToolButton(*option, *painter); return;
        case PE_IndicatorCheckBox: drawCheckBox(*option, *painter); return;
        case PE_IndicatorRadioButton: drawRadioButton(*option, *painter); return;
        case PE_PanelMenu:
        case PE_PanelTipLabel:
            painter->fillRect(option->rect, m_colors.raised);
            frameRect(*painter, option->rect, m_colors.strong);
            return;
        case PE_IndicatorArrowDown:
            if (widget && widget->inherits("QToolButton")) {
                drawMenuChevron(*option, *painter, *widget);
                return;
            }
            break;
        case PE_FrameMenu:
        case PE_FrameDockWidget:
        case PE_FrameStatusBarItem:
        case PE_PanelMenuBar: return;
        default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void HubStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                           const QWidget* widget) const {
    if (element == CE_PushButtonLabel) {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (button && button->features.testFlag(QStyleOptionButton::DefaultButton) &&
            option->state.testFlag(State_Enabled)) {
            QStyleOptionButton filled = *button;
            const bool light = m_colors.background.lightness() > 128;
            filled.palette.setColor(QPalette::ButtonText,
                                    light ? m_colors.raised : m_colors.background);
            QProxyStyle::drawControl(element, &filled, painter, widget);
            return;
        }
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, m_colors.surface);
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            m_colors.border);
        return;
    }
    if (element == CE_HeaderLabel) {
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            QStyleOptionHeader muted = *header;
            muted.palette.setColor(QPalette::ButtonText, m_colors.muted);
            muted.state &= ~State_On;
            // Text begins 12 from a dock's edge.
            if (header->section == 0) muted.rect.adjust(10, 0, 0, 0);
            QProxyStyle::drawControl(element, &muted, painter, widget);
            return;
        }
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, m_colors.background);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void HubStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                  QPainter* painter, const QWidget* widget) const {
    switch (control) {
        case CC_ComboBox: drawComboBox(*option, *painter, widget); return;
        case CC_SpinBox: drawSpinBox(*option, *painter, widget); return;
        case CC_ScrollBar: drawScrollBar(*option, *painter, widget); return;
        default: QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

int HubStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                          const QWidget* widget) const {
    switch (metric) {
        case PM_ScrollBarExtent: return 12;
        case PM_ScrollBarSliderMin: return 24;
        case PM_DockWidgetSeparatorExtent:
        case PM_SplitterWidth: return 4;
        case PM_ToolBarIconSize:
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ListViewIconSize:
        case PM_IndicatorWidth:
        case PM_IndicatorHeight:
        case PM_ExclusiveIndicatorWidth:
        case PM_ExclusiveIndicatorHeight: return 16;
        case PM_DockWidgetFrameWidth:
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical: return 0;
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int HubStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* returnData) const {
    switch (hint) {
        case SH_EtchDisabledText:
        case SH_ItemView_ShowDecorationSelected: return hint == SH_ItemView_ShowDecorationSelected;
        case SH_ToolTipLabel_Opacity: return 255;
        // Drawn by the platform in colours that a dark window hides.
        case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
        case SH_Widget_Animation_Duration:
            if (m_motion == Motion::Reduced) return 0;
            return QProxyStyle::styleHint(hint, option, widget, returnData);
        default: return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QRect HubStyle::subElementRect(SubElement element, const QStyleOption* option,
                               const QWidget* widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(kFieldPad, 0, -kFieldPad, 0) : rect;
}

QRect HubStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                               SubControl subControl, const QWidget* widget) const {
    const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
    if (control != CC_ComboBox || subControl != SC_ComboBoxEditField) return rect;
    const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
    // An editable one has a field inside, which keeps its own distance.
    return box && box->editable ? rect : rect.adjusted(kFieldPad, 0, 0, 0);
}

QSize HubStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                 const QWidget* widget) const {
    QSize content = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
        case CT_PushButton:
            return {std::max(content.width(), size.width() + 32),
                    std::max(content.height(), kStyleControlHeight)};
        case CT_LineEdit:
        case CT_ComboBox:
        case CT_SpinBox:
            return {content.width() + 2 * kFieldPad,
                    std::max(content.height(), kStyleControlHeight)};
        case CT_ToolButton: {
            // Icon and text: 8 on both sides.
            const bool withText = size.width() > kDenseHeight;
            const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
            const bool menu = button && button->features.testFlag(QStyleOptionToolButton::HasMenu);
            const int text = size.width() + 12 + (menu ? kChevron : 0);
            return {std::max(withText ? text : content.width(), kDenseHeight),
                    std::max(content.height(), kDenseHeight)};
        }
        default: return content;
    }
}

QColor HubStyle::outlineOf(const QStyleOption& option) const {
    if (!option.state.testFlag(State_Enabled)) return m_colors.border;
    return option.state.testFlag(State_HasFocus) ? m_colors.accent : m_colors.strong;
}

}  // namespace telemetryhub::ui
