// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/checksum.h"

#include <array>
#include <cstddef>
#include <numeric>

namespace telemetryhub::engine {

namespace {

constexpr std::size_t kSlice = 8;  // bytes that are looked up at once
using CrcTable = std::array<std::uint32_t, 256>;
/// Table k holds what a byte makes of the register when k more bytes follow it.
using CrcTables = std::array<CrcTable, kSlice>;

/// CRCs that shift towards the lowest bit; those of 8 bits work alike whichever way they shift.
struct LowestFirst {
    static constexpr std::uint32_t step(const CrcTable& table, std::uint32_t crc,
                                        std::uint8_t byte) {
        return (crc >> 8) ^ table[(crc ^ byte) & 0xFF];
    }
    /// The register's part in byte `i` of the next ones.
    static constexpr std::uint32_t part(std::uint32_t crc, std::size_t i) {
        return i < 4 ? (crc >> (8 * i)) & 0xFF : 0;
    }
};

/// CRCs of `width` bits that shift towards the highest bit.
template <unsigned width>
struct HighestFirst {
    static constexpr std::uint32_t kHighest = 1U << (width - 1);
    static constexpr std::uint32_t kMask = 2 * kHighest - 1;

    static constexpr std::uint32_t step(const CrcTable& table, std::uint32_t crc,
                                        std::uint8_t byte) {
        return ((crc << 8) & kMask) ^ table[((crc >> (width - 8)) ^ byte) & 0xFF];
    }
    static constexpr std::uint32_t part(std::uint32_t crc, std::size_t i) {
        return i < width / 8 ? (crc >> (width - 8 - 8 * i)) & 0xFF : 0;
    }
};

constexpr std::uint32_t shiftedLow(std::uint32_t value, std::uint32_t polynomial) {
    for (int bit = 0; bit < 8; ++bit)
        value = (value >> 1) ^ ((value & 1) != 0 ? polynomial : 0);
    return value;
}

constexpr std::uint32_t shiftedHigh(std::uint32_t value, std::uint32_t polynomial,
                                    std::uint32_t highest) {
    for (int bit = 0; bit < 8; ++bit) {
        const bool carry = (value & highest) != 0;
        value = ((value << 1) & (2 * highest - 1)) ^ (carry ? polynomial : 0);
    }
    return value;
}

template <typename Shift>
constexpr CrcTables followed(const CrcTable& first) {
    CrcTables tables{};
    tables[0] = first;
    for (std::size_t k = 1; k < kSlice; ++k)
        for (std::size_t i = 0; i < first.size(); ++i)
            tables[k][i] = Shift::step(first, tables[k - 1][i], 0);
    return tables;
}

constexpr CrcTables tablesLow(std::uint32_t polynomial) {
    CrcTable first{};
    for (std::uint32_t i = 0; i < first.size(); ++i)
        first[i] = shiftedLow(i, polynomial);
    return followed<LowestFirst>(first);
}

constexpr CrcTables tablesOf8(std::uint32_t polynomial) {
    CrcTable first{};
    for (std::uint32_t i = 0; i < first.size(); ++i)
        first[i] = shiftedHigh(i, polynomial, 0x80);
    return followed<LowestFirst>(first);
}

template <unsigned width>
constexpr CrcTables tablesHigh(std::uint32_t polynomial) {
    using Shift = HighestFirst<width>;
    CrcTable first{};
    for (std::uint32_t i = 0; i < first.size(); ++i)
        first[i] = shiftedHigh(i << (width - 8), polynomial, Shift::kHighest);
    return followed<Shift>(first);
}

constexpr CrcTables kCrc8 = tablesOf8(0x07);
constexpr CrcTables kCrc8DvbS2 = tablesOf8(0xD5);
constexpr CrcTables kCrc16 = tablesLow(0xA001);
constexpr CrcTables kCrc16X25 = tablesLow(0x8408);
constexpr CrcTables kCrc16Ccitt = tablesHigh<16>(0x1021);
constexpr CrcTables kCrc24Q = tablesHigh<24>(0x864CFB);
constexpr CrcTables kCrc32 = tablesLow(0xEDB88320);
constexpr CrcTables kCrc32C = tablesLow(0x82F63B78);

template <typename Shift>
std::uint32_t crcOf(const CrcTables& tables, std::uint32_t crc, std::string_view bytes) {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    for (; end - at >= static_cast<std::ptrdiff_t>(kSlice); at += kSlice) {
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < kSlice; ++i)
            next ^= tables[kSlice - 1 - i][static_cast<std::uint8_t>(at[i]) ^ Shift::part(crc, i)];
        crc = next;
    }
    for (; at != end; ++at)
        crc = Shift::step(tables[0], crc, static_cast<std::uint8_t>(*at));
    return crc;
}

std::uint32_t sumOf(std::string_view bytes) {
    return std::accumulate(
        bytes.begin(), bytes.end(), std::uint32_t{0},
        [](std::uint32_t sum, char byte) { return sum + static_cast<std::uint8_t>(byte); });
}

std::uint32_t xorOf(std::string_view bytes) {
    return std::accumulate(
        bytes.begin(), bytes.end(), std::uint32_t{0},
        [](std::uint32_t sum, char byte) { return sum ^ static_cast<std::uint8_t>(byte); });
}

std::uint32_t fletcherOf(std::string_view bytes) {
    std::uint8_t sum = 0;
    std::uint8_t sums = 0;
    for (const char byte : bytes) {
        sum = static_cast<std::uint8_t>(sum + static_cast<std::uint8_t>(byte));
        sums = static_cast<std::uint8_t>(sums + sum);
    }
    return std::uint32_t{sums} << 8 | sum;
}

std::uint32_t adlerOf(std::string_view bytes) {
    constexpr std::uint32_t kModulus = 65521;
    constexpr std::size_t kBlock = 4096;  // neither sum can leave 32 bits within a block
    std::uint32_t sum = 1;
    std::uint32_t sums = 0;
    while (!bytes.empty()) {
        const std::string_view block = bytes.substr(0, kBlock);
        for (const char byte : block)
            sums += sum += static_cast<std::uint8_t>(byte);
        sum %= kModulus;
        sums %= kModulus;
        bytes.remove_prefix(block.size());
    }
    return sums << 16 | sum;
}

}  // namespace

