// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/gap.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// The extremes of one channel in a row of equal time slots.
struct HistoryColumn {
    double min = 0;
    double max = 0;
    double last = 0;  ///< the newest value of the slot, to join slots with a line
    /// No sample in the slot: min > max.
    [[nodiscard]] bool empty() const { return !(min <= max); }
};

/// One stored value.
struct HistoryPoint {
    std::int64_t steadyNs = 0;
    double value = 0;  ///< NaN when the device sent one; never kAbsent
};

/// A stretch of the steady clock, `fromNs` inside, `toNs` outside.
struct TimeSpan {
    std::int64_t fromNs = 0;
    std::int64_t toNs = 0;
    friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// What is known of one channel's newest value.
struct LatestValue {
    double value = kAbsent;  ///< kAbsent before the first
    ReadTime time;
    Sequence sequence = 0;
};

/// Samples of devices as a chart asks for them: the live history or a recorded session.
///
/// Units: nanoseconds of the steady clock.
class SampleStore {
public:
    virtual ~SampleStore() = default;

    /// Fills `columns` with the extremes in `[fromNs + i * stepNs, fromNs + (i + 1) * stepNs)`.
    /// Times without a sample, unknown devices and channels give empty columns; NaN counts as no
    /// sample.
    /// \pre `stepNs > 0`
    virtual void columns(DeviceId device, std::size_t channel, std::int64_t fromNs,
                         std::int64_t stepNs, std::span<HistoryColumn> columns) const = 0;

    /// The values in `span`, oldest first, with the one before and the one after it, so that a
    /// line can enter and leave the picture. Absent samples are left out.
    /// Nothing when that would be more than `maxPoints`.
    [[nodiscard]] virtual std::optional<std::vector<HistoryPoint>> points(
        DeviceId device, std::size_t channel, TimeSpan span, std::size_t maxPoints) const = 0;

    /// The gaps of a device that lie in or reach into `span`, oldest first.
    [[nodiscard]] virtual std::vector<Gap> gaps(DeviceId device, TimeSpan span) const = 0;
    /// How many gaps a device had. Cheap: tells whether there is a new one.
    [[nodiscard]] virtual std::uint64_t gapCount(DeviceId device) const = 0;

    /// How many samples of the device lie in `span`.
    [[nodiscard]] virtual std::uint64_t sampleCount(DeviceId device, TimeSpan span) const = 0;
    /// First and last stored time of a device, `toNs` being the last sample's own time.
    [[nodiscard]] virtual std::optional<TimeSpan> extent(DeviceId device) const = 0;
    /// The newest value of each channel.
    [[nodiscard]] virtual std::vector<LatestValue> latest(DeviceId device) const = 0;
};

}  // namespace telemetryhub::engine
