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
#include "telemetryhub/engine/core/sample_store.h"
#include "telemetryhub/engine/history/history_rows.h"

namespace telemetryhub::engine {

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
class History final : public BlockSink, public SampleStore {
public:
    static constexpr std::size_t kMaxGaps = 4096;

    explicit History(std::size_t budgetBytes);
    ~History() override;

    void consume(const BlockRef& block) override;
    void gapFound(DeviceId device, const Gap& gap) override;
    /// Forgets a device; blocks of it that still come are ignored.
    void remove(DeviceId device);

    void columns(DeviceId device, std::size_t channel, std::int64_t fromNs, std::int64_t stepNs,
                 std::span<HistoryColumn> columns) const override;
    [[nodiscard]] std::optional<std::vector<HistoryPoint>> points(
        DeviceId device, std::size_t channel, TimeSpan span, std::size_t maxPoints) const override;
    /// The newest `kMaxGaps` of a device are kept.
    [[nodiscard]] std::vector<Gap> gaps(DeviceId device, TimeSpan span) const override;
    [[nodiscard]] std::uint64_t gapCount(DeviceId device) const override;
    [[nodiscard]] std::uint64_t sampleCount(DeviceId device, TimeSpan span) const override;
    [[nodiscard]] std::optional<TimeSpan> extent(DeviceId device) const override;
    /// Also when its sample is not stored any more.
    [[nodiscard]] std::vector<LatestValue> latest(DeviceId device) const override;

    /// The samples of a device in `span`, row by row.
    [[nodiscard]] HistoryRows rows(DeviceId device, TimeSpan span) const;
    /// As SampleBlock::streamStartNs, of a device that has samples.
    [[nodiscard]] std::optional<std::int64_t> streamStartNs(DeviceId device) const;

    [[nodiscard]] std::size_t usedBytes() const;
    [[nodiscard]] std::size_t budgetBytes() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
