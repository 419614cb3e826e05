// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_trigger.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>

#include "chart/chart_lane.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "chart/measure_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr int kSearchEveryMs = 30;
constexpr double kLineReach = 4;
constexpr double kTriggerHandle = 16;

struct FoundTriggers {
    std::uint64_t times = 0;
    std::int64_t lastNs = 0;
};

/// All trigger points up to the newest sample, the first alone when it is not repeated.
FoundTriggers findTriggers(TriggerSearch& search, const engine::SampleStore& store,
                           const StopAsked& stop, TriggerRepeat repeat, std::int64_t pauseNs) {
    FoundTriggers found;
    while (!stop()) {
        const std::optional<std::int64_t> hit = search.next(store, stop);
        if (!hit) break;
        ++found.times;
        found.lastNs = *hit;
        if (repeat == TriggerRepeat::Single) break;
        search.ignoreUntil(*hit + pauseNs);
    }
    return found;
}

}  // namespace

ChartTrigger::ChartTrigger(ChartView& view, const Theme& theme)
    : m_view(view), m_theme(theme), m_worker(view.source().storeOpener(), nullptr) {
    m_view.addOverlay(*this);
    m_view.viewport()->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &ChartTrigger::search);
}

ChartTrigger::~ChartTrigger() {
    m_view.removeOverlay(*this);
}

void ChartTrigger::setSettings(const TriggerSettings& settings) {
    if (settings == m_settings) return;
    m_settings = settings;
    m_view.refresh();
    if (m_state == TriggerState::Armed) arm();
}

void ChartTrigger::setShown(bool shown) {
    m_shown = shown;
    if (!shown) disarm();
    m_view.refresh();
}

void ChartTrigger::arm() {
    const bool live = m_view.source().isLive();
    const std::int64_t start = m_view.source().start().steadyNs;
    const std::int64_t left = m_view.frame().window.fromNs();
    if (live) {
        m_count = 0;
        begin(m_view.source().now().steadyNs);
    } else {
        begin(start + (m_lastNs ? *m_lastNs + 1 : left));
    }
}

void ChartTrigger::begin(std::int64_t fromNs) {
    m_worker.cancel();
    m_search = std::make_shared<TriggerSearch>(m_settings.channel, m_settings.kind,
                                               m_settings.value, fromNs);
    m_timer.start(kSearchEveryMs);
    setState(TriggerState::Armed);
}

void ChartTrigger::disarm() {
    m_timer.stop();
    m_worker.cancel();
    m_search.reset();
    if (m_state != TriggerState::Off) setState(TriggerState::Off);
}

// What comes while the picture behind the trigger point fills would tear it away.
void ChartTrigger::search() {
    if (!m_search || m_worker.isBusy()) return;
    const auto behind =
        std::llround(static_cast<double>(m_view.view().spanNs()) * (1 - m_settings.before));
    const std::int64_t pause = std::max<std::int64_t>({m_settings.holdOffNs, behind, 1});
    const std::int64_t start = m_view.source().start().steadyNs;
    m_worker.ask([this, search = m_search, repeat = m_settings.repeat, pause, start](
                     const engine::SampleStore& store, const StopAsked& stop,
                     const SampleWorker::Tell& tell) {
        const FoundTriggers hits = findTriggers(*search, store, stop, repeat, pause);
        tell([this, hits, start] {
            if (hits.times > 0) found(hits.lastNs - start, hits.times);
            ended(hits.times > 0);
        });
    });
}

void ChartTrigger::found(std::int64_t ns, std::uint64_t times) {
    m_count += times;
    m_lastNs = ns;
    const std::int64_t span = m_view.view().spanNs();
    const std::int64_t from = ns - std::llround(static_cast<double>(span) * m_settings.before);
    m_view.holdAt(from, from + span);
    setState(TriggerState::Triggered);
}

void ChartTrigger::ended(bool any) {
    const bool over =
        (any && m_settings.repeat == TriggerRepeat::Single) || !m_view.source().isLive();
    if (!over) return;
    m_timer.stop();
    m_search.reset();
    if (!any) setState(TriggerState::NotFound);
}

void ChartTrigger::setState(TriggerState state) {
    m_state = state;
    m_view.refresh();
    emit stateChanged();
}

