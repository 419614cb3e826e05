// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_gestures.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include "chart/channel_mime.h"
#include "chart/chart_lane.h"
#include "chart/rect_mark.h"

namespace telemetryhub::ui {

namespace {

constexpr double kLeastBox = 8;  ///< smaller ones were a slip of the hand
constexpr double kAxisNotch = 120;
constexpr double kAxisZoomANotch = 0.8;

double valueAt(const ValueRange& range, const QRectF& plot, double y) {
    return range.hi - (y - plot.top()) / plot.height() * (range.hi - range.lo);
}

}  // namespace

ChartGestures::ChartGestures(ChartView& view, const Theme& theme, QObject* parent)
    : QObject(parent), m_view(view), m_mark(new RectMark(theme, view.viewport())) {
    view.viewport()->installEventFilter(this);
    // The menu key comes to the view, the mouse to its viewport.
    view.installEventFilter(this);
}

void ChartGestures::setBoxArmed(bool armed) {
    if (armed == m_boxArmed) return;
    m_boxArmed = armed;
    m_boxFrom.reset();
    m_mark->hide();
    emit boxArmedChanged(armed);
}

void ChartGestures::remember() {
    if (m_undos.size() == kMostUndos) m_undos.erase(m_undos.begin());
    m_undos.push_back({m_view.view(), m_view.axisRanges()});
}

void ChartGestures::undo() {
    if (m_undos.empty()) return;
    const Zoom zoom = std::move(m_undos.back());
    m_undos.pop_back();
    m_turned.reset();
    m_view.setAxisRanges(zoom.ranges);
    m_view.setView(zoom.view);
}

void ChartGestures::setAxisRange(AxisPlace place, std::optional<ValueRange> range) {
    remember();
    m_view.setAxisRange(place, range);
}

ValueRange ChartGestures::rangeOf(AxisPlace place) const {
    return m_view.lanes()[place.lane]->scale(place.side).range;
}

bool ChartGestures::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ContextMenu) {
        const auto* menu = static_cast<QContextMenuEvent*>(event);
        if (watched == &m_view && menu->reason() == QContextMenuEvent::Mouse) return false;
        emit menuAsked(menu->pos(), menu->globalPos());
        return true;
    }
    if (watched != m_view.viewport()) return false;
    switch (event->type()) {
        case QEvent::MouseButtonPress: return pressed(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseMove: return moved(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseButtonRelease: return released(*static_cast<QMouseEvent*>(event));
        case QEvent::MouseButtonDblClick: return doubleClicked(*static_cast<QMouseEvent*>(event));
        case QEvent::Wheel: return turned(*static_cast<QWheelEvent*>(event));
        default: return false;
    }
}

bool ChartGestures::pressed(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton) return false;
    const QPointF place = event.position();
    m_turned.reset();
    if (const auto axis = m_view.axisAt(place)) {
        m_axisDrag = AxisDrag{*axis, rangeOf(*axis), place.y()};
        return true;
    }
    if (auto channel = m_view.channelAt(place)) {
        m_dragged = std::move(channel);
        m_dragFrom = place;
        return true;
    }
    const std::optional<std::size_t> lane = m_view.laneAt(place);
    const bool box = m_boxArmed || event.modifiers().testFlag(Qt::ShiftModifier);
    if (!box || !lane) return false;
    m_boxFrom = place;
    m_boxLane = *lane;
    return true;
}

bool ChartGestures::moved(const QMouseEvent& event) {
    const QPointF place = event.position();
    if (m_boxFrom) {
        moveBox(place);
        return true;
    }
    if (m_axisDrag) {
        if (!m_axisDrag->moved) remember();
        m_axisDrag->moved = true;
        const QRectF plot = m_view.plotInView(m_axisDrag->place.lane);
        const ValueRange& from = m_axisDrag->from;
        const double shift = (place.y() - m_axisDrag->y) / plot.height() * (from.hi - from.lo);
        m_view.setAxisRange(m_axisDrag->place, ValueRange{from.lo + shift, from.hi + shift});
        return true;
    }
    if (m_dragged) {
        if ((place - m_dragFrom).manhattanLength() >= QApplication::startDragDistance())
            dragChannel();
        return true;
    }
    if (event.buttons() == Qt::NoButton) showCursor(place);
    return false;
}

