// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/health_row.h"

#include <algorithm>
#include <utility>

#include <QFontMetrics>
#include <QPainter>

#include "panels/row_painting.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kLabelWidth = 88;  ///< holds the longest word of every language
constexpr int kGadgetWidth = 64;
constexpr int kHealthRowHeight = 26;
/// Narrower than this the gadget goes, the figures stay.
constexpr int kGadgetFrom = 300;
/// Ten minutes at one point a second.
constexpr std::size_t kCurvePoints = 600;

}  // namespace

HealthRow::HealthRow(QString label, Gadget gadget, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_label(std::move(label)),
      m_gadget(gadget),
      m_theme(theme),
      m_curve(kCurvePoints) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void HealthRow::setContent(const Content& content) {
    if (content == m_content) return;
    const bool otherHeight = content.sentence != m_content.sentence;
    m_content = content;
    const QString all =
        QStringList{m_label, m_content.figure, m_content.more, m_content.sentence}.join(
            QLatin1Char(' '));
    setAccessibleName(all.simplified());
    setToolTip(m_gadget == Gadget::Curve
                   ? tr("%1\nThe curve shows up to the last 10 minutes.").arg(all.simplified())
                   : all.simplified());
    if (otherHeight) updateGeometry();
    update();
}

void HealthRow::addPoint(double value, std::optional<double> top) {
    m_top = top;
    m_curve.add(value);
    update();
}

void HealthRow::setShare(double share) {
    if (share == m_share) return;
    m_share = share;
    update();
}

int HealthRow::lineHeight() const {
    return std::max(kHealthRowHeight, QFontMetrics(m_theme.smallFont()).height() + 8);
}

QRect HealthRow::sentenceRect(int width) const {
    const QFontMetrics metrics(m_theme.smallFont());
    const QRect room(kRowEdge + 24, lineHeight(), width - 2 * kRowEdge - 24, 1000);
    QRect text = metrics.boundingRect(room, Qt::TextWordWrap, m_content.sentence);
    text.setWidth(room.width());
    return text;
}

int HealthRow::heightForWidth(int width) const {
    if (m_content.sentence.isEmpty()) return lineHeight();
    return sentenceRect(width).bottom() + 5;
}

QSize HealthRow::sizeHint() const {
    return {kGadgetFrom, heightForWidth(std::max(width(), 200))};
}

QSize HealthRow::minimumSizeHint() const {
    return {160, lineHeight()};
}

void HealthRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& c = m_theme.colors();
    const QRect line(kRowEdge, 0, width() - 2 * kRowEdge, lineHeight());
    painter.setFont(m_theme.smallFont());
    painter.setPen(c.muted);
    paintElided(painter, {line.left(), 0, kLabelWidth, line.height()}, m_label, Qt::ElideRight);

    const bool roomForGadget = m_gadget != Gadget::None && width() >= kGadgetFrom;
    const int gadget = roomForGadget ? kGadgetWidth + 8 : 0;
    QRect rest = line.adjusted(kLabelWidth, 0, -gadget, 0);
    const bool plain = m_content.tone == Tone::Plain;
    painter.setPen(plain ? c.text : m_content.tone == Tone::Critical ? c.critical : c.warning);
    painter.setFont(plain ? m_theme.smallFont() : semibold(m_theme.smallFont()));
    paintElided(painter, rest, m_content.figure, Qt::ElideRight);
    rest.setLeft(rest.left() + painter.fontMetrics().horizontalAdvance(m_content.figure) + 5);
    painter.setFont(m_theme.smallFont());
    painter.setPen(c.muted);
    paintElided(painter, rest, m_content.more, Qt::ElideRight);
    if (roomForGadget)
        paintGadget(painter, {line.right() - kGadgetWidth + 1, 4, kGadgetWidth, line.height() - 8});

    if (m_content.sentence.isEmpty()) return;
    const QRect text = sentenceRect(width());
    const auto level =
        m_content.tone == Tone::Critical ? AlarmLevel::Critical : AlarmLevel::Warning;
    paintAlarmShape(painter, QRectF(kRowEdge, text.top() + 1, 14, 14), level, c);
    painter.setPen(c.text);
    painter.drawText(text, Qt::TextWordWrap, m_content.sentence);
}

void HealthRow::paintGadget(QPainter& painter, const QRect& rect) const {
    const ThemeColors& c = m_theme.colors();
    if (m_gadget == Gadget::Curve) {
        m_curve.paint(painter, rect, c.accent, m_top);
        return;
    }
    const QRect track(rect.left(), rect.center().y() - 2, rect.width(), 6);
    painter.fillRect(track, c.border);
    const int filled = qRound(track.width() * std::clamp(m_share, 0.0, 1.0));
    painter.fillRect(QRect(track.left(), track.top(), filled, track.height()), c.accent);
}

}  // namespace telemetryhub::ui
