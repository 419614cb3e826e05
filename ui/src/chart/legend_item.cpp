// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/legend_item.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include "chart/chart_frame.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {
constexpr double kSwatchWidth = 12;
constexpr double kSwatchHeight = 3;
constexpr double kLegendPadding = 8;
constexpr double kWord = 5;
constexpr double kEntryGap = 16;
constexpr std::size_t kMostSwatches = 6;
constexpr double kUnitHeight = 16;  ///< the topmost axis label reaches into the rest
}  // namespace

struct LegendItem::Fonts {
    explicit Fonts(const Theme& theme) : plain(theme.tinyFont()), strong(plain) {
        strong.setWeight(QFont::DemiBold);
    }
    [[nodiscard]] double plainWidth(const QString& text) const {
        return QFontMetricsF(plain).horizontalAdvance(text);
    }
    [[nodiscard]] double strongWidth(const QString& text) const {
        return QFontMetricsF(strong).horizontalAdvance(text);
    }
    QFont plain;
    QFont strong;
};

LegendItem::LegendItem(const Theme& theme, QGraphicsItem* parent)
    : QGraphicsItem(parent), m_theme(theme) {
    // Frames pass over it; its words change ten times a second at most.
    setCacheMode(DeviceCoordinateCache);
}

void LegendItem::setGeometry(const QRectF& rect, double axisWidth, double rightWidth) {
    prepareGeometryChange();
    m_rect = rect;
    m_axisWidth = axisWidth;
    m_rightWidth = rightWidth;
}

void LegendItem::setTitles(const QString& unit, const QString& rightUnit, const QString& source) {
    m_unit = unit;
    m_rightUnit = rightUnit;
    m_source = source;
    update();
}

void LegendItem::setEntries(std::vector<LegendEntry> entries) {
    if (entries == m_entries) return;
    m_entries = std::move(entries);
    setToolTip(toolTipText());
    update();
}

QString LegendItem::toolTipText() const {
    QStringList lines;
    for (const LegendEntry& entry : m_entries)
        lines.append(QStringLiteral("%1  %2  %3").arg(entry.name, entry.value, entry.statistics));
    if (!m_source.isEmpty()) lines.prepend(m_source);
    return lines.join(QLatin1Char('\n'));
}

double LegendItem::entryWidth(const Fonts& fonts, const LegendEntry& entry, bool statistics) const {
    double width = kSwatchWidth + kWord + fonts.plainWidth(entry.name) + kWord +
                   fonts.strongWidth(entry.value);
    if (statistics && !entry.statistics.isEmpty())
        width += kWord + fonts.plainWidth(entry.statistics);
    return width + kEntryGap;
}

void LegendItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/,
                       QWidget* /*widget*/) {
    const Fonts fonts(m_theme);
    paintUnit(*painter, fonts, ValueSide::Left);
    if (m_rightWidth >= ChartMetrics::kRightAxis) paintUnit(*painter, fonts, ValueSide::Right);

    const double room = m_rect.width() - m_axisWidth - m_rightWidth - 2 * kLegendPadding;
    double all = 0;
    for (const LegendEntry& entry : m_entries)
        all += entryWidth(fonts, entry, true);
    m_statisticsFit = all <= room;
    const QString more = QCoreApplication::translate("LegendItem", "%1 of %2 …");
    const double moreWidth = fonts.plainWidth(more) + kWord;

    double x = m_rect.left() + m_axisWidth + kLegendPadding;
    const double right = x + room;
    std::size_t shown = 0;
    m_ends.clear();
    for (; shown < m_entries.size(); ++shown) {
        const bool isLast = shown + 1 == m_entries.size();
        const double width = entryWidth(fonts, m_entries[shown], m_statisticsFit);
        if (x + width - kEntryGap > right - (isLast ? 0 : moreWidth)) break;
        x = paintEntry(*painter, fonts, x, m_entries[shown]);
        m_ends.push_back(x);
    }
    painter->setFont(fonts.plain);
    painter->setPen(m_theme.colors().muted);
    const QRectF rest(x, m_rect.top(), right - x, m_rect.height());
    if (shown < m_entries.size()) {
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                          more.arg(shown).arg(m_entries.size()));
    } else if (fonts.plainWidth(m_source) <= rest.width()) {
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight, m_source);
    }
}

std::optional<std::size_t> LegendItem::entryAt(QPointF place) const {
    if (!m_rect.contains(place) || place.x() < m_rect.left() + m_axisWidth) return std::nullopt;
    const auto entry = std::upper_bound(m_ends.begin(), m_ends.end(), place.x());
    if (entry == m_ends.end()) return std::nullopt;
    return static_cast<std::size_t>(entry - m_ends.begin());
}

// The unit, and beside it what is measured in it: the words keep the text's colour.
void LegendItem::paintUnit(QPainter& painter, const Fonts& fonts, ValueSide side) const {
    const bool isLeft = side == ValueSide::Left;
    std::vector<const LegendEntry*> entries;
    for (const LegendEntry& entry : m_entries) {
        if (entry.side == side && entries.size() < kMostSwatches) entries.push_back(&entry);
    }
    const double width = (isLeft ? m_axisWidth : m_rightWidth) - kLegendPadding;
    const double left = isLeft ? m_rect.left() : m_rect.right() - width;
    const QRectF box(left, m_rect.top(), width, kUnitHeight);
    painter.setFont(fonts.strong);
    painter.setPen(m_theme.colors().gridText);
    const Qt::Alignment towardsPlot = (isLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
    painter.drawText(box, static_cast<int>(towardsPlot),
                     QFontMetricsF(fonts.strong)
                         .elidedText(isLeft ? m_unit : m_rightUnit, Qt::ElideRight, box.width()));
    const double swatch = entries.size() == 1 ? kSwatchWidth : 5;
    const double all = static_cast<double>(entries.size()) * (swatch + 2) - 2;
    double x = isLeft ? box.right() - all : box.left();
    for (const LegendEntry* entry : entries) {
        painter.fillRect(QRectF(x, m_rect.top() + kUnitHeight, swatch, 2),
                         m_theme.channelColor(entry->slot, entry->colour));
        x += swatch + 2;
    }
}

double LegendItem::paintEntry(QPainter& painter, const Fonts& fonts, double x,
                              const LegendEntry& entry) const {
    const double middle = m_rect.center().y();
    QPen swatch = m_theme.channelPen(entry.slot, entry.colour);
    swatch.setCosmetic(false);
    swatch.setWidthF(kSwatchHeight);
    swatch.setCapStyle(Qt::FlatCap);
    if (swatch.style() != Qt::SolidLine) swatch.setDashPattern({1.4, 0.6});
    painter.setPen(swatch);
    painter.drawLine(QPointF(x, middle + 0.5), QPointF(x + kSwatchWidth, middle + 0.5));

    const auto word = [&](const QFont& font, const QColor& color, const QString& text) {
        const double width = QFontMetricsF(font).horizontalAdvance(text);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRectF(x, m_rect.top(), width + 1, m_rect.height()), Qt::AlignVCenter,
                         text);
        x += width + kWord;
    };
    x += kSwatchWidth + kWord;
    word(fonts.plain, m_theme.colors().text, entry.name);
    word(fonts.strong, m_theme.colors().text, entry.value);
    if (m_statisticsFit && !entry.statistics.isEmpty())
        word(fonts.plain, m_theme.colors().muted, entry.statistics);
    return x - kWord + kEntryGap;
}

}  // namespace telemetryhub::ui
