// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPen>
#include <QString>

class QWidget;

namespace telemetryhub::ui {

enum class ThemeKind { Dark, Light, Contrast };

/// The colour tokens of one theme.
struct ThemeColors {
    QColor background, surface, raised, sunken;
    QColor border, strong;
    QColor text, muted, faint;
    QColor accent, selection, selectionText, hover;
    QColor grid, gridText;
    QColor idle, measuring, error, errorTint, safe, safeFill, safeTint;
    QColor info, warning, critical, recording;
    std::array<QColor, 12> chart;
};

/// The tokens of a theme.
[[nodiscard]] ThemeColors themeColors(ThemeKind kind);
/// Dark or Light, from the application's palette. Ask before a theme was applied.
[[nodiscard]] ThemeKind systemThemeKind();

/// Gives a widget, and the viewport of a view, one colour of its own. All its other colours go on
/// following the application.
///
/// `setPalette` alone leaves a list on the ground of the theme that it was made in: once a view was
/// polished under the application's style sheet, its palette does not reach its viewport.
void setOwnBrush(QWidget& widget, QPalette::ColorRole role, const QBrush& brush);

/// The one source of colours, fonts and icons of the window.
///
/// Making one touches nothing; `setKind` applies it to the application.
///
/// Threads: main.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(ThemeKind kind, QObject* parent = nullptr);

    [[nodiscard]] ThemeKind kind() const { return m_kind; }
    [[nodiscard]] const ThemeColors& colors() const { return m_colors; }
    /// Applies palette, style and style sheet to the application, then emits `changed`.
    void setKind(ThemeKind kind);
    /// Whether shapes stand still; applies like `setKind`.
    void setMotionReduced(bool reduced);
    [[nodiscard]] bool isMotionReduced() const { return m_motionReduced; }
    /// Everything is to be drawn anew, because times or numbers are written otherwise.
    void refresh() { emit changed(); }
    /// What `setKind` gives the application.
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;

    /// The colour of a channel: its own, else that of its slot (0, 1, ...); the row of 12 repeats.
    [[nodiscard]] QColor channelColor(int slot, const QColor& own = {}) const;
    /// The curve pen of a slot: from the 13th on dashed, 1.5 px. An own colour is never dashed.
    [[nodiscard]] QPen channelPen(int slot, const QColor& own = {}) const;

    // Small, tiny and value fonts have digits of one width: figures stay where they are.
    [[nodiscard]] QFont bodyFont() const;
    [[nodiscard]] QFont smallFont() const;  ///< 0.92: tables, ports
    [[nodiscard]] QFont tinyFont() const;   ///< 0.85, never under 8 pt: legends, axes
    [[nodiscard]] QFont valueFont() const;  ///< 1.5: tiles
    [[nodiscard]] QFont fixedFont() const;  ///< 0.92 fixed pitch: bytes, paths, commands

    /// An icon of the resources by its file name without ending, in the theme's text colours.
    [[nodiscard]] QIcon icon(const QString& name) const;

signals:
    /// Palette, colours or the way times are written are set; rebuild what keeps its own brushes.
    void changed();

private:
    [[nodiscard]] QFont scaledFont(const QFont& base, double factor) const;

    ThemeKind m_kind;
    bool m_motionReduced = false;
    ThemeColors m_colors;
    QFont m_body;
    QFont m_figures;  ///< as m_body, with digits of one width
};

}  // namespace telemetryhub::ui
