// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "chart/value_range.h"

namespace telemetryhub::ui {

class Theme;

/// A plot of values over values: ground, two axes with their ticks, a crosshair by mouse and arrow
/// keys. Who derives from it paints the data.
///
/// Threads: main.
class PlainPlot : public QWidget {
    Q_OBJECT

public:
    enum class AxisKind { Linear, Logarithmic };
    struct Axis {
        ValueRange range;
        double step = 1;  ///< between ticks; of a logarithmic axis: unused
        AxisKind kind = AxisKind::Linear;
        QString unit;
        bool hasPrefixes = false;  ///< ticks as `2 kHz` in place of `2 000`
    };

    /// \pre `theme` outlives this object.
    PlainPlot(const Theme& theme, QWidget* parent);

    /// Where the crosshair stands, in values; nothing: there is none.
    [[nodiscard]] std::optional<QPointF> crosshair() const;
    void clearCrosshair();
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] const Axis& xAxis() const { return m_x; }
    [[nodiscard]] const Axis& yAxis() const { return m_y; }
    /// What stands in the middle in place of data.
    void setMessage(const QString& message);
    [[nodiscard]] QString message() const { return m_message; }
    void paintOn(QPainter& painter);

    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 120}; }

signals:
    void crosshairMoved();

protected:
    void setAxes(const Axis& x, const Axis& y);
    [[nodiscard]] double xOf(double value) const;
    [[nodiscard]] double yOf(double value) const;
    [[nodiscard]] double valueAtX(double x) const;
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    virtual void paintData(QPainter& painter) = 0;

    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintXTicks(QPainter& painter) const;
    void paintYTicks(QPainter& painter) const;
    void paintCrosshair(QPainter& painter) const;
    [[nodiscard]] QString tickText(const Axis& axis, double value) const;

    const Theme& m_theme;
    Axis m_x;
    Axis m_y;
    QString m_message;
    std::optional<QPointF> m_at;  ///< of the crosshair, in pixels
};

/// The ticks of a logarithmic axis: 1, 2 and 5 times the powers of ten, or these alone when there
/// are many. \pre `range.lo > 0`
[[nodiscard]] std::vector<double> logarithmicTicks(const ValueRange& range);

}  // namespace telemetryhub::ui
