// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/error.h"

namespace telemetryhub::engine {

/// Why a command is refused, in the words for a person.
[[nodiscard]] Error refusal(ErrorCode code);

}  // namespace telemetryhub::engine
