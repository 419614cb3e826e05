// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "chart/chart_frame.h"
#include "chart/span_statistics.h"
#include "telemetryhub/engine/core/gap.h"

namespace telemetryhub::ui {

/// How samples were brought to equal distances in time.
enum class Spacing {
    Even,          ///< they were
    Bursts,        ///< they came in bursts: taken as even, in their order
    Interpolated,  ///< by straight lines between them
};

/// Samples of a channel at equal distances in time.
struct UniformSamples {
    std::vector<double> values;
    double rateHz = 0;
    Spacing spacing = Spacing::Even;
    double unevenness = 0;    ///< largest deviation from the usual interval, as a share of it
    std::int64_t fromNs = 0;  ///< of the steady clock
    std::int64_t toNs = 0;
    bool isCut = false;  ///< the span held more: these are the newest ones
};

/// Why there are none.
struct SpacingProblem {
    enum class Kind { None, TooFew, Gap, Stopped };
    Kind kind = Kind::None;
    std::uint64_t samples = 0;
    std::optional<engine::Gap> gap{};  ///< that is recorded
    std::int64_t silenceFromNs = 0;    ///< of the steady clock, of a gap
    std::int64_t silenceToNs = 0;
};

inline constexpr std::size_t kLeastUniform = 16;
inline constexpr std::size_t kMostUniform = std::size_t{1} << 20;

/// Reads the newest `most` samples of a channel in the span and brings them to equal distances.
/// A silence of a gap or a recorded gap is refused: what was there is not known.
///
/// Units: nanoseconds of the steady clock.
/// Returns: the samples, or nothing and why.
[[nodiscard]] std::optional<UniformSamples> readUniform(const SpanReading& reading,
                                                        ChannelKey channel, SpacingProblem& problem,
                                                        std::size_t most = kMostUniform);

}  // namespace telemetryhub::ui
