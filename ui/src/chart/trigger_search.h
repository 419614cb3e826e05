// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "chart/chart_frame.h"
#include "chart/span_statistics.h"

namespace telemetryhub::ui {

enum class TriggerKind {
    Rising,   ///< from below the value to it or above
    Falling,  ///< from above the value to it or below
    Above,    ///< at the value or above
    Below,    ///< at the value or below
};

/// Finds the samples of a channel that fulfil a condition, one after the other, also in those that
/// come while it searches: every sample is looked at once.
///
/// Threads: confined to one at a time.
/// Units:   nanoseconds of the steady clock.
class TriggerSearch {
public:
    /// Looks at samples from `fromNs` on; the one before it can be the beginning of an edge.
    TriggerSearch(ChannelKey channel, TriggerKind kind, double value, std::int64_t fromNs)
        : m_channel(channel),
          m_kind(kind),
          m_value(value),
          m_nextNs(fromNs),
          m_earliestNs(fromNs) {}

    /// The next sample that fulfils the condition; nothing when none of those stored does.
    [[nodiscard]] std::optional<std::int64_t> next(const engine::SampleStore& store,
                                                   const StopAsked& stop = {});
    /// Samples before `ns` fulfil nothing; they can be the beginning of an edge.
    void ignoreUntil(std::int64_t ns) { m_earliestNs = ns; }

private:
    [[nodiscard]] bool fulfils(double value) const;
    void primeWith(const engine::SampleStore& store);

    ChannelKey m_channel;
    TriggerKind m_kind;
    double m_value;
    std::int64_t m_nextNs;           ///< samples before it were looked at
    std::uint64_t m_seenAtNext = 0;  ///< samples at `m_nextNs` that were looked at
    std::int64_t m_earliestNs;
    std::optional<double> m_previous;
    bool m_primed = false;
};

}  // namespace telemetryhub::ui
