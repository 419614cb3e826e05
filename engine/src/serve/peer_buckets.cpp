// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/peer_buckets.h"

#include <algorithm>
#include <cmath>

namespace telemetryhub::engine {

PeerBuckets::PeerBuckets(double perSecond, double burst, std::size_t maxPeers)
    : m_perSecond(perSecond), m_burst(std::max(burst, 1.0)), m_maxPeers(maxPeers) {}

std::optional<std::chrono::milliseconds> PeerBuckets::wait(std::string_view peer,
                                                           std::int64_t now) const {
    const auto bucket = m_buckets.find(peer);
    if (m_perSecond <= 0 || bucket == m_buckets.end()) return std::nullopt;
    const double tokens = tokensAt(bucket->second, now);
    if (tokens >= 1) return std::nullopt;
    return untilOne(tokens);
}

bool PeerBuckets::isFull(std::string_view peer, std::int64_t now) const {
    const auto bucket = m_buckets.find(peer);
    return bucket == m_buckets.end() || tokensAt(bucket->second, now) >= m_burst;
}

std::optional<std::chrono::milliseconds> PeerBuckets::take(std::string_view peer,
                                                           std::int64_t now) {
    if (m_perSecond <= 0) return std::nullopt;
    Bucket& bucket = bucketOf(peer, now);
    bucket.tokens = tokensAt(bucket, now);
    bucket.time = now;
    if (bucket.tokens < 1) return untilOne(bucket.tokens);
    bucket.tokens -= 1;
    return std::nullopt;
}

double PeerBuckets::tokensAt(const Bucket& bucket, std::int64_t now) const {
    const double seconds = static_cast<double>(now - bucket.time) * 1e-9;
    return std::min(m_burst, bucket.tokens + std::max(seconds, 0.0) * m_perSecond);
}

std::chrono::milliseconds PeerBuckets::untilOne(double tokens) const {
    return std::chrono::milliseconds(std::llround(std::ceil(1000 * (1 - tokens) / m_perSecond)));
}

PeerBuckets::Bucket& PeerBuckets::bucketOf(std::string_view peer, std::int64_t now) {
    const auto known = m_buckets.find(peer);
    if (known != m_buckets.end()) return known->second;
    if (m_buckets.size() >= m_maxPeers) makeRoom(now);
    return m_buckets.emplace(peer, Bucket{m_burst, now}).first->second;
}

// A full bucket says nothing that a new one does not say. When none is full, the fullest goes.
void PeerBuckets::makeRoom(std::int64_t now) {
    std::erase_if(m_buckets,
                  [&](const auto& each) { return tokensAt(each.second, now) >= m_burst; });
    if (m_buckets.size() < m_maxPeers) return;
    m_buckets.erase(
        std::max_element(m_buckets.begin(), m_buckets.end(), [&](const auto& a, const auto& b) {
            return tokensAt(a.second, now) < tokensAt(b.second, now);
        }));
}

}  // namespace telemetryhub::engine
