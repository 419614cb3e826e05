// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "decode/plain_number.h"
#include "telemetryhub/engine/core/frame_layout.h"

/// Numbers as devices keep them in memory.
namespace telemetryhub::engine {

[[nodiscard]] constexpr std::uint16_t swappedBytes(std::uint16_t bits) {
    return __builtin_bswap16(bits);
}
[[nodiscard]] constexpr std::uint32_t swappedBytes(std::uint32_t bits) {
    return __builtin_bswap32(bits);
}
[[nodiscard]] constexpr std::uint64_t swappedBytes(std::uint64_t bits) {
    return __builtin_bswap64(bits);
}

template <typename Bits>
[[nodiscard]] inline Bits loadBits(const char* at, ByteOrder order) {
    Bits bits;
    std::memcpy(&bits, at, sizeof bits);
    const bool nativeIsBig = std::endian::native == std::endian::big;
    return (order == ByteOrder::Big) == nativeIsBig ? bits : swappedBytes(bits);
}

/// \pre `sizeOf(type)` bytes can be read
[[nodiscard]] inline double rawNumber(const char* at, NumberType type, ByteOrder order) {
    switch (type) {
        case NumberType::U8: return static_cast<std::uint8_t>(*at);
        case NumberType::I8: return static_cast<std::int8_t>(*at);
        case NumberType::U16: return loadBits<std::uint16_t>(at, order);
        case NumberType::I16: return static_cast<std::int16_t>(loadBits<std::uint16_t>(at, order));
        case NumberType::U32: return loadBits<std::uint32_t>(at, order);
        case NumberType::I32: return static_cast<std::int32_t>(loadBits<std::uint32_t>(at, order));
        case NumberType::U64: return static_cast<double>(loadBits<std::uint64_t>(at, order));
        case NumberType::I64:
            return static_cast<double>(
                static_cast<std::int64_t>(loadBits<std::uint64_t>(at, order)));
        case NumberType::F32: return std::bit_cast<float>(loadBits<std::uint32_t>(at, order));
        case NumberType::F64: return std::bit_cast<double>(loadBits<std::uint64_t>(at, order));
    }
    return 0;
}

/// value = number * factor + offset.
///
/// A factor such as 0.1 divides by 10 instead: only that rounds 3 to 0.3.
class NumberScale {
public:
    NumberScale(double factor, double offset) : m_factor(factor), m_offset(offset) {
        for (const double power : kPowersOfTen)
            if (power > 1 && factor == 1 / power) m_divisor = power;
        if (m_divisor != 1) m_factor = 1;
    }
    [[nodiscard]] double of(double number) const {
        const double scaled = m_divisor == 1 ? number * m_factor : number / m_divisor;
        return scaled + m_offset;
    }

private:
    double m_factor;
    double m_divisor = 1;
    double m_offset;
};

}  // namespace telemetryhub::engine
