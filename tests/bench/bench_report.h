// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>

/// Benchmarks print figures beside a baseline measured in the same run; none passes or fails.
namespace telemetryhub::bench {

/// Wall seconds of one call.
template <typename Work>
double secondsOf(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The quickest of `repeats` calls, in seconds: the one that was disturbed least.
template <typename Work>
double bestSecondsOf(int repeats, Work&& work) {
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < repeats; ++i)
        best = std::min(best, secondsOf(work));
    return best;
}

/// One line: a figure, its unit, and how many times the baseline it is.
inline void report(const char* what, double figure, const char* unit, const char* baseline,
                   double baselineFigure) {
    std::printf("%-52s %12.4g %-12s %8.3f x %s (%.4g)\n", what, figure, unit,
                figure / baselineFigure, baseline, baselineFigure);
    std::fflush(stdout);
}

/// One line without a baseline.
inline void report(const char* what, double figure, const char* unit) {
    std::printf("%-52s %12.4g %s\n", what, figure, unit);
    std::fflush(stdout);
}

}  // namespace telemetryhub::bench
