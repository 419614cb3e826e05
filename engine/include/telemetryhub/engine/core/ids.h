// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace telemetryhub::engine {

/// Names one device for the life of a gateway; numbers are never given twice.
struct DeviceId {
    std::uint32_t value = 0;

    friend bool operator==(const DeviceId&, const DeviceId&) = default;
    friend bool operator<(const DeviceId& a, const DeviceId& b) { return a.value < b.value; }
};

/// Counts the samples of one device from 1; never reused, also not after a restart of the device.
using Sequence = std::uint64_t;

}  // namespace telemetryhub::engine

template <>
struct std::hash<telemetryhub::engine::DeviceId> {
    std::size_t operator()(telemetryhub::engine::DeviceId id) const noexcept { return id.value; }
};
