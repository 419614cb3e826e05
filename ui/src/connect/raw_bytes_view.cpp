// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/raw_bytes_view.h"

#include <algorithm>

#include <QDateTime>
#include <QPainter>

#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kEdge = 8;
constexpr int kLineHeight = 22;
constexpr int kTimeLetters = 7;  // 37.902 and a space
constexpr std::size_t kFewestBytes = 4;
constexpr std::size_t kMostBytes = 32;

QChar shownByte(char byte) {
    if (byte == '\n') return QChar(0x21B5);
    if (byte == '\t') return QChar(0x2192);
    return byte >= 0x20 && byte < 0x7F ? QLatin1Char(byte) : QChar(0x00B7);
}

}  // namespace

RawBytesView::RawBytesView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAccessibleName(tr("Raw bytes"));
    setMinimumHeight(3 * kLineHeight);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RawBytesView::display(const std::vector<PreviewChunk>& chunks) {
    const auto newest = [](const std::vector<PreviewChunk>& list) {
        return list.empty() ? 0 : list.back().number;
    };
    if (m_paused || newest(chunks) == newest(m_chunks)) return;
    m_chunks = chunks;
    const auto lines = linesOf(m_chunks, kMostBytes, 1);
    setAccessibleDescription(lines.empty() ? QString() : lines.front().text);
    update();
}

void RawBytesView::clear() {
    m_chunks.clear();
    update();
}

void RawBytesView::setShow(Show show) {
    m_show = show;
    update();
}

void RawBytesView::setEmptyText(const QString& text) {
    if (text == m_empty) return;
    m_empty = text;
    update();
}

std::vector<RawBytesView::Line> RawBytesView::linesOf(const std::vector<PreviewChunk>& chunks,
                                                      std::size_t width, std::size_t most) {
    std::vector<Line> lines;
    for (auto chunk = chunks.rbegin(); chunk != chunks.rend() && lines.size() < most; ++chunk) {
        const std::string& bytes = chunk->bytes;
        const std::size_t count = (bytes.size() + width - 1) / width;
        for (std::size_t line = count; line-- > 0 && lines.size() < most;) {
            Line made;
            // The second of the minute is enough to tell lines apart.
            if (line == 0)
                made.time = QDateTime::fromMSecsSinceEpoch(chunk->time.wallNs / 1'000'000)
                                .toString(QStringLiteral("ss.zzz"));
            for (const char byte : bytes.substr(line * width, width)) {
                made.hex += QStringLiteral("%1 ")
                                .arg(static_cast<unsigned char>(byte), 2, 16, QLatin1Char('0'))
                                .toUpper();
                made.text += shownByte(byte);
            }
            made.hex.chop(1);
            lines.push_back(std::move(made));
        }
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
}

std::size_t RawBytesView::bytesALine(int letterWidth) const {
    const int letters = (width() - 2 * kEdge) / std::max(letterWidth, 1) - kTimeLetters;
    const int each = m_show == Show::Text ? 1 : m_show == Show::Hex ? 3 : 4;
    const auto fits = static_cast<std::size_t>(std::max(letters - 2, 0) / each);
    return std::clamp(fits, kFewestBytes, m_show == Show::Text ? 4 * kMostBytes : kMostBytes);
}

void RawBytesView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& c = m_theme.colors();
    painter.fillRect(rect(), c.sunken);
    if (m_chunks.empty()) {
        painter.setFont(m_theme.smallFont());
        painter.setPen(c.muted);
        painter.drawText(rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_empty);
        return;
    }
    painter.setFont(m_theme.fixedFont());
    const int letter = painter.fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const int room = height() / kLineHeight;
    const std::size_t width = bytesALine(letter);
    const auto lines = linesOf(m_chunks, width, static_cast<std::size_t>(std::max(room, 1)));
    const int hexLeft = kEdge + kTimeLetters * letter;
    const int textLeft =
        m_show == Show::Text ? hexLeft : hexLeft + (static_cast<int>(width) * 3 + 1) * letter;
    int top = 0;
    for (const Line& line : lines) {
        const auto draw = [&](int left, const QColor& color, const QString& text) {
            painter.setPen(color);
            painter.drawText(QRect(left, top, this->width() - left, kLineHeight),
                             Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
        };
        draw(kEdge, c.muted, line.time);
        if (m_show != Show::Text) draw(hexLeft, c.text, line.hex);
        if (m_show != Show::Hex) draw(textLeft, c.accent, line.text);
        top += kLineHeight;
    }
}

}  // namespace telemetryhub::ui
