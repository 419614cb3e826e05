// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/spectrum_plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>

#include "chart/measure_words.h"
#include "theme/numbers.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

namespace {

constexpr double kShownDb = 120;  ///< below the highest line
constexpr int kFrequencySteps = 10;
constexpr int kLevelSteps = 8;
constexpr double kPeakMark = 3;

}  // namespace

SpectrumPlot::SpectrumPlot(const Theme& theme, QWidget* parent) : PlainPlot(theme, parent) {
    setAccessibleName(tr("Spectrum"));
    setToolTip(tr("The arrow keys move the crosshair, Shift makes them faster"));
}

void SpectrumPlot::setCurves(std::vector<SpectrumCurve> curves) {
    m_curves = std::move(curves);
    fit();
}

void SpectrumPlot::setForm(SpectrumQuantity quantity, SpectrumScale scale, AxisKind frequencies) {
    m_quantity = quantity;
    m_scale = scale;
    m_frequencies = frequencies;
    fit();
}

double SpectrumPlot::shown(const SpectrumCurve& curve, std::size_t bin) const {
    const bool density = m_quantity == SpectrumQuantity::Density;
    const double value = (density ? curve.spectrum.density : curve.spectrum.amplitude)[bin];
    if (m_scale == SpectrumScale::Linear) return value;
    return value > 0 ? std::max((density ? 10 : 20) * std::log10(value), kFloorDb) : kFloorDb;
}

QString SpectrumPlot::shownText(const SpectrumCurve& curve, std::size_t bin) const {
    const bool density = m_quantity == SpectrumQuantity::Density;
    const QString squared =
        curve.unit.isEmpty() ? QString() : curve.unit + QStringLiteral("\u00b2");
    if (m_scale == SpectrumScale::Decibel)
        return withUnit(
            valueText(shown(curve, bin), 1),
            QStringLiteral("dB ") + (density ? squared + QStringLiteral("/Hz") : curve.unit));
    if (!density) return measuredText(shown(curve, bin), curve.unit);
    return withUnit(QLocale().toString(shown(curve, bin), 'g', 4), squared + QStringLiteral("/Hz"));
}

// All curves share the axes; in decibels what is far below the highest line is left out.
void SpectrumPlot::fit() {
    double highest = 0;
    double top = -1e300;
    double bottom = 1e300;
    double least = 1e300;
    for (const SpectrumCurve& curve : m_curves) {
        const std::size_t bins = curve.spectrum.amplitude.size();
        highest = std::max(highest, curve.spectrum.frequencyOf(bins - 1));
        least = std::min(least, curve.spectrum.stepHz);
        for (std::size_t bin = 1; bin < bins; ++bin) {
            top = std::max(top, shown(curve, bin));
            bottom = std::min(bottom, shown(curve, bin));
        }
    }
    if (m_curves.empty() || !(top >= bottom) || !(highest > 0)) return update();
    bottom = m_scale == SpectrumScale::Linear ? 0 : std::max(bottom, top - kShownDb);
    const ValueScale y = niceScale({bottom, std::max(top, bottom + 1e-12)}, kLevelSteps);
    const ValueScale x = niceScale({0, highest}, kFrequencySteps);
    Axis frequency{{0, highest}, x.step, m_frequencies, QStringLiteral("Hz"), true};
    if (m_frequencies == AxisKind::Logarithmic) frequency.range.lo = least;
    setAxes(frequency, {y.range, y.step, AxisKind::Linear, {}, false});
}

std::size_t SpectrumPlot::highestBin(const SpectrumCurve& curve, double left, double right) const {
    const std::size_t last = curve.spectrum.amplitude.size() - 1;
    const auto binOf = [&](double x) {
        const double bin = valueAtX(x) / curve.spectrum.stepHz;
        return static_cast<std::size_t>(std::clamp(bin, 0.0, static_cast<double>(last)));
    };
    const std::size_t from = binOf(left);
    const std::size_t to = std::max(binOf(right), from);
    const auto& values = curve.spectrum.amplitude;
    const auto begin = values.begin();
    return static_cast<std::size_t>(std::max_element(begin + static_cast<std::ptrdiff_t>(from),
                                                     begin + static_cast<std::ptrdiff_t>(to) + 1) -
                                    begin);
}

std::size_t SpectrumPlot::binAt(const SpectrumCurve& curve, double hz) const {
    const double x = xOf(std::max(hz, xAxis().range.lo));
    return highestBin(curve, x - 3, x + 3);
}

void SpectrumPlot::paintData(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    for (const SpectrumCurve& curve : m_curves)
        paintCurve(painter, curve);
    std::vector<QRectF> taken;
    for (const SpectrumCurve& curve : m_curves)
        paintPeaks(painter, curve, taken);
}

// With more bins than pixels a pixel shows the highest of its bins.
void SpectrumPlot::paintCurve(QPainter& painter, const SpectrumCurve& curve) const {
    const QRectF plot = plotRect();
    QPolygonF line;
    std::size_t previous = 0;
    for (double x = plot.left(); x <= plot.right(); ++x) {
        const std::size_t bin = highestBin(curve, x, x + 1);
        if (bin == previous) continue;
        previous = bin;
        line << QPointF(xOf(curve.spectrum.frequencyOf(bin)), yOf(shown(curve, bin)));
    }
    painter.setPen(QPen(curve.color, 1.25));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void SpectrumPlot::paintPeaks(QPainter& painter, const SpectrumCurve& curve,
                              std::vector<QRectF>& taken) const {
    const QFontMetricsF metrics(theme().tinyFont());
    const QRectF plot = plotRect();
    painter.setFont(theme().tinyFont());
    for (const SpectrumPeak& peak : curve.peaks) {
        const QPointF at(xOf(std::max(peak.hz, xAxis().range.lo)), yOf(shown(curve, peak.bin)));
        const QString text = tr("%1, %2").arg(frequencyText(peak.hz), shownText(curve, peak.bin));
        QRectF box(at.x() + 6, at.y() - metrics.height(), metrics.horizontalAdvance(text) + 4,
                   metrics.height());
        if (box.right() > plot.right()) box.moveRight(at.x() - 6);
        box.moveTop(std::max(box.top(), plot.top() + 1));
        const bool isFree = std::none_of(taken.begin(), taken.end(),
                                         [&](const QRectF& one) { return one.intersects(box); });
        painter.setPen(QPen(curve.color, 1.25));
        painter.setBrush(theme().colors().sunken);
        painter.drawEllipse(at, kPeakMark, kPeakMark);
        if (!isFree) continue;
        taken.push_back(box);
        painter.fillRect(box, theme().colors().sunken);
        painter.setPen(theme().colors().text);
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

}  // namespace telemetryhub::ui
