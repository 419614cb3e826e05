// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>

#include "chart/plain_plot.h"
#include "chart/spectrum.h"

namespace telemetryhub::ui {

enum class SpectrumQuantity { Amplitude, Density };
enum class SpectrumScale { Decibel, Linear };

/// The spectrum of one channel as it is drawn.
struct SpectrumCurve {
    QString name;
    QString unit;
    QColor color;
    Spectrum spectrum;
    std::vector<SpectrumPeak> peaks;
};

/// Draws spectra over frequency and labels their peaks.
///
/// Threads: main.
class SpectrumPlot final : public PlainPlot {
    Q_OBJECT

public:
    static constexpr double kFloorDb = -300;

    SpectrumPlot(const Theme& theme, QWidget* parent);

    void setCurves(std::vector<SpectrumCurve> curves);
    [[nodiscard]] const std::vector<SpectrumCurve>& curves() const { return m_curves; }
    void setForm(SpectrumQuantity quantity, SpectrumScale scale, AxisKind frequencies);
    /// What a bin is drawn as: in decibels of one unit, or as it is.
    [[nodiscard]] double shown(const SpectrumCurve& curve, std::size_t bin) const;
    /// With its unit.
    [[nodiscard]] QString shownText(const SpectrumCurve& curve, std::size_t bin) const;
    /// The highest bin under the crosshair's pixel.
    [[nodiscard]] std::size_t binAt(const SpectrumCurve& curve, double hz) const;

protected:
    void paintData(QPainter& painter) override;

private:
    void fit();
    [[nodiscard]] std::size_t highestBin(const SpectrumCurve& curve, double left,
                                         double right) const;
    void paintCurve(QPainter& painter, const SpectrumCurve& curve) const;
    void paintPeaks(QPainter& painter, const SpectrumCurve& curve,
                    std::vector<QRectF>& taken) const;

    std::vector<SpectrumCurve> m_curves;
    SpectrumQuantity m_quantity = SpectrumQuantity::Amplitude;
    SpectrumScale m_scale = SpectrumScale::Decibel;
    AxisKind m_frequencies = AxisKind::Linear;
};

}  // namespace telemetryhub::ui
