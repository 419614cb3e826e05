// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include "chart/plain_plot.h"
#include "chart/xy_pairs.h"

namespace telemetryhub::ui {

enum class AxisRatio { Free, Equal };

/// Draws one channel over another; what is older is fainter.
///
/// Threads: main.
class XyPlot final : public PlainPlot {
    Q_OBJECT

public:
    XyPlot(const Theme& theme, QWidget* parent);

    void setPairs(XyPairs pairs, const QColor& color);
    [[nodiscard]] const XyPairs& pairs() const { return m_pairs; }
    /// Equal: a unit is as long on both axes.
    void setRatio(AxisRatio ratio);

protected:
    void paintData(QPainter& painter) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    XyPairs m_pairs;
    QColor m_color;
    AxisRatio m_ratio = AxisRatio::Free;
};

}  // namespace telemetryhub::ui