void ChartGestures::showCursor(QPointF place) {
    const bool axis = m_view.axisAt(place).has_value();
    const bool channel = !axis && m_view.channelAt(place).has_value();
    if (axis || channel || m_boxArmed)
        m_view.viewport()->setCursor(axis      ? Qt::SizeVerCursor
                                     : channel ? Qt::OpenHandCursor
                                               : Qt::CrossCursor);
    else if (m_cursorSet)
        m_view.viewport()->unsetCursor();
    m_cursorSet = axis || channel || m_boxArmed;
}

void ChartGestures::dragChannel() {
    const ChartChannel channel = *m_dragged;
    m_dragged.reset();
    auto* drag = new QDrag(&m_view);
    drag->setMimeData(channelMime({{channel.device, channel.channel}}, channel.name).release());
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

bool ChartGestures::released(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton) return false;
    const bool mine = m_boxFrom || m_axisDrag || m_dragged;
    if (m_boxFrom) zoomIntoBox(event.position());
    m_boxFrom.reset();
    m_axisDrag.reset();
    m_dragged.reset();
    return mine;
}

void ChartGestures::moveBox(QPointF place) {
    const QRectF plot = m_view.plotInView(m_boxLane);
    const QRectF box = QRectF(*m_boxFrom, place).normalized().intersected(plot);
    m_mark->mark(box.toAlignedRect());
}

// A flat box zooms time alone, a slim one values alone.
void ChartGestures::zoomIntoBox(QPointF place) {
    const QRectF plot = m_view.plotInView(m_boxLane);
    const QRectF box = QRectF(*m_boxFrom, place).normalized().intersected(plot);
    setBoxArmed(false);
    m_mark->hide();
    if (box.width() < kLeastBox && box.height() < kLeastBox) return;
    remember();
    const engine::TimeSpan span{m_view.timeAt(box.left()), m_view.timeAt(box.right())};
    if (box.height() >= kLeastBox) zoomValues(m_boxLane, box.top(), box.bottom());
    if (box.width() >= kLeastBox) m_view.showSpan(span);
}

void ChartGestures::zoomValues(std::size_t lane, double top, double bottom) {
    const QRectF plot = m_view.plotInView(lane);
    const bool two = m_view.lanes()[lane]->hasSide(ValueSide::Right);
    const ValueRange left = rangeOf({lane, ValueSide::Left});
    const ValueRange right = two ? rangeOf({lane, ValueSide::Right}) : left;
    m_view.setAxisRange({lane, ValueSide::Left},
                        ValueRange{valueAt(left, plot, bottom), valueAt(left, plot, top)});
    if (two)
        m_view.setAxisRange({lane, ValueSide::Right},
                            ValueRange{valueAt(right, plot, bottom), valueAt(right, plot, top)});
}

bool ChartGestures::doubleClicked(const QMouseEvent& event) {
    const auto axis = m_view.axisAt(event.position());
    if (!axis || event.button() != Qt::LeftButton)
        return m_view.channelAt(event.position()).has_value();
    setAxisRange(*axis, std::nullopt);
    return true;
}

// Over a value axis the wheel zooms it; over a legend it scrolls the lanes.
bool ChartGestures::turned(const QWheelEvent& event) {
    const QPointF place = event.position();
    const auto axis = m_view.axisAt(place);
    const double notches = event.angleDelta().y() / kAxisNotch;
    if (!axis) {
        m_turned.reset();
        const auto lane = m_view.laneAt(place);
        if (!lane || place.y() >= m_view.plotInView(*lane).top()) return false;
        QScrollBar* bar = m_view.verticalScrollBar();
        bar->setValue(bar->value() -
                      static_cast<int>(notches * ChartMetrics::kLeastLaneHeight / 2));
        return bar->maximum() > 0;
    }
    if (m_turned != axis) remember();
    m_turned = axis;
    const ValueRange range = rangeOf(*axis);
    const double value = valueAt(range, m_view.plotInView(axis->lane), place.y());
    const double factor = std::pow(kAxisZoomANotch, notches);
    m_view.setAxisRange(*axis, ValueRange{value + (range.lo - value) * factor,
                                          value + (range.hi - value) * factor});
    return true;
}

}  // namespace telemetryhub::ui
