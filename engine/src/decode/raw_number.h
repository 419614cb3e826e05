// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>

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

template <typename Bits, typename Number, ByteOrder order>
struct RawNumberReader {
    double operator()(const char* at) const {
        return static_cast<double>(std::bit_cast<Number>(loadBits<Bits>(at, order)));
    }
};

template <ByteOrder order>
[[nodiscard]] constexpr std::uint32_t load24Bits(const char* at) {
    const auto byte = [at](std::size_t i) -> std::uint32_t {
        return static_cast<std::uint8_t>(at[i]);
    };
    return order == ByteOrder::Big ? byte(0) << 16 | byte(1) << 8 | byte(2)
                                   : byte(2) << 16 | byte(1) << 8 | byte(0);
}

template <ByteOrder order>
struct Unsigned24Reader {
    double operator()(const char* at) const { return load24Bits<order>(at); }
};

template <ByteOrder order>
struct Signed24Reader {
    double operator()(const char* at) const {
        // The sign bit moves to the top, and shifting back spreads it.
        return std::bit_cast<std::int32_t>(load24Bits<order>(at) << 8) >> 8;
    }
};

/// The value of half precision, exactly; an infinity and a NaN stay what they are.
[[nodiscard]] inline double halfNumber(std::uint16_t bits) {
    constexpr int kMantissaBits = 10;
    constexpr int kBias = 15;
    const int exponent = bits >> kMantissaBits & 0x1F;
    const int mantissa = bits & 0x3FF;
    double number = 0;
    if (exponent == 0x1F)
        number = mantissa == 0 ? std::numeric_limits<double>::infinity()
                               : std::numeric_limits<double>::quiet_NaN();
    else if (exponent == 0)
        number = std::ldexp(mantissa, 1 - kBias - kMantissaBits);
    else
        number = std::ldexp(mantissa + 0x400, exponent - kBias - kMantissaBits);
    return (bits & 0x8000) != 0 ? -number : number;
}

template <ByteOrder order>
struct HalfReader {
    double operator()(const char* at) const {
        return halfNumber(loadBits<std::uint16_t>(at, order));
    }
};

/// Calls `work` with what reads a number of that type and order from memory.
template <ByteOrder order, typename Work>
decltype(auto) withReaderOf(NumberType type, Work&& work) {
    using std::uint16_t, std::uint32_t, std::uint64_t;
    switch (type) {
        case NumberType::U8: break;
        case NumberType::I8:
            return work([](const char* at) -> double { return static_cast<std::int8_t>(*at); });
        case NumberType::U16: return work(RawNumberReader<uint16_t, uint16_t, order>());
        case NumberType::I16: return work(RawNumberReader<uint16_t, std::int16_t, order>());
        case NumberType::U32: return work(RawNumberReader<uint32_t, uint32_t, order>());
        case NumberType::I32: return work(RawNumberReader<uint32_t, std::int32_t, order>());
        case NumberType::U64: return work(RawNumberReader<uint64_t, uint64_t, order>());
        case NumberType::I64: return work(RawNumberReader<uint64_t, std::int64_t, order>());
        case NumberType::F32: return work(RawNumberReader<uint32_t, float, order>());
        case NumberType::F64: return work(RawNumberReader<uint64_t, double, order>());
        case NumberType::U24: return work(Unsigned24Reader<order>());
        case NumberType::I24: return work(Signed24Reader<order>());
        case NumberType::F16: return work(HalfReader<order>());
    }
    return work([](const char* at) -> double { return static_cast<std::uint8_t>(*at); });
}
template <typename Work>
decltype(auto) withReader(NumberType type, ByteOrder order, Work&& work) {
    return order == ByteOrder::Big ? withReaderOf<ByteOrder::Big>(type, work)
                                   : withReaderOf<ByteOrder::Little>(type, work);
}

/// \pre `sizeOf(type)` bytes can be read
[[nodiscard]] inline double rawNumber(const char* at, NumberType type, ByteOrder order) {
    return withReader(type, order, [at](auto number) { return number(at); });
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
