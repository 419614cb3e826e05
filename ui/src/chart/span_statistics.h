// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::ui {

/// What the samples of one channel are between two moments, both inside. What is not finite is
/// left out.
struct SpanStatistics {
    double delta = engine::kAbsent;  ///< the value at the end minus the one at the beginning
    double min = engine::kAbsent;
    double max = engine::kAbsent;
    double mean = engine::kAbsent;  ///< of the samples, however far apart they are
    std::uint64_t samples = 0;      ///< that were counted
};

/// Asked now and then; true: the answer is not wanted any more.
using StopAsked = std::function<bool()>;

/// What is read of a store, and by whom.
struct SpanReading {
    const engine::SampleStore& store;
    engine::TimeSpan span;   ///< of the steady clock
    std::int64_t gapNs = 0;  ///< how long a value holds when no other follows
    StopAsked stop{};
};

/// The value that a channel had at a moment: that of the newest sample up to it; absent when the
/// device had sent nothing for `gapNs`.
///
/// Units: nanoseconds of the steady clock.
[[nodiscard]] double valueAt(const engine::SampleStore& store, engine::DeviceId device,
                             std::size_t channel, std::int64_t ns, std::int64_t gapNs);

/// Exact for the samples that are stored: each one is read, in parts of bounded size.
/// Both ends of the span count. \pre `span.fromNs <= span.toNs`
[[nodiscard]] SpanStatistics statisticsOf(const SpanReading& reading, engine::DeviceId device,
                                          std::size_t channel);

/// Hands over the samples of a channel in [span.fromNs, span.toNs), oldest first, in parts of
/// bounded size, until `take` says false.
void forEachPoint(const engine::SampleStore& store, engine::DeviceId device, std::size_t channel,
                  engine::TimeSpan span,
                  const std::function<bool(const engine::HistoryPoint&)>& take);

}  // namespace telemetryhub::ui
