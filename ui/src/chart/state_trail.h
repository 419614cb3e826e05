// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "telemetryhub/engine/device/device_state.h"

namespace telemetryhub::ui {

/// The states a device was seen in, oldest first, for the ribbon under its curves.
///
/// Bounded: the oldest are forgotten.
///
/// Units: nanoseconds since the session began.
class StateTrail {
public:
    static constexpr std::size_t kMaxEntries = 1000;

    struct Entry {
        engine::DeviceState state = engine::DeviceState::Idle;
        std::int64_t sinceNs = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };

    /// True when this state is news.
    bool record(engine::DeviceState state, std::int64_t sinceNs);
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
};

}  // namespace telemetryhub::ui
