// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_view.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QPaintEngine>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>

#include "chart/chart_lane.h"
#include "chart/chart_overlay.h"
#include "chart/chart_source.h"
#include "chart/time_axis_strip.h"
#include "theme/shown_time.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr std::int64_t kLegendIntervalNs = 100'000'000;
constexpr double kTimeLabelDistance = 110;

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

}  // namespace

ChartView::ChartView(const ChartSource& source, const Theme& theme, QWidget* parent)
    : QGraphicsView(parent), m_source(source), m_theme(theme) {
    m_frame.time.startWallNs = source.start().wallNs;
    m_strip = new TimeAxisStrip(m_frame, theme, this);
    m_strip->setOverlays(m_overlays);
    setViewportMargins(0, 0, 0, m_strip->height());
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    setScene(&m_scene);
    setFrameShape(QFrame::NoFrame);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // A clip of several rectangles would make the copies of the rings slow.
    setViewportUpdateMode(BoundingRectViewportUpdate);
    setOptimizationFlags(DontSavePainterState | DontAdjustForAntialiasing);
    // QChart's own mouse handling moves its axes behind our back.
    setInteractive(false);
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(240, static_cast<int>(ChartMetrics::kLeastLaneHeight));
    setAccessibleName(tr("Chart"));
    m_beat.setTimerType(Qt::PreciseTimer);
    connect(&m_beat, &QTimer::timeout, this, &ChartView::beat);
    connect(&theme, &Theme::changed, this, &ChartView::applyTheme);
    applyTheme();
}

// The lanes look at the frame and belong to the scene: they go first.
ChartView::~ChartView() {
    m_lanes.clear();
}

std::int64_t ChartView::nowNs() const {
    return m_source.now().steadyNs - m_source.start().steadyNs;
}

void ChartView::setChannels(std::vector<ChartChannel> channels) {
    if (channels == m_channels) return;
    m_channels = std::move(channels);
    rebuildDevices();
    rebuildLanes();
}

void ChartView::setLaneLayout(LaneLayout layout) {
    if (layout == m_layout) return;
    m_layout = layout;
    rebuildLanes();
}

void ChartView::setRangeFit(RangeFit fit) {
    m_fit = fit;
    for (const auto& lane : m_lanes)
        lane->setFit(fit);
    m_dataNs = 0;
}

void ChartView::rebuildDevices() {
    // The old lanes look at devices that may go.
    m_lanes.clear();
    std::map<engine::DeviceId, ChartDeviceView> devices;
    for (const ChartChannel& channel : m_channels) {
        const auto known = m_frame.devices.find(channel.device);
        if (devices.contains(channel.device)) continue;
        if (known != m_frame.devices.end())
            devices.insert(*known);
        else
            devices.insert(
                {channel.device, ChartDeviceView{DeviceTrack(m_source.history(), channel.device,
                                                             m_source.start().steadyNs),
                                                 StateTrail()}});
    }
    m_frame.devices.swap(devices);
}

void ChartView::rebuildLanes() {
    m_lanes.clear();
    for (const LaneChannels& indices : planLanes(m_channels, m_layout)) {
        std::vector<ChartChannel> channels;
        for (const std::size_t index : indices)
            channels.push_back(m_channels[index]);
        m_lanes.push_back(
            std::make_unique<ChartLane>(m_scene, m_frame, m_theme, std::move(channels)));
        m_lanes.back()->setFit(m_fit);
    }
    applyAxisRanges();
    m_legendNs = 0;
    layOutLanes();
    emit lanesChanged();
    if (isVisible()) advanceFrame();
}

double ChartView::plotWidth() const {
    const double ratio = devicePixelRatioF();
    const double room = viewport()->width() - ChartMetrics::kLeft - rightMargin();
    return std::max(1.0, std::floor(room * ratio)) / ratio;
}

