// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "telemetryhub/engine/record/csv_target.h"

namespace telemetryhub::engine {

/// Gathers whole rows for a target.
///
/// Threads: confined to one thread.
/// Errors:  those of the target.
class RowBuffer {
public:
    /// \pre `target` outlives this object
    explicit RowBuffer(CsvTarget& target) : m_target(target) {}

    /// Makes room for `bytes` at `end()`; may hand on what is there.
    Result<void> reserve(std::size_t bytes) {
        if (m_bytes.size() - m_used >= bytes) return {};
        if (Result<void> flushed = flush(); !flushed) return flushed;
        if (m_bytes.size() < bytes) m_bytes.resize(bytes);
        return {};
    }
    [[nodiscard]] char* end() { return m_bytes.data() + m_used; }
    /// What was written behind `end()`, up to `newEnd`, are whole rows.
    void take(const char* newEnd) { m_used = static_cast<std::size_t>(newEnd - m_bytes.data()); }
    /// All rows of a sample were taken.
    void countSample() { ++m_samples; }

    Result<void> flush() {
        if (m_used > 0)
            if (Result<void> written = m_target.write({m_bytes.data(), m_used}); !written)
                return written;
        m_used = 0;
        m_samplesWritten += std::exchange(m_samples, 0);
        return {};
    }
    [[nodiscard]] bool hasSamples() const { return m_samples > 0; }
    /// Samples whose rows the target took.
    [[nodiscard]] std::uint64_t samplesWritten() const { return m_samplesWritten; }

private:
    static constexpr std::size_t kBytes = std::size_t{256} << 10;

    CsvTarget& m_target;
    std::vector<char> m_bytes = std::vector<char>(kBytes);
    std::size_t m_used = 0;
    std::uint64_t m_samples = 0;  // in the buffer
    std::uint64_t m_samplesWritten = 0;
};

}  // namespace telemetryhub::engine
