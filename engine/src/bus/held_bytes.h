// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "telemetryhub/engine/core/ring.h"

namespace telemetryhub::engine {

/// Bytes on their way, in order, each with the time at which it may arrive.
///
/// Threads: confined to one thread.
/// Units:   nanoseconds of the monotonic clock.
class HeldBytes {
public:
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }

    void push(std::string bytes, std::int64_t dueNs);
    /// The oldest ones, which are due together.
    /// \pre `!empty()`
    [[nodiscard]] std::string_view front() {
        return std::string_view(m_chunks.front().bytes).substr(m_taken);
    }
    /// \pre `!empty()`
    [[nodiscard]] std::int64_t dueNs() { return m_chunks.front().dueNs; }
    /// Forgets the first `count` of `front`.
    void take(std::size_t count);
    /// All of them are due.
    void release();
    void clear();

private:
    struct Chunk {
        std::string bytes;
        std::int64_t dueNs = 0;
    };

    Ring<Chunk> m_chunks;
    std::size_t m_taken = 0;  ///< of the first chunk
    std::size_t m_size = 0;
};

}  // namespace telemetryhub::engine
