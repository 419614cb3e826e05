// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/thread_priority.h"

#if defined(__linux__)
#include <thread>

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace telemetryhub::engine {

namespace {

#if defined(__linux__)
constexpr int kReadingNice = -10;
constexpr int kJudgingNice = -10;

/// Not with one core: it would take that from everything else.
bool beRealTime() {
    if (std::thread::hardware_concurrency() < 2) return false;
    sched_param lowest{};
    lowest.sched_priority = ::sched_get_priority_min(SCHED_RR);
    return ::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &lowest) == 0;
}

/// As far down as the limit of this user allows.
bool beNice(int wanted) {
    const auto thread = static_cast<id_t>(::gettid());
    for (int nice = wanted; nice < 0; ++nice)
        if (::setpriority(PRIO_PROCESS, thread, nice) == 0) return true;
    return false;
}
#endif

}  // namespace

std::string_view threadPriorityName(ThreadPriority priority) {
    switch (priority) {
        case ThreadPriority::Normal: return "normal";
        case ThreadPriority::Raised: return "raised";
        case ThreadPriority::RealTime: return "realtime";
    }
    return "";
}

ThreadPriority raiseThreadPriority([[maybe_unused]] Urgency urgency) {
#if defined(__linux__)
    if (beNice(urgency == Urgency::Reading ? kReadingNice : kJudgingNice))
        return ThreadPriority::Raised;
    if (urgency == Urgency::Reading && beRealTime()) return ThreadPriority::RealTime;
#endif
    return ThreadPriority::Normal;
}

}  // namespace telemetryhub::engine
