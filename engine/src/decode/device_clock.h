// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// A moment as a device tells it.
struct DeviceTime {
    enum class Kind : std::uint8_t {
        SinceStart,  ///< counted from a moment that only the device knows
        Unix,        ///< counted from the Unix epoch
    };

    Kind kind = Kind::SinceStart;
    std::int64_t ns = 0;

    friend bool operator==(const DeviceTime&, const DeviceTime&) = default;
};

/// Maps the times a device sends to the times of its rows.
///
/// The monotonic time of a row lies behind the row before it and not behind the arrival of its
/// bytes; where several rows arrive at once and no room is left, they are 1 ns apart. Between
/// rows it follows the device's clock. The clock is anchored to the quickest arrival: a row that
/// would come before it was sent, or a device clock that jumped back, anchors it anew, and so does
/// the least delay of each half minute, because no two clocks run alike.
/// The wall time is the device's own where it sends one, else as long before the arrival as the
/// monotonic one.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds.
class DeviceClock {
public:
    struct Dated {
        ReadTime time;
        /// How much later the bytes arrived, by the monotonic clock; unset when nobody knows when.
        std::optional<std::int64_t> delayNs;
    };

    /// The time of the next row. Nothing when only the device knows what its clock counts from and
    /// nobody knows when the bytes came.
    [[nodiscard]] std::optional<Dated> date(const DeviceTime& time, const ReadTime& arrival);
    /// A row that has the time of its arrival: those that follow are not earlier.
    void passArrival(const ReadTime& arrival);

private:
    struct Anchor {
        DeviceTime::Kind kind;
        std::int64_t offsetNs;  ///< monotonic time - device time
        std::int64_t lastDeviceNs;
        std::int64_t windowEndNs;
        std::int64_t leastDelayNs;  ///< since the window began
    };

    [[nodiscard]] Dated dateUnanchored(const DeviceTime& time);
    [[nodiscard]] std::int64_t anchoredNs(const DeviceTime& time, std::int64_t arrivalNs);
    void anchor(const DeviceTime& time, std::int64_t arrivalNs);
    void followDrift(std::int64_t delayNs, std::int64_t arrivalNs);

    std::optional<Anchor> m_anchor;
    std::optional<std::int64_t> m_previousNs;  ///< monotonic time of the last row
};

}  // namespace telemetryhub::engine
