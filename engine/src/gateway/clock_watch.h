// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// Notices when somebody set the clock of the computer: the wall clock goes on beside the steady
/// one, until it is set. A clock that is only drawn to the right time moves by less between two
/// looks.
///
/// Threads: confined to one thread.
class ClockWatch {
public:
    static constexpr std::int64_t kStepNs = 500'000'000;

    explicit ClockWatch(const ReadTime& now) : m_offsetNs(now.wallNs - now.steadyNs) {}
    /// What to tell of a step since the last look.
    [[nodiscard]] std::optional<std::string> look(const ReadTime& now);

private:
    std::int64_t m_offsetNs;
};

}  // namespace telemetryhub::engine
