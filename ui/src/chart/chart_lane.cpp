// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_lane.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <QChart>
#include <QCoreApplication>
#include <QGraphicsLayout>
#include <QGraphicsRectItem>
#include <QGraphicsScene>
#include <QLegend>

#include "chart/gap_words.h"
#include "chart/legend_item.h"
#include "chart/line_plot.h"
#include "chart/plot_item.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kAboveGrid = 1000;          ///< the chart stacks its own items far below
constexpr double kTickDistance = 22;         ///< logical pixels
constexpr std::int64_t kSearchColumns = 24;  ///< around the crosshair
constexpr std::int64_t kScaleIntervalNs = 100'000'000;
constexpr int kLegendDecimals = 6;
constexpr double kCurveWidth = 1.5;
constexpr double kRightCurveWidth = 1.25;

std::vector<engine::DeviceId> devicesOf(const std::vector<ChartChannel>& channels) {
    std::set<engine::DeviceId> devices;
    for (const ChartChannel& channel : channels)
        devices.insert(channel.device);
    return {devices.begin(), devices.end()};
}

QString commonDevice(const std::vector<ChartChannel>& channels) {
    return devicesOf(channels).size() == 1 ? channels.front().deviceName : QString();
}

/// What is not measured in the first channel's unit has the other side.
std::vector<ValueSide> sidesOf(const std::vector<ChartChannel>& channels) {
    std::vector<ValueSide> sides;
    sides.reserve(channels.size());
    for (const ChartChannel& channel : channels)
        sides.push_back(channel.unit == channels.front().unit ? ValueSide::Left : ValueSide::Right);
    return sides;
}

ColumnSpan selectedColumns(const ChartFrame& frame) {
    if (!frame.selection) return {};
    return {frame.window.columnOf(frame.selection->fromNs),
            frame.window.columnOf(frame.selection->toNs)};
}

QString selectionText(const SpanStatistics& statistics, int decimals) {
    if (statistics.samples == 0)
        return QCoreApplication::translate("ChartLane", "no samples between A and B");
    // Not before `< 0.1`.
    const QString delta = valueText(statistics.delta, decimals);
    const bool hasSign = statistics.delta > 0 && delta.front().isDigit();
    return QCoreApplication::translate("ChartLane",
                                       "\u0394 %1 \u00b7 min %2 \u00b7 max %3 \u00b7 mean %4")
        .arg(hasSign ? QLatin1Char('+') + delta : delta, valueText(statistics.min, decimals),
             valueText(statistics.max, decimals), valueText(statistics.mean, decimals));
}

}  // namespace

ChartLane::ChartLane(QGraphicsScene& scene, const ChartFrame& frame, const Theme& theme,
                     std::vector<ChartChannel> channels)
    : m_frame(frame),
      m_theme(theme),
      m_channels(std::move(channels)),
      m_sides(sidesOf(m_channels)),
      m_ground(std::make_unique<QGraphicsRectItem>()),
      m_chart(std::make_unique<QChart>()),
      m_left(*m_chart, ValueSide::Left),
      m_plot(new PlotItem(m_ring, frame, theme, m_chart.get())),
      m_legend(new LegendItem(theme, m_chart.get())) {
    m_curves.reserve(m_channels.size());
    for (const ChartChannel& channel : m_channels)
        m_curves.emplace_back(channel.channel);
    m_plot->setDevices(devicesOf(m_channels));
    if (std::count(m_sides.begin(), m_sides.end(), ValueSide::Right) > 0)
        m_right.emplace(*m_chart, ValueSide::Right);
    m_legend->setTitles(unitOf(ValueSide::Left), m_right ? unitOf(ValueSide::Right) : QString(),
                        commonDevice(m_channels));
    m_plot->setLinePainter([this](QPainter& painter, const QRectF& plot) {
        const RingLook ringLook = look();
        paintLinePlot(painter, {plot, m_frame.window, m_ringCurves, ringLook, m_hatchEnd});
    });

    m_chart->setBackgroundVisible(false);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->hide();
    m_ground->setZValue(-1);
    m_plot->setZValue(kAboveGrid);
    m_ground->setPen(Qt::NoPen);
    scene.addItem(m_ground.get());
    scene.addItem(m_chart.get());
    applyTheme();
}

