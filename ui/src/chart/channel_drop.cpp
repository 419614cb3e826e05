// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/channel_drop.h"

#include <QDropEvent>
#include <QMimeData>

#include "chart/chart_lane.h"
#include "chart/chart_view.h"
#include "chart/rect_mark.h"

namespace telemetryhub::ui {

namespace {
/// The lowest part of a lane stands for a new one below it.
constexpr double kNewLanePart = 0.25;
}  // namespace

ChannelDrop::ChannelDrop(ChartView& view, const Theme& theme, QObject* parent)
    : QObject(parent), m_view(view), m_mark(new RectMark(theme, view.viewport())) {
    view.viewport()->setAcceptDrops(true);
    view.viewport()->installEventFilter(this);
}

ChannelDrop::Target ChannelDrop::targetAt(QPointF place) const {
    if (m_view.lanes().empty()) return {};
    const std::optional<std::size_t> lane = m_view.laneAt(place);
    if (!lane) return {std::nullopt, m_view.lanes().size() - 1};
    const QRectF rect = m_view.lanes()[*lane]->laneRect();
    const double bottom = m_view.plotInView(*lane).bottom();
    if (place.y() > bottom - rect.height() * kNewLanePart) return {std::nullopt, lane};
    return {lane, std::nullopt};
}

bool ChannelDrop::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::DragEnter:
        case QEvent::DragMove: {
            auto* drag = static_cast<QDropEvent*>(event);
            if (channelsOf(*drag->mimeData()).empty()) return false;
            show(targetAt(drag->position()));
            drag->acceptProposedAction();
            return true;
        }
        case QEvent::DragLeave: m_mark->hide(); return true;
        case QEvent::Drop: take(*static_cast<QDropEvent*>(event)); return true;
        default: return QObject::eventFilter(watched, event);
    }
}

void ChannelDrop::take(QDropEvent& event) {
    m_mark->hide();
    const std::vector<ChannelId> channels = channelsOf(*event.mimeData());
    if (channels.empty()) return;
    event.acceptProposedAction();
    emit dropped(channels, targetAt(event.position()));
}

void ChannelDrop::show(const Target& target) {
    const QRect whole = m_view.viewport()->rect();
    if (target.lane) {
        m_mark->mark(m_view.plotInView(*target.lane).toRect(), tr("Add to this lane"));
    } else if (target.newAfter) {
        const QRectF plot = m_view.plotInView(*target.newAfter);
        const double height = plot.height() * kNewLanePart;
        m_mark->mark(QRectF(plot.left(), plot.bottom() - height, plot.width(), height).toRect(),
                     tr("New lane"));
    } else {
        m_mark->mark(whole.adjusted(8, 8, -8, -8), tr("Show here"));
    }
}

}  // namespace telemetryhub::ui
