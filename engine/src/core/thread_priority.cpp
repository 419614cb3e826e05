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
constexpr int kRaisedNice = -10;

bool beRealTime() {
    if (std::thread::hardware_concurrency() < 2) return false;
    sched_param lowest{};
    lowest.sched_priority = ::sched_get_priority_min(SCHED_RR);
    return ::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &lowest) == 0;
}

bool beNice(int nice) {
    return ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice) == 0;
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

ThreadPriority raiseThreadPriority() {
#if defined(__linux__)
    if (beRealTime()) return ThreadPriority::RealTime;
    if (beNice(kRaisedNice)) return ThreadPriority::Raised;
#endif
    return ThreadPriority::Normal;
}

}  // namespace telemetryhub::engine
