// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace telemetryhub::engine {

/// How many things a second, over the last seconds: about 3 s of a quick source, the last 32
/// arrivals of a slow one. Falls when the source falls silent.
///
/// Threads: confined; copied for readers.
/// Units:   nanoseconds of the steady clock.
class RateMeter {
public:
    void add(std::uint64_t count, std::int64_t nowNs);
    /// A pause by command: the time until the next arrival is no part of the rate.
    void restart();
    [[nodiscard]] double perSecond(std::int64_t nowNs) const;
    /// Mean time between arrivals; 0 before the second.
    [[nodiscard]] std::int64_t usualIntervalNs() const;

private:
    static constexpr std::size_t kMarks = 32;
    static constexpr std::int64_t kMarkSpacingNs = 100'000'000;

    struct Mark {
        std::int64_t timeNs = 0;
        std::uint64_t count = 0;     ///< of all things up to and with this arrival
        std::uint64_t arrivals = 0;  ///< likewise
    };
    [[nodiscard]] const Mark& oldest() const;

    std::array<Mark, kMarks> m_marks{};
    std::size_t m_used = 0;
    std::size_t m_next = 0;
    std::uint64_t m_count = 0;
    std::uint64_t m_arrivals = 0;
    std::int64_t m_lastNs = 0;
};

}  // namespace telemetryhub::engine
