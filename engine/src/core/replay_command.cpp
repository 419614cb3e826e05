// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/replay_command.h"

namespace telemetryhub::engine {

Result<void> checkReplayCommand(const ReplayCommand& command) {
    constexpr double kMostSpeed = 1e6;
    const bool isWrongSpeed = command.kind == ReplayCommand::Kind::Speed &&
                              !(command.value >= 0 && command.value <= kMostSpeed);
    if (isWrongSpeed)
        return Error{ErrorCode::InvalidArgument,
                     "speed: expected 0 for as fast as possible, or up to 1000000."};
    const bool isWrongPlace =
        command.kind == ReplayCommand::Kind::Seek && !(command.value >= 0 && command.value <= 1);
    if (isWrongPlace)
        return Error{ErrorCode::InvalidArgument, "place: expected 0 for the beginning to 1."};
    return {};
}

}  // namespace telemetryhub::engine
