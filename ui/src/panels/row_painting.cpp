// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/row_painting.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include "theme/theme.h"

namespace telemetryhub::ui {

QFont semibold(QFont font) {
    font.setWeight(QFont::DemiBold);
    return font;
}

void paintElided(QPainter& painter, const QRect& rect, const QString& text,
                 Qt::TextElideMode mode) {
    if (rect.width() <= 0) return;
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, mode, rect.width()));
}

int paintRight(QPainter& painter, const QRect& rect, const QString& text) {
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    return painter.fontMetrics().horizontalAdvance(text);
}

int paintWrapped(QPainter& painter, const QRect& rect, const QString& text, int lines) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    const QFontMetrics metrics = painter.fontMetrics();
    int line = 0;
    for (; line < lines; ++line) {
        QTextLine part = layout.createLine();
        if (!part.isValid()) break;
        part.setLineWidth(rect.width());
        QString words = text.mid(part.textStart(), part.textLength());
        if (line == lines - 1) words = text.mid(part.textStart());
        painter.drawText(QRect(rect.left(), rect.top() + line * metrics.height(), rect.width(),
                               metrics.height()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(words.trimmed(), Qt::ElideRight, rect.width()));
    }
    layout.endLayout();
    return line;
}

void paintFocusRing(QPainter& painter, const QRect& rect, const ThemeColors& colors) {
    painter.save();
    painter.setPen(QPen(colors.accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect.adjusted(1, 1, -1, -1));
    painter.restore();
}

}  // namespace telemetryhub::ui