// Everything sits on whole device pixels, so that a column of the grid is one pixel column.
void ChartView::layOutLanes() {
    const double ratio = devicePixelRatioF();
    const auto snap = [ratio](double value) { return std::round(value * ratio) / ratio; };
    const auto count = static_cast<double>(std::max<std::size_t>(m_lanes.size(), 1));
    const double room = viewport()->height() - ChartMetrics::kLaneGap * count;
    // Left to itself the bar comes and goes with the layouts in between.
    setVerticalScrollBarPolicy(room < ChartMetrics::kLeastLaneHeight * count
                                   ? Qt::ScrollBarAlwaysOn
                                   : Qt::ScrollBarAlwaysOff);
    const double height = snap(std::max(room / count, ChartMetrics::kLeastLaneHeight));
    const double width = viewport()->width();
    const double left = snap(ChartMetrics::kLeft);
    double top = snap(ChartMetrics::kLaneGap);
    for (const auto& lane : m_lanes) {
        const double plotTop = snap(top + ChartMetrics::kLegendHeight);
        const double plotBottom = snap(top + height - ChartMetrics::kRibbonHeight);
        lane->setGeometry({0, top, width, height},
                          {left, plotTop, plotWidth(), plotBottom - plotTop}, ratio);
        top += height + ChartMetrics::kLaneGap;
    }
    m_scene.setSceneRect(0, 0, width, std::max(top - ChartMetrics::kLaneGap, 1.0));
    m_strip->setPlot(left, plotWidth());
    m_viewMoved = true;
    m_dataNs = 0;
    viewport()->update();
}

void ChartView::applyTheme() {
    setBackgroundBrush(m_theme.colors().surface);
    for (const auto& lane : m_lanes)
        lane->applyTheme();
    m_dataNs = 0;
    m_viewMoved = true;
    m_strip->update();
    viewport()->update();
}

void ChartView::beat() {
    if (!m_pace.tick()) return;
    const auto start = std::chrono::steady_clock::now();
    const double painted = m_frameMs;
    m_frameMs = 0;
    if (!advanceFrame()) return;
    const int before = m_pace.divisor();
    m_pace.frameTook(painted + millisecondsSince(start));
    if (m_pace.divisor() != before) emit paceChanged(m_pace.divisor());
}

bool ChartView::advanceFrame() {
    m_frame.nowNs = nowNs();
    m_view.advance(m_frame.nowNs);
    const bool moved = updateWindow();
    // Between two columns only the newest one grows; ten times a second is enough for that.
    const bool due = m_frame.nowNs - m_dataNs >= kLegendIntervalNs || m_dataNs == 0;
    if (!moved && !due) return false;
    m_dataNs = m_frame.nowNs;
    updateDevices();
    updateCrosshair();
    for (ChartOverlay* overlay : m_overlays)
        overlay->advance();
    bool drawn = moved;
    for (const auto& lane : m_lanes) {
        if (m_viewMoved) lane->forgiveRange();
        drawn |= lane->update();
        if (moved) lane->repaintPlot();
    }
    m_viewMoved = false;
    if (moved) m_strip->update();
    updateLegends();
    return drawn;
}

bool ChartView::updateWindow() {
    const int width = static_cast<int>(std::lround(plotWidth() * devicePixelRatioF()));
    const ColumnWindow window = m_view.columns(m_frame.nowNs, width);
    if (window == m_frame.window && !m_viewMoved) return false;
    m_frame.window = window;
    m_frame.time.zone = shownTimeZone();
    m_frame.ticks = timeTicks(m_frame.time, window.fromNs(), window.toNs(),
                              static_cast<int>(plotWidth() / kTimeLabelDistance));
    return true;
}

void ChartView::updateDevices() {
    const std::int64_t start = m_source.start().steadyNs;
    for (auto& [id, device] : m_frame.devices) {
        const std::optional<ChartDevice> facts = m_source.device(id);
        bool marksMoved = device.track.update(facts, m_frame.window, m_frame.nowNs);
        if (facts) marksMoved |= device.trail.record(facts->state, facts->stateSinceNs - start);
        if (marksMoved) {
            for (const auto& lane : m_lanes)
                lane->repaintPlot();
        }
    }
}

void ChartView::updateLegends() {
    if (m_frame.nowNs - m_legendNs < kLegendIntervalNs && m_legendNs != 0) return;
    m_legendNs = m_frame.nowNs;
    const bool wasEmpty = m_sawNoData;
    m_sawNoData = std::none_of(m_lanes.begin(), m_lanes.end(),
                               [](const auto& lane) { return lane->hasData(); });
    if (m_sawNoData != wasEmpty) viewport()->update();
    for (const auto& lane : m_lanes)
        lane->updateLegend();
}

