// SPDX-License-Identifier: GPL-3.0-or-later
#include "device/refusal.h"

namespace telemetryhub::engine {

Error refusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::AlreadyMeasuring: return {code, "The device is measuring. Stop it first."};
        case ErrorCode::DeviceInSafeState:
            return {code, "The device is in SafeState. Check it, then reset it."};
        case ErrorCode::QueueFull:
            return {code, "The queue is nearly full. Send the samples again later."};
        default: return {code, "The device is not measuring. Start it first."};
    }
}

}  // namespace telemetryhub::engine
