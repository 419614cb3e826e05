// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/bus/push_bus.h"

namespace telemetryhub::engine {

Result<void> PushBus::open() {
    m_open = true;
    return {};
}

Result<void> PushBus::write(std::string_view) {
    return Error{ErrorCode::WriteFailed,
                 "Nothing can be sent to a device whose samples are pushed. Tell its sender."};
}

}  // namespace telemetryhub::engine
