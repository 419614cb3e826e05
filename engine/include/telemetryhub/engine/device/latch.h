// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Why and since when a device is latched in SafeState.
struct Latch {
    Error cause;
    std::int64_t sinceWallNs = 0;
    int faults = 0;           ///< in a row, before it was latched
    std::string sentCommand;  ///< the safe-state command, when it could be sent

    friend bool operator==(const Latch&, const Latch&) = default;
};

/// Remembers over restarts which devices are latched, for a device that may not wait for a disk.
///
/// Threads: every method from the I/O thread; none of them waits.
class LatchMemory {
public:
    /// Told which latch a device has; called on the I/O thread, at once or later, or never when the
    /// disk never answers.
    using Loaded = std::function<void(std::optional<Latch>)>;

    virtual ~LatchMemory() = default;
    virtual void load(const std::string& deviceId, Loaded loaded) = 0;
    virtual void save(const std::string& deviceId, const Latch& latch) = 0;
    virtual void clear(const std::string& deviceId) = 0;
};

}  // namespace telemetryhub::engine
