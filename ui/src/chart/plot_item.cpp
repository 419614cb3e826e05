// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/plot_item.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QPaintEngine>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include "chart/gap_words.h"
#include "theme/state_shape.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

using engine::DeviceState;
using engine::ErrorCode;

constexpr double kGapRibbon = 5;
constexpr double kLeastGapWidth = 2;
constexpr double kMarkSize = 12;
/// Marks nearer than this to the one before would hide it; the ribbon has them all.
constexpr double kMarkDistance = 20;
constexpr double kGapReach = 4;  ///< how near a pointer has to be

double ribbonHeight(DeviceState state) {
    switch (state) {
        case DeviceState::Idle: return 0;
        case DeviceState::Measuring: return 2;
        case DeviceState::Error: return 5;
        case DeviceState::SafeState: return 6;
    }
    return 0;
}

QColor ribbonColor(DeviceState state, const ThemeColors& colors) {
    switch (state) {
        case DeviceState::Idle: break;
        case DeviceState::Measuring: return colors.measuring;
        case DeviceState::Error: return colors.error;
        case DeviceState::SafeState: return colors.safeFill;
    }
    return colors.idle;
}

QColor gapColor(const ChartGap& gap, const ThemeColors& colors) {
    switch (gap.reason) {
        case ErrorCode::QueueFull: return colors.warning;
        case ErrorCode::NotMeasuring: return colors.idle;
        default: return colors.error;
    }
}

void paintGapShape(QPainter& painter, const QRectF& box, const ChartGap& gap,
                   const ThemeColors& colors) {
    if (gap.reason == ErrorCode::QueueFull)
        paintAlarmShape(painter, box, AlarmLevel::Warning, colors);
    else if (gap.reason == ErrorCode::NotMeasuring)
        paintStateShape(painter, box, DeviceState::Idle, colors);
    else
        paintStateShape(painter, box, DeviceState::Error, colors);
}

/// `taken` ascends.
bool hasRoom(double x, const std::vector<double>& taken) {
    const auto next = std::lower_bound(taken.begin(), taken.end(), x - kMarkDistance);
    return next == taken.end() || *next > x + kMarkDistance;
}

QString stateSentence(DeviceState state, const QString& since) {
    const char* text = state == DeviceState::Error
                           ? QT_TRANSLATE_NOOP("PlotItem", "Error since %1")
                           : QT_TRANSLATE_NOOP("PlotItem", "SafeState since %1");
    return QCoreApplication::translate("PlotItem", text).arg(since);
}

}  // namespace

PlotItem::PlotItem(const ColumnRing& ring, const ChartFrame& frame, const Theme& theme,
                   QGraphicsItem* parent)
    : QGraphicsItem(parent), m_ring(ring), m_frame(frame), m_theme(theme) {
    setFlag(ItemUsesExtendedStyleOption);
}

void PlotItem::setGeometry(const QRectF& plot, double ribbonHeight) {
    prepareGeometryChange();
    m_area = plot.adjusted(0, 0, 0, ribbonHeight);
    m_plot = plot;
}

QRectF PlotItem::rectOf(ColumnSpan span) const {
    const double left = xOf(m_frame.window.timeOf(span.from)) - 1;
    const double right = xOf(m_frame.window.timeOf(span.end)) + 1;
    return QRectF(left, m_area.top(), right - left, m_area.height()).intersected(m_area);
}

double PlotItem::xOf(std::int64_t ns) const {
    const ColumnWindow& window = m_frame.window;
    const double share = static_cast<double>(ns - window.fromNs()) /
                         static_cast<double>(window.toNs() - window.fromNs());
    return m_plot.left() + share * m_plot.width();
}

void PlotItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* /*option*/,
                     QWidget* /*widget*/) {
    painter->fillRect(QRectF(m_plot.bottomLeft(), m_area.bottomRight()), m_theme.colors().sunken);
    if (m_paintLines && painter->paintEngine()->type() != QPaintEngine::Raster)
        m_paintLines(*painter, m_plot);
    else
        m_ring.paint(*painter, m_plot, m_frame.window);
    paintRibbon(*painter);
    for (const engine::DeviceId device : m_devices)
        paintGaps(*painter, gapsInView(device));
    paintStateNote(*painter);
    if (m_frame.crosshair) paintCrosshair(*painter);
}

void PlotItem::paintRibbon(QPainter& painter) const {
    const std::int64_t viewEnd = std::min(m_frame.window.toNs(), m_frame.nowNs);
    for (const DeviceState layer :
         {DeviceState::Measuring, DeviceState::Error, DeviceState::SafeState}) {
        const double height = ribbonHeight(layer);
        const QColor color = ribbonColor(layer, m_theme.colors());
        for (const engine::DeviceId device : m_devices) {
            const auto found = m_frame.devices.find(device);
            if (found == m_frame.devices.end()) continue;
            const auto& entries = found->second.trail.entries();
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (entries[i].state != layer) continue;
                const std::int64_t end =
                    i + 1 < entries.size() ? std::min(entries[i + 1].sinceNs, viewEnd) : viewEnd;
                const double left = std::max(xOf(entries[i].sinceNs), m_plot.left());
                const double right = std::min(xOf(end), m_plot.right());
                if (right > left)
                    painter.fillRect(QRectF(left, m_area.bottom() - height, right - left, height),
                                     color);
            }
        }
    }
}

