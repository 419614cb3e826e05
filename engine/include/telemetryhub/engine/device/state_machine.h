// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "telemetryhub/engine/core/error.h"
#include "telemetryhub/engine/device/device_state.h"

namespace telemetryhub::engine {

/// What can happen to a device.
enum class DeviceEvent : std::uint8_t {
    Start,       ///< command
    Stop,        ///< command
    Reset,       ///< command
    GoodSample,  ///< a frame was decoded
    Fault,       ///< the device misbehaves: read error, silence, damage, injected
    Absent,      ///< the link is not there: unplugged, busy, not permitted
    LongAbsent,  ///< the link was not there for longer than the device may be absent
    Alarm,       ///< a critical alarm asks for the safe state
    Finished,    ///< the source has an end and reached it
    Undecoded,   ///< bytes come, and none of them was ever a sample
};

/// What the device has to do after an event.
enum class DeviceAction : std::uint8_t {
    None,
    Open,            ///< open the bus now
    Close,           ///< close the bus and rest
    CloseAndRetry,   ///< close the bus and open it again after a delay
    EnterSafeState,  ///< send the safe-state command, close the bus, stay
};

/// The answer to an event.
struct DeviceReaction {
    DeviceAction action = DeviceAction::None;
    ErrorCode refusal = ErrorCode::Internal;  ///< meaningful when `refused`
    bool refused = false;
};

/// Idle → Measuring ⇄ Error → SafeState, as one table of every state and event.
///
/// | event      | Idle      | Measuring        | Error            | SafeState |
/// |------------|-----------|------------------|------------------|-----------|
/// | Start      | Measuring | already_measuring| opens at once    | in_safe_state |
/// | Stop       | stays     | Idle             | Idle             | in_safe_state |
/// | Reset      | stays     | already_measuring| Idle             | Idle      |
/// | GoodSample | –         | stays            | Measuring        | –         |
/// | Fault      | –         | Error, counted   | counted          | –         |
/// | Absent     | –         | Error            | stays            | –         |
/// | LongAbsent | –         | SafeState        | SafeState        | –         |
/// | Alarm      | –         | SafeState        | SafeState        | –         |
/// | Finished   | –         | Idle             | Idle             | –         |
/// | Undecoded  | –         | Error, bus open  | stays            | –         |
///
/// `failureThreshold` faults without a good sample between them lead to SafeState. An absent link
/// is no fault of the device: it is tried again for ever, unless a limit says otherwise. Bytes that
/// were never a sample are no fault either: the bus stays open, so that the first sample is heard.
///
/// Threads: confined to one thread.
class DeviceStateMachine {
public:
    enum class Origin {
        New,
        Latched,  ///< in SafeState since before the program was started
    };
    explicit DeviceStateMachine(int failureThreshold, Origin origin = Origin::New)
        : m_failureThreshold(failureThreshold),
          m_state(origin == Origin::Latched ? DeviceState::SafeState : DeviceState::Idle) {}

    DeviceReaction handle(DeviceEvent event);
    [[nodiscard]] DeviceState state() const { return m_state; }
    [[nodiscard]] int consecutiveFaults() const { return m_consecutiveFaults; }

private:
    DeviceReaction fault();
    DeviceReaction enter(DeviceState state, DeviceAction action);

    int m_failureThreshold;
    int m_consecutiveFaults = 0;
    DeviceState m_state;
};

}  // namespace telemetryhub::engine
