// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/event_marks.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPaintEngine>
#include <QPainter>
#include <QToolTip>

#include "chart/chart_lane.h"
#include "chart/chart_source.h"
#include "chart/chart_view.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kMarkBox = 12;
constexpr double kPlaceWidth = 16;  ///< logical pixels that share a mark
constexpr int kReadEveryMs = 250;
constexpr qsizetype kMostSentences = 8;
constexpr std::int64_t kMarkDigitsNs = 1'000'000;

/// What an operator marked.
void paintFlag(QPainter& painter, const QRectF& box, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width() / 12, box.height() / 12);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(QPointF(6, 1), QPointF(6, 11.5));
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({{6, 1}, {11, 3.5}, {6, 6}}));
    painter.restore();
}

}  // namespace

EventMarks::EventMarks(ChartView& view, const Theme& theme) : m_view(view), m_theme(theme) {
    m_view.addOverlay(*this);
    m_view.viewport()->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_view.isVisible()) read();
    });
    connect(&theme, &Theme::changed, this, &EventMarks::rebuildPixmaps);
    rebuildPixmaps();
    read();
    if (view.source().isLive()) m_timer.start(kReadEveryMs);
}

EventMarks::~EventMarks() {
    m_view.removeOverlay(*this);
}

void EventMarks::setShown(bool shown) {
    if (shown == m_shown) return;
    m_shown = shown;
    if (!shown) clearChoice();
    m_view.refresh();
}

std::optional<EventMarks::Shape> EventMarks::shapeOf(const engine::Event& event) {
    using engine::EventKind;
    using engine::Severity;
    switch (event.kind) {
        // Gaps and losses are marked by the plots, with the stretch they take.
        case EventKind::Gap:
        case EventKind::Loss:
        case EventKind::Text: return std::nullopt;
        case EventKind::State:
            if (event.severity == Severity::Critical) return Shape::SafeState;
            if (event.severity == Severity::Warning) return Shape::Error;
            return event.text.starts_with("Idle") ? Shape::Idle : Shape::Measuring;
        case EventKind::Mark: return Shape::Mark;
        case EventKind::Health:
            if (event.severity == Severity::Info) return std::nullopt;
            break;
        default: break;
    }
    if (event.severity == Severity::Critical) return Shape::Critical;
    return event.severity == Severity::Warning ? Shape::Warning : Shape::Info;
}

void EventMarks::read() {
    const std::int64_t start = m_view.source().start().steadyNs;
    bool isNew = false;
    for (engine::Event& event : m_view.source().events(m_lastNumber)) {
        m_lastNumber = std::max(m_lastNumber, event.number);
        const std::optional<Shape> shape = shapeOf(event);
        if (!shape) continue;
        isNew = true;
        Mark mark{event.time.steadyNs - start, event.number, event.device,
                  std::move(event.channel),    *shape,       std::move(event.text)};
        const auto behind =
            std::upper_bound(m_marks.begin(), m_marks.end(), mark.ns,
                             [](std::int64_t ns, const Mark& one) { return ns < one.ns; });
        m_marks.insert(behind, std::move(mark));
    }
    if (m_marks.size() > kMostMarks)
        m_marks.erase(m_marks.begin(), m_marks.end() - static_cast<std::ptrdiff_t>(kMostMarks));
    if (isNew && m_shown) m_view.refresh();
}

// What happened to the gateway itself stands in every lane.
bool EventMarks::belongsTo(const Mark& mark, const ChartLane& lane) const {
    return std::any_of(
        lane.channels().begin(), lane.channels().end(), [&](const ChartChannel& channel) {
            if (mark.device.value == 0) return true;
            return channel.device == mark.device &&
                   (mark.channel.empty() || channel.name == QString::fromStdString(mark.channel));
        });
}

bool EventMarks::isShownAsGap(const Mark& mark) const {
    if (mark.shape != Shape::Error) return false;
    const auto device = m_view.frame().devices.find(mark.device);
    if (device == m_view.frame().devices.end()) return false;
    const auto& gaps = device->second.track.gaps();
    const auto gap = std::partition_point(gaps.begin(), gaps.end(),
                                          [&](const ChartGap& one) { return one.toNs < mark.ns; });
    return gap != gaps.end() && gap->fromNs <= mark.ns;
}

// Places hang on the grid of time, so that marks do not jump while the picture scrolls.
std::int64_t EventMarks::bucketNs() const {
    const double pixels = m_view.plotRight() - m_view.plotLeft();
    const ColumnWindow& window = m_view.frame().window;
    const auto span = static_cast<double>(window.toNs() - window.fromNs());
    return std::max<std::int64_t>(std::llround(kPlaceWidth * span / pixels), 1);
}

