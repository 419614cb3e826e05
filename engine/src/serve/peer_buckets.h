// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace telemetryhub::engine {

/// A token bucket for each peer, in a table that cannot grow beyond its limit.
///
/// Units: times in nanoseconds of a monotonic clock.
class PeerBuckets {
public:
    /// `perSecond` tokens come in until there are `burst`; 0 a second: nothing is limited.
    PeerBuckets(double perSecond, double burst, std::size_t maxPeers = 4096);

    /// How long until there is a token, when there is none; takes none.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait(std::string_view peer,
                                                                std::int64_t now) const;
    /// Whether nothing was taken that has not come in again.
    [[nodiscard]] bool isFull(std::string_view peer, std::int64_t now) const;
    /// Takes a token; tells how long to wait for one when there is none.
    std::optional<std::chrono::milliseconds> take(std::string_view peer, std::int64_t now);
    [[nodiscard]] std::size_t peerCount() const { return m_buckets.size(); }

private:
    struct Bucket {
        double tokens = 0;
        std::int64_t time = 0;
    };
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    [[nodiscard]] double tokensAt(const Bucket& bucket, std::int64_t now) const;
    [[nodiscard]] std::chrono::milliseconds untilOne(double tokens) const;
    Bucket& bucketOf(std::string_view peer, std::int64_t now);
    void makeRoom(std::int64_t now);

    double m_perSecond;
    double m_burst;
    std::size_t m_maxPeers;
    std::unordered_map<std::string, Bucket, Hash, std::equal_to<>> m_buckets;
};

}  // namespace telemetryhub::engine
