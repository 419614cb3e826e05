// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace telemetryhub::bench {

/// A process that plays many devices: each sends a line `NS,COUNT` every `periodMs`, spread evenly,
/// NS being the monotonic clock when the line was written.
///
/// Threads: one; to be made before any other thread.
class Ticker {
public:
    Ticker(const std::vector<int>& masterDescriptors, int periodMs);
    /// Ends the process.
    ~Ticker();
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    pid_t m_process = -1;
};

/// A process that writes `lines` to one device as fast as they are taken, from the moment
/// `begin` is called.
class Flood {
public:
    Flood(int masterDescriptor, const std::string& lines);
    ~Flood();
    Flood(const Flood&) = delete;
    Flood& operator=(const Flood&) = delete;
    void begin();

private:
    pid_t m_process = -1;
    int m_begin = -1;
};

}  // namespace telemetryhub::bench
