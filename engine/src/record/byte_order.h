// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// Numbers of 8 bytes, the lowest byte first, whatever the machine.
inline void appendLittleEndian(std::string& out, std::uint64_t value) {
    for (int i = 0; i < 8; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// \pre `bytes` holds 8 bytes from `at`
[[nodiscard]] inline std::uint64_t littleEndianAt(std::string_view bytes, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return value;
}

}  // namespace telemetryhub::engine
