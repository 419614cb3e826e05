// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"

namespace telemetryhub::app {

/// `make-token`: prints a new token, and what the configuration has to say of it.
[[nodiscard]] int makeToken(const CommandLine& line);

}  // namespace telemetryhub::app
