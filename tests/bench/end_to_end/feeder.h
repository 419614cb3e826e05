// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

namespace telemetryhub::bench {

/// CSV lines of eight columns as a device sends them, `count` of them, the first column counting.
[[nodiscard]] std::string eightColumnLines(int count);

/// A process that writes to the master of a pseudo terminal, so that the device under the wire
/// does not share threads with what is measured.
///
/// Threads: one.
class Feeder {
public:
    /// Writes `lines` over and over until `totalBytes` are out, as fast as they are taken, or with
    /// `bytesPerSecond` in steps of 5 ms.
    Feeder(int masterDescriptor, const std::string& lines, std::uint64_t totalBytes,
           std::uint64_t bytesPerSecond = 0);
    /// Waits for the end of the process.
    ~Feeder();
    Feeder(const Feeder&) = delete;
    Feeder& operator=(const Feeder&) = delete;

private:
    pid_t m_process = -1;
};

}  // namespace telemetryhub::bench
