// SPDX-License-Identifier: GPL-3.0-or-later
#include "feeder.h"

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace telemetryhub::bench {

namespace {

constexpr long kStepNs = 5'000'000;

void writeAll(int descriptor, const char* bytes, std::size_t count) {
    while (count > 0) {
        const ssize_t written = write(descriptor, bytes, std::min<std::size_t>(count, 4096));
        if (written > 0) {
            bytes += written;
            count -= static_cast<std::size_t>(written);
            continue;
        }
        pollfd state{descriptor, POLLOUT, 0};
        poll(&state, 1, 1000);
    }
}

void feed(int descriptor, const std::string& lines, std::uint64_t totalBytes,
          std::uint64_t bytesPerSecond) {
    timespec next{};
    clock_gettime(CLOCK_MONOTONIC, &next);
    const std::uint64_t step =
        bytesPerSecond > 0 ? bytesPerSecond * kStepNs / 1'000'000'000 : lines.size();
    std::uint64_t sent = 0;
    while (sent < totalBytes) {
        const std::size_t offset = static_cast<std::size_t>(sent % lines.size());
        const auto count = static_cast<std::size_t>(
            std::min<std::uint64_t>({step, totalBytes - sent, lines.size() - offset}));
        writeAll(descriptor, lines.data() + offset, count);
        sent += count;
        if (bytesPerSecond == 0) continue;
        next.tv_nsec += kStepNs;
        if (next.tv_nsec >= 1'000'000'000) {
            next.tv_nsec -= 1'000'000'000;
            ++next.tv_sec;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, nullptr);
    }
}

}  // namespace

std::string eightColumnLines(int count) {
    std::string lines;
    char line[160];
    for (int i = 0; i < count; ++i) {
        const int length = std::snprintf(
            line, sizeof line, "%07d,%d.%03d,-%d.%02d,%d.%04d,%d,%d.%d,0.%03d,%d.%02d\n", i, i % 97,
            i % 1000, i % 13, i % 100, i % 7, i % 10'000, i % 4096, i % 360, i % 10, (i * 7) % 1000,
            20 + i % 5, (i * 3) % 100);
        lines.append(line, static_cast<std::size_t>(length));
    }
    return lines;
}

Feeder::Feeder(int masterDescriptor, const std::string& lines, std::uint64_t totalBytes,
               std::uint64_t bytesPerSecond) {
    m_process = fork();
    if (m_process != 0) return;
    feed(masterDescriptor, lines, totalBytes, bytesPerSecond);
    _exit(0);
}

Feeder::~Feeder() {
    if (m_process > 0) waitpid(m_process, nullptr, 0);
}

}  // namespace telemetryhub::bench
