// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/clock.h"
#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/ledger.h"
#include "telemetryhub/engine/core/replay_command.h"

namespace telemetryhub::engine {

/// Receives what a bus reads.
///
/// It may close, pause or reopen the bus from inside a call, but not destroy it.
///
/// Threads: called on the I/O thread, never from inside `Bus::open`, `close` or `write`.
class BusListener {
public:
    virtual ~BusListener() = default;
    /// The view ends with the call; `time` is when the bytes were read.
    virtual void bytesRead(std::string_view bytes, const ReadTime& time) = 0;
    /// The bus failed and is closed. Reported once an opening.
    virtual void busFailed(const Error& error) = 0;
    /// A source that has an end, such as a file, is exhausted; the bus is closed.
    virtual void busFinished() = 0;
    /// The far end of a bus that was connecting has answered; bytes may come now.
    virtual void busConnected() {}
    /// What a bus that could not be opened or was lost waits for has changed: another try may be
    /// worth it. Only while the bus is closed.
    virtual void busMayOpen() {}
    /// Something that was asked for is not to be had; the bus works without it.
    virtual void busWarned(const Error& error) { (void)error; }
};

/// Bytes in and out of one device.
///
/// Threads: construct, call and destroy on the I/O thread, which runs a Qt event loop.
class Bus {
public:
    virtual ~Bus() = default;
    /// Ends a pause.
    /// \pre `!isOpen()`
    virtual Result<void> open() = 0;
    /// Does nothing when closed. No listener call follows.
    virtual void close() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;
    /// Whether it is open and the far end has yet to answer: `BusListener::busConnected` follows.
    [[nodiscard]] virtual bool isConnecting() const { return false; }
    /// Queues bytes for sending, all or none.
    virtual Result<void> write(std::string_view bytes) = 0;
    /// While paused nothing is read: the source is held back as far as it can be, nothing is lost
    /// on this side.
    virtual void setPaused(bool paused) = 0;
    /// Errors: InvalidArgument when it replays nothing, or for a value out of range.
    virtual Result<void> control(const ReplayCommand& command);
    /// Where a replay is; nothing when it is none or closed.
    [[nodiscard]] virtual std::optional<ReplayStatus> replayStatus() const { return std::nullopt; }
    /// What was lost on its line since the opening, as its driver counts it; nothing when closed,
    /// and for a bus that has no such counters.
    [[nodiscard]] virtual std::optional<LineCounts> lineCounts() { return std::nullopt; }
    /// Whether the first byte after opening begins a frame (files, the simulated device).
    [[nodiscard]] virtual bool startsAtBoundary() const = 0;
    /// For a person: `ttyUSB0`, `simulated`, `capture.nmea`.
    [[nodiscard]] virtual std::string description() const = 0;
};

}  // namespace telemetryhub::engine
