// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace telemetryhub::engine {

/// How urgently the system runs a thread.
enum class ThreadPriority : std::uint8_t {
    Normal,
    Raised,    ///< before the threads of other programs (a nice value below 0)
    RealTime,  ///< before everything that is not real time (SCHED_RR, the lowest)
};

/// The word of the API: `normal`, `raised`, `realtime`.
[[nodiscard]] std::string_view threadPriorityName(ThreadPriority priority);

/// What a thread is raised for.
enum class Urgency : std::uint8_t {
    Reading,  ///< what waits too long is lost
    Judging,  ///< an alarm may be on its way to SafeState
};

/// Raises the calling thread as far as this user may: by a nice value (RLIMIT_NICE); where that is
/// not allowed, reading becomes real time (RLIMIT_RTPRIO).
///
/// A nice value comes first, because the system takes a thread that is real time off its core for
/// 50 ms in a second in which it was busy, which is when it is needed most.
ThreadPriority raiseThreadPriority(Urgency urgency);

}  // namespace telemetryhub::engine
