// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRectF>

class QPainter;

namespace telemetryhub::ui {

/// Something that is drawn over the lanes of a chart, and on its time axis: cursors, marks.
///
/// Whoever listens to the mouse installs an event filter on the chart's viewport and on its axis.
///
/// Threads: main.
class ChartOverlay {
public:
    virtual ~ChartOverlay() = default;
    /// Called once a frame, before it is drawn.
    virtual void advance() {}
    /// In the coordinates of the chart's scene.
    virtual void paint(QPainter& painter) = 0;
    /// In the coordinates of the time axis; its x are those of the scene.
    virtual void paintAxis(QPainter& /*painter*/) {}
    /// Where it paints on the time axis: no time stands there.
    [[nodiscard]] virtual std::vector<QRectF> axisBoxes() const { return {}; }
};

}  // namespace telemetryhub::ui
