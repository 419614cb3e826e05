// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace telemetryhub::engine {

/// Powers of ten that a double holds exactly.
inline constexpr double kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                          1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                          1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// For text behind which a byte that is no digit can be read, so that no end has to be tested.
struct EndsByItself {
    constexpr bool operator()(const char* /*at*/) const { return false; }
};
struct EndsAt {
    const char* end;
    constexpr bool operator()(const char* at) const { return at == end; }
};

/// Reads a number of the plainest kind, `-12.5`, and rounds it as correctly as std::from_chars:
/// a mantissa below 2^53 and a power of ten up to 22 are both exact, so that their quotient is
/// rounded once.
///
/// Returns the end of the number, or nullptr when the general parser must look at it.
template <typename IsEnd>
[[nodiscard]] inline const char* parsePlainNumber(const char* at, double& value, IsEnd isEnd) {
    constexpr std::ptrdiff_t kSafeDigits = 19;  // what 64 bits hold
    constexpr std::uint64_t kExact = std::uint64_t{1} << 53;
    const std::uint64_t negative = !isEnd(at) && *at == '-' ? 1 : 0;
    at += negative;
    std::uint64_t mantissa = 0;
    const auto takeDigits = [&] {
        const char* const first = at;
        for (; !isEnd(at); ++at) {
            const unsigned digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
            if (digit > 9) break;
            mantissa = mantissa * 10 + digit;
        }
        return at - first;
    };

    std::ptrdiff_t digits = takeDigits();
    std::ptrdiff_t decimals = 0;
    if (!isEnd(at) && *at == '.') {
        ++at;
        decimals = takeDigits();
        digits += decimals;
    }
    if (digits == 0 || digits > kSafeDigits || mantissa > kExact) return nullptr;
    if (!isEnd(at) && (*at | 0x20) == 'e') return nullptr;
    const double size = static_cast<double>(static_cast<std::int64_t>(mantissa)) /
                        kPowersOfTen[static_cast<std::size_t>(decimals)];
    value = std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) | negative << 63);
    return at;
}

}  // namespace telemetryhub::engine
