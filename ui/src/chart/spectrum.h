// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace telemetryhub::ui {

enum class FftWindow { Hann, Hamming, BlackmanHarris, FlatTop, Rectangular };

/// The spectrum of one channel, from 0 to half the rate of its samples. The mean is taken out
/// before.
struct Spectrum {
    double stepHz = 0;              ///< bin i stands at i * stepHz
    std::vector<double> amplitude;  ///< of a sine in the middle of the bin, in the channel's unit
    std::vector<double> density;    ///< one-sided power density, unit squared a hertz
    std::size_t samples = 0;        ///< that it was made of
    [[nodiscard]] double frequencyOf(std::size_t bin) const {
        return stepHz * static_cast<double>(bin);
    }
};

/// A line that stands out.
struct SpectrumPeak {
    double hz = 0;  ///< between bins
    double amplitude = 0;
    std::size_t bin = 0;
};

/// The weights of a window over `count` samples.
[[nodiscard]] std::vector<double> windowWeights(FftWindow window, std::size_t count);
/// How wide a line becomes: bins from the middle of it to its first zero.
[[nodiscard]] std::size_t windowReach(FftWindow window);

/// The newest part of `values` whose length is quick to transform is used, at least 98 %.
/// \pre at least 16 values, all finite
/// Threads: any.
[[nodiscard]] Spectrum spectrumOf(std::span<const double> values, double rateHz, FftWindow window);

/// The highest lines, at least 4 times what is usual around, highest first.
[[nodiscard]] std::vector<SpectrumPeak> peaksOf(const Spectrum& spectrum, FftWindow window,
                                                std::size_t most);

}  // namespace telemetryhub::ui
