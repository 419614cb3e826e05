// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/device/state_machine.h"

#include <array>
#include <cstddef>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kStates = 4;
constexpr std::size_t kEvents = 10;

/// What one cell of the table says.
enum class Rule : std::uint8_t {
    Ignore,
    Accept,
    RefuseMeasuring,
    RefuseSafe,
    Begin,
    OpenNow,
    Rest,
    Recover,
    KeepGood,
    CountFault,
    WaitForLink,
    LatchNow,
    Puzzle,
};

using enum Rule;
// Rows are events, columns Idle, Measuring, Error, SafeState.
constexpr std::array<std::array<Rule, kStates>, kEvents> kTable{{
    /* Start      */ {Begin, RefuseMeasuring, OpenNow, RefuseSafe},
    /* Stop       */ {Accept, Rest, Rest, RefuseSafe},
    /* Reset      */ {Accept, RefuseMeasuring, Rest, Rest},
    /* GoodSample */ {Ignore, KeepGood, Recover, Ignore},
    /* Fault      */ {Ignore, CountFault, CountFault, Ignore},
    /* Absent     */ {Ignore, WaitForLink, WaitForLink, Ignore},
    /* LongAbsent */ {Ignore, LatchNow, LatchNow, Ignore},
    /* Alarm      */ {Ignore, LatchNow, LatchNow, Ignore},
    /* Finished   */ {Ignore, Rest, Rest, Ignore},
    /* Undecoded  */ {Ignore, Puzzle, Ignore, Ignore},
}};

}  // namespace

DeviceReaction DeviceStateMachine::handle(DeviceEvent event) {
    switch (kTable[static_cast<std::size_t>(event)][static_cast<std::size_t>(m_state)]) {
        case Ignore:
        case Accept: return {};
        case RefuseMeasuring: return {DeviceAction::None, ErrorCode::AlreadyMeasuring, true};
        case RefuseSafe: return {DeviceAction::None, ErrorCode::DeviceInSafeState, true};
        case Begin: return enter(DeviceState::Measuring, DeviceAction::Open);
        case OpenNow: return {DeviceAction::Open};
        case Rest: m_consecutiveFaults = 0; return enter(DeviceState::Idle, DeviceAction::Close);
        case Recover:
            m_consecutiveFaults = 0;
            return enter(DeviceState::Measuring, DeviceAction::None);
        case KeepGood: m_consecutiveFaults = 0; return {};
        case CountFault: return fault();
        case WaitForLink: return enter(DeviceState::Error, DeviceAction::CloseAndRetry);
        case Puzzle: return enter(DeviceState::Error, DeviceAction::None);
        case LatchNow: return enter(DeviceState::SafeState, DeviceAction::EnterSafeState);
    }
    return {};
}

DeviceReaction DeviceStateMachine::fault() {
    ++m_consecutiveFaults;
    if (m_consecutiveFaults >= m_failureThreshold)
        return enter(DeviceState::SafeState, DeviceAction::EnterSafeState);
    return enter(DeviceState::Error, DeviceAction::CloseAndRetry);
}

DeviceReaction DeviceStateMachine::enter(DeviceState state, DeviceAction action) {
    m_state = state;
    return {action};
}

}  // namespace telemetryhub::engine
