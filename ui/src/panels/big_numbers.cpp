// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/big_numbers.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>

#include "panels/alarm_words.h"
#include "panels/device_words.h"
#include "panels/row_painting.h"
#include "theme/icon_engine.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kCellGap = 8;
constexpr int kInner = 24;
/// Of a cell's height: its name above, its unit and state below the figure.
constexpr double kHeadShare = 0.16;
constexpr double kFootShare = 0.20;

QFont fontOfHeight(const QFont& font, int height) {
    QFont sized = font;
    sized.setPixelSize(std::max(height, 9));
    return sized;
}

}  // namespace

BigNumbers::BigNumbers(const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window), m_theme(theme) {
    setWindowTitle(tr("Big numbers"));
    setAccessibleName(tr("Big numbers"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(320, 200);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BigNumbers::display(std::vector<ValueRow> rows) {
    if (rows == m_rows) return;
    if (rows.size() != m_rows.size()) m_longest = 4;
    m_rows = std::move(rows);
    QStringList spoken;
    for (const ValueRow& row : m_rows) {
        m_longest = std::max(m_longest, static_cast<std::size_t>(row.value.size()));
        spoken << spokenText(row);
    }
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

int BigNumbers::columns() const {
    const int count = std::max(static_cast<int>(m_rows.size()), 1);
    int best = 1;
    double most = 0;
    for (int columns = 1; columns <= count; ++columns) {
        const int lines = (count + columns - 1) / columns;
        // A digit is about 0.6 as wide as it is high.
        const double byWidth = width() / double(columns) / (0.6 * static_cast<double>(m_longest));
        const double byHeight = height() / double(lines) * (1 - kHeadShare - kFootShare);
        if (std::min(byWidth, byHeight) <= most) continue;
        most = std::min(byWidth, byHeight);
        best = columns;
    }
    return best;
}

QFont BigNumbers::figureFont(const QSize& room) const {
    QFont font = fontOfHeight(semibold(m_theme.valueFont()), room.height());
    const QString widest(static_cast<qsizetype>(m_longest), QLatin1Char('0'));
    const int wide = QFontMetrics(font).horizontalAdvance(widest);
    const int tall = QFontMetrics(font).height();
    const double shrink = std::min(
        {1.0, room.width() / double(std::max(wide, 1)), room.height() / double(std::max(tall, 1))});
    return fontOfHeight(font, static_cast<int>(room.height() * shrink));
}

void BigNumbers::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_theme.colors().background);
    if (m_rows.empty()) {
        painter.setPen(m_theme.colors().muted);
        painter.setFont(fontOfHeight(m_theme.bodyFont(), height() / 24));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No values yet.\nThey appear when a device measures. Esc goes back."));
        return;
    }
    const int count = static_cast<int>(m_rows.size());
    const int across = columns();
    const int lines = (count + across - 1) / across;
    const QSize cell((width() - kCellGap) / across, (height() - kCellGap) / lines);
    const int inner = std::min(kInner, cell.width() / 12);
    const QFont figure =
        figureFont({cell.width() - kCellGap - 2 * inner,
                    qRound((cell.height() - kCellGap) * (1 - kHeadShare - kFootShare))});
    for (int i = 0; i < count; ++i) {
        const QRect place(kCellGap + i % across * cell.width(),
                          kCellGap + i / across * cell.height(), cell.width() - kCellGap,
                          cell.height() - kCellGap);
        paintCell(painter, place, m_rows[static_cast<std::size_t>(i)], figure);
    }
}

void BigNumbers::paintCell(QPainter& painter, const QRect& cell, const ValueRow& row,
                           const QFont& figure) const {
    const ThemeColors& c = m_theme.colors();
    const bool calls = row.alarm && row.alarmWaits;
    painter.setPen(calls ? QPen(alarmColor(*row.alarm, c), 3) : QPen(c.border, 1));
    painter.setBrush(c.raised);
    painter.drawRoundedRect(QRectF(cell).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6);
    if (row.stale) paintHatch(painter, cell.adjusted(2, 2, -2, -2), c);
    if (calls)
        painter.fillRect(
            QRect(cell.left(), cell.top() + 6, std::max(cell.width() / 60, 6), cell.height() - 12),
            alarmColor(*row.alarm, c));
    const int inner = std::min(kInner, cell.width() / 12);
    const QRect body = cell.adjusted(inner, 0, -inner, 0);
    const int head = qRound(cell.height() * kHeadShare);
    const int foot = qRound(cell.height() * kFootShare);
    paintHead(painter, {body.left(), body.top() + 4, body.width(), head}, row);
    QFont font = figure;
    font.setItalic(row.stale);
    painter.setFont(font);
    painter.setPen(row.stale ? c.muted : calls ? alarmColor(*row.alarm, c) : c.text);
    painter.drawText(body.adjusted(0, head, 0, -foot), Qt::AlignCenter, row.value);
    paintFoot(painter, {body.left(), body.bottom() - foot, body.width(), foot - 4}, row);
}

void BigNumbers::paintHead(QPainter& painter, const QRect& head, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    painter.setFont(semibold(fontOfHeight(m_theme.bodyFont(), qRound(head.height() * 0.55))));
    painter.setPen(c.text);
    const int name = painter.fontMetrics().horizontalAdvance(row.name);
    paintElided(painter, head, row.name, Qt::ElideRight);
    const QRect rest = head.adjusted(name + head.height() / 4, 0, 0, 0);
    painter.setFont(fontOfHeight(m_theme.bodyFont(), qRound(head.height() * 0.45)));
    painter.setPen(c.muted);
    if (rest.width() > head.height()) paintElided(painter, rest, row.deviceName, Qt::ElideRight);
}

void BigNumbers::paintFoot(QPainter& painter, const QRect& foot, const ValueRow& row) const {
    const ThemeColors& c = m_theme.colors();
    const QFont words = fontOfHeight(m_theme.bodyFont(), qRound(foot.height() * 0.5));
    const int shape = qRound(foot.height() * 0.55);
    QRect room = foot;
    const auto say = [&](const QString& word, const QColor& color, const auto& paintSign) {
        painter.setFont(semibold(words));
        painter.setPen(color);
        room.setRight(room.right() - paintRight(painter, room, word) - shape / 3 - shape);
        paintSign(QRectF(room.right(), foot.top() + (foot.height() - shape) / 2.0, shape, shape));
        room.setRight(room.right() - shape / 2);
    };
    const bool failed =
        row.state == engine::DeviceState::Error || row.state == engine::DeviceState::SafeState;
    if (row.alarm)
        say(alarmWord(*row.alarm), row.alarmWaits ? alarmColor(*row.alarm, c) : c.muted,
            [&](const QRectF& at) { paintAlarmShape(painter, at, *row.alarm, c); });
    if (failed)
        say(stateWord(row.state), stateColor(row.state, c),
            [&](const QRectF& at) { paintStateShape(painter, at, row.state, c); });
    if (row.stale)
        say(row.age, c.text,
            [&](const QRectF& at) { paintIcon(painter, at, QStringLiteral("clock"), c.text); });
    painter.setFont(words);
    painter.setPen(c.muted);
    paintElided(painter, room, row.unit, Qt::ElideRight);
}

void BigNumbers::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11)
        close();
    else
        QWidget::keyPressEvent(event);
}

void BigNumbers::mouseDoubleClickEvent(QMouseEvent*) {
    close();
}

}  // namespace telemetryhub::ui
