// SPDX-License-Identifier: GPL-3.0-or-later
#include "chart/spectrum.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <numbers>
#include <numeric>

#include <fftw3.h>

#include "telemetryhub/engine/core/mutex.h"

namespace telemetryhub::ui {

namespace {

constexpr double kPeakOverUsual = 4;

/// FFTW plans one at a time; carrying out is free of this.
engine::Mutex& planMutex() {
    static engine::Mutex mutex;
    return mutex;
}

struct FftwFree {
    void operator()(void* memory) const { fftw_free(memory); }
};
struct PlanDestroy {
    void operator()(fftw_plan_s* plan) const {
        const engine::MutexLock lock(planMutex());
        fftw_destroy_plan(plan);
    }
};

/// The squares of the bins 0 to count / 2 of `values`.
std::vector<double> powers(std::span<const double> values) {
    const std::size_t bins = values.size() / 2 + 1;
    const std::unique_ptr<double, FftwFree> in(fftw_alloc_real(values.size()));
    const std::unique_ptr<fftw_complex, FftwFree> out(fftw_alloc_complex(bins));
    std::unique_ptr<fftw_plan_s, PlanDestroy> plan;
    {
        const engine::MutexLock lock(planMutex());
        plan.reset(fftw_plan_dft_r2c_1d(static_cast<int>(values.size()), in.get(), out.get(),
                                        FFTW_ESTIMATE));
    }
    std::copy(values.begin(), values.end(), in.get());
    fftw_execute(plan.get());
    std::vector<double> squares(bins);
    for (std::size_t i = 0; i < bins; ++i) {
        const fftw_complex& bin = out.get()[i];
        squares[i] = bin[0] * bin[0] + bin[1] * bin[1];
    }
    return squares;
}

/// The largest length up to `count` that has no factors but 2, 3, 5 and 7.
std::size_t quickLength(std::size_t count) {
    const auto isQuick = [](std::size_t length) {
        for (const std::size_t factor : {2U, 3U, 5U, 7U})
            while (length % factor == 0)
                length /= factor;
        return length == 1;
    };
    while (!isQuick(count))
        --count;
    return count;
}

/// A sum of cosines, the usual form of windows.
std::vector<double> cosines(std::initializer_list<double> terms, std::size_t count) {
    std::vector<double> weights(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const double turn =
            2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
        double order = 0;
        for (const double term : terms) {
            weights[i] += term * std::cos(order * turn);
            ++order;
        }
    }
    return weights;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Where the top of a parabola through three logarithms lies, in bins from the middle one.
double parabolaTop(double left, double middle, double right) {
    constexpr double kLeast = 1e-300;
    const double a = std::log(std::max(left, kLeast));
    const double b = std::log(std::max(middle, kLeast));
    const double c = std::log(std::max(right, kLeast));
    const double bend = a - 2 * b + c;
    return bend < 0 ? std::clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0;
}

}  // namespace

// With the signs of their cosines.
std::vector<double> windowWeights(FftWindow window, std::size_t count) {
    switch (window) {
        case FftWindow::Hann: return cosines({0.5, -0.5}, count);
        case FftWindow::Hamming: return cosines({0.54, -0.46}, count);
        case FftWindow::BlackmanHarris:
            return cosines({0.35875, -0.48829, 0.14128, -0.01168}, count);
        case FftWindow::FlatTop:
            return cosines({0.21557895, -0.41663158, 0.277263158, -0.083578947, 0.006947368},
                           count);
        case FftWindow::Rectangular: break;
    }
    return std::vector<double>(count, 1.0);
}

std::size_t windowReach(FftWindow window) {
    switch (window) {
        case FftWindow::Hann:
        case FftWindow::Hamming: return 2;
        case FftWindow::BlackmanHarris: return 4;
        case FftWindow::FlatTop: return 5;
        case FftWindow::Rectangular: break;
    }
    return 1;
}

Spectrum spectrumOf(std::span<const double> values, double rateHz, FftWindow window) {
    const std::size_t count = quickLength(values.size());
    const std::span<const double> used = values.last(count);
    const double mean = std::accumulate(used.begin(), used.end(), 0.0) / static_cast<double>(count);
    std::vector<double> weighted = windowWeights(window, count);
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += weighted[i];
        squares += weighted[i] * weighted[i];
        weighted[i] *= used[i] - mean;
    }
    Spectrum spectrum;
    spectrum.samples = count;
    spectrum.stepHz = rateHz / static_cast<double>(count);
    const std::vector<double> power = powers(weighted);
    spectrum.amplitude.resize(power.size());
    spectrum.density.resize(power.size());
    for (std::size_t i = 0; i < power.size(); ++i) {
        // What is at negative frequencies belongs to the same line, but at both ends.
        const bool isEnd = i == 0 || 2 * i == count;
        spectrum.amplitude[i] = (isEnd ? 1 : 2) * std::sqrt(power[i]) / sum;
        spectrum.density[i] = (isEnd ? 1 : 2) * power[i] / (rateHz * squares);
    }
    return spectrum;
}

std::vector<SpectrumPeak> peaksOf(const Spectrum& spectrum, FftWindow window, std::size_t most) {
    const std::vector<double>& bins = spectrum.amplitude;
    if (bins.size() < 4) return {};
    const double least = std::max(kPeakOverUsual * medianOf(bins),
                                  1e-12 * *std::max_element(bins.begin(), bins.end()));
    std::vector<SpectrumPeak> found;
    for (std::size_t i = 1; i + 1 < bins.size(); ++i) {
        if (bins[i] <= least || bins[i] < bins[i - 1] || bins[i] <= bins[i + 1]) continue;
        const double top = parabolaTop(bins[i - 1], bins[i], bins[i + 1]);
        found.push_back({spectrum.stepHz * (static_cast<double>(i) + top), bins[i], i});
    }
    std::sort(found.begin(), found.end(), [](const SpectrumPeak& a, const SpectrumPeak& b) {
        return a.amplitude > b.amplitude;
    });
    // The foot of a line has maxima of its own.
    const std::size_t apart = 2 * windowReach(window) + 1;
    std::vector<SpectrumPeak> peaks;
    for (const SpectrumPeak& peak : found) {
        const bool isFoot = std::any_of(peaks.begin(), peaks.end(), [&](const SpectrumPeak& one) {
            return std::max(one.bin, peak.bin) - std::min(one.bin, peak.bin) < apart;
        });
        if (!isFoot) peaks.push_back(peak);
        if (peaks.size() == most) break;
    }
    return peaks;
}

}  // namespace telemetryhub::ui
