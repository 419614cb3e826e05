// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace telemetryhub::ui {

struct ThemeColors;

/// The space a row keeps free at its left and right edge, in pixels.
inline constexpr int kRowEdge = 12;

// What the delegates share: text in one line, at the painter's font and pen.

/// `font` at weight 600.
[[nodiscard]] QFont semibold(QFont font);
/// Text at the left, elided where it does not fit.
void paintElided(QPainter& painter, const QRect& rect, const QString& text, Qt::TextElideMode mode);
/// Text at the right edge; the width it took.
int paintRight(QPainter& painter, const QRect& rect, const QString& text);
/// Text in up to `lines` lines, the last one elided; how many it took.
int paintWrapped(QPainter& painter, const QRect& rect, const QString& text, int lines);
/// Two pixels of accent along the inside of `rect`.
void paintFocusRing(QPainter& painter, const QRect& rect, const ThemeColors& colors);

}  // namespace telemetryhub::ui