std::vector<EventMarks::Place> EventMarks::placesOf(const ChartLane& lane) const {
    const ColumnWindow& window = m_view.frame().window;
    const std::int64_t bucket = bucketNs();
    std::vector<Place> places;
    auto mark = std::partition_point(m_marks.begin(), m_marks.end(),
                                     [&](const Mark& one) { return one.ns < window.fromNs(); });
    for (; mark != m_marks.end() && mark->ns < window.toNs(); ++mark) {
        if (!belongsTo(*mark, lane) || isShownAsGap(*mark)) continue;
        const std::int64_t place = mark->ns / bucket;
        if (places.empty() || places.back().bucket != place) places.push_back({place, &*mark});
        const Mark& worst = *places.back().worst;
        const bool isChosen = mark->number == m_chosen;
        if (isChosen || (mark->shape > worst.shape && worst.number != m_chosen))
            places.back().worst = &*mark;
    }
    return places;
}

QRectF EventMarks::boxOf(const Mark& mark, const ChartLane& lane) const {
    const QRectF plot = lane.plotRect();
    const double left = std::clamp(std::round(m_view.xOf(mark.ns) - kMarkBox / 2), plot.left(),
                                   plot.right() - kMarkBox);
    return {left, plot.top() + 2, kMarkBox, kMarkBox};
}

QColor EventMarks::colorOf(Shape shape) const {
    const ThemeColors& colors = m_theme.colors();
    switch (shape) {
        case Shape::Idle: return colors.idle;
        case Shape::Measuring: return colors.measuring;
        case Shape::Error: return colors.error;
        case Shape::SafeState: return colors.safe;
        case Shape::Info:
        case Shape::Mark: return colors.info;
        case Shape::Warning: return colors.warning;
        case Shape::Critical: break;
    }
    return colors.critical;
}

