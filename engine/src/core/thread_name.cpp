// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/thread_name.h"

#if defined(__linux__) || defined(__APPLE__)
#include <pthread.h>
#endif

namespace telemetryhub::engine {

void setThreadName([[maybe_unused]] const std::string& name) {
#if defined(__linux__)
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
#elif defined(__APPLE__)
    pthread_setname_np(name.substr(0, 15).c_str());
#endif
}

}  // namespace telemetryhub::engine