void ChartView::updateCrosshair() {
    if (!m_crosshairShown) {
        m_frame.crosshair.reset();
        return;
    }
    const double x = m_crosshairX < 0 ? ChartMetrics::kLeft + plotWidth() / 2 : m_crosshairX;
    const double columns = shareOf(x) * static_cast<double>(m_frame.window.size());
    m_frame.crosshair =
        std::clamp(m_frame.window.first + static_cast<std::int64_t>(std::floor(columns)),
                   m_frame.window.first, m_frame.window.end - 1);
}

double ChartView::shareOf(double x) const {
    return std::clamp((x - ChartMetrics::kLeft) / plotWidth(), 0.0, 1.0);
}

std::int64_t ChartView::behindNs() const {
    const std::int64_t now = nowNs();
    return now - m_view.edgeNs(now);
}

void ChartView::setBeating(bool beating) {
    m_beating = beating;
    if (beating && isVisible())
        startBeat();
    else
        m_beat.stop();
}

void ChartView::startBeat() {
    const double rate = screen() && screen()->refreshRate() > 1 ? screen()->refreshRate() : 60.0;
    m_beat.start(static_cast<int>(1000.0 / rate));
}

void ChartView::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    layOutLanes();
    advanceFrame();
    if (m_beating) startBeat();
}

void ChartView::hideEvent(QHideEvent* event) {
    m_beat.stop();
    QGraphicsView::hideEvent(event);
}

void ChartView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    m_strip->setGeometry(0, height() - m_strip->height(), width(), m_strip->height());
    layOutLanes();
    if (isVisible()) advanceFrame();
}

void ChartView::paintEvent(QPaintEvent* event) {
    const auto start = std::chrono::steady_clock::now();
    QGraphicsView::paintEvent(event);
    m_frameMs += millisecondsSince(start);
}

QString ChartView::emptyText() const {
    if (m_channels.empty())
        return m_source.isLive() ? tr("Drag channels here, or press C to choose.")
                                 : tr("No channel is shown. Tick channels in the list.");
    if (!m_sawNoData) return {};
    return m_source.isLive() ? tr("No data yet.") : tr("There are no samples.");
}

// The plots are opaque; filling below them costs as much as drawing them.
void ChartView::drawBackground(QPainter* painter, const QRectF& rect) {
    QRegion ground(rect.toAlignedRect());
    for (const auto& lane : m_lanes)
        ground -= lane->plotRect().toRect();
    for (const QRect& part : ground)
        painter->fillRect(part, backgroundBrush());
}

void ChartView::drawForeground(QPainter* painter, const QRectF& /*rect*/) {
    for (ChartOverlay* overlay : m_overlays)
        overlay->paint(*painter);
    const QString text = emptyText();
    if (text.isEmpty()) return;
    painter->setFont(m_theme.bodyFont());
    painter->setPen(m_theme.colors().muted);
    const QRectF visible = mapToScene(viewport()->rect()).boundingRect();
    const QRectF words = painter->boundingRect(visible, Qt::AlignCenter | Qt::TextWordWrap, text);
    painter->fillRect(words.adjusted(-12, -6, 12, 6),
                      m_lanes.empty() ? m_theme.colors().surface : m_theme.colors().sunken);
    painter->drawText(visible, Qt::AlignCenter | Qt::TextWordWrap, text);
}

QSizeF ChartView::pictureSize() const {
    const QSizeF lanes = m_scene.sceneRect().size();
    return {lanes.width(), lanes.height() + m_strip->height()};
}

QImage ChartView::picture() {
    const double ratio = devicePixelRatioF();
    QImage image((pictureSize() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    renderPicture(painter);
    return image;
}

void ChartView::renderPicture(QPainter& painter) {
    const QRectF lanes(QPointF(0, 0), m_scene.sceneRect().size());
    painter.fillRect(QRectF(QPointF(0, 0), pictureSize()), m_theme.colors().surface);
    const bool pixels = painter.paintEngine()->type() == QPaintEngine::Raster;
    for (const auto& lane : m_lanes)
        lane->setLegendCached(pixels);
    m_scene.render(&painter, lanes, m_scene.sceneRect());
    for (const auto& lane : m_lanes)
        lane->setLegendCached(true);
    for (ChartOverlay* overlay : m_overlays)
        overlay->paint(painter);
    painter.save();
    painter.translate(0, lanes.height());
    m_strip->paintOn(painter);
    painter.restore();
}

}  // namespace telemetryhub::ui
