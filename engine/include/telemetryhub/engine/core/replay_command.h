// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// What an operator can ask of a device that replays a recording or a captured stream.
struct ReplayCommand {
    enum class Kind : std::uint8_t {
        Pause,
        Resume,
        Step,   ///< plays the next sample, or the next line of a captured stream, and pauses
        Seek,   ///< goes on from `value`, 0 the beginning to 1 the end
        Speed,  ///< plays `value` times as fast; 0: as fast as possible
    };
    Kind kind = Kind::Pause;
    double value = 0;
};

/// Errors: InvalidArgument for a value out of range.
Result<void> checkReplayCommand(const ReplayCommand& command);

/// Where a replay is.
struct ReplayStatus {
    bool isPaused = false;
    double speed = 1;           ///< 0: as fast as possible
    double share = 0;           ///< played, 0 to 1
    std::int64_t lengthNs = 0;  ///< at the speed it was recorded with; 0: unknown

    friend bool operator==(const ReplayStatus&, const ReplayStatus&) = default;
};

}  // namespace telemetryhub::engine
