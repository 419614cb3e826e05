// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/overview_strip.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QMouseEvent>
#include <QPainter>

#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/time_ticks.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kRefreshMs = 1000;
constexpr double kInset = 4;        ///< above and below the curve
constexpr double kLeastWindow = 6;  ///< still to be grabbed
constexpr double kCurveOpacity = 0.75;
constexpr std::int64_t kLeastExtentNs = 1'000'000'000;
constexpr std::int64_t kDayNs = 86'400'000'000'000;

}  // namespace

OverviewStrip::OverviewStrip(const ChartSource& source, ChartView& view, const Theme& theme,
                             QWidget* parent)
    : QWidget(parent), m_source(source), m_view(view), m_theme(theme) {
    setFixedHeight(kHeight);
    setAccessibleName(tr("Overview of the whole session"));
    setToolTip(
        tr("The whole session. Drag the window to look at another time (Left, Right, Home, "
           "End in the chart)."));
    setCursor(Qt::PointingHandCursor);
    m_timer.setInterval(kRefreshMs);
    connect(&m_timer, &QTimer::timeout, this, &OverviewStrip::refresh);
    connect(&view, &ChartView::lanesChanged, this, &OverviewStrip::refresh);
    connect(&view, &ChartView::viewMoved, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &OverviewStrip::refresh);
}

QRectF OverviewStrip::plot() const {
    const double left = ChartMetrics::kLeft;
    const double right =
        m_view.lanes().empty() ? width() - ChartMetrics::kRight : m_view.plotInView(0).right();
    return {left, 2, std::max(right - left, 1.0), kHeight - 4.0};
}

engine::TimeSpan OverviewStrip::wholeSession() const {
    const std::int64_t now = m_source.now().steadyNs;
    std::int64_t first = now;
    for (const ChartChannel& channel : m_view.channels()) {
        if (const auto extent = m_source.history().extent(channel.device))
            first = std::min(first, extent->fromNs);
    }
    return {std::min(first, now - kLeastExtentNs), now};
}

double OverviewStrip::xOf(std::int64_t steadyNs) const {
    const double share = static_cast<double>(steadyNs - m_extent.fromNs) /
                         static_cast<double>(m_extent.toNs - m_extent.fromNs);
    return plot().left() + share * plot().width();
}

std::int64_t OverviewStrip::timeOf(double x) const {
    const double share = (x - plot().left()) / plot().width();
    return m_extent.fromNs +
           std::llround(share * static_cast<double>(m_extent.toNs - m_extent.fromNs));
}

void OverviewStrip::refresh() {
    m_extent = wholeSession();
    if (!isVisible()) return;
    readColumns();
    drawCurve();
    update();
}

void OverviewStrip::readColumns() {
    m_columns.clear();
    if (m_view.channels().empty()) return;
    const auto count = static_cast<std::size_t>(plot().width());
    const std::int64_t length = m_extent.toNs - m_extent.fromNs;
    m_columns.resize(std::max<std::size_t>(count, 1));
    const auto columns = static_cast<std::int64_t>(m_columns.size());
    const ChartChannel& first = m_view.channels().front();
    m_source.history().columns(first.device, first.channel, m_extent.fromNs,
                               std::max<std::int64_t>((length + columns - 1) / columns, 1),
                               m_columns);
}

