// SPDX-License-Identifier: GPL-3.0-or-later
#include "ticker.h"

#include <csignal>
#include <cstdint>
#include <cstdio>

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace telemetryhub::bench {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kStepNs = 1'000'000;

std::int64_t nowNs() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * kSecondNs + now.tv_nsec;
}

void sleepUntil(std::int64_t ns) {
    const timespec until{ns / kSecondNs, ns % kSecondNs};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

/// Device i sends in step i % steps of each period.
[[noreturn]] void tick(const std::vector<int>& descriptors, int periodMs) {
    const auto steps = static_cast<std::size_t>(periodMs);
    std::int64_t next = nowNs();
    for (std::uint64_t count = 0;; ++count) {
        for (std::size_t i = static_cast<std::size_t>(count % steps); i < descriptors.size();
             i += steps) {
            char line[64];
            const int length =
                std::snprintf(line, sizeof line, "%lld,%llu\n", static_cast<long long>(nowNs()),
                              static_cast<unsigned long long>(count));
            // A device that is not read loses its line, as a real one would.
            [[maybe_unused]] const auto written =
                write(descriptors[i], line, static_cast<std::size_t>(length));
        }
        sleepUntil(next += kStepNs);
    }
}

[[noreturn]] void pour(int descriptor, const std::string& lines) {
    for (std::size_t at = 0;;) {
        const ssize_t written = write(descriptor, lines.data() + at, lines.size() - at);
        if (written > 0) at = (at + static_cast<std::size_t>(written)) % lines.size();
        pollfd state{descriptor, POLLOUT, 0};
        if (written <= 0) poll(&state, 1, 1000);
    }
}

void endChild(pid_t process) {
    if (process <= 0) return;
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
}

}  // namespace

Ticker::Ticker(const std::vector<int>& masterDescriptors, int periodMs) {
    m_process = fork();
    if (m_process != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    tick(masterDescriptors, periodMs);
}

Ticker::~Ticker() {
    endChild(m_process);
}

Flood::Flood(int masterDescriptor, const std::string& lines) {
    int ends[2] = {-1, -1};
    if (pipe(ends) != 0) return;
    m_begin = ends[1];
    m_process = fork();
    if (m_process != 0) {
        close(ends[0]);
        return;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char byte = 0;
    if (read(ends[0], &byte, 1) != 1) _exit(0);
    pour(masterDescriptor, lines);
}

Flood::~Flood() {
    endChild(m_process);
    if (m_begin >= 0) close(m_begin);
}

void Flood::begin() {
    const char byte = 1;
    [[maybe_unused]] const auto written = write(m_begin, &byte, 1);
}

}  // namespace telemetryhub::bench
