// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/row_checksum.h"

#include <array>
#include <bit>
#include <cstddef>
#include <string>

#include <sqlite3.h>

#include "record/byte_order.h"

namespace telemetryhub::engine {

namespace {

constexpr std::array<std::uint32_t, 256> makeCrcTable() {
    constexpr std::uint32_t kPolynomial = 0xEDB8'8320;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t state = byte;
        for (int bit = 0; bit < 8; ++bit)
            state = (state >> 1) ^ ((state & 1) != 0 ? kPolynomial : 0);
        table[byte] = state;
    }
    return table;
}

/// Longer blobs are frames that end with a checksum of their content.
constexpr std::size_t kWholeBlobBytes = 64;
constexpr std::size_t kBlobEndBytes = 16;

void appendSized(std::string& bytes, const void* content, std::size_t size, std::size_t from) {
    appendLittleEndian(bytes, size);
    if (size > from) bytes.append(static_cast<const char*>(content) + from, size - from);
}

void appendValue(std::string& bytes, sqlite3_value* value) {
    const int type = sqlite3_value_type(value);
    bytes += static_cast<char>(type);
    switch (type) {
        case SQLITE_INTEGER:
            return appendLittleEndian(bytes,
                                      static_cast<std::uint64_t>(sqlite3_value_int64(value)));
        case SQLITE_FLOAT:
            return appendLittleEndian(bytes,
                                      std::bit_cast<std::uint64_t>(sqlite3_value_double(value)));
        case SQLITE_TEXT: {
            const void* text = sqlite3_value_text(value);
            return appendSized(bytes, text, static_cast<std::size_t>(sqlite3_value_bytes(value)),
                               0);
        }
        case SQLITE_BLOB: {
            const void* blob = sqlite3_value_blob(value);
            const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
            return appendSized(bytes, blob, size,
                               size <= kWholeBlobBytes ? 0 : size - kBlobEndBytes);
        }
        default: return;
    }
}

void rowChecksum(sqlite3_context* context, int count, sqlite3_value** values) {
    std::string bytes;
    for (int i = 0; i < count; ++i)
        appendValue(bytes, values[i]);
    Crc32 crc;
    crc.add(bytes);
    sqlite3_result_int64(context, crc.value());
}

}  // namespace

void Crc32::add(std::string_view bytes) {
    static constexpr auto kTable = makeCrcTable();
    for (const char byte : bytes)
        m_state = (m_state >> 8) ^ kTable[(m_state ^ static_cast<std::uint8_t>(byte)) & 0xFF];
}

void addRowChecksum(sqlite3* connection) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    sqlite3_create_function_v2(connection, "row_checksum", -1, kFlags, nullptr, rowChecksum,
                               nullptr, nullptr, nullptr);
}

}  // namespace telemetryhub::engine
