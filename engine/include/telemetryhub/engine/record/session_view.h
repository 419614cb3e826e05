// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/sample_store.h"
#include "telemetryhub/engine/record/session_reader.h"

namespace telemetryhub::engine {

/// A session file as charts ask for it.
///
/// An overview takes the extremes that the file keeps of each chunk. A chunk of less than an eighth
/// of a column counts whole for the column that holds its middle; longer ones are divided exactly.
/// What was decoded is kept, up to `kCacheBytes`.
///
/// Threads: confined to one thread, which waits for the disk.
class SessionView final : public SampleStore {
public:
    static constexpr std::size_t kCacheBytes = std::size_t{128} << 20;

    /// Errors: see SessionReader.
    [[nodiscard]] static Result<std::unique_ptr<SessionView>> open(const std::string& path);
    ~SessionView() override;

    [[nodiscard]] const SessionInfo& info() const;
    /// For what a chart does not ask for.
    [[nodiscard]] SessionReader& reader() const;

    void columns(DeviceId device, std::size_t channel, std::int64_t fromNs, std::int64_t stepNs,
                 std::span<HistoryColumn> columns) const override;
    [[nodiscard]] std::optional<std::vector<HistoryPoint>> points(
        DeviceId device, std::size_t channel, TimeSpan span, std::size_t maxPoints) const override;
    [[nodiscard]] std::vector<Gap> gaps(DeviceId device, TimeSpan span) const override;
    [[nodiscard]] std::uint64_t gapCount(DeviceId device) const override;
    [[nodiscard]] std::uint64_t sampleCount(DeviceId device, TimeSpan span) const override;
    [[nodiscard]] std::optional<TimeSpan> extent(DeviceId device) const override;
    [[nodiscard]] std::vector<LatestValue> latest(DeviceId device) const override;

private:
    struct Impl;
    explicit SessionView(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetryhub::engine
