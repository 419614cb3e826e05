// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "telemetryhub/engine/core/ledger.h"

namespace telemetryhub::engine {

/// Where the bytes of a stream went. Knows where the last ones did, because the second half of a
/// line end may come in a later chunk.
class ByteAccount {
public:
    void accept(std::size_t bytes) {
        m_counts.bytesDecoded += bytes;
        m_last = Place::Decoded;
    }
    void discard(DiscardReason reason, std::size_t bytes) {
        m_counts.bytesDiscarded[reason] += bytes;
        m_last = Place::Discarded;
        m_lastReason = reason;
    }
    void hold(std::size_t bytes) {
        m_held += bytes;
        m_last = Place::Held;
    }
    /// Bytes that belong to those before them.
    void addToLast(std::size_t bytes) {
        if (m_last == Place::Decoded)
            accept(bytes);
        else if (m_last == Place::Held)
            hold(bytes);
        else
            discard(m_lastReason, bytes);
    }
    /// The held bytes, which the caller accounts for.
    [[nodiscard]] std::size_t takeHeld() {
        return static_cast<std::size_t>(std::exchange(m_held, 0));
    }
    [[nodiscard]] std::size_t held() const { return static_cast<std::size_t>(m_held); }

    [[nodiscard]] DecodeCounts& counts() { return m_counts; }
    [[nodiscard]] const DecodeCounts& counts() const { return m_counts; }

private:
    enum class Place : std::uint8_t { Decoded, Discarded, Held };

    DecodeCounts m_counts;
    std::uint64_t m_held = 0;
    Place m_last = Place::Decoded;
    DiscardReason m_lastReason = DiscardReason::PartialStart;
};

}  // namespace telemetryhub::engine