ChartLane::~ChartLane() = default;

QString ChartLane::unitOf(ValueSide side) const {
    QString unit;
    bool first = true;
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        if (m_sides[i] != side) continue;
        if (!first && m_channels[i].unit != unit) return {};
        unit = m_channels[i].unit;
        first = false;
    }
    return unit;
}

void ChartLane::setGeometry(const QRectF& lane, const QRectF& plot, double devicePixelRatio) {
    m_devicePixelRatio = devicePixelRatio;
    m_lane = lane;
    const QPointF origin = lane.topLeft();
    m_ground->setRect(QRectF(plot.topLeft(), QPointF(plot.right(), lane.top())).normalized());
    // The lowest label hangs below the plot; the chart hides it when it leaves its rectangle.
    m_chart->setGeometry(lane.adjusted(0, 0, 0, ChartMetrics::kLaneGap));
    const QRectF inner = plot.translated(-origin);
    m_chart->setPlotArea(inner);
    // The axis learns of a new plot area with the next layout alone.
    m_chart->layout()->invalidate();
    m_chart->layout()->activate();
    m_plot->setGeometry(inner, lane.height() - inner.bottom());
    const double right = lane.width() - inner.right();
    if (m_right) m_right->setLabelsShown(right >= ChartMetrics::kRightAxis);
    m_legend->setGeometry(QRectF(0, 0, lane.width(), inner.top()), inner.left(), right);
    m_ring.resize(static_cast<int>(std::lround(plot.width() * devicePixelRatio)),
                  static_cast<int>(std::lround(plot.height() * devicePixelRatio)));
    m_drawAll = true;
}

QRectF ChartLane::plotRect() const {
    return m_plot->mapRectToScene(m_plot->plot());
}

void ChartLane::applyTheme() {
    const ThemeColors& colors = m_theme.colors();
    m_ground->setBrush(colors.sunken);
    m_left.applyTheme(m_theme);
    if (m_right) m_right->applyTheme(m_theme);
    m_ringCurves.clear();
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        const ChartChannel& channel = m_channels[i];
        m_ringCurves.push_back({&m_curves[i],
                                m_theme.channelColor(channel.slot, channel.colour).rgb(),
                                channel.colour.isValid() ? 0 : channel.slot, m_sides[i]});
    }
    m_drawAll = true;
    m_legend->update();
}

void ChartLane::setFit(RangeFit fit) {
    m_left.setFit(fit);
    if (m_right) m_right->setFit(fit);
    forgiveRange();
}

void ChartLane::setFixedRange(ValueSide side, std::optional<ValueRange> range) {
    (side == ValueSide::Left ? m_left : *m_right).setFixed(range);
    forgiveRange();
}

void ChartLane::forgiveRange() {
    m_left.forgive();
    if (m_right) m_right->forgive();
    m_scaleNs = m_frame.nowNs - kScaleIntervalNs;
}

const DeviceTrack& ChartLane::trackOf(const ChartChannel& channel) const {
    return m_frame.devices.at(channel.device).track;
}

bool ChartLane::update() {
    ColumnSpan changed = updateCurves();
    if (updateScale(changed)) m_drawAll = true;
    const std::int64_t hatch = hatchEnd();
    if (hatch != m_hatchEnd) {
        const std::int64_t from = std::max(std::min(hatch, m_hatchEnd), m_frame.window.first);
        changed = {std::min(changed.from, from), m_frame.window.end};
        m_hatchEnd = hatch;
    }
    updateSelection();
    const bool all = m_drawAll;
    if (all) changed = wholeWindow();
    if (changed.empty()) return false;
    m_ring.draw(changed, m_ringCurves, look(), m_hatchEnd);
    m_drawAll = false;
    if (all)
        repaintPlot();
    else
        m_plot->update(m_plot->rectOf(changed));
    return true;
}

