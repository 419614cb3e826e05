// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ledger.h"

namespace telemetryhub::engine {

/// What the driver of a serial port tells, and lets be set, beside its bytes. A pseudo terminal has
/// none of it.
///
/// Threads: one at a time. No call waits.
class SerialLineControl {
public:
    virtual ~SerialLineControl() = default;
    /// What the driver counted since it found the port, each count modulo 2^32; nothing when it
    /// does not count.
    [[nodiscard]] virtual std::optional<LineCounts> counts(int descriptor) = 0;
    /// Whether the driver hands bytes over at once; nothing when it knows no difference.
    [[nodiscard]] virtual std::optional<bool> lowLatency(int descriptor) = 0;
    /// Errors: NotAvailable with the system's words.
    virtual Result<void> setLowLatency(int descriptor, bool on) = 0;
    /// How long an adapter gathers bytes, in ms; nothing when the node has no such timer.
    [[nodiscard]] virtual std::optional<int> latencyTimerMs(const std::string& node) = 0;
    /// Errors: NotAvailable with the system's words.
    virtual Result<void> setLatencyTimer(const std::string& node, int ms) = 0;
};

/// The one that asks the system (TIOCGICOUNT, TIOCGSERIAL, `latency_timer` of FTDI adapters).
[[nodiscard]] std::unique_ptr<SerialLineControl> systemLineControl();

/// From one look at a driver's counters to a later one: each runs over at 2^32.
[[nodiscard]] LineCounts countedSince(const LineCounts& before, const LineCounts& now);

}  // namespace telemetryhub::engine
