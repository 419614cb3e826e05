// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace telemetryhub::engine {

/// What a line of the access log is worth.
enum class AccessLevel { Info, Debug };

/// Takes the lines of the access log, on th-rest; it must not wait.
struct AccessSink {
    /// Whether lines of a level are wanted at all; others are not even made.
    std::function<bool(AccessLevel level)> wants;
    std::function<void(AccessLevel level, const std::string& line)> write;
};

}  // namespace telemetryhub::engine
