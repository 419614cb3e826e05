// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode_input.h"

namespace telemetryhub::app {

/// A captured byte stream, of which nobody knows when its bytes came.
/// Errors: StorageFailed; those of `readingOf`.
[[nodiscard]] engine::Result<DecodeInput> captureInput(const CommandLine& line);

}  // namespace telemetryhub::app
