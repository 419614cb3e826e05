// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled without contraction: k * step + base is rounded twice on every machine.
#include "number_grid.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace telemetryhub::engine {
namespace {

// Adding it to a number below 2^51 leaves the nearest integer in the low bits of the sum.
constexpr double kRounder = 0x1.8p52;
constexpr std::uint64_t kRounderBits = std::bit_cast<std::uint64_t>(kRounder);
constexpr std::uint64_t kRounderTop = kRounderBits >> 52;
constexpr std::size_t kProbes = 61;  // a prime, to be out of step with what repeats in the data
constexpr std::size_t kMaxProbeMisses = kProbes / 8;
constexpr std::size_t kStride = 64;  // values that are checked at once

constexpr std::array<double, DecimalGrid::kMaxPlaces + 1> kPowers = {1e0, 1e1, 1e2, 1e3, 1e4,
                                                                     1e5, 1e6, 1e7, 1e8, 1e9};

std::uint64_t bitsOf(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

struct ExactDecimal {
    double power;
    [[nodiscard]] double coordinate(double value) const { return value * power; }
    [[nodiscard]] double point(double k) const { return k / power; }
    [[nodiscard]] static std::uint64_t excess(std::uint64_t ulps) { return ulps; }
    void keep(std::int8_t*, std::size_t, std::uint64_t) const {}
};

struct NearLine {
    double step, inverse, base;
    [[nodiscard]] double coordinate(double value) const { return (value - base) * inverse; }
    [[nodiscard]] double point(double k) const { return k * step + base; }
    /// 0 for what one signed byte holds.
    [[nodiscard]] static std::uint64_t excess(std::uint64_t ulps) { return (ulps + 128) >> 8; }
    void keep(std::int8_t* to, std::size_t at, std::uint64_t ulps) const {
        to[at] = static_cast<std::int8_t>(ulps);
    }
};

NearLine lineOf(const LinearGrid& grid) {
    return {grid.step, 1 / grid.step, grid.base};
}

/// The distance of a value from its point, or more than any grid accepts.
template <typename Grid>
std::uint64_t misfit(const Grid& grid, double value) {
    const double shifted = grid.coordinate(value) + kRounder;
    const std::uint64_t ulps = bitsOf(value) - bitsOf(grid.point(shifted - kRounder));
    return Grid::excess(ulps) | ((bitsOf(shifted) >> 52) ^ kRounderTop);
}

template <typename Grid>
bool collectMisfits(const Grid& grid, std::span<const double> values, std::size_t from,
                    std::size_t to, GridPoints& points) {
    for (std::size_t i = from; i < to; ++i) {
        if (misfit(grid, values[i]) == 0) continue;
        if (points.exceptions.size() >= maxExceptions(values.size())) return false;
        points.exceptions.push_back({static_cast<std::uint16_t>(i), bitsOf(values[i])});
        points.steps[i] = i > 0 ? points.steps[i - 1] : 0;
        if (!points.ulps.empty()) points.ulps[i] = 0;
    }
    return true;
}

/// A stand-in for exceptions at the beginning that costs no plane.
void fillBeginning(GridPoints& points) {
    std::size_t leading = 0;
    while (leading < points.exceptions.size() && points.exceptions[leading].index == leading)
        ++leading;
    if (leading > 0 && leading < points.steps.size())
        std::fill_n(points.steps.begin(), leading, points.steps[leading]);
}

template <typename Grid>
bool place(const Grid grid, std::span<const double> values, GridPoints& points) {
    const std::size_t count = values.size();
    points.steps.resize(count);
    points.exceptions.clear();
    std::uint64_t* const steps = points.steps.data();
    std::int8_t* const ulpsOut = points.ulps.data();
    for (std::size_t from = 0; from < count; from += kStride) {
        const std::size_t to = std::min(from + kStride, count);
        std::uint64_t bad = 0;
        for (std::size_t i = from; i < to; ++i) {
            const double shifted = grid.coordinate(values[i]) + kRounder;
            const std::uint64_t ulps = bitsOf(values[i]) - bitsOf(grid.point(shifted - kRounder));
            bad |= Grid::excess(ulps) | ((bitsOf(shifted) >> 52) ^ kRounderTop);
            steps[i] = bitsOf(shifted) - kRounderBits;
            grid.keep(ulpsOut, i, ulps);
        }
        if (bad != 0 && !collectMisfits(grid, values, from, to, points)) return false;
    }
    fillBeginning(points);
    return true;
}

/// Calls `probe` with some values, spread over all.
template <typename Probe>
void probeValues(std::span<const double> values, Probe&& probe) {
    const std::size_t probes = std::min(kProbes, values.size());
    for (std::size_t i = 0; i < probes; ++i)
        if (!probe(values[i * values.size() / probes])) return;
}

/// The largest number that both are multiples of, as far as doubles tell.
double commonStep(double a, double b, double tolerance) {
    while (b > tolerance) {
        const double rest = std::abs(a - std::round(a / b) * b);
        a = b;
        b = rest;
    }
    return a;
}

/// The decimal of few digits that somebody may have written, if it is as near as can be told.
double asWritten(double value, double tolerance) {
    std::array<char, 32> text;
    const auto written = std::to_chars(text.data(), text.data() + text.size(), value,
                                       std::chars_format::scientific, 9);
    double rounded = value;
    std::from_chars(text.data(), written.ptr, rounded);
    return std::abs(rounded - value) <= tolerance ? rounded : value;
}

struct ProbedValues {
    std::array<double, kProbes> values;
    std::size_t count = 0;
    double least = 0;    // of the smallest magnitude
    double largest = 0;  // the largest magnitude

    [[nodiscard]] std::span<const double> all() const { return {values.data(), count}; }
};

ProbedValues finiteProbes(std::span<const double> values) {
    ProbedValues probed;
    probeValues(values, [&](double value) {
        if (!std::isfinite(value)) return true;
        if (probed.count == 0 || std::abs(value) < std::abs(probed.least)) probed.least = value;
        probed.largest = std::max(probed.largest, std::abs(value));
        probed.values[probed.count++] = value;
        return true;
    });
    return probed;
}

/// The step between the values, as somebody may have written it; 0: they have none.
double stepOf(const ProbedValues& probed) {
    // Each turn of Euclid's algorithm multiplies the rounding errors: the product of all is the
    // number of grid steps, and errors must stay below the smallest step.
    constexpr double kMaxSteps = 0x1p22;
    const double tolerance = probed.largest * 0x1p-28;
    const double rounding = probed.largest * 0x1p-52;
    double step = 0;
    double range = 0;
    double steps = 0;
    for (const double value : probed.all()) {
        const double distance = std::abs(value - probed.least);
        if (!(distance > tolerance)) continue;
        range = std::max(range, distance);
        step = commonStep(std::max(step, distance), std::min(step, distance), tolerance);
        if (!(range / step <= kMaxSteps)) return 0;
        // The error of the step shrinks with the number of steps that it is taken from.
        steps = std::round(range / step);
        step = range / steps;
    }
    return std::isfinite(step) ? asWritten(step, 2 * rounding / steps) : 0;
}

bool fits(const LinearGrid& grid, std::span<const double> values, std::uint64_t maxUlps) {
    const NearLine line = lineOf(grid);
    std::size_t misses = 0;
    for (const double value : values) {
        const double k = line.coordinate(value) + kRounder - kRounder;
        const std::uint64_t ulps = bitsOf(value) - bitsOf(line.point(k));
        if (misfit(line, value) != 0 || ulps + maxUlps > 2 * maxUlps) ++misses;
    }
    return misses <= kMaxProbeMisses;
}

}  // namespace

bool findGrid(std::span<const double> values, DecimalGrid& grid) {
    grid.places = 0;
    std::size_t misses = 0;
    probeValues(values, [&](double value) {
        for (unsigned places = grid.places; places <= DecimalGrid::kMaxPlaces; ++places) {
            if (misfit(ExactDecimal{kPowers[places]}, value) != 0) continue;
            grid.places = places;
            return true;
        }
        return ++misses <= kMaxProbeMisses;
    });
    return misses <= kMaxProbeMisses;
}

bool findGrid(std::span<const double> values, LinearGrid& grid) {
    const ProbedValues probed = finiteProbes(values);
    if (probed.count + kMaxProbeMisses < kProbes) return false;
    const double step = stepOf(probed);
    if (!(step > 0)) return false;
    grid = {step, 0};
    if (fits(grid, probed.all(), 0)) return true;
    grid = {step, probed.least};
    return fits(grid, probed.all(), 127);
}

bool toPoints(const DecimalGrid& grid, std::span<const double> values, GridPoints& points) {
    points.ulps.clear();
    return place(ExactDecimal{kPowers[grid.places]}, values, points);
}

bool toPoints(const LinearGrid& grid, std::span<const double> values, GridPoints& points) {
    points.ulps.resize(values.size());
    return place(lineOf(grid), values, points);
}

void fromSteps(const DecimalGrid& grid, std::span<const std::uint64_t> steps,
               std::span<double> values) {
    const double power = kPowers[grid.places];
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = (std::bit_cast<double>(steps[i] + kRounderBits) - kRounder) / power;
}

void fromSteps(const LinearGrid& grid, std::span<const std::uint64_t> steps,
               std::span<const std::uint8_t> ulps, std::span<double> values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double k = std::bit_cast<double>(steps[i] + kRounderBits) - kRounder;
        const double point = k * grid.step + grid.base;
        values[i] = point;
    }
    for (std::size_t i = 0; i < ulps.size(); ++i) {
        const std::uint64_t distance = std::uint64_t{ulps[i]} - ((ulps[i] & 0x80U) << 1);
        values[i] = std::bit_cast<double>(bitsOf(values[i]) + distance);
    }
}

}  // namespace telemetryhub::engine
