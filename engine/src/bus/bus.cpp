// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/bus.h"

namespace telemetryhub::engine {

Result<void> Bus::control(const ReplayCommand&) {
    return Error{ErrorCode::InvalidArgument,
                 description() + " is no recording: it cannot be paused or wound."};
}

}  // namespace telemetryhub::engine
