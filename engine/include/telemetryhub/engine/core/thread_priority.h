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

/// Raises the calling thread as far as this user may (RLIMIT_RTPRIO, RLIMIT_NICE); threads that it
/// starts are not raised. With one core nothing is real time: it would take that from the others.
ThreadPriority raiseThreadPriority();

}  // namespace telemetryhub::engine
