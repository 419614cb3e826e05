// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QHash>
#include <QStaticText>
#include <QString>
#include <QWidget>

#include "chart/chart_frame.h"

namespace telemetryhub::ui {

class ChartOverlay;
class Theme;

/// The wall clock times under all lanes of a chart.
class TimeAxisStrip final : public QWidget {
    Q_OBJECT

public:
    /// \pre `frame` and `theme` outlive this object.
    TimeAxisStrip(const ChartFrame& frame, const Theme& theme, QWidget* parent = nullptr);

    /// Where the plots stand, in the strip's coordinates.
    void setPlot(double left, double width);
    /// Drawn over the times. \pre `overlays` outlives this object
    void setOverlays(const std::vector<ChartOverlay*>& overlays) { m_overlays = &overlays; }
    [[nodiscard]] QSize sizeHint() const override;

    /// As it stands on the screen.
    void paintOn(QPainter& painter);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double xOf(std::int64_t column) const;
    [[nodiscard]] const QStaticText& laidOut(const QString& label);
    [[nodiscard]] QRectF crosshairBox(const QString& text) const;
    void paintCrosshair(QPainter& painter, const QRectF& box, const QString& text) const;

    const ChartFrame& m_frame;
    const Theme& m_theme;
    const std::vector<ChartOverlay*>* m_overlays = nullptr;
    /// Labels move with each frame and keep their words: they are laid out once.
    QHash<QString, QStaticText> m_labels;
    double m_left = 0;
    double m_width = 1;
};

}  // namespace telemetryhub::ui
