// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/rect_mark.h"

#include <QPainter>

#include "theme/theme.h"

namespace telemetryhub::ui {

RectMark::RectMark(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void RectMark::mark(const QRect& rect, const QString& words) {
    m_words = words;
    setGeometry(rect);
    show();
    raise();
    update();
}

void RectMark::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    QColor fill = m_theme.colors().accent;
    fill.setAlphaF(0.12F);
    painter.setPen(m_theme.colors().accent);
    painter.setBrush(fill);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    if (m_words.isEmpty()) return;
    painter.setFont(m_theme.bodyFont());
    const QFontMetrics metrics(m_theme.bodyFont());
    QRect words(QPoint(), metrics.size(Qt::TextSingleLine, m_words) + QSize(24, 8));
    words.moveCenter(rect().center());
    painter.fillRect(words, m_theme.colors().raised);
    painter.setPen(m_theme.colors().text);
    painter.drawText(words, Qt::AlignCenter, m_words);
}

}  // namespace telemetryhub::ui
