// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/core/event_log.h"
#include "telemetryhub/engine/device/device_state.h"
#include "telemetryhub/engine/device/latch.h"

namespace telemetryhub::engine {

/// Tells the event log what happens to one device.
///
/// Threads: the I/O thread.
class DeviceEvents {
public:
    /// \pre `log` and `clock` outlive this object
    DeviceEvents(DeviceId device, EventLog& log, const Clock& clock)
        : m_device(device), m_log(log), m_clock(clock) {}

    void entered(DeviceState state, const std::optional<Error>& cause);
    /// The state stays, the reason is another one.
    void troubleChanged(const Error& cause);
    void commanded(std::string_view command, const Result<void>& answer);
    void safeCommandSent(const std::string& command);
    void safeCommandFailed(const std::string& command);
    /// It is in SafeState since before the program was started.
    void restored(const Latch& latch);
    /// Something about the device that an operator has to know.
    void warned(const Error& error);
    /// Something that was asked for is not to be had.
    void noticed(const Error& error);
    void textReceived(const ReadTime& time, std::string_view line);

private:
    void add(EventKind kind, Severity severity, std::string text);

    DeviceId m_device;
    EventLog& m_log;
    const Clock& m_clock;
};

}  // namespace telemetryhub::engine
