// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QPointF>

#include "chart/chart_view.h"

class QMouseEvent;
class QWheelEvent;

namespace telemetryhub::ui {

class RectMark;
class Theme;

/// What the mouse does with a chart beside moving it in time: draws a box to zoom into, scales and
/// shifts the value axes, drags channels by their legend. Each zoom can be undone.
///
/// Threads: main.
class ChartGestures final : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kMostUndos = 50;

    /// \pre `view` and `theme` outlive this object.
    ChartGestures(ChartView& view, const Theme& theme, QObject* parent = nullptr);

    /// The next drag in a plot draws a box, as with Shift; ends with it.
    void setBoxArmed(bool armed);
    [[nodiscard]] bool isBoxArmed() const { return m_boxArmed; }
    [[nodiscard]] bool canUndo() const { return !m_undos.empty(); }
    /// Back to the view and the value axes before the last zoom.
    void undo();
    /// Fixes an axis, or lets it follow the data; can be undone.
    void setAxisRange(AxisPlace place, std::optional<ValueRange> range);

signals:
    void boxArmedChanged(bool armed);
    /// By mouse or key, at `place` of the viewport.
    void menuAsked(QPoint place, QPoint globalPlace);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Zoom {
        ViewState view;
        AxisRanges ranges;
    };
    struct AxisDrag {
        AxisPlace place;
        ValueRange from;
        double y = 0;
        bool moved = false;
    };

    bool pressed(const QMouseEvent& event);
    bool moved(const QMouseEvent& event);
    bool released(const QMouseEvent& event);
    bool doubleClicked(const QMouseEvent& event);
    bool turned(const QWheelEvent& event);
    void remember();
    void showCursor(QPointF place);
    void moveBox(QPointF place);
    void zoomIntoBox(QPointF place);
    void zoomValues(std::size_t lane, double top, double bottom);
    void dragChannel();
    [[nodiscard]] ValueRange rangeOf(AxisPlace place) const;

    ChartView& m_view;
    RectMark* m_mark;
    std::vector<Zoom> m_undos;
    std::optional<QPointF> m_boxFrom;
    std::size_t m_boxLane = 0;
    std::optional<AxisDrag> m_axisDrag;
    std::optional<ChartChannel> m_dragged;
    QPointF m_dragFrom;
    std::optional<AxisPlace> m_turned;  ///< the last notches are one zoom
    bool m_boxArmed = false;
    bool m_cursorSet = false;
};

}  // namespace telemetryhub::ui
