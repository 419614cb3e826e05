// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace telemetryhub::engine {

/// A value that a grid does not give back exactly.
struct GridException {
    std::uint16_t index = 0;
    std::uint64_t bits = 0;
};

/// Values as points of a grid: integers, how many ulps each value lies beside its point, and what
/// lies elsewhere. `ulps` is empty where every value is its point.
struct GridPoints {
    std::vector<std::uint64_t> steps;  // two's complement
    std::vector<std::int8_t> ulps;
    std::vector<GridException> exceptions;
};

/// Short decimals: value = k / 10^places.
struct DecimalGrid {
    static constexpr unsigned kMaxPlaces = 9;
    unsigned places = 0;
};

/// Scaled integers: value = k * step + base, each rounded to a double, and some ulps.
struct LinearGrid {
    double step = 1;
    double base = 0;
};

/// Finds the grid of `values` from a few of them, or false.
[[nodiscard]] bool findGrid(std::span<const double> values, DecimalGrid& grid);
[[nodiscard]] bool findGrid(std::span<const double> values, LinearGrid& grid);

/// False when too many values lie elsewhere; then `points` holds nothing of use.
[[nodiscard]] bool toPoints(const DecimalGrid& grid, std::span<const double> values,
                            GridPoints& points);
[[nodiscard]] bool toPoints(const LinearGrid& grid, std::span<const double> values,
                            GridPoints& points);

/// \pre `steps.size() == values.size()`
void fromSteps(const DecimalGrid& grid, std::span<const std::uint64_t> steps,
               std::span<double> values);
void fromSteps(const LinearGrid& grid, std::span<const std::uint64_t> steps,
               std::span<const std::uint8_t> ulps, std::span<double> values);

/// How many of `count` values may be exceptions.
[[nodiscard]] constexpr std::size_t maxExceptions(std::size_t count) {
    return count / 8;
}

}  // namespace telemetryhub::engine
