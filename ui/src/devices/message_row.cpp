// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/message_row.h"

#include <QHBoxLayout>
#include <QLabel>

#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr int kMessageShape = 16;
}

MessageRow::MessageRow(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_shape(new QLabel(this)), m_label(new QLabel(this)) {
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_shape, 0, Qt::AlignTop);
    layout->addWidget(m_label, 1);
    connect(&theme, &Theme::changed, this, &MessageRow::showText);
    showText();
}

void MessageRow::setHint(const QString& hint) {
    m_hint = hint;
    showText();
}

void MessageRow::say(AlarmLevel level, const QString& text) {
    if (m_level == level && m_text == text) return;
    m_level = level;
    m_text = text;
    showText();
}

void MessageRow::clear() {
    say(AlarmLevel::Info, {});
}

void MessageRow::showText() {
    m_label->setFont(m_theme.smallFont());
    m_label->setText(m_text.isEmpty() ? m_hint : m_text);
    m_label->setForegroundRole(m_text.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_label->setAccessibleName(m_label->text());
    m_shape->setVisible(!m_text.isEmpty());
    m_shape->setPixmap(
        alarmShapePixmap(m_level, kMessageShape, devicePixelRatioF(), m_theme.colors()));
    setMinimumHeight(2 * m_label->fontMetrics().lineSpacing());
}

}  // namespace telemetryhub::ui
