// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "serve/access_record.h"

namespace telemetryhub::engine {

/// Folds requests that are alike: the first one is worth a line, those of the next minute are
/// counted and told together.
///
///     REST GET /status -> 401, from 10.0.0.7: repeated 239 times in 60 s
///
/// Alike are those of one peer, method, path and status. A peer that asks for ever new paths has
/// `kMaxOfPeer` of them, then they are "other paths"; from `kMaxKinds` on peers are "other
/// addresses". So a flood of refusals is a few lines a minute, and every one of them is counted.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds of a monotonic clock.
class RepeatedRequests {
public:
    static constexpr std::size_t kMaxOfPeer = 8;
    static constexpr std::size_t kMaxKinds = 64;

    /// Whether it is the first of its kind; else it was counted.
    [[nodiscard]] bool isFirst(const AccessRecord& record, std::int64_t nowNs);
    [[nodiscard]] bool isEmpty() const { return m_kinds.empty(); }
    /// The lines of kinds whose minute is over.
    [[nodiscard]] std::vector<std::string> takeDue(std::int64_t nowNs);
    [[nodiscard]] std::vector<std::string> takeAll(std::int64_t nowNs);

private:
    struct Kind {
        HttpMethod method = HttpMethod::Other;
        unsigned status = 0;
        std::string peer;
        std::string path;
        std::int64_t beganNs = 0;
        std::uint64_t repeated = 0;
        std::chrono::nanoseconds slowest{0};
    };
    [[nodiscard]] Kind* find(const AccessRecord& record, std::string_view peer,
                             std::string_view path);
    /// The one that counts the record; null when there is none yet.
    [[nodiscard]] Kind* kindOf(const AccessRecord& record, std::string_view& peer,
                               std::string_view& path);
    [[nodiscard]] static std::string lineOf(const Kind& kind, std::int64_t nowNs);

    std::vector<Kind> m_kinds;
};

}  // namespace telemetryhub::engine
