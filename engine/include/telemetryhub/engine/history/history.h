// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "telemetryhub/engine/core/block_sink.h"
#include "telemetryhub/engine/core/ids.h"
#include "telemetryhub/engine/core/mutex.h"

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

/// The bounded live store: every sample as it came, with a min/max pyramid over each channel, so
/// that any window is drawn from a number of columns and never from all its samples.
///
/// A device's samples sit in segments. A segment is written once, front to back; a reader sees
/// what is complete and never waits for the writer, nor the writer for a reader. When the memory
/// budget of all devices together is reached, the oldest segment of the device that holds most
/// goes.
///
/// Threads: `consume` from the workers, one device's blocks in order; everything else from any
/// thread.
/// Units:   nanoseconds of the steady clock.
class History final : public BlockSink {
public:
    static constexpr std::size_t kMaxGaps = 4096;

    explicit History(std::size_t budgetBytes);
    ~History() override;

    void consume(const BlockRef& block) override;
    void gapFound(DeviceId device, const Gap& gap) override;
    /// Forgets a device; blocks of it that still come are ignored.
    void remove(DeviceId device);

    /// Fills `columns` with the extremes in `[fromNs + i * stepNs, fromNs + (i + 1) * stepNs)`.
    /// Times without a sample, unknown devices and channels give empty columns; NaN counts as no
    /// sample.
    /// \pre `stepNs > 0`
    void columns(DeviceId device, std::size_t channel, std::int64_t fromNs, std::int64_t stepNs,
                 std::span<HistoryColumn> columns) const;

    /// The values in `span`, oldest first, with the one before and the one after it, so that a
    /// line can enter and leave the picture. Absent samples are left out.
    /// Nothing when that would be more than `maxPoints`.
    [[nodiscard]] std::optional<std::vector<HistoryPoint>> points(DeviceId device,
                                                                  std::size_t channel,
                                                                  TimeSpan span,
                                                                  std::size_t maxPoints) const;

    /// The gaps of a device that lie in or reach into `span`, oldest first. The newest
    /// `kMaxGaps` of a device are kept.
    [[nodiscard]] std::vector<Gap> gaps(DeviceId device, TimeSpan span) const;
    /// How many gaps a device had. Cheap: tells whether there is a new one.
    [[nodiscard]] std::uint64_t gapCount(DeviceId device) const;

    /// How many samples of the device lie in `span`.
    [[nodiscard]] std::uint64_t sampleCount(DeviceId device, TimeSpan span) const;
    /// First and last stored time of a device, `toNs` being the last sample's own time.
    [[nodiscard]] std::optional<TimeSpan> extent(DeviceId device) const;
    /// The newest value of each channel, also when its sample is not stored any more.
    [[nodiscard]] std::vector<LatestValue> latest(DeviceId device) const;

    [[nodiscard]] std::size_t usedBytes() const;
    [[nodiscard]] std::size_t budgetBytes() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
