// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include <QRectF>

#include "chart/column_ring.h"

class QPainter;

namespace telemetryhub::ui {

/// What a ColumnRing shows, and where on the page.
struct LinePlot {
    QRectF plot;  ///< logical pixels of the painter
    const ColumnWindow& window;
    std::span<const RingCurve> curves;
    const RingLook& look;
    std::int64_t hatchEnd = 0;  ///< column up to which a silence is hatched
};

/// Paints it as lines and areas, for pages and drawings.
void paintLinePlot(QPainter& painter, const LinePlot& picture);

}  // namespace telemetryhub::ui
