// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/clock.h"

namespace telemetryhub::engine {

/// Notices when somebody set the clock of the computer: the wall clock goes on beside the steady
/// one, until it is set. A clock that is only drawn to the right time moves by less between two
/// looks. The two clocks are read one after the other, so a thread that is held up between them
/// sees a step too: a step counts when a second reading agrees.
///
/// Threads: confined to one thread.
class ClockWatch {
public:
    static constexpr std::int64_t kStepNs = 500'000'000;

    /// \pre `clock` outlives this object
    explicit ClockWatch(const Clock& clock) : m_clock(clock), m_offsetNs(offsetNs()) {}
    /// What to tell of a step since the last look.
    [[nodiscard]] std::optional<std::string> look();

private:
    /// From the steady clock to the wall clock.
    [[nodiscard]] std::int64_t offsetNs() const;

    const Clock& m_clock;
    std::int64_t m_offsetNs;
};

}  // namespace telemetryhub::engine
