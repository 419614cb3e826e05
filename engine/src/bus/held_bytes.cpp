// SPDX-License-Identifier: GPL-3.0-or-later
#include "bus/held_bytes.h"

#include <utility>

namespace telemetryhub::engine {

void HeldBytes::push(std::string bytes, std::int64_t dueNs) {
    if (bytes.empty()) return;
    m_size += bytes.size();
    m_chunks.push({std::move(bytes), dueNs});
}

void HeldBytes::take(std::size_t count) {
    m_taken += count;
    m_size -= count;
    if (m_taken < m_chunks.front().bytes.size()) return;
    (void)m_chunks.pop();
    m_taken = 0;
}

void HeldBytes::release() {
    std::string all;
    while (!empty()) {
        const std::string_view oldest = front();
        all += oldest;
        take(oldest.size());
    }
    push(std::move(all), 0);
}

void HeldBytes::clear() {
    while (!empty())
        take(front().size());
}

}  // namespace telemetryhub::engine
