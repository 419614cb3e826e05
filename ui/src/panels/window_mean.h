// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "telemetryhub/engine/core/sample_store.h"

namespace telemetryhub::ui {

/// The mean of every sample of one channel over the last whole seconds of a window.
///
/// Each second is summed once, when it is over; the seconds before the first look are summed bit by
/// bit, so that a look back over a fast channel never holds the window up.
///
/// Threads: main.
/// Units:   nanoseconds of the steady clock.
class WindowMean {
public:
    /// A second counts as over when its samples had this long to arrive.
    static constexpr std::int64_t kLateNs = 200'000'000;

    WindowMean(engine::DeviceId device, std::size_t channel, std::int64_t windowNs);

    /// Sums what is new, then older seconds back to `startNs`, as far as `budget` samples allow;
    /// takes what it read off the budget.
    void update(const engine::SampleStore& store, std::int64_t startNs, std::int64_t nowNs,
                std::size_t& budget);
    /// Nothing while the window is not summed as a whole, and when it holds no sample.
    [[nodiscard]] std::optional<double> mean() const;

private:
    struct Second {
        double sum = 0;
        std::uint64_t count = 0;
    };

    [[nodiscard]] Second sumOf(const engine::SampleStore& store, std::int64_t second,
                               std::size_t& budget) const;

    engine::DeviceId m_device;
    std::size_t m_channel;
    std::int64_t m_seconds;  ///< of the window
    std::deque<Second> m_sums;
    std::int64_t m_first = 0;  ///< the second that `m_sums` begins with
    bool m_begun = false;
    bool m_whole = false;
};

}  // namespace telemetryhub::ui
