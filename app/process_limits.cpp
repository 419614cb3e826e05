// SPDX-License-Identifier: GPL-3.0-or-later
#include "process_limits.h"

#include <sys/resource.h>

namespace telemetryhub::app {

void raiseDescriptorLimit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    // Without it, device 1000 says that there are too many open files.
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace telemetryhub::app
