// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "blob_bytes.h"

namespace telemetryhub::engine {

/// Codes 64-bit integers as distances from a base, or as differences, cut into planes of bytes.
///
/// All arithmetic is modulo 2^64, so every number comes back, whatever its sign means.
///
/// Threads: confined to one thread.
/// Source:  session_format.md, "Blobs".
class IntegerColumn {
public:
    /// Chooses how `numbers` are coded and codes them into memory of its own.
    void code(std::span<const std::uint64_t> numbers);
    void putHeader(BlobWriter& out) const;
    /// Each plane becomes a section.
    void putPlanes(BlobWriter& out) const;

    /// False when there is no such column.
    [[nodiscard]] bool readHeader(BlobReader& in);
    /// \pre `readHeader` came before; false when planes are missing
    [[nodiscard]] bool readPlanes(BlobReader& in, std::span<std::uint64_t> numbers) const;

private:
    enum class Order : std::uint8_t { Distances, Differences };

    void choose(std::span<const std::uint64_t> numbers);

    Order m_order = Order::Distances;
    unsigned m_width = 0;       // bytes a number
    std::uint64_t m_base = 0;   // subtracted from all but a first number of differences
    std::uint64_t m_first = 0;  // only of differences
    std::vector<std::uint64_t> m_coded;
    std::size_t m_count = 0;
};

}  // namespace telemetryhub::engine
