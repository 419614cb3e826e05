// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QSizeF>

#include "theme/theme.h"

class QPainter;

namespace telemetryhub::ui {

class ChartCursors;
class ChartView;
class EventMarks;
class LimitLines;

/// A chart as it looks on paper: the same stretch of time, channels, cursors and marks in the light
/// theme, with the date above it.
///
/// Threads: main.
class PaperChart {
public:
    /// What stands on the screen.
    struct Shown {
        const ChartView& view;
        const ChartCursors& cursors;
        const EventMarks& marks;
        const LimitLines& limits;
    };
    /// `size` in points of 1/96 inch. \pre the source of the chart outlives this object.
    PaperChart(const Shown& shown, const QSizeF& size);
    ~PaperChart();
    PaperChart(const PaperChart&) = delete;
    PaperChart& operator=(const PaperChart&) = delete;

    void paint(QPainter& painter);

private:
    Theme m_theme;
    std::unique_ptr<ChartView> m_view;
    std::unique_ptr<LimitLines> m_limits;
    std::unique_ptr<EventMarks> m_marks;
    std::unique_ptr<ChartCursors> m_cursors;
};

}  // namespace telemetryhub::ui
