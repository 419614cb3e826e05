// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace telemetryhub::engine {

/// The smallest and largest number of a run of samples, NaN left out.
///
/// Three kinds: numbers (min <= max), only NaN that the device sent (both NaN), and nothing at all
/// (min > max), so that a search for stored values may skip the last kind and no other.
/// Left uninitialised on purpose: segments are allocated without touching their memory.
struct Extremes {
    double min;
    double max;

    [[nodiscard]] static Extremes nothing() {
        return {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    }
    [[nodiscard]] bool hasNumber() const { return min <= max; }
    [[nodiscard]] bool isNothing() const { return min > max; }
    // The comparisons are false for NaN, which is how NaN stays out.
    void include(double low, double high) {
        min = low < min ? low : min;
        max = high > max ? high : max;
    }
    void include(const Extremes& other) { include(other.min, other.max); }
};

#if defined(__SSE2__)

/// Extremes of pairs of numbers at once. `min(value, kept)` gives `kept` where the value is NaN:
/// the processor's rule is the comparison of `Extremes::include`.
class PairFold {
public:
    void include(__m128d low, __m128d high) {
        m_low = _mm_min_pd(low, m_low);
        m_high = _mm_max_pd(high, m_high);
    }
    void include(const PairFold& other) { include(other.m_low, other.m_high); }
    [[nodiscard]] Extremes result() const {
        Extremes extremes{_mm_cvtsd_f64(m_low), _mm_cvtsd_f64(m_high)};
        extremes.include(_mm_cvtsd_f64(_mm_unpackhi_pd(m_low, m_low)),
                         _mm_cvtsd_f64(_mm_unpackhi_pd(m_high, m_high)));
        return extremes;
    }

private:
    __m128d m_low = _mm_set1_pd(std::numeric_limits<double>::infinity());
    __m128d m_high = _mm_set1_pd(-std::numeric_limits<double>::infinity());
};

/// Extremes of `count` values. Two chains, because one would wait for its own results.
inline Extremes foldValues(const double* values, std::size_t count) {
    PairFold even;
    PairFold odd;
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        const __m128d first = _mm_loadu_pd(values + i);
        const __m128d second = _mm_loadu_pd(values + i + 2);
        even.include(first, first);
        odd.include(second, second);
    }
    even.include(odd);
    Extremes result = even.result();
    for (; i < count; ++i)
        result.include(values[i], values[i]);
    return result;
}

/// Extremes of `count` nodes.
inline Extremes foldNodes(const Extremes* nodes, std::size_t count) {
    PairFold fold;
    std::size_t i = 0;
    for (; i + 2 <= count; i += 2) {
        const __m128d first = _mm_loadu_pd(&nodes[i].min);
        const __m128d second = _mm_loadu_pd(&nodes[i + 1].min);
        fold.include(_mm_unpacklo_pd(first, second), _mm_unpackhi_pd(first, second));
    }
    Extremes result = fold.result();
    if (i < count) result.include(nodes[i]);
    return result;
}

#else

inline Extremes foldValues(const double* values, std::size_t count) {
    Extremes result = Extremes::nothing();
    for (std::size_t i = 0; i < count; ++i)
        result.include(values[i], values[i]);
    return result;
}

inline Extremes foldNodes(const Extremes* nodes, std::size_t count) {
    Extremes result = Extremes::nothing();
    for (std::size_t i = 0; i < count; ++i)
        result.include(nodes[i]);
    return result;
}

#endif

}  // namespace telemetryhub::engine