// While a cursor is dragged, only the columns that it passes change.
void ChartLane::updateSelection() {
    const ColumnSpan wanted = selectedColumns(m_frame);
    if (wanted == m_selected) return;
    const ColumnSpan before = std::exchange(m_selected, wanted);
    if (m_drawAll) return;
    const auto draw = [this](std::int64_t a, std::int64_t b) {
        const ColumnSpan span{std::max(std::min(a, b), m_frame.window.first),
                              std::min(std::max(a, b), m_frame.window.end)};
        if (!span.empty()) m_ring.draw(span, m_ringCurves, look(), m_hatchEnd);
    };
    if (before.empty() || wanted.empty()) {
        const ColumnSpan& one = before.empty() ? wanted : before;
        draw(one.from, one.end);
    } else {
        draw(before.from, wanted.from);
        draw(before.end, wanted.end);
    }
    repaintPlot();
}

ColumnSpan ChartLane::updateCurves() {
    const ColumnWindow& window = m_frame.window;
    ColumnSpan changed{window.end, window.end};
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const ColumnSpan span =
            m_curves[i].update(trackOf(m_channels[i]), ColumnRing::neededFor(window));
        changed.from = std::min(changed.from, span.from);
    }
    return {std::max(ColumnRing::touchedBy(changed).from, window.first), window.end};
}

ColumnSpan ChartLane::wholeWindow() const {
    return {m_frame.window.first, m_frame.window.end};
}

std::optional<ValueRange> ChartLane::extremes(ColumnSpan span, ValueSide side) const {
    std::optional<ValueRange> seen;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (m_sides[i] != side) continue;
        const std::optional<ValueRange> part = m_curves[i].extremes(span);
        if (!part) continue;
        seen =
            seen ? ValueRange{std::min(seen->lo, part->lo), std::max(seen->hi, part->hi)} : *part;
    }
    return seen;
}

// Growing is seen in the new columns; only shrinking needs to look at all of them.
bool ChartLane::updateScale(ColumnSpan changed) {
    const bool fits = m_left.holds(extremes(changed, ValueSide::Left)) &&
                      (!m_right || m_right->holds(extremes(changed, ValueSide::Right)));
    if (fits && !m_drawAll && m_frame.nowNs - m_scaleNs < kScaleIntervalNs) return false;
    m_scaleNs = m_frame.nowNs;
    const int room = std::max(static_cast<int>(m_plot->plot().height() / kTickDistance), 1);
    const int steps = std::min(room, 10);
    bool moved = m_left.update(extremes(wholeWindow(), ValueSide::Left), steps, m_frame.nowNs);
    if (!m_right) return moved;
    const auto level = m_left.isFixed() ? std::nullopt : std::optional(m_left.steps());
    moved |=
        m_right->update(extremes(wholeWindow(), ValueSide::Right), steps, m_frame.nowNs, level);
    return moved;
}

// What comes after the newest sample of a device that still talks is not known to be empty.
std::int64_t ChartLane::hatchEnd() const {
    std::int64_t end = m_frame.window.columnOf(m_frame.nowNs);
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (trackOf(m_channels[i]).isSilent()) continue;
        end = std::min(end, m_curves[i].newestColumn().value_or(0));
    }
    return end;
}

RingLook ChartLane::look() const {
    RingLook look;
    look.range = m_left.scale().range;
    look.rightRange = scale(m_right ? ValueSide::Right : ValueSide::Left).range;
    look.lineWidth = kCurveWidth * m_devicePixelRatio;
    look.rightLineWidth = kRightCurveWidth * m_devicePixelRatio;
    look.scale = m_devicePixelRatio;
    look.ground = m_theme.colors().sunken.rgb();
    look.grid = m_theme.colors().grid.rgb();
    look.hatch = m_theme.colors().strong.rgb();
    look.valueTicks = m_left.scale().ticks();
    look.limits = m_limits;
    look.selected = m_selected;
    look.selection = m_theme.colors().accent.rgb();
    for (const TimeTick& tick : m_frame.ticks)
        look.timeTicks.push_back(m_frame.window.columnOf(tick.ns));
    return look;
}