std::optional<ChartTrigger::LanePlace> ChartTrigger::place() const {
    for (const auto& lane : m_view.lanes()) {
        for (std::size_t i = 0; i < lane->channels().size(); ++i) {
            const ChartChannel& channel = lane->channels()[i];
            if (ChannelKey(channel.device, channel.channel) == m_settings.channel)
                return LanePlace{lane.get(), i};
        }
    }
    return std::nullopt;
}

std::optional<double> ChartTrigger::lineY() const {
    const auto at = place();
    if (!m_shown || !at) return std::nullopt;
    const QRectF plot = at->lane->plotRect();
    return std::clamp(at->lane->yOf(at->index, m_settings.value), plot.top() + 1,
                      plot.bottom() - 1);
}

QString ChartTrigger::conditionText() const {
    const auto at = place();
    if (!at) return tr("the channel is shown again");
    const ChartChannel& channel = at->lane->channels()[at->index];
    const QString value =
        withUnit(valueText(m_settings.value, at->lane->decimals(at->index)), channel.unit);
    switch (m_settings.kind) {
        case TriggerKind::Rising: return tr("%1 rises through %2").arg(channel.name, value);
        case TriggerKind::Falling: return tr("%1 falls through %2").arg(channel.name, value);
        case TriggerKind::Above: return tr("%1 is at least %2").arg(channel.name, value);
        case TriggerKind::Below: break;
    }
    return tr("%1 is at most %2").arg(channel.name, value);
}

QString ChartTrigger::stateText() const {
    switch (m_state) {
        case TriggerState::Off: return tr("Off");
        case TriggerState::Armed: return tr("Armed: waits until %1").arg(conditionText());
        case TriggerState::NotFound: return tr("Not found up to the last sample");
        case TriggerState::Triggered: break;
    }
    const QString when =
        cursorTimeText(m_view.frame().time, m_lastNs.value_or(0), m_view.frame().window.stepNs);
    return m_settings.repeat == TriggerRepeat::Single
               ? tr("Triggered at %1").arg(when)
               : tr("Triggered %n times, last at %1", nullptr, static_cast<int>(m_count)).arg(when);
}

void ChartTrigger::paint(QPainter& painter) {
    const std::optional<double> y = lineY();
    if (!y) return;
    const QRectF plot = place()->lane->plotRect();
    painter.save();
    const QColor color = m_theme.colors().accent;
    painter.setPen(QPen(color, 1, Qt::DashDotLine));
    const double line = std::floor(*y) + 0.5;
    painter.drawLine(QPointF(plot.left(), line), QPointF(plot.right(), line));
    const QRectF box(plot.right() - kTriggerHandle, line - kTriggerHandle / 2, kTriggerHandle,
                     kTriggerHandle);
    painter.fillRect(box, color);
    QFont font = m_theme.tinyFont();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(m_theme.colors().background);
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("T"));
    if (m_lastNs) {
        const double x = std::floor(m_view.xOf(*m_lastNs)) + 0.5;
        painter.setPen(QPen(color, 1, Qt::DashDotLine));
        if (x >= plot.left() && x <= plot.right())
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    painter.restore();
}

void ChartTrigger::paintAxis(QPainter& painter) {
    if (!m_shown || !m_lastNs) return;
    const double x = m_view.xOf(*m_lastNs);
    if (x < m_view.plotLeft() || x > m_view.plotRight()) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().accent);
    painter.drawPolygon(QPolygonF({{x - 5, 8.0}, {x + 5, 8.0}, {x, 0.0}}));
    painter.restore();
}

bool ChartTrigger::eventFilter(QObject* /*watched*/, QEvent* event) {
    if (event->type() == QEvent::MouseButtonRelease) return std::exchange(m_dragging, false);
    const bool pressed = event->type() == QEvent::MouseButtonPress;
    if (!pressed && !(m_dragging && event->type() == QEvent::MouseMove)) return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const std::optional<double> y = lineY();
    if (!y) return false;
    const QPointF at = m_view.mapToScene(mouse->position().toPoint());
    if (pressed) {
        m_dragging = mouse->button() == Qt::LeftButton && std::abs(at.y() - *y) <= kLineReach &&
                     at.x() >= m_view.plotLeft() && at.x() <= m_view.plotRight();
        return m_dragging;
    }
    const auto where = place();
    emit valueDragged(where->lane->valueAtY(where->index, at.y()));
    return true;
}

}  // namespace telemetryhub::ui
