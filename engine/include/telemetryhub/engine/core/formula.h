// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// An arithmetic expression over x1, x2, ..., such as `x1 * x2 / 1000`.
///
/// Read are numbers with a point, + - * / ^, comparisons, `a ? b : c`, and the functions of
/// muParser (sqrt, abs, min, max, sin, ln, ...).
///
/// Threads: one at a time.
class Formula {
public:
    static constexpr std::size_t kMaxBytes = 1000;
    static constexpr std::size_t kMaxInputs = 32;

    /// \pre `check` accepts it
    Formula(const std::string& text, std::size_t inputs);
    ~Formula();
    Formula(Formula&& other) noexcept;
    Formula& operator=(Formula&&) = delete;

    /// Shape: `values` [inputs]. What has no value is NaN.
    [[nodiscard]] double operator()(std::span<const double> values);

    /// Errors: InvalidArgument names the place and what was expected.
    [[nodiscard]] static Result<void> check(const std::string& text, std::size_t inputs);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
