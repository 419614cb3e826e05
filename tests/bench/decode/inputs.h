// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "telemetryhub/engine/core/decode_settings.h"

/// What devices typically send, made up and the same in every run.
namespace telemetryhub::bench {

inline constexpr std::size_t kCsvColumns = 8;
inline constexpr std::size_t kCsvLines = 500'000;

/// A generator of its own, so that every run reads the same lines.
class Random {
public:
    std::uint32_t next() {
        m_state = m_state * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::uint32_t>(m_state >> 33);
    }
    double between(double low, double high) { return low + (high - low) * next() / 2147483648.0; }

private:
    std::uint64_t m_state = 42;
};

struct DecodeInput {
    std::string name;
    engine::DecodeSettings settings;
    std::string bytes;
};

/// Lines of kCsvColumns numbers.
[[nodiscard]] std::string typicalCsv();
/// All formats of text but CSV: to be compared with bare parsing of their numbers.
[[nodiscard]] std::vector<DecodeInput> textInputs();
/// To be compared with a copy of their bytes.
[[nodiscard]] std::vector<DecodeInput> binaryInputs();

}  // namespace telemetryhub::bench
