// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::ui {

class ChartSource;
class ChartView;
class Theme;

/// The whole session as one thin curve of the first channel, with the stretch that the chart
/// shows, which can be dragged.
///
/// It reads the history once a second at most, and only while it can be seen.
///
/// Threads: main.
class OverviewStrip final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kHeight = 28;

    /// \pre everything outlives this object.
    OverviewStrip(const ChartSource& source, ChartView& view, const Theme& theme,
                  QWidget* parent = nullptr);

    /// The stretch of time that the strip shows, on the steady clock.
    [[nodiscard]] engine::TimeSpan extent() const { return m_extent; }
    /// Where the chart's window stands, in the strip.
    [[nodiscard]] QRectF windowRect() const;
    /// Reads the session again.
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(std::int64_t steadyNs) const;
    [[nodiscard]] std::int64_t timeOf(double x) const;
    [[nodiscard]] engine::TimeSpan wholeSession() const;
    void readColumns();
    void drawCurve();
    void showAround(std::int64_t middleNs);

    const ChartSource& m_source;
    ChartView& m_view;
    const Theme& m_theme;
    QTimer m_timer;
    engine::TimeSpan m_extent;
    std::vector<engine::HistoryColumn> m_columns;
    QPixmap m_curve;
    std::optional<std::int64_t> m_grabNs;  ///< the pointer's distance from the window's middle
};

}  // namespace telemetryhub::ui
