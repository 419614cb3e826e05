// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QRectF>

#include "telemetryhub/engine/device/device_state.h"

class QPainter;

namespace telemetryhub::ui {

struct ThemeColors;

/// How urgent a message is.
enum class AlarmLevel { Info, Warning, Critical };

// The shapes that say a state without colour: ring, disc, triangle, octagon; and an alarm level:
// outlined square, outlined diamond, filled diamond. Drawn on a grid of 16 units.

void paintStateShape(QPainter& painter, const QRectF& rect, engine::DeviceState state,
                     const ThemeColors& colors);
void paintAlarmShape(QPainter& painter, const QRectF& rect, AlarmLevel level,
                     const ThemeColors& colors);
/// A disc in a ring.
void paintRecordingShape(QPainter& painter, const QRectF& rect, const ThemeColors& colors);

/// A shape as a pixmap of `size` points at `ratio` device pixels each, for labels.
[[nodiscard]] QPixmap stateShapePixmap(engine::DeviceState state, int size, qreal ratio,
                                       const ThemeColors& colors);
[[nodiscard]] QPixmap alarmShapePixmap(AlarmLevel level, int size, qreal ratio,
                                       const ThemeColors& colors);

[[nodiscard]] QPixmap recordingShapePixmap(int size, qreal ratio, const ThemeColors& colors);

/// The colour of the state's word; in SafeState the pill's letters are white instead.
[[nodiscard]] QColor stateColor(engine::DeviceState state, const ThemeColors& colors);
[[nodiscard]] QColor alarmColor(AlarmLevel level, const ThemeColors& colors);

/// Lines aslant, 6 units apart: the ground of stale values and of time without samples.
void paintHatch(QPainter& painter, const QRectF& rect, const ThemeColors& colors);

}  // namespace telemetryhub::ui
