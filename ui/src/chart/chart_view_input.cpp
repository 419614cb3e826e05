// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "chart/chart_lane.h"
#include "chart/chart_overlay.h"
#include "chart/chart_view.h"
#include "chart/time_axis_strip.h"

namespace telemetryhub::ui {

namespace {
/// One notch of a wheel is 120 eighths of a degree.
constexpr double kNotch = 120;
constexpr double kZoomANotch = 0.8;
constexpr double kPanANotch = 0.1;
}  // namespace

template <typename Change>
void ChartView::changeView(Change&& change) {
    const bool followed = m_view.isFollowing();
    const std::int64_t span = m_view.spanNs();
    const bool all = m_view.showsAll();
    change(nowNs());
    m_viewMoved = true;
    if (isVisible()) advanceFrame();
    emit viewMoved();
    if (m_view.spanNs() != span || m_view.showsAll() != all) emit spanChanged();
    if (m_view.isFollowing() != followed) emit followingChanged(m_view.isFollowing());
}

// What stands still is not followed: its end is shown instead.
void ChartView::follow() {
    changeView([this](std::int64_t now) {
        m_view.follow();
        if (!m_source.isLive()) m_view.pause(now);
    });
}

void ChartView::pause() {
    changeView([this](std::int64_t now) { m_view.pause(now); });
}

void ChartView::setSpan(std::int64_t spanNs) {
    changeView([&](std::int64_t) { m_view.setSpan(spanNs); });
}

void ChartView::zoom(double factor) {
    changeView([&](std::int64_t now) { m_view.zoom(factor, 0.5, now); });
}

void ChartView::pan(double share) {
    changeView([&](std::int64_t now) {
        m_view.pan(std::llround(share * static_cast<double>(m_view.spanNs())), now);
    });
}

std::int64_t ChartView::firstNs() const {
    std::int64_t first = nowNs();
    for (const auto& [id, device] : m_frame.devices) {
        if (const auto extent = device.track.history().extent(id))
            first = std::min(first, extent->fromNs - device.track.startNs());
    }
    return first;
}

void ChartView::showAll() {
    changeView([this](std::int64_t now) {
        if (m_source.isLive())
            m_view.showAll(firstNs(), now);
        else
            m_view.showSpan(firstNs(), now, now);
    });
}

void ChartView::showSpan(engine::TimeSpan span) {
    const std::int64_t start = m_source.start().steadyNs;
    changeView(
        [&](std::int64_t now) { m_view.showSpan(span.fromNs - start, span.toNs - start, now); });
}

void ChartView::jumpTo(std::int64_t steadyNs) {
    const std::int64_t span = m_view.spanNs();
    showSpan({steadyNs - span / 2, steadyNs + span - span / 2});
    const engine::TimeSpan seen = visibleSpan();
    const double share = static_cast<double>(steadyNs - seen.fromNs) /
                         static_cast<double>(std::max<std::int64_t>(seen.toNs - seen.fromNs, 1));
    m_crosshairX = ChartMetrics::kLeft + std::clamp(share, 0.0, 1.0) * plotWidth();
    setCrosshairShown(true);
}

void ChartView::setView(const ViewState& view) {
    changeView([&](std::int64_t) { m_view = view; });
}

void ChartView::holdAt(std::int64_t fromNs, std::int64_t toNs) {
    changeView([&](std::int64_t) { m_view.holdAt(fromNs, toNs); });
}

void ChartView::addOverlay(ChartOverlay& overlay) {
    m_overlays.push_back(&overlay);
    refresh();
}

void ChartView::removeOverlay(ChartOverlay& overlay) {
    std::erase(m_overlays, &overlay);
}

QWidget& ChartView::timeAxis() {
    return *m_strip;
}

double ChartView::plotLeft() const {
    return ChartMetrics::kLeft;
}

double ChartView::plotRight() const {
    return ChartMetrics::kLeft + plotWidth();
}

double ChartView::xOf(std::int64_t ns) const {
    const ColumnWindow& window = m_frame.window;
    const double share = static_cast<double>(ns - window.fromNs()) /
                         static_cast<double>(window.toNs() - window.fromNs());
    return plotLeft() + share * plotWidth();
}

std::int64_t ChartView::nsAt(double x) const {
    const ColumnWindow& window = m_frame.window;
    return window.fromNs() +
           std::llround(shareOf(x) * static_cast<double>(window.toNs() - window.fromNs()));
}

void ChartView::setSelection(std::optional<ChartSelection> selection) {
    m_frame.selection = std::move(selection);
    for (const auto& lane : m_lanes)
        lane->update();
    refresh();
}

void ChartView::refresh() {
    m_legendNs = 0;
    updateLegends();
    for (const auto& lane : m_lanes)
        lane->repaintPlot();
    m_strip->update();
}

engine::TimeSpan ChartView::visibleSpan() const {
    const std::int64_t edge = m_source.start().steadyNs + m_view.edgeNs(nowNs());
    return {edge - m_view.spanNs(), edge};
}

void ChartView::home() {
    changeView([this](std::int64_t now) { m_view.showFrom(firstNs(), now); });
}

void ChartView::setCrosshairShown(bool shown) {
    m_crosshairShown = shown;
    showCrosshair();
}

void ChartView::moveCrosshair(int pixels) {
    if (m_crosshairX < 0) m_crosshairX = ChartMetrics::kLeft + plotWidth() / 2;
    m_crosshairX =
        std::clamp(m_crosshairX + pixels, ChartMetrics::kLeft, ChartMetrics::kLeft + plotWidth());
    showCrosshair();
}

void ChartView::showCrosshair() {
    updateCrosshair();
    refresh();
}

bool ChartView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QGraphicsView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const auto& lane : m_lanes) {
        const QString text = lane->gapTextAt(mapToScene(help->pos()));
        if (text.isEmpty()) continue;
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void ChartView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_dragFrom = event->position();
}

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    if (m_crosshairShown) {
        m_crosshairX = event->position().x();
        showCrosshair();
    }
    if (!m_dragFrom) return;
    const double moved = m_dragFrom->x() - event->position().x();
    if (std::abs(moved) < 1) return;
    m_dragFrom = event->position();
    viewport()->setCursor(Qt::ClosedHandCursor);
    pan(moved / plotWidth());
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_dragFrom.reset();
    viewport()->unsetCursor();
}

void ChartView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) follow();
}

void ChartView::leaveEvent(QEvent* event) {
    m_dragFrom.reset();
    QGraphicsView::leaveEvent(event);
}

// The wheel belongs to time.
void ChartView::wheelEvent(QWheelEvent* event) {
    const QPoint turn = event->angleDelta();
    const double x = event->position().x();
    event->accept();
    const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier) || turn.x() != 0;
    // Shift turns a vertical wheel into a horizontal one on some platforms only.
    const double notches = (turn.y() != 0 ? turn.y() : turn.x()) / kNotch;
    if (sideways) {
        pan(-notches * kPanANotch);
        return;
    }
    changeView(
        [&](std::int64_t now) { m_view.zoom(std::pow(kZoomANotch, notches), shareOf(x), now); });
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_PageUp:
            verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
            break;
        case Qt::Key_PageDown:
            verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
            break;
        // QGraphicsView would scroll the lanes with the arrows that pan time.
        default: event->ignore();
    }
}

}  // namespace telemetryhub::ui
