// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace telemetryhub::engine {

/// A bus that makes its own bytes sleeps no longer than this at once, because the injected clock
/// need not keep pace with the timer's.
inline constexpr std::chrono::milliseconds kMaxTimerWait{250};

}  // namespace telemetryhub::engine
