// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "serve/access_record.h"

namespace telemetryhub::engine {

/// The reads of a minute in one line of the log: how many of what, by whom, and the slowest.
///
///     REST 12004 reads in 60 s: 12000 /status, 4 /samples; from 127.0.0.1; slowest /samples in
///     5120 us
///
/// Paths are told by their first part. Bounded: `kMaxPaths` and `kMaxPeers` are told, the others
/// counted.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds of a monotonic clock.
class ReadSum {
public:
    static constexpr std::size_t kMaxPaths = 12;
    static constexpr std::size_t kMaxPeers = 8;

    void add(const AccessRecord& record, std::int64_t nowNs);
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] bool isDue(std::int64_t nowNs) const {
        return m_count > 0 && nowNs - m_beganNs >= kLogWindowNs;
    }
    /// The line; the next minute begins with the next read.
    [[nodiscard]] std::string takeLine(std::int64_t nowNs);

private:
    struct Counted {
        std::string name;
        std::uint64_t count = 0;
    };
    static void count(std::vector<Counted>& list, std::string_view name, std::size_t most,
                      std::uint64_t& others);

    std::int64_t m_beganNs = 0;
    std::uint64_t m_count = 0;
    std::vector<Counted> m_paths;
    std::vector<Counted> m_peers;
    std::uint64_t m_ofOtherPaths = 0;
    std::uint64_t m_ofOtherPeers = 0;
    std::chrono::nanoseconds m_slowest{0};
    std::string m_slowestPath;
};

}  // namespace telemetryhub::engine