std::uint32_t checksumOf(ChecksumKind kind, std::string_view bytes) {
    switch (kind) {
        case ChecksumKind::None: return 0;
        case ChecksumKind::Sum8: return sumOf(bytes) & 0xFF;
        case ChecksumKind::Sum8Negated: return (0 - sumOf(bytes)) & 0xFF;
        case ChecksumKind::Sum16: return sumOf(bytes) & 0xFFFF;
        case ChecksumKind::Xor8: return xorOf(bytes);
        case ChecksumKind::Crc8: return crcOf<LowestFirst>(kCrc8, 0, bytes);
        case ChecksumKind::Crc16Modbus: return crcOf<LowestFirst>(kCrc16, 0xFFFF, bytes);
        case ChecksumKind::Crc16CcittFalse:
            return crcOf<HighestFirst<16>>(kCrc16Ccitt, 0xFFFF, bytes);
        case ChecksumKind::Crc16Arc: return crcOf<LowestFirst>(kCrc16, 0, bytes);
        case ChecksumKind::Crc32: return ~crcOf<LowestFirst>(kCrc32, 0xFFFFFFFF, bytes);
        case ChecksumKind::Crc8DvbS2: return crcOf<LowestFirst>(kCrc8DvbS2, 0, bytes);
        case ChecksumKind::Crc16Xmodem: return crcOf<HighestFirst<16>>(kCrc16Ccitt, 0, bytes);
        case ChecksumKind::Crc16X25: return crcOf<LowestFirst>(kCrc16X25, 0xFFFF, bytes) ^ 0xFFFF;
        case ChecksumKind::Crc16Mcrf4xx: return crcOf<LowestFirst>(kCrc16X25, 0xFFFF, bytes);
        case ChecksumKind::Crc24Q: return crcOf<HighestFirst<24>>(kCrc24Q, 0, bytes);
        case ChecksumKind::Crc32C: return ~crcOf<LowestFirst>(kCrc32C, 0xFFFFFFFF, bytes);
        case ChecksumKind::Adler32: return adlerOf(bytes);
        case ChecksumKind::Sum32: return sumOf(bytes);
        case ChecksumKind::Fletcher8: return fletcherOf(bytes);
    }
    return 0;
}

std::uint32_t writtenChecksum(std::string_view bytes, ByteOrder order) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t at = order == ByteOrder::Big ? i : bytes.size() - 1 - i;
        value = value << 8 | static_cast<std::uint8_t>(bytes[at]);
    }
    return value;
}

}  // namespace telemetryhub::engine