void EventMarks::rebuildPixmaps() {
    const double ratio = m_view.devicePixelRatioF();
    for (std::size_t i = 0; i < kShapes; ++i) {
        QPixmap pixmap(QSize(static_cast<int>(kMarkBox), static_cast<int>(kMarkBox)) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintShape(painter, QRectF(0, 0, kMarkBox, kMarkBox), static_cast<Shape>(i));
        m_pixmaps[i] = pixmap;
    }
}

void EventMarks::paintShape(QPainter& painter, const QRectF& box, Shape shape) const {
    const ThemeColors& colors = m_theme.colors();
    switch (shape) {
        case Shape::Idle: return paintStateShape(painter, box, engine::DeviceState::Idle, colors);
        case Shape::Measuring:
            return paintStateShape(painter, box, engine::DeviceState::Measuring, colors);
        case Shape::Error: return paintStateShape(painter, box, engine::DeviceState::Error, colors);
        case Shape::SafeState:
            return paintStateShape(painter, box, engine::DeviceState::SafeState, colors);
        case Shape::Info: return paintAlarmShape(painter, box, AlarmLevel::Info, colors);
        case Shape::Mark: return paintFlag(painter, box, colors.info);
        case Shape::Warning: return paintAlarmShape(painter, box, AlarmLevel::Warning, colors);
        case Shape::Critical: return paintAlarmShape(painter, box, AlarmLevel::Critical, colors);
    }
}

void EventMarks::paint(QPainter& painter) {
    if (!m_shown || m_marks.empty()) return;
    for (const auto& lane : m_view.lanes()) {
        for (const Place& place : placesOf(*lane))
            paintMark(painter, *place.worst, *lane);
    }
}

void EventMarks::paintMark(QPainter& painter, const Mark& mark, const ChartLane& lane) const {
    const QRectF box = boxOf(mark, lane);
    const QRectF plot = lane.plotRect();
    const double x = std::floor(m_view.xOf(mark.ns)) + 0.5;
    const bool isState = mark.shape == Shape::Error || mark.shape == Shape::SafeState;
    const bool isAlarm = mark.shape == Shape::Warning || mark.shape == Shape::Critical;
    if (isState || isAlarm || mark.shape == Shape::Mark || mark.number == m_chosen) {
        painter.setPen(QPen(colorOf(mark.shape), 1, isState ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(QPointF(x, box.bottom() + 2), QPointF(x, plot.bottom()));
    }
    if (painter.paintEngine()->type() == QPaintEngine::Raster)
        painter.drawPixmap(box.topLeft(), m_pixmaps[static_cast<std::size_t>(mark.shape)]);
    else
        paintShape(painter, box, mark.shape);
    if (mark.number != m_chosen) return;
    painter.setPen(QPen(m_theme.colors().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(box.adjusted(-1.5, -1.5, 1.5, 1.5));
}

const EventMarks::Mark* EventMarks::markAt(const QPointF& scenePosition,
                                           const ChartLane** found) const {
    if (!m_shown) return nullptr;
    for (const auto& lane : m_view.lanes()) {
        for (const Place& place : placesOf(*lane)) {
            if (!boxOf(*place.worst, *lane).adjusted(-4, -4, 4, 4).contains(scenePosition))
                continue;
            *found = lane.get();
            return place.worst;
        }
    }
    return nullptr;
}

QString EventMarks::sentenceOf(const Mark& mark) const {
    const QString when = momentText(m_view.frame().time, mark.ns, kMarkDigitsNs);
    const QString what = QString::fromStdString(mark.text);
    const auto channel = std::find_if(m_view.channels().begin(), m_view.channels().end(),
                                      [&](const auto& one) { return one.device == mark.device; });
    return channel == m_view.channels().end()
               ? tr("%1  %2").arg(when, what)
               : tr("%1  %2: %3").arg(when, channel->deviceName, what);
}

QString EventMarks::textAt(const QPointF& scenePosition) const {
    const ChartLane* lane = nullptr;
    const Mark* at = markAt(scenePosition, &lane);
    if (!at) return {};
    const std::int64_t bucket = bucketNs();
    QStringList sentences;
    for (const Mark& mark : m_marks)
        if (mark.ns / bucket == at->ns / bucket && belongsTo(mark, *lane))
            sentences << sentenceOf(mark);
    const qsizetype more = sentences.size() - kMostSentences;
    if (more > 0) {
        sentences.resize(kMostSentences);
        sentences << tr("and %n more", nullptr, static_cast<int>(more));
    }
    return sentences.join(QLatin1Char('\n'));
}

const EventMarks::Mark* EventMarks::chosen() const {
    const auto found = std::find_if(m_marks.begin(), m_marks.end(),
                                    [this](const Mark& mark) { return mark.number == m_chosen; });
    return m_chosen == 0 || found == m_marks.end() ? nullptr : &*found;
}

QString EventMarks::chosenText() const {
    const Mark* mark = chosen();
    return mark ? sentenceOf(*mark) : QString();
}

bool EventMarks::isAnywhere(const Mark& mark) const {
    return !isShownAsGap(mark) &&
           std::any_of(m_view.lanes().begin(), m_view.lanes().end(),
                       [&](const auto& lane) { return belongsTo(mark, *lane); });
}

void EventMarks::choose(const Mark& mark) {
    m_chosen = mark.number;
    const ColumnWindow& window = m_view.frame().window;
    if (mark.ns < window.fromNs() || mark.ns >= window.toNs()) {
        const std::int64_t middle = m_view.source().start().steadyNs + mark.ns;
        const std::int64_t half = m_view.view().spanNs() / 2;
        m_view.showSpan({middle - half, middle + half});
    }
    m_view.refresh();
    emit chosenChanged(m_chosen);
}

bool EventMarks::chooseNext() {
    const Mark* from = chosen();
    const std::int64_t left = m_view.frame().window.fromNs();
    auto mark = from ? m_marks.begin() + (from - m_marks.data()) + 1
                     : std::partition_point(m_marks.begin(), m_marks.end(),
                                            [&](const Mark& one) { return one.ns < left; });
    mark = std::find_if(mark, m_marks.end(), [this](const Mark& one) { return isAnywhere(one); });
    if (!m_shown || mark == m_marks.end()) return false;
    choose(*mark);
    return true;
}

bool EventMarks::choosePrevious() {
    const Mark* from = chosen();
    const std::int64_t right = m_view.frame().window.toNs();
    auto mark = from ? m_marks.begin() + (from - m_marks.data())
                     : std::partition_point(m_marks.begin(), m_marks.end(),
                                            [&](const Mark& one) { return one.ns < right; });
    const auto found = std::find_if(std::make_reverse_iterator(mark), m_marks.rend(),
                                    [this](const Mark& one) { return isAnywhere(one); });
    if (!m_shown || found == m_marks.rend()) return false;
    choose(*found);
    return true;
}

void EventMarks::clearChoice() {
    if (m_chosen == 0) return;
    m_chosen = 0;
    m_view.refresh();
    emit chosenChanged(0);
}

bool EventMarks::press(const QPointF& at) {
    const ChartLane* lane = nullptr;
    const Mark* mark = markAt(m_view.mapToScene(at.toPoint()), &lane);
    if (!mark) return false;
    if (mark->number == m_chosen)
        clearChoice();
    else
        choose(*mark);
    return true;
}

bool EventMarks::eventFilter(QObject* /*watched*/, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        return mouse->button() == Qt::LeftButton && press(mouse->position());
    }
    if (event->type() != QEvent::ToolTip) return false;
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = textAt(m_view.mapToScene(help->pos()));
    if (text.isEmpty()) return false;
    QToolTip::showText(help->globalPos(), text, m_view.viewport());
    return true;
}

}  // namespace telemetryhub::ui