void OverviewStrip::drawCurve() {
    const QRectF area = plot();
    const double ratio = devicePixelRatioF();
    m_curve = QPixmap((area.size() * ratio).toSize());
    m_curve.setDevicePixelRatio(ratio);
    m_curve.fill(m_theme.colors().sunken);
    double lo = std::numeric_limits<double>::infinity();
    double hi = -lo;
    for (const engine::HistoryColumn& column : m_columns) {
        if (column.empty() || !std::isfinite(column.min) || !std::isfinite(column.max)) continue;
        lo = std::min(lo, column.min);
        hi = std::max(hi, column.max);
    }
    if (!(lo <= hi)) return;
    QPainter painter(&m_curve);
    painter.setOpacity(kCurveOpacity);
    const ChartChannel& first = m_view.channels().front();
    const QColor color = m_theme.channelColor(first.slot, first.colour);
    const double scale = hi > lo ? (area.height() - 2 * kInset) / (hi - lo) : 0;
    const double middle = hi > lo ? 0 : area.height() / 2 - kInset;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const engine::HistoryColumn& column = m_columns[i];
        if (column.empty() || !std::isfinite(column.min) || !std::isfinite(column.max)) continue;
        const double top = kInset + middle + (hi - column.max) * scale;
        const double bottom = kInset + middle + (hi - column.min) * scale;
        painter.fillRect(QRectF(static_cast<double>(i), top - 0.75, 1, bottom - top + 1.5), color);
    }
}

QRectF OverviewStrip::windowRect() const {
    if (m_extent.toNs <= m_extent.fromNs) return {};
    const engine::TimeSpan seen = m_view.visibleSpan();
    const QRectF area = plot();
    const double left = std::clamp(xOf(seen.fromNs), area.left(), area.right() - kLeastWindow);
    const double right = std::clamp(xOf(seen.toNs), left + kLeastWindow, area.right());
    return {left, area.top(), right - left, area.height()};
}

void OverviewStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().surface);
    const QRectF area = plot();
    painter.drawPixmap(area.topLeft(), m_curve);
    QRectF window = windowRect();
    QColor tint = m_theme.colors().accent;
    tint.setAlphaF(0.25F);
    painter.fillRect(window, tint);
    painter.setPen(m_theme.colors().accent);
    painter.drawRect(window.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setFont(m_theme.tinyFont());
    painter.setPen(m_theme.colors().gridText);
    const std::int64_t length = m_extent.toNs - m_extent.fromNs;
    const TimeScale& scale = m_view.frame().time;
    const std::int64_t first = m_extent.fromNs - m_source.start().steadyNs;
    // Hours and minutes; the day where it would be missed is in the axis above.
    QString begin = momentText(scale, first, length > kDayNs ? kDayNs : 1'000'000'000);
    const QFontMetricsF metrics(m_theme.tinyFont());
    if (metrics.horizontalAdvance(begin) > area.left() - 8)
        begin = begin.section(QLatin1Char(':'), 0, 1);
    painter.drawText(QRectF(0, 0, area.left() - 8, kHeight), Qt::AlignRight | Qt::AlignVCenter,
                     begin);
    const QString now = tr("now");
    if (m_source.isLive() && metrics.horizontalAdvance(now) <= width() - area.right() - 8)
        painter.drawText(QRectF(area.right() + 8, 0, width() - area.right() - 8, kHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, now);
}

void OverviewStrip::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start();
    refresh();
}

void OverviewStrip::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

void OverviewStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refresh();
}

void OverviewStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const engine::TimeSpan seen = m_view.visibleSpan();
    const std::int64_t middle = seen.fromNs + (seen.toNs - seen.fromNs) / 2;
    const std::int64_t place = timeOf(event->position().x());
    if (windowRect().contains(event->position())) {
        m_grabNs = place - middle;
        return;
    }
    m_grabNs = 0;
    showAround(place);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event) {
    if (m_grabNs) showAround(timeOf(event->position().x()) - *m_grabNs);
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent* /*event*/) {
    m_grabNs.reset();
}

// The chart stands still there; at the end of a live session it goes on following.
void OverviewStrip::showAround(std::int64_t middleNs) {
    const engine::TimeSpan seen = m_view.visibleSpan();
    const std::int64_t span = seen.toNs - seen.fromNs;
    const std::int64_t from = middleNs - span / 2;
    if (m_source.isLive() && from + span >= m_source.now().steadyNs)
        m_view.follow();
    else
        m_view.showSpan({from, from + span});
}

}  // namespace telemetryhub::ui
