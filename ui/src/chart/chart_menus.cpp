// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/chart_menus.h"

#include <algorithm>

#include <QMenu>

#include "chart/chart_gestures.h"
#include "chart/chart_lane.h"
#include "chart/range_popup.h"
#include "theme/numbers.h"

namespace telemetryhub::ui {

ChartMenus::ChartMenus(ChartView& view, ChartGestures& gestures, QWidget* parent)
    : QObject(parent), m_view(view), m_gestures(gestures), m_parent(parent) {}

QString ChartMenus::layoutName(LaneLayout layout) {
    switch (layout) {
        case LaneLayout::Lanes: return tr("Lanes");
        case LaneLayout::ByChannel: return tr("By channel");
        case LaneLayout::ByUnit: return tr("By unit");
        case LaneLayout::ByDevice: return tr("By device");
        case LaneLayout::OnePlot: return tr("One plot");
        case LaneLayout::Arranged: return tr("Arranged");
    }
    return {};
}

QString ChartMenus::valuesName() const {
    const std::vector<AxisPlace> places = axes();
    const bool fixed = std::any_of(places.begin(), places.end(), [this](AxisPlace place) {
        return m_view.lanes()[place.lane]->isFixed(place.side);
    });
    if (fixed) return tr("Fixed");
    return m_view.rangeFit() == RangeFit::Calm ? tr("Auto") : tr("Tight");
}

std::vector<AxisPlace> ChartMenus::axes() const {
    std::vector<AxisPlace> places;
    for (std::size_t lane = 0; lane < m_view.lanes().size(); ++lane) {
        for (const ValueSide side : {ValueSide::Left, ValueSide::Right})
            if (m_view.lanes()[lane]->hasSide(side)) places.push_back({lane, side});
    }
    return places;
}

QString ChartMenus::axisName(AxisPlace place) const {
    const ChartLane& lane = *m_view.lanes()[place.lane];
    QStringList names;
    for (std::size_t i = 0; i < lane.channels().size() && names.size() < 3; ++i)
        if (lane.sideOf(i) == place.side) names << lane.channels()[i].name;
    const QString unit = lane.unitOf(place.side);
    const QString all = names.join(QStringLiteral(", "));
    return unit.isEmpty() ? all : tr("%1 in %2").arg(all, unit);
}

void ChartMenus::freeAll() {
    for (const AxisPlace place : axes())
        m_view.setAxisRange(place, std::nullopt);
}

void ChartMenus::fillValues(QMenu& menu) {
    menu.clear();
    const auto add = [&](const QString& text, RangeFit fit) {
        menu.addAction(text, this, [this, fit] {
            freeAll();
            m_view.setRangeFit(fit);
            emit changed();
        });
    };
    add(tr("Automatic: calm"), RangeFit::Calm);
    add(tr("Automatic: tight"), RangeFit::Tight);
    if (m_view.lanes().empty()) return;
    menu.addSection(tr("Fix a range"));
    for (const AxisPlace place : axes()) {
        const QString name = axisName(place);
        menu.addAction(tr("%1…").arg(name), this, [this, place] { openRange(place); });
    }
}

void ChartMenus::fillLayouts(QMenu& menu) {
    menu.clear();
    for (const LaneLayout layout :
         {LaneLayout::Lanes, LaneLayout::ByChannel, LaneLayout::ByUnit, LaneLayout::ByDevice,
          LaneLayout::OnePlot, LaneLayout::Arranged}) {
        QAction* action = menu.addAction(layoutName(layout), this, [this, layout] {
            m_view.setLaneLayout(layout);
            emit changed();
        });
        action->setCheckable(true);
        action->setChecked(m_view.laneLayout() == layout);
    }
}

void ChartMenus::addAxis(QMenu& menu, AxisPlace place) {
    menu.addAction(tr("Fix the range of %1…").arg(axisName(place)), this,
                   [this, place] { openRange(place); });
    QAction* automatic = menu.addAction(tr("Automatic range"), this, [this, place] {
        m_gestures.setAxisRange(place, std::nullopt);
        emit changed();
    });
    automatic->setEnabled(m_view.lanes()[place.lane]->isFixed(place.side));
}

void ChartMenus::addZoom(QMenu& menu) {
    menu.addAction(tr("Zoom into a box") + QStringLiteral("\tZ"), this,
                   [this] { m_gestures.setBoxArmed(true); });
    QAction* undo =
        menu.addAction(tr("Undo the zoom") + QStringLiteral("\t") +
                           QKeySequence(Qt::Key_Backspace).toString(QKeySequence::NativeText),
                       this, [this] {
                           m_gestures.undo();
                           emit changed();
                       });
    undo->setEnabled(m_gestures.canUndo());
    QAction* all = menu.addAction(tr("Automatic ranges everywhere"), this, [this] {
        freeAll();
        emit changed();
    });
    all->setEnabled(!m_view.axisRanges().empty());
}

void ChartMenus::openRange(AxisPlace place) {
    if (place.lane >= m_view.lanes().size()) return;
    const ChartLane& lane = *m_view.lanes()[place.lane];
    if (!lane.hasSide(place.side)) return;
    const ValueScale& scale = lane.scale(place.side);
    auto* popup =
        new RangePopup(axisName(place), scale.range, decimalsForStep(scale.step) + 1, m_parent);
    connect(popup, &RangePopup::rangeChosen, this, [this, place](std::optional<ValueRange> range) {
        m_gestures.setAxisRange(place, range);
        emit changed();
    });
    const QRectF plot = m_view.plotInView(place.lane);
    const double x = place.side == ValueSide::Left ? plot.left() : plot.right();
    const QPoint corner(static_cast<int>(x), static_cast<int>(std::max(plot.top(), 0.0)));
    popup->adjustSize();
    popup->move(m_view.viewport()->mapToGlobal(corner));
    popup->show();
}

}  // namespace telemetryhub::ui
