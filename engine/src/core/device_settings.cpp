// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/device_settings.h"

#include <algorithm>

namespace telemetryhub::engine {

std::int64_t wireNsPerByte(const BusSettings& bus) {
    const auto* const serial = std::get_if<SerialSettings>(&bus);
    if (!serial) return 0;
    // Counted in half bits, because a stop bit may be one and a half.
    constexpr std::int64_t kStartBit = 2;
    const std::int64_t parity = serial->parity == Parity::None ? 0 : 2;
    const std::int64_t stop = serial->stopBits == StopBits::One          ? 2
                              : serial->stopBits == StopBits::OneAndHalf ? 3
                                                                         : 4;
    const std::int64_t halfBits = kStartBit + std::int64_t{2} * serial->dataBits + parity + stop;
    return halfBits * 500'000'000 / std::max(serial->baud, 1);
}

}  // namespace telemetryhub::engine
