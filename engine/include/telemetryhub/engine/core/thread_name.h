// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace telemetryhub::engine {

/// Names the calling thread for debuggers and `top -H`; at most 15 characters count.
void setThreadName(const std::string& name);

}  // namespace telemetryhub::engine
