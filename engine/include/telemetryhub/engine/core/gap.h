// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// A stretch between two samples of a device in which others are missing, and why.
///
/// The reason is the code of what interrupted the stream: LinkLost, DeviceSilent, ...;
/// NotMeasuring when the device was stopped by command, QueueFull when samples were read and lost.
struct Gap {
    ErrorCode reason = ErrorCode::Internal;
    ReadTime from;           ///< of the last sample before it
    ReadTime to;             ///< of the first sample behind it
    Sequence next = 0;       ///< number of the first sample behind it
    std::uint64_t lost = 0;  ///< samples that had a number and were lost by the queue

    friend bool operator==(const Gap&, const Gap&) = default;
};

}  // namespace telemetryhub::engine
