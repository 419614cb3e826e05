// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace telemetryhub::engine {

/// Zigzag: small magnitudes become small numbers.
[[nodiscard]] inline std::uint64_t zigzag(std::uint64_t signedBits) {
    return (signedBits << 1) ^ (0 - (signedBits >> 63));
}
[[nodiscard]] inline std::uint64_t unzigzag(std::uint64_t coded) {
    return (coded >> 1) ^ (0 - (coded & 1));
}

/// Collects the content of a blob in sections that are compressed each for itself.
///
/// Threads: confined to one thread.
/// Source:  session_format.md, "Blobs".
class BlobWriter {
public:
    void clear();
    void putByte(std::uint8_t byte) { *grow(1) = byte; }
    /// Little-endian base 128.
    void putVarint(std::uint64_t value);
    void putSigned(std::uint64_t value) { putVarint(zigzag(value)); }
    void putU16(std::uint16_t value);
    void putU64(std::uint64_t value);
    /// Room for `size` bytes, to be filled before the next call.
    [[nodiscard]] std::uint8_t* grow(std::size_t size);
    /// What follows has other statistics; the section ends `before` bytes before the end.
    void endSection(std::size_t before = 0);

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_bytes.data(), m_size}; }
    /// Where sections end, ascending; the last one ends with the bytes.
    [[nodiscard]] std::span<const std::size_t> sectionEnds() const { return m_sectionEnds; }

private:
    std::vector<std::uint8_t> m_bytes;  // only its first m_size bytes are content
    std::size_t m_size = 0;
    std::vector<std::size_t> m_sectionEnds;
};

/// Reads the content of a blob that may be damaged.
///
/// Errors: a read beyond the end yields zeros and is remembered by `failed`.
class BlobReader {
public:
    explicit BlobReader(std::span<const std::uint8_t> bytes) : m_rest(bytes) {}

    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint64_t varint();
    [[nodiscard]] std::uint64_t signedVarint() { return unzigzag(varint()); }
    [[nodiscard]] std::uint64_t u64();
    /// Null when there are not as many.
    [[nodiscard]] const std::uint8_t* take(std::size_t size);
    [[nodiscard]] bool failed() const { return m_failed; }
    /// Everything was there and nothing is left.
    [[nodiscard]] bool complete() const { return !m_failed && m_rest.empty(); }

private:
    std::span<const std::uint8_t> m_rest;
    bool m_failed = false;
};

[[nodiscard]] inline std::uint16_t loadU16(const std::uint8_t* at) {
    return static_cast<std::uint16_t>(at[0] | (at[1] << 8));
}
[[nodiscard]] inline std::uint64_t loadU64(const std::uint8_t* at) {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i)
        value = (value << 8) | at[i];
    return value;
}

}  // namespace telemetryhub::engine
