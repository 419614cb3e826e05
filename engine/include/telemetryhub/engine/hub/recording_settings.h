// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "telemetryhub/engine/record/session_paths.h"

namespace telemetryhub::engine {

enum class RawBytes { Left, Kept };

/// How a gateway records into session files.
struct RecordingSettings {
    std::string folder;   ///< of recordings that are given no path, and where old ones are removed
    std::string path;     ///< empty: named by the time
    std::string program;  ///< who records: `telemetryhub 0.1.0`
    std::chrono::milliseconds commitInterval{200};
    std::uint64_t rotateBytes = 0;        ///< 0: never
    std::chrono::seconds rotateAfter{0};  ///< 0: never
    RawBytes raw = RawBytes::Left;        ///< of every device, for decoding again
    Retention retention;                  ///< applied when a file is begun; off by default
};

}  // namespace telemetryhub::engine
