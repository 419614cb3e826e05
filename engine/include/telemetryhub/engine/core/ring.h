// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <utility>
#include <vector>

namespace telemetryhub::engine {

/// A first-in first-out that allocates only while it grows to its largest length.
///
/// Threads: confined, or guarded by its owner.
template <typename T>
class Ring {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }

    void push(T item) {
        if (m_size == m_slots.size()) grow();
        m_slots[(m_first + m_size) & (m_slots.size() - 1)] = std::move(item);
        ++m_size;
    }

    /// \pre `!empty()`
    [[nodiscard]] T& front() { return m_slots[m_first]; }

    /// \pre `!empty()`
    [[nodiscard]] T pop() {
        assert(m_size > 0);
        T item = std::move(m_slots[m_first]);
        m_first = (m_first + 1) & (m_slots.size() - 1);
        --m_size;
        return item;
    }

private:
    // The length stays a power of two, so that the index wraps by a mask.
    void grow() {
        std::vector<T> larger(m_slots.empty() ? 4 : 2 * m_slots.size());
        for (std::size_t i = 0; i < m_size; ++i)
            larger[i] = std::move(m_slots[(m_first + i) & (m_slots.size() - 1)]);
        m_slots = std::move(larger);
        m_first = 0;
    }

    std::vector<T> m_slots;
    std::size_t m_first = 0;
    std::size_t m_size = 0;
};

}  // namespace telemetryhub::engine
