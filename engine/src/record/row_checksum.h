// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

struct sqlite3;

namespace telemetryhub::engine {

/// Reckons the CRC-32 of zlib, gzip and PNG, piece by piece.
class Crc32 {
public:
    void add(std::string_view bytes);
    [[nodiscard]] std::uint32_t value() const { return ~m_state; }

private:
    std::uint32_t m_state = ~std::uint32_t{0};
};

/// Teaches SQL `row_checksum(value, ...)` on this connection.
///
/// Source: session_format.md, "Checksums".
void addRowChecksum(sqlite3* connection);

}  // namespace telemetryhub::engine
