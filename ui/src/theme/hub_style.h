// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

#include "theme/theme.h"

namespace telemetryhub::ui {

/// Fusion with the theme's own frames, buttons, fields and focus ring. Fusion derives its outlines
/// from the window colour, which is lost on a dark ground.
///
/// Threads: main.
class HubStyle final : public QProxyStyle {
    Q_OBJECT

public:
    /// Whether a new Error or SafeState may pulse.
    enum class Motion { Usual, Reduced };

    HubStyle(const ThemeColors& colors, Motion motion);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                         SubControl subControl, const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;

private:
    void drawPushButton(const QStyleOption& option, QPainter& painter) const;
    void drawToolButton(const QStyleOption& option, QPainter& painter) const;
    /// In place of the small arrow in the corner of a button with a menu.
    void drawMenuChevron(const QStyleOption& option, QPainter& painter,
                         const QWidget& button) const;
    void drawCheckBox(const QStyleOption& option, QPainter& painter) const;
    void drawRadioButton(const QStyleOption& option, QPainter& painter) const;
    void drawField(const QStyleOption& option, QPainter& painter) const;
    void drawComboBox(const QStyleOptionComplex& option, QPainter& painter,
                      const QWidget* widget) const;
    void drawSpinBox(const QStyleOptionComplex& option, QPainter& painter,
                     const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionComplex& option, QPainter& painter,
                       const QWidget* widget) const;
    [[nodiscard]] QColor outlineOf(const QStyleOption& option) const;

    ThemeColors m_colors;
    Motion m_motion;
};

}  // namespace telemetryhub::ui
