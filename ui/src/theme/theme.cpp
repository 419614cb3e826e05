// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <algorithm>

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QToolTip>
#include <QWidget>

#include "theme/hub_style.h"
#include "theme/icon_engine.h"

namespace telemetryhub::ui {
namespace {

bool digitsHaveOneWidth(const QFont& font) {
    const QFontMetricsF metrics(font);
    const double zero = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (qAbs(metrics.horizontalAdvance(QLatin1Char(digit)) - zero) > 0.01) return false;
    }
    return true;
}

QFont figureFont(const QFont& body) {
    if (digitsHaveOneWidth(body)) return body;
    for (const auto& family : {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")}) {
        if (!QFontDatabase::hasFamily(family)) continue;
        QFont font = body;
        font.setFamilies({family});
        return font;
    }
    return body;
}

double pointSize(const QFont& font) {
    return font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
}

}  // namespace

ThemeKind systemThemeKind() {
    const QPalette palette = QGuiApplication::palette();
    const bool dark = palette.color(QPalette::Window).lightness() <
                      palette.color(QPalette::WindowText).lightness();
    return dark ? ThemeKind::Dark : ThemeKind::Light;
}

void setOwnBrush(QWidget& widget, QPalette::ColorRole role, const QBrush& brush) {
    QPalette own;
    own.setBrush(role, brush);
    widget.setPalette(own);
    if (auto* area = qobject_cast<QAbstractScrollArea*>(&widget)) area->viewport()->setPalette(own);
}

Theme::Theme(ThemeKind kind, QObject* parent)
    : QObject(parent),
      m_kind(kind),
      m_colors(themeColors(kind)),
      m_body(QGuiApplication::font()),
      m_figures(figureFont(m_body)) {}

void Theme::setKind(ThemeKind kind) {
    m_kind = kind;
    m_colors = themeColors(kind);
    const QPalette colours = palette();
    // The application takes the style; an earlier one is deleted by it.
    QApplication::setStyle(new HubStyle(
        m_colors, m_motionReduced ? HubStyle::Motion::Reduced : HubStyle::Motion::Usual));
    QApplication::setPalette(colours);
    qApp->setStyleSheet(styleSheet());
    // QToolTip keeps its light yellow through every application palette.
    QToolTip::setPalette(colours);
    QToolTip::setFont(smallFont());
    emit changed();
}

void Theme::setMotionReduced(bool reduced) {
    if (reduced == m_motionReduced) return;
    m_motionReduced = reduced;
    setKind(m_kind);
}

QPalette Theme::palette() const {
    const ThemeColors& c = m_colors;
    QPalette p(c.raised, c.background);
    p.setColor(QPalette::Window, c.surface);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.sunken);
    p.setColor(QPalette::AlternateBase, c.surface);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.critical);
    p.setColor(QPalette::Highlight, c.selection);
    p.setColor(QPalette::HighlightedText, c.selectionText);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::ToolTipBase, c.raised);
    p.setColor(QPalette::ToolTipText, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Light, c.border);
    p.setColor(QPalette::Midlight, c.hover);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.strong);
    p.setColor(QPalette::Shadow, c.background);
    // setColor without a group sets all of them, so the disabled ones come after it.
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText,
                            QPalette::HighlightedText, QPalette::PlaceholderText})
        p.setColor(QPalette::Disabled, role, c.faint);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.hover);
    return p;
}

QString Theme::styleSheet() const {
    const auto name = [](const QColor& color) { return color.name(); };
    const ThemeColors& c = m_colors;
    return QStringLiteral(
               "QMainWindow, QMainWindow::separator { background: %1; }"
               "QMainWindow::separator { width: 4px; height: 4px; }"
               "QMainWindow::separator:hover { background: %3; }"
               "QMenuBar { background: %1; color: %4; }"
               "QToolBar { background: %1; border: none; border-bottom: 1px solid %2;"
               " padding: 5px 8px; spacing: 4px; }"
               "QToolBar#safeBar, QToolBar#hintBar { padding: 0; border: none; }"
               "QStatusBar { background: %1; border-top: 1px solid %2; color: %4; }"
               "QStatusBar::item { border: none; }"
               "QTabBar { background: %1; }"
               "QTabBar::tab { background: %1; color: %5; padding: 5px 12px; border: none;"
               " border-right: 1px solid %2; border-top: 2px solid %1; }"
               "QTabBar::tab:selected { background: %6; color: %4; border-top-color: %7; }"
               "QTabBar::tab:focus { color: %7; }")
        .arg(name(c.background), name(c.border), name(c.accent), name(c.text), name(c.muted),
             name(c.surface), name(c.accent));
}

QColor Theme::channelColor(int slot, const QColor& own) const {
    if (own.isValid()) return own;
    const auto count = static_cast<int>(m_colors.chart.size());
    return m_colors.chart[static_cast<std::size_t>(((slot % count) + count) % count)];
}

QPen Theme::channelPen(int slot, const QColor& own) const {
    QPen pen(channelColor(slot, own), 1.5);
    pen.setCosmetic(true);
    pen.setJoinStyle(Qt::RoundJoin);
    if (own.isValid()) return pen;
    const int round = slot / static_cast<int>(m_colors.chart.size());
    // Dash lengths count in pen widths.
    const auto dashes = [](double on, double off) { return QList<qreal>{on / 1.5, off / 1.5}; };
    if (round % 3 == 1) pen.setDashPattern(dashes(6, 3));
    if (round % 3 == 2) pen.setDashPattern(dashes(2, 2));
    return pen;
}

QFont Theme::scaledFont(const QFont& base, double factor) const {
    QFont font = base;
    font.setPointSizeF(std::max(pointSize(base) * factor, 8.0));
    return font;
}

QFont Theme::bodyFont() const {
    return m_body;
}

QFont Theme::smallFont() const {
    return scaledFont(m_figures, 0.92);
}

QFont Theme::tinyFont() const {
    return scaledFont(m_figures, 0.85);
}

QFont Theme::valueFont() const {
    return scaledFont(m_figures, 1.5);
}

QFont Theme::fixedFont() const {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(std::max(pointSize(m_body) * 0.92, 8.0));
    return font;
}

QIcon Theme::icon(const QString& name) const {
    return QIcon(new IconEngine(QStringLiteral(":/telemetryhub/icons/%1.svg").arg(name)));
}

}  // namespace telemetryhub::ui
