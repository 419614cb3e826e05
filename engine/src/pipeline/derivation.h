// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "telemetryhub/engine/core/processing_settings.h"

namespace telemetryhub::engine {

/// Calculates one channel from others, row by row; it remembers what it needs of earlier rows.
///
/// Units: nanoseconds of the steady clock; values in the units of the channels.
/// Threads: one worker at a time, rows in order.
class DerivationStep {
public:
    /// What one block brings. Shape: all spans [rows].
    struct Rows {
        std::span<const std::int64_t> steadyNs;
        /// As SampleBlock::reckonNs.
        std::span<const std::int64_t> reckonNs;
        std::span<const std::span<const double>> inputs;
    };

    virtual ~DerivationStep() = default;
    /// \pre `result` holds kAbsent in every row
    virtual void apply(const Rows& rows, std::span<double> result) = 0;
    /// The next row does not follow the one before.
    virtual void gap() {}
};

/// \pre `settings` passed checkProcessing
[[nodiscard]] std::unique_ptr<DerivationStep> makeDerivation(const DerivedChannel& settings);

}  // namespace telemetryhub::engine