double ChartLane::valueOf(std::size_t index) const {
    const CurveColumns& curve = m_curves[index];
    if (!m_frame.crosshair) {
        const auto newest = trackOf(m_channels[index]).latest(m_channels[index].channel);
        return newest ? newest->value : engine::kAbsent;
    }
    const ColumnWindow& window = curve.window();
    for (std::int64_t distance = 0; distance <= kSearchColumns; ++distance) {
        for (const std::int64_t column :
             {*m_frame.crosshair - distance, *m_frame.crosshair + distance}) {
            if (column < window.first || column >= window.end) continue;
            const double value = curve.at(column).last;
            if (!std::isnan(value)) return value;
        }
    }
    return engine::kAbsent;
}

QString ChartLane::statisticsOf(std::size_t index, int decimals) const {
    if (m_frame.selection) {
        const auto known = m_frame.selection->statistics.find(
            {m_channels[index].device, m_channels[index].channel});
        if (known == m_frame.selection->statistics.end()) return QStringLiteral("\u0394 \u2026");
        return selectionText(known->second, decimals);
    }
    const std::optional<ValueRange> range = m_curves[index].extremes(wholeWindow());
    if (!range) return {};
    return QCoreApplication::translate("ChartLane", "min %1 · max %2")
        .arg(valueText(range->lo, decimals), valueText(range->hi, decimals));
}

int ChartLane::decimals(std::size_t index) const {
    return std::min(decimalsForStep(scale(m_sides[index]).step) + 1, kLegendDecimals);
}

void ChartLane::setLegendCached(bool cached) {
    m_legend->setCacheMode(cached ? QGraphicsItem::DeviceCoordinateCache : QGraphicsItem::NoCache);
}

void ChartLane::setLimits(std::vector<RingLimit> limits) {
    if (limits == m_limits) return;
    m_limits = std::move(limits);
    m_drawAll = true;
}

double ChartLane::yOf(std::size_t index, double value) const {
    const ValueRange& range = scale(m_sides[index]).range;
    const QRectF plot = plotRect();
    return plot.top() + (range.hi - value) / (range.hi - range.lo) * plot.height();
}

double ChartLane::valueAtY(std::size_t index, double y) const {
    const ValueRange& range = scale(m_sides[index]).range;
    const QRectF plot = plotRect();
    return range.hi - (y - plot.top()) / plot.height() * (range.hi - range.lo);
}

void ChartLane::updateLegend() {
    std::vector<LegendEntry> entries;
    entries.reserve(m_channels.size());
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        const int decimals = this->decimals(i);
        const double value = valueOf(i);
        const QString figure = valueText(value, decimals);
        entries.push_back({m_channels[i].name,
                           engine::isAbsent(value) ? figure : withUnit(figure, m_channels[i].unit),
                           statisticsOf(i, decimals), m_channels[i].slot, m_channels[i].colour,
                           m_sides[i]});
    }
    m_legend->setEntries(std::move(entries));
}

QString ChartLane::gapTextAt(QPointF scenePosition) const {
    const QPointF at = m_plot->mapFromScene(scenePosition);
    if (!m_plot->boundingRect().contains(at)) return {};
    const PlotItem::GapHit hit = m_plot->gapAt(at.x());
    if (!hit.gap) return {};
    const auto channel = std::find_if(m_channels.begin(), m_channels.end(),
                                      [&](const auto& one) { return one.device == hit.device; });
    return channel->deviceName + QStringLiteral(": ") + gapText(*hit.gap, m_frame.time);
}

void ChartLane::repaintPlot() {
    m_plot->update();
}

bool ChartLane::hasData() const {
    return std::any_of(m_curves.begin(), m_curves.end(),
                       [](const CurveColumns& curve) { return curve.newestColumn().has_value(); });
}

}  // namespace telemetryhub::ui