std::span<const ChartGap> PlotItem::gapsInView(engine::DeviceId device) const {
    const auto found = m_frame.devices.find(device);
    if (found == m_frame.devices.end()) return {};
    const std::vector<ChartGap>& gaps = found->second.track.gaps();
    const auto first = std::partition_point(gaps.begin(), gaps.end(), [this](const ChartGap& gap) {
        return gap.toNs < m_frame.window.fromNs();
    });
    const auto last = std::partition_point(first, gaps.end(), [this](const ChartGap& gap) {
        return gap.fromNs < m_frame.window.toNs();
    });
    return {first, last};
}

void PlotItem::paintGaps(QPainter& painter, std::span<const ChartGap> gaps) const {
    double painted = m_plot.left();
    for (const ChartGap& gap : gaps) {
        const double left = std::max(xOf(gap.fromNs), painted);
        const double right = rightOf(gap);
        if (right <= left) continue;
        painted = right;
        painter.fillRect(QRectF(left, m_area.bottom() - kGapRibbon, right - left, kGapRibbon),
                         gapColor(gap, m_theme.colors()));
    }
    // A full queue makes many short gaps; they leave the room to long ones and the device's.
    std::vector<double> marked;
    for (const bool minor : {false, true}) {
        const std::vector<double> taken = marked;
        for (const ChartGap& gap : gaps) {
            const double left = xOf(gap.fromNs);
            if (isMinor(gap) != minor || left < m_plot.left() || !hasRoom(left, taken)) continue;
            if (marked.size() > taken.size() && left - marked.back() < kMarkDistance) continue;
            marked.push_back(left);
            paintGapMark(painter, gap, left, rightOf(gap));
        }
    }
}

bool PlotItem::isMinor(const ChartGap& gap) const {
    return gap.reason == ErrorCode::QueueFull && rightOf(gap) - xOf(gap.fromNs) < kMarkDistance;
}

double PlotItem::rightOf(const ChartGap& gap) const {
    return std::min(std::max(xOf(gap.toNs), xOf(gap.fromNs) + kLeastGapWidth), m_plot.right());
}

void PlotItem::paintGapMark(QPainter& painter, const ChartGap& gap, double left,
                            double right) const {
    const QColor color = gapColor(gap, m_theme.colors());
    QPen pen(color, 1, Qt::DotLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLine(QPointF(left, m_plot.top() + kMarkSize + 4), QPointF(left, m_plot.bottom()));
    const double shape =
        std::clamp(left - kMarkSize / 2, m_plot.left(), m_plot.right() - kMarkSize);
    paintGapShape(painter, QRectF(shape, m_plot.top() + 2, kMarkSize, kMarkSize), gap,
                  m_theme.colors());
    const QString word = gapWord(gap.reason);
    const QFontMetricsF metrics(m_theme.tinyFont());
    const double width = metrics.horizontalAdvance(word) + 8;
    if (right - left < width + 8) return;
    const QRectF box((left + right - width) / 2, m_plot.center().y() - metrics.height() / 2, width,
                     metrics.height());
    painter.fillRect(box, m_theme.colors().sunken);
    painter.setFont(m_theme.tinyFont());
    painter.setPen(m_theme.colors().gridText);
    painter.drawText(box, Qt::AlignCenter, word);
}

PlotItem::GapHit PlotItem::gapAt(double x) const {
    GapHit nearest;
    double least = kGapReach;
    for (const engine::DeviceId device : m_devices) {
        for (const ChartGap& gap : gapsInView(device)) {
            const double distance =
                std::max({xOf(gap.fromNs) - x, x - std::max(xOf(gap.toNs), xOf(gap.fromNs)), 0.0});
            if (distance >= least) continue;
            least = distance;
            nearest = {device, &gap};
        }
    }
    return nearest;
}

void PlotItem::paintNote(QPainter& painter, const QString& text) const {
    const QFontMetricsF metrics(m_theme.tinyFont());
    const double width = metrics.horizontalAdvance(text) + 16;
    const QRectF box(m_plot.right() - width - 8, m_plot.bottom() - metrics.height() - 12, width,
                     metrics.height() + 4);
    painter.fillRect(box, m_theme.colors().sunken);
    painter.setFont(m_theme.tinyFont());
    painter.setPen(m_theme.colors().text);
    painter.drawText(box, Qt::AlignCenter, text);
}

void PlotItem::paintStateNote(QPainter& painter) const {
    if (m_frame.crosshair) {
        if (const GapHit hit = gapAt(xOf(m_frame.window.timeOf(*m_frame.crosshair))); hit.gap) {
            paintNote(painter, gapText(*hit.gap, m_frame.time));
            return;
        }
    }
    if (m_devices.size() != 1) return;
    const auto found = m_frame.devices.find(m_devices.front());
    if (found == m_frame.devices.end() || found->second.trail.entries().empty()) return;
    const StateTrail::Entry& entry = found->second.trail.entries().back();
    const bool worth = entry.state == DeviceState::Error || entry.state == DeviceState::SafeState;
    if (!worth) return;
    const QString text =
        stateSentence(entry.state, momentText(m_frame.time, entry.sinceNs, 1'000'000'000));
    const QFontMetricsF metrics(m_theme.tinyFont());
    const double width = metrics.horizontalAdvance(text) + 16;
    const double left = std::max(xOf(entry.sinceNs), m_plot.left());
    if (m_plot.right() - left < width + 12) return;
    paintNote(painter, text);
}

void PlotItem::paintCrosshair(QPainter& painter) const {
    const double pixel = m_plot.width() / std::max(m_ring.width(), 1);
    const auto column = static_cast<double>(*m_frame.crosshair - m_frame.window.first);
    const double x = m_plot.left() + (column + 0.5) * pixel;
    if (x < m_plot.left() || x > m_plot.right()) return;
    QPen pen(m_theme.colors().text, 1, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_area.bottom()));
}

}  // namespace telemetryhub::ui
