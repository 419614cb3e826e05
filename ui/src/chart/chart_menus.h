// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include "chart/chart_view.h"

class QMenu;

namespace telemetryhub::ui {

class ChartGestures;

/// The menus about the axes and lanes of one chart; what the mouse does stands in them too.
///
/// Threads: main.
class ChartMenus final : public QObject {
    Q_OBJECT

public:
    /// \pre `view` and `gestures` outlive this object.
    ChartMenus(ChartView& view, ChartGestures& gestures, QWidget* parent);

    [[nodiscard]] static QString layoutName(LaneLayout layout);
    /// How the value axes find their ranges.
    [[nodiscard]] QString valuesName() const;
    /// Clears `menu` first.
    void fillValues(QMenu& menu);
    void fillLayouts(QMenu& menu);
    void addAxis(QMenu& menu, AxisPlace place);
    void addZoom(QMenu& menu);
    void openRange(AxisPlace place);

signals:
    /// The names are others.
    void changed();

private:
    [[nodiscard]] QString axisName(AxisPlace place) const;
    [[nodiscard]] std::vector<AxisPlace> axes() const;
    void freeAll();

    ChartView& m_view;
    ChartGestures& m_gestures;
    QWidget* m_parent;
};

}  // namespace telemetryhub::ui
