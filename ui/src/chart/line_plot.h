// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include <QRectF>

#include "chart/column_ring.h"

class QPainter;

namespace telemetryhub::ui {

/// Paints what a ColumnRing shows as lines and areas, for pages and drawings.
///
/// Units: logical pixels of `painter`.
void paintLinePlot(QPainter& painter, const QRectF& plot, const ColumnWindow& window,
                   std::span<const RingCurve> curves, const RingLook& look, std::int64_t hatchEnd);

}  // namespace telemetryhub::ui
