// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <QGraphicsView>
#include <QTimer>

#include "chart/chart_channel.h"
#include "chart/chart_frame.h"
#include "chart/column_ring.h"
#include "chart/frame_pace.h"
#include "chart/lane_plan.h"
#include "chart/value_range.h"
#include "chart/view_state.h"

namespace telemetryhub::ui {

class ChartLane;
class ChartOverlay;
class ChartSource;
class Theme;
class TimeAxisStrip;

/// One value axis of a chart.
struct AxisPlace {
    std::size_t lane = 0;
    ValueSide side = ValueSide::Left;
    friend bool operator==(const AxisPlace&, const AxisPlace&) = default;
};

/// The ranges that the operator fixed, by device's and channel's name: they stay with the channels
/// whatever lane holds them. An axis is fixed as its first channel is.
using AxisRanges = std::map<std::pair<QString, QString>, ValueRange>;

/// The lanes of a chart: lays them out, draws them with the display's beat while something
/// changes, and turns mouse and wheel into a view of time.
///
/// Threads: main.
class ChartView final : public QGraphicsView {
    Q_OBJECT

public:
    /// \pre `source` and `theme` outlive this object.
    ChartView(const ChartSource& source, const Theme& theme, QWidget* parent = nullptr);
    ~ChartView() override;

    void setChannels(std::vector<ChartChannel> channels);
    [[nodiscard]] const std::vector<ChartChannel>& channels() const { return m_channels; }
    void setLaneLayout(LaneLayout layout);
    [[nodiscard]] LaneLayout laneLayout() const { return m_layout; }
    void setRangeFit(RangeFit fit);
    [[nodiscard]] RangeFit rangeFit() const { return m_fit; }
    void setCrosshairShown(bool shown);
    /// Moves the crosshair by pixels, for the keyboard.
    void moveCrosshair(int pixels);

    [[nodiscard]] const ViewState& view() const { return m_view; }
    void follow();
    void pause();
    void setSpan(std::int64_t spanNs);
    void showAll();
    void zoom(double factor);
    /// Moves by a share of the picture, towards later times when positive.
    void pan(double share);
    void home();
    /// Stands still around a moment of the steady clock, with the crosshair on it.
    void jumpTo(std::int64_t steadyNs);
    void setView(const ViewState& view);
    /// Stands still with a stretch of the steady clock in view.
    void showSpan(engine::TimeSpan span);
    /// What is in view, on the steady clock.
    [[nodiscard]] engine::TimeSpan visibleSpan() const;
    /// How far the right edge is behind the present.
    [[nodiscard]] std::int64_t behindNs() const;

    /// Nothing: the range follows the data again.
    void setAxisRange(AxisPlace place, std::optional<ValueRange> range);
    [[nodiscard]] const AxisRanges& axisRanges() const { return m_axisRanges; }
    void setAxisRanges(AxisRanges ranges);
    /// What lies at a place of the viewport.
    [[nodiscard]] std::optional<AxisPlace> axisAt(QPointF place) const;
    [[nodiscard]] std::optional<std::size_t> laneAt(QPointF place) const;
    [[nodiscard]] std::optional<ChartChannel> channelAt(QPointF place) const;
    /// The plot of a lane, in the viewport.
    [[nodiscard]] QRectF plotInView(std::size_t lane) const;
    /// The time at a place of the viewport, on the steady clock.
    [[nodiscard]] std::int64_t timeAt(double x) const;

    /// Draws what changed since the last frame; true when that was anything. Called by the
    /// display's beat while the chart is visible.
    bool advanceFrame();
    /// Whether the display's beat advances the chart while it is visible; on from the start.
    void setBeating(bool beating);
    [[nodiscard]] const FramePace& pace() const { return m_pace; }
    [[nodiscard]] const ChartFrame& frame() const { return m_frame; }
    [[nodiscard]] std::span<const std::unique_ptr<ChartLane>> lanes() const { return m_lanes; }
    /// All lanes, also those scrolled out, and the time axis.
    [[nodiscard]] QImage picture();
    /// The same on another medium, as lines and words; `pictureSize()` large.
    void renderPicture(QPainter& painter);
    [[nodiscard]] QSizeF pictureSize() const;

    /// Draws `overlay` over the lanes, until it is removed.
    void addOverlay(ChartOverlay& overlay);
    void removeOverlay(ChartOverlay& overlay);
    /// Draws everything again that stands over the curves, and the legends' words.
    void refresh();
    [[nodiscard]] const ChartSource& source() const { return m_source; }
    [[nodiscard]] QWidget& timeAxis();
    /// Where a time stands in the scene, and what stands there; nanoseconds since the session
    /// began.
    [[nodiscard]] double xOf(std::int64_t ns) const;
    [[nodiscard]] std::int64_t nsAt(double x) const;
    /// Left and right edge of all plots.
    [[nodiscard]] double plotLeft() const;
    [[nodiscard]] double plotRight() const;
    /// Sets what the lanes tint and the legends tell of; nothing: there is no such stretch.
    void setSelection(std::optional<ChartSelection> selection);
    /// Stands still with this stretch in view, also when its end is still to come.
    void holdAt(std::int64_t fromNs, std::int64_t toNs);

signals:
    void followingChanged(bool following);
    void spanChanged();
    /// The operator looks at another stretch of time.
    void viewMoved();
    /// Other channels, or lanes, than before.
    void lanesChanged();
    /// Only every n-th beat draws, because frames are slow.
    void paceChanged(int divisor);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] std::int64_t nowNs() const;
    [[nodiscard]] std::int64_t firstNs() const;
    [[nodiscard]] double plotWidth() const;
    [[nodiscard]] double shareOf(double x) const;
    [[nodiscard]] QString emptyText() const;
    template <typename Change>
    void changeView(Change&& change);
    void rebuildLanes();
    void applyAxisRanges();
    [[nodiscard]] double rightMargin() const;
    void rebuildDevices();
    void layOutLanes();
    void applyTheme();
    void beat();
    void startBeat();
    void updateDevices();
    bool updateWindow();
    void updateCrosshair();
    void showCrosshair();
    void updateLegends();

    const ChartSource& m_source;
    const Theme& m_theme;
    ViewState m_view;
    std::vector<ChartChannel> m_channels;
    LaneLayout m_layout = LaneLayout::Lanes;
    RangeFit m_fit = RangeFit::Calm;
    AxisRanges m_axisRanges;
    ChartFrame m_frame;
    QGraphicsScene m_scene;
    std::vector<std::unique_ptr<ChartLane>> m_lanes;
    TimeAxisStrip* m_strip;
    std::vector<ChartOverlay*> m_overlays;
    QTimer m_beat;
    FramePace m_pace;
    double m_frameMs = 0;
    std::int64_t m_legendNs = 0;
    std::int64_t m_dataNs = 0;
    bool m_viewMoved = true;
    bool m_beating = true;
    bool m_sawNoData = true;
    bool m_crosshairShown = false;
    double m_crosshairX = -1;  ///< in the viewport; negative: the middle
    std::optional<QPointF> m_dragFrom;
};

}  // namespace telemetryhub::ui
