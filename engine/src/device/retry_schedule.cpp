// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/retry_schedule.h"

#include <algorithm>

namespace telemetryhub::engine {

std::chrono::milliseconds RetrySchedule::next() {
    std::uniform_int_distribution<std::int64_t> spread(kFirst.count(), m_ceiling.count());
    m_ceiling = std::min(m_ceiling * 2, kLongest);
    return std::chrono::milliseconds(spread(m_random));
}

}  // namespace telemetryhub::engine
