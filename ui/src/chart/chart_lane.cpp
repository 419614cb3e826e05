// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_lane.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <QCategoryAxis>
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

std::vector<engine::DeviceId> devicesOf(const std::vector<ChartChannel>& channels) {
    std::set<engine::DeviceId> devices;
    for (const ChartChannel& channel : channels)
        devices.insert(channel.device);
    return {devices.begin(), devices.end()};
}

QString commonDevice(const std::vector<ChartChannel>& channels) {
    return devicesOf(channels).size() == 1 ? channels.front().deviceName : QString();
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
      m_ground(std::make_unique<QGraphicsRectItem>()),
      m_chart(std::make_unique<QChart>()),
      m_axis(new QCategoryAxis),
      m_plot(new PlotItem(m_ring, frame, theme, m_chart.get())),
      m_legend(new LegendItem(theme, m_chart.get())) {
    m_curves.reserve(m_channels.size());
    for (const ChartChannel& channel : m_channels)
        m_curves.emplace_back(channel.channel);
    m_plot->setDevices(devicesOf(m_channels));
    m_legend->setTitles(commonUnit(), commonDevice(m_channels));
    m_plot->setLinePainter([this](QPainter& painter, const QRectF& plot) {
        paintLinePlot(painter, plot, m_frame.window, m_ringCurves, look(), m_hatchEnd);
    });

    m_chart->setBackgroundVisible(false);
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->hide();
    m_axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_axis->setLineVisible(false);
    // The ring draws the grid beneath its curves.
    m_axis->setGridLineVisible(false);
    m_axis->setTruncateLabels(false);
    m_chart->addAxis(m_axis, Qt::AlignLeft);
    m_ground->setZValue(-1);
    m_plot->setZValue(kAboveGrid);
    m_ground->setPen(Qt::NoPen);
    scene.addItem(m_ground.get());
    scene.addItem(m_chart.get());
    applyTheme();
    rebuildAxis();
}

ChartLane::~ChartLane() = default;

QString ChartLane::commonUnit() const {
    const QString& unit = m_channels.front().unit;
    const bool same =
        std::all_of(m_channels.begin(), m_channels.end(),
                    [&](const ChartChannel& channel) { return channel.unit == unit; });
    return same ? unit : QString();
}

void ChartLane::setGeometry(const QRectF& lane, const QRectF& plot, double devicePixelRatio) {
    m_devicePixelRatio = devicePixelRatio;
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
    m_legend->setGeometry(QRectF(0, 0, inner.right(), inner.top()), inner.left());
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
    m_axis->setLabelsFont(m_theme.tinyFont());
    m_axis->setLabelsColor(colors.gridText);
    m_ringCurves.clear();
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        const ChartChannel& channel = m_channels[i];
        m_ringCurves.push_back({&m_curves[i],
                                m_theme.channelColor(channel.slot, channel.colour).rgb(),
                                channel.colour.isValid() ? 0 : channel.slot});
    }
    m_drawAll = true;
    m_legend->update();
}

void ChartLane::setFit(RangeFit fit) {
    m_scale.setFit(fit);
    forgiveRange();
}

void ChartLane::forgiveRange() {
    m_scale.forgive();
    m_scaleNs = m_frame.nowNs - kScaleIntervalNs;
}

const DeviceTrack& ChartLane::trackOf(const ChartChannel& channel) const {
    return m_frame.devices.at(channel.device).track;
}

bool ChartLane::update() {
    ColumnSpan changed = updateCurves();
    if (updateScale(changed)) {
        rebuildAxis();
        m_drawAll = true;
    }
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

std::optional<ValueRange> ChartLane::extremes(ColumnSpan span) const {
    std::optional<ValueRange> seen;
    for (const CurveColumns& curve : m_curves) {
        const std::optional<ValueRange> part = curve.extremes(span);
        if (!part) continue;
        seen =
            seen ? ValueRange{std::min(seen->lo, part->lo), std::max(seen->hi, part->hi)} : *part;
    }
    return seen;
}

// Growing is seen in the new columns; only shrinking needs to look at all of them.
bool ChartLane::updateScale(ColumnSpan changed) {
    const ValueRange& range = m_scale.scale().range;
    const std::optional<ValueRange> news = extremes(changed);
    const bool fits = !news || (news->lo >= range.lo && news->hi <= range.hi);
    if (fits && !m_drawAll && m_frame.nowNs - m_scaleNs < kScaleIntervalNs) return false;
    m_scaleNs = m_frame.nowNs;
    const int steps = std::max(static_cast<int>(m_plot->plot().height() / kTickDistance), 1);
    return m_scale.update(extremes(wholeWindow()), std::min(steps, 10), m_frame.nowNs);
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
    look.range = m_scale.scale().range;
    look.lineWidth = 1.5 * m_devicePixelRatio;
    look.scale = m_devicePixelRatio;
    look.ground = m_theme.colors().sunken.rgb();
    look.grid = m_theme.colors().grid.rgb();
    look.hatch = m_theme.colors().strong.rgb();
    look.valueTicks = m_scale.scale().ticks();
    look.limits = m_limits;
    look.selected = m_selected;
    look.selection = m_theme.colors().accent.rgb();
    for (const TimeTick& tick : m_frame.ticks)
        look.timeTicks.push_back(m_frame.window.columnOf(tick.ns));
    return look;
}

void ChartLane::rebuildAxis() {
    const ValueScale& scale = m_scale.scale();
    const int decimals = decimalsForStep(scale.step);
    for (const QString& label : m_axis->categoriesLabels())
        m_axis->remove(label);
    // A category of no width would lose its label.
    m_axis->setStartValue(scale.range.lo - scale.step);
    const std::vector<double> ticks = scale.ticks();
    for (const double tick : ticks) {
        const double value = std::abs(tick) < scale.step * 1e-6 ? 0.0 : tick;
        m_axis->append(valueText(value, decimals), value);
    }
    m_axis->setRange(scale.range.lo, scale.range.hi);
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

int ChartLane::decimals() const {
    return std::min(decimalsForStep(m_scale.scale().step) + 1, kLegendDecimals);
}

void ChartLane::setLegendCached(bool cached) {
    m_legend->setCacheMode(cached ? QGraphicsItem::DeviceCoordinateCache : QGraphicsItem::NoCache);
}

void ChartLane::setLimits(std::vector<RingLimit> limits) {
    if (limits == m_limits) return;
    m_limits = std::move(limits);
    m_drawAll = true;
}

double ChartLane::yOf(std::size_t /*index*/, double value) const {
    const ValueRange& range = m_scale.scale().range;
    const QRectF plot = plotRect();
    return plot.top() + (range.hi - value) / (range.hi - range.lo) * plot.height();
}

double ChartLane::valueAtY(std::size_t /*index*/, double y) const {
    const ValueRange& range = m_scale.scale().range;
    const QRectF plot = plotRect();
    return range.hi - (y - plot.top()) / plot.height() * (range.hi - range.lo);
}

void ChartLane::updateLegend() {
    const int decimals = this->decimals();
    std::vector<LegendEntry> entries;
    entries.reserve(m_channels.size());
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        const double value = valueOf(i);
        const QString figure = valueText(value, decimals);
        entries.push_back({m_channels[i].name,
                           engine::isAbsent(value) ? figure : withUnit(figure, m_channels[i].unit),
                           statisticsOf(i, decimals), m_channels[i].slot, m_channels[i].colour});
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
